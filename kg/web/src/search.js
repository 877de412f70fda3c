// The search of pages that have no server: the same things in the same order as pages/index.py finds them.
import { element, link } from "./element.js";
import { fold } from "./fold.js";
import { read } from "./read.js";

const MOST = 200;
const hook = document.querySelector('[data-hook="search"]');
const words = new URLSearchParams(location.search).get("q")?.trim() ?? "";
if (hook && words) search(hook).catch(giveUp);

async function search(hook) {
  const { headings, things } = await read(hook.dataset.source);
  const hits = find(things, words);
  const groups = Map.groupBy(hits.slice(0, MOST), ({ thing }) => headings[thing[1]]);
  const sections = [...groups].map(([heading, hits], place) => section(heading, hits, `found-${place}`));
  const more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
  const none = "Nothing bears a name with these words. Try fewer or shorter ones; accents and capitals do not matter.";
  show(
    element("p", { class: "quiet", role: "status" }, `${hits.length} found${more}`),
    ...(hits.length ? sections : [element("p", { class: "notice" }, none)]),
  );
}

function find(things, words) {
  const phrase = fold(words);
  const wanted = tokens(phrase).length ? tokens(phrase) : phrase.split(/\s+/);
  const hits = things.map((thing) => ({ thing, ...best(thing[2], wanted, phrase) }));
  return hits.filter(({ rank }) => rank < Infinity).sort((one, other) => one.rank - other.rank);
}

function best(names, wanted, phrase) {
  const ranks = names.map((name) => rank(fold(name), wanted, phrase));
  const least = Math.min(...ranks);
  return { rank: least, place: ranks.indexOf(least) };
}

function rank(name, wanted, phrase) {
  if (!wanted.every((word) => name.includes(word))) return Infinity;
  if (name === phrase) return 0;
  if (name.startsWith(phrase)) return 1;
  return wanted.every((word) => tokens(name).some((token) => token.startsWith(word))) ? 2 : 3;
}

function tokens(text) {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function section(heading, hits, id) {
  const lines = hits.map(({ thing: [href, , names], place }) => {
    const by = place ? [" ", element("span", { class: "quiet" }, names[place])] : [];
    return element("li", {}, link(href, names[0]), ...by);
  });
  const title = element("h2", { id }, heading);
  return element("section", { "aria-labelledby": id }, title, element("ul", { class: "list" }, ...lines));
}

function show(...parts) {
  document.getElementById("q").value = words;
  document.querySelector("main h1").textContent = `Results for “${words}”`;
  hook.replaceChildren(...parts);
  hook.dataset.ready = "true";
}

function giveUp(trouble) {
  show(element("p", { class: "notice", role: "alert" }, `The names cannot be read (${trouble.message}). The lists above hold all things.`));
}
