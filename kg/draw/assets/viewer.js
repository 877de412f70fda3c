"use strict";
// The page works without this script; it adds moving, searching and selecting. What is selected stands in the address
// (#node=IRI, #fact=IRI, #pair=IRI IRI), so every selection is a link, and Back goes back.

const { nodes, facts, lines, passages } = JSON.parse(document.getElementById("data").textContent);
const svg = document.querySelector(".network");
const body = svg.querySelector(".body");
const panel = document.getElementById("panel");
const byIri = new Map(nodes.map((node) => [node.iri, node]));
const shapes = [...body.querySelectorAll(".node")];
const edges = [...body.querySelectorAll(".edge")];
shapes.forEach((shape) => { byIri.get(shape.dataset.iri).shape = shape; });
// The lines of the data stand in the order of the drawing.
edges.forEach((edge, number) => { edge.facts = lines[number].map((fact) => facts[fact]); });

// ---- small parts of the page; text is only ever set as text

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}
const link = (kind, iri, ...children) => make("a", { href: `#${kind}=${encodeURIComponent(iri)}`, dir: "auto" }, ...children);
const nodeLink = (iri) => link("node", iri, byIri.get(iri).label);
const sources = (count) => count && `${count} source${count === 1 ? "" : "s"}`;
const disputed = (fact) => (fact.disputed ? [make("span", { class: "disputed-mark" }, "disputed")] : []);
const joined = (parts) => parts.filter(Boolean).join(" · ");

// ---- view: the part of the drawing that is seen

const [dx, dy] = body.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
function boxOf(element) {
  const box = element.getBBox();
  return { x: box.x + dx, y: box.y + dy, width: box.width, height: box.height };
}
function around(box, margin) {
  return { x: box.x - margin, y: box.y - margin, width: box.width + 2 * margin, height: box.height + 2 * margin };
}
const all = around(boxOf(body), 24);
let view = all;

function look(next) {
  view = next;
  svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}
function zoom(factor, x = view.x + view.width / 2, y = view.y + view.height / 2) {
  const width = Math.min(Math.max(view.width * factor, all.width / 40), all.width * 2), by = width / view.width;
  look({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, width, height: view.height * by });
}
const move = (x, y) => look({ ...view, x: view.x + x * view.width, y: view.y + y * view.height });
function centre(shape) {
  const box = boxOf(shape);
  move((box.x + box.width / 2 - view.x) / view.width - 0.5, (box.y + box.height / 2 - view.y) / view.height - 0.5);
}
const isSeen = ({ x, y, width, height }) =>
  x > view.x && y > view.y && x + width < view.x + view.width && y + height < view.y + view.height;
const steps = {
  "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": () => look(all),
  ArrowLeft: () => move(-0.1, 0), ArrowRight: () => move(0.1, 0), ArrowUp: () => move(0, -0.1), ArrowDown: () => move(0, 0.1),
  Escape: () => { location.hash = ""; }, Enter: choose, " ": choose,
};
const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

let grip = null; // where in the drawing the pointer took hold
let dragged = false;
svg.addEventListener("pointerdown", (event) => { grip = place(event); dragged = false; });
svg.addEventListener("pointermove", (event) => {
  if (!grip || !event.buttons) return;
  const here = place(event), [x, y] = [grip.x - here.x, grip.y - here.y];
  if (!dragged && Math.hypot(x, y) < view.width / 200) return;
  dragged = true;
  svg.setPointerCapture(event.pointerId);
  look({ ...view, x: view.x + x, y: view.y + y });
});
svg.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { x, y } = place(event);
  zoom(Math.exp(Math.sign(event.deltaY) * 0.15), x, y);
}, { passive: false });
svg.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in steps)) return;
  event.preventDefault();
  steps[event.key](event.target);
});
document.querySelectorAll(".tools button").forEach((button) => button.addEventListener("click", () => steps[button.value]()));

// ---- selection

function choose(target) {
  const mark = target.closest(".node, .body .edge");
  if (!mark) return;
  const [first, ...others] = mark.facts ?? [];
  if (!first) location.hash = `node=${encodeURIComponent(mark.dataset.iri)}`;
  else if (others.length) location.hash = `pair=${encodeURIComponent(`${first.source} ${first.target}`)}`;
  else location.hash = `fact=${encodeURIComponent(first.iri)}`;
}
svg.addEventListener("click", (event) => { if (!dragged) choose(event.target); });

function selection() {
  const [[kind, iri] = []] = new URLSearchParams(location.hash.slice(1));
  if (!kind) return { chosen: [], show: showNothing };
  if (kind === "node") return { chosen: facts.filter((fact) => fact.source === iri || fact.target === iri), node: byIri.get(iri), show: showNode };
  if (kind === "fact") return { chosen: facts.filter((fact) => fact.iri === iri), show: showFacts };
  const ends = iri.split(" ").sort().join(" ");
  return { chosen: facts.filter((fact) => [fact.source, fact.target].sort().join(" ") === ends), show: showFacts };
}
function select() {
  const { chosen, node, show } = selection();
  const picked = new Set(chosen), near = new Set(chosen.flatMap((fact) => [fact.source, fact.target]));
  if (node) near.add(node.iri);
  if (node && !isSeen(boxOf(node.shape))) centre(node.shape);
  shapes.forEach((shape) => shape.classList.toggle("faded", near.size > 0 && !near.has(shape.dataset.iri)));
  shapes.forEach((shape) => shape.classList.toggle("chosen", shape.dataset.iri === node?.iri));
  edges.forEach((edge) => {
    const hit = edge.facts.some((fact) => picked.has(fact));
    edge.classList.toggle("faded", near.size > 0 && !hit);
    edge.classList.toggle("chosen", hit);
  });
  panel.replaceChildren(...(near.size ? show(chosen, node) : showNothing()));
}
function showNothing() {
  return [
    make("p", { class: "quiet" }, "Choose a node to see its relations, or a line to see the facts behind it and who says so."),
    make("p", { class: "quiet" }, "Drag to move; zoom with the wheel or the keys + and −; 0 shows all."),
  ];
}
function showNode(chosen, node) {
  const other = (fact) => byIri.get(fact.source === node.iri ? fact.target : fact.source);
  const rows = chosen.map((fact) => ({ fact, title: `${fact.relation} ${fact.source === node.iri ? "→" : "←"} ${other(fact).label}` }));
  rows.sort((one, two) => one.title.localeCompare(two.title) || one.fact.date.localeCompare(two.fact.date));
  return [
    make("p", { class: "quiet" }, joined([node.kind, `${chosen.length} relation${chosen.length === 1 ? "" : "s"}`])),
    make("h2", { dir: "auto" }, node.label),
    make("ul", {}, ...rows.map(({ fact, title }) => make("li", {}, link("fact", fact.iri, title),
      make("small", { class: "quiet", dir: "auto" }, `${joined([title.includes(fact.label) ? "" : fact.label, fact.date, sources(fact.sources)])} `), ...disputed(fact)))),
  ];
}
function showFacts(chosen) {
  chosen.sort((one, two) => one.date.localeCompare(two.date));
  const sameFact = new Map(chosen.map((fact) => [fact.iri, chosen.filter((one) => one.iri === fact.iri)]));
  return [...sameFact.values()].flatMap(([fact, ...others]) => [
    make("h2", { dir: "auto" }, fact.label || fact.relation),
    make("p", { class: "quiet" }, `${joined([fact.date, sources(fact.sources)])} `, ...disputed(fact)),
    ...[fact, ...others].map((one) => make("p", {}, nodeLink(one.source), ` ${one.relation} → `, nodeLink(one.target))),
    ...(passages[fact.iri] ?? []).map((passage) => make("blockquote", { dir: "auto" },
      make("p", {}, passage.quote), make("footer", {}, joined([passage.source, passage.publisher, passage.date])))),
  ]);
}

// ---- search and legend

const search = document.getElementById("search"), found = document.getElementById("found");
// Letters that Unicode does not take apart, as English texts write them.
const plain = { ə: "a", ı: "i", đ: "d", ł: "l", ø: "o", ß: "ss", æ: "ae" };
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[əıđłøßæ]/g, (letter) => plain[letter]);
nodes.forEach((node) => { node.folded = folded(node.label); });

search.addEventListener("input", () => {
  const text = folded(search.value.trim());
  const hits = text ? nodes.filter((node) => node.folded.includes(text)).slice(0, 10) : [];
  const rows = hits.map((node) => make("li", {}, link("node", node.iri, node.label, make("small", {}, node.kind))));
  found.replaceChildren(...(text && !hits.length ? [make("li", { class: "quiet" }, "nothing found")] : rows));
  found.hidden = !text;
});
found.addEventListener("click", () => { found.hidden = true; look({ ...view, width: all.width / 2, height: all.height / 2 }); });
search.form.addEventListener("keydown", (event) => { if (event.key === "Escape") found.hidden = true; });
search.form.addEventListener("submit", (event) => { event.preventDefault(); found.querySelector("a")?.click(); });

const boxes = [...document.querySelectorAll(".kinds input")];
boxes.forEach((box) => box.addEventListener("change", () => {
  const away = new Set(boxes.filter((one) => !one.checked).map((one) => one.value));
  const isAway = (iri) => away.has(byIri.get(iri).kind);
  shapes.forEach((shape) => shape.toggleAttribute("hidden", isAway(shape.dataset.iri)));
  edges.forEach((edge) => edge.toggleAttribute("hidden", isAway(edge.facts[0].source) || isAway(edge.facts[0].target)));
}));

// ---- start

document.body.classList.add("live");
document.querySelectorAll("form, .tools, aside").forEach((part) => { part.hidden = false; });
svg.setAttribute("role", "group");
svg.setAttribute("tabindex", "0");
shapes.forEach((shape) => {
  const { label, kind } = byIri.get(shape.dataset.iri);
  Object.entries({ tabindex: "0", role: "button", "aria-label": joined([label, kind]) }).forEach((pair) => shape.setAttribute(...pair));
});
edges.forEach((edge) => {
  const reach = edge.querySelector("path").cloneNode();
  reach.setAttribute("class", "reach"); // a wide unseen line, easier to hit
  edge.append(reach);
});
addEventListener("hashchange", select);
addEventListener("beforeprint", () => { document.getElementById("facts").open = true; });
look(all);
select();
