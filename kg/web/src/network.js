// The page of a network: draws it on a canvas, and lets the form beside it filter without asking the server again.
import "./network.css";
import { Canvas } from "./network/canvas.js";
import { element } from "./element.js";
import { controls } from "./network/controls.js";
import { Network } from "./network/network.js";
import { Panel } from "./network/panel.js";
import { read } from "./read.js";
import { saved, save } from "./network/address.js";
import { showTable } from "./network/table.js";

const hook = document.querySelector('[data-hook="network"]');
const plain = hook ? [...hook.children] : [];
if (hook) start(hook).catch(giveUp);

async function start(hook) {
  const network = new Network(await read(hook.dataset.source));
  const form = document.querySelector("form.side");
  const view = saved(network);
  const box = layOut(hook);
  const canvas = new Canvas(box.canvas, network, { onNode: (node) => select([node]), onTie: select, onNothing: () => select([]) });
  const panel = new Panel(box.panel, network, hook.dataset.facts, { select, around, findPath });

  function select(chosen) {
    const goal = view.asking && chosen.length === 1 ? chosen[0] : undefined;
    if (goal !== undefined) Object.assign(view, { goal, asking: false });
    else Object.assign(view, { chosen, goal: undefined, asking: false });
    show();
  }
  function findPath() {
    view.asking = true;
    panel.ask();
    box.tools.querySelector("input").focus();
  }
  function around(node) {
    form.elements.around.value = node === undefined ? "" : network.nodes[node].id;
    filter();
  }
  function filter() {
    network.filter(new FormData(form));
    show();
  }
  function show() {
    const focus = network.focus(view);
    canvas.show(focus);
    panel.show(focus);
    save(form, network, view);
    showTable(network);
  }

  controls({ form, tools: box.tools, network, canvas, filter, select });
  network.filter(new FormData(form));
  show();
  hook.placeOf = (id) => canvas.placeOf(network.numbers.get(id));
  hook.dataset.ready = "true";
}

function layOut(hook) {
  const tools = element("div", { class: "tools", role: "toolbar", "aria-label": "Canvas" });
  const canvas = element("div", { class: "canvas", role: "img" });
  const panel = element("section", { class: "panel", "aria-label": "Selection", "aria-live": "polite", tabindex: "0" });
  hook.replaceChildren(tools, element("div", { class: "desk" }, canvas, panel));
  if (plain.some((part) => part.querySelector("svg"))) {
    hook.append(element("details", { class: "plain" }, element("summary", {}, "As a plain picture"), ...plain));
  }
  document.querySelector("main").classList.add("wide");
  return { tools, canvas, panel };
}

function giveUp(trouble) {
  const text = `The canvas cannot be drawn here (${trouble.message}). Everything is in the table.`;
  hook.replaceChildren(element("p", { class: "notice", role: "alert" }, text), ...plain);
}
