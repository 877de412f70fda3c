// The panel: what is selected, and the facts behind a line with the words that they rest on.
import { element, link } from "../element.js";
import { read } from "../read.js";

const MOST = 60;

export class Panel {
  #box; #network; #facts; #actions; #reading;

  constructor(box, network, facts, actions) {
    [this.#box, this.#network, this.#facts, this.#actions] = [box, network, facts, actions];
  }

  show(focus) {
    this.#reading?.abort();
    const make = focus.path ? this.#path : focus.tie ? this.#tie : focus.node !== undefined ? this.#node : this.#nothing;
    this.#box.replaceChildren(...make.call(this, focus));
    this.#box.scrollTop = 0;
  }

  ask() {
    this.#box.prepend(element("p", { class: "notice" }, "Choose where the path leads: click a thing, or find it by name."));
  }

  #nothing() {
    return [element("p", { class: "quiet" }, "Click a thing or a line, or find a thing by its name, to see the facts behind it.")];
  }

  #node({ node }) {
    const { label, href, id } = this.#network.nodes[node];
    const neighbours = [...this.#network.neighbours.get(node)].sort(([, a], [, b]) => b.facts.length - a.facts.length);
    const { around, findPath, select } = this.#actions;
    return [
      element("p", { class: "kind" }, this.#network.kindOf(node)),
      element("h2", {}, link(href, label)),
      element("p", { class: "row" }, button("Around it", () => around(node)), button("Path to …", findPath), button("Clear", () => clear(this.#actions))),
      element("p", { class: "quiet" }, `${neighbours.length} joined to it`),
      element("ul", { class: "list" }, ...neighbours.slice(0, MOST).map(([other, tie]) => this.#step(tie, [node, other], this.#network.nodes[other].label, select))),
      ...(neighbours.length > MOST ? [element("p", { class: "quiet" }, `and ${neighbours.length - MOST} more; see the page of `, link(href, id))] : []),
    ];
  }

  #tie({ tie }) {
    const [one, other] = tie.ends.map((number) => this.#network.nodes[number]);
    const list = element("div", {}, element("p", { class: "quiet" }, "Reading the evidence …"));
    this.#read(tie, list);
    const ends = tie.ends.map((number) => button(this.#network.nodes[number].label, () => this.#actions.select([number])));
    return [
      element("p", { class: "kind" }, tie.facts.length > 1 ? `${tie.facts.length} facts` : "1 fact"),
      element("h2", {}, `${one.label} – ${other.label}`),
      element("p", { class: "row" }, ...ends, button("Clear", () => clear(this.#actions))),
      list,
    ];
  }

  #path({ path, start, goal }) {
    const name = (number) => this.#network.nodes[number].label;
    const steps = path.slice(1).map((number, place) => {
      const tie = this.#network.tie(path[place], number);
      return this.#step(tie, [path[place], number], `${name(path[place])} – ${name(number)}`, this.#actions.select);
    });
    const length = path.length ? `The shortest path has ${steps.length} ${steps.length === 1 ? "line" : "lines"}.` : "Nothing that is shown joins them.";
    return [
      element("p", { class: "kind" }, "Path"),
      element("h2", {}, `${name(start)} to ${name(goal)}`),
      element("p", { class: "row" }, button("Clear", () => clear(this.#actions))),
      element("p", { class: "quiet" }, length),
      element("ol", { class: "list" }, ...steps),
    ];
  }

  #step(tie, ends, text, select) {
    const relations = [...new Set(tie.facts.map((fact) => fact.relation))].join(", ");
    const count = element("span", { class: "quiet" }, ` ${relations} ${tie.facts.length > 1 ? tie.facts.length : ""}`);
    return element("li", {}, button(text, () => select(ends)), count);
  }

  async #read(tie, list) {
    this.#reading = new AbortController();
    const hrefs = [...new Set(tie.facts.map((fact) => fact.href))];
    try {
      const facts = await readFacts(this.#facts, hrefs.slice(0, MOST - 10), this.#reading.signal);
      const left = hrefs.length - facts.length;
      const more = left ? [element("p", { class: "quiet" }, `and ${left} more, in the table`)] : [];
      list.replaceChildren(...facts.map((fact) => told(fact, tie)), ...more);
    } catch (trouble) {
      if (trouble.name !== "AbortError") list.replaceChildren(element("p", { class: "notice" }, `The evidence cannot be read: ${trouble.message}`));
    }
  }
}

// A server tells of many facts at once; without one there is a file for each.
async function readFacts(address, hrefs, signal) {
  const words = new URLSearchParams(hrefs.map((href) => ["fact", decodeURI(href)]));
  if (address.endsWith(".json")) return (await read(`${address}?${words}`, signal)).facts;
  const files = hrefs.map((href) => read(`${address}/${href.replace(/html$/, "js")}`));
  return (await Promise.all(files)).flatMap(({ facts }) => facts);
}

function told(fact, tie) {
  const edges = tie.facts.filter((edge) => edge.href === fact.href);
  const about = [...new Set(edges.map((edge) => edge.relation)), edges[0]?.when].filter(Boolean).join(" · ");
  const pill = edges.some((edge) => edge.disputed) ? [element("span", { class: "pill" }, "disputed")] : [];
  const title = element("h3", {}, link(fact.href, fact.label));
  return element("article", { class: pill.length ? "disputed" : "" }, title, element("p", { class: "quiet" }, about, " ", ...pill), ...fact.passages.map(quoted));
}

function quoted({ href, quote: [before, words, after], source, details }) {
  const foot = element("footer", {}, link(href, source), details.map((detail) => `, ${detail}`).join(""));
  const lines = words ? [element("p", {}, before, element("mark", {}, words), after)] : [];
  return element("blockquote", {}, ...lines, foot);
}

function clear({ select, around }) {
  select([]);
  around(undefined);
}

function button(text, onclick) {
  return element("button", { type: "button", class: "plain", onclick }, text);
}
