// The table below the canvas shows the same facts as the canvas.
import { element, link } from "../element.js";

const MOST = 500;

export function showTable(network) {
  document.querySelector('main [role="status"]').textContent = `${network.neighbours.size} nodes, ${network.shown.length} lines`;
  const body = document.querySelector(".body tbody");
  if (!body || body.shown === network.shown) return;
  body.shown = network.shown;
  body.replaceChildren(...network.shown.slice(0, MOST).map((fact) => row(network, fact)));
}

function row(network, { source, target, href, label, relation, when, sources, disputed }) {
  const node = (number) => link(network.nodes[number].href, network.nodes[number].label);
  const pill = disputed ? [" ", element("span", { class: "pill" }, "disputed")] : [];
  const cells = [[node(source)], [relation, ...pill], [node(target)], [link(href, label || href)], [when]];
  return element("tr", { class: disputed && "disputed" }, ...cells.map((parts) => element("td", {}, ...parts)), element("td", { class: "number" }, String(sources)));
}
