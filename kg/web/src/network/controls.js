// Controls: the form beside the canvas, with a legend and sliders added to it, and the tools above the canvas.
import { fill } from "./address.js";
import { element } from "../element.js";
import { fold } from "../fold.js";

const MOST = 20;

export function controls({ form, tools, network, canvas, filter, select }) {
  form.querySelector("fieldset").before(legend(network));
  fill(form);
  form.hidden = false;
  addSliders(form, filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", filter);
  form.querySelector("button:not([type])")?.setAttribute("hidden", "");
  tools.append(
    finder(network, select),
    tool("Closer", () => canvas.zoom(1 / 1.5)),
    tool("Farther", () => canvas.zoom(1.5)),
    tool("All", () => canvas.fit()),
    tool("PNG of this view", async () => download(await canvas.picture())),
  );
}

function legend(network) {
  const counts = new Map();
  network.nodes.forEach((_, number) => counts.set(network.kindOf(number), (counts.get(network.kindOf(number)) ?? 0) + 1));
  const lines = network.kinds.map(({ label, day, night }) => {
    const box = element("input", { type: "checkbox", name: "kind", value: label });
    const dot = element("span", { class: "dot", "aria-hidden": "true" });
    dot.style.setProperty("--day", day);
    dot.style.setProperty("--night", night);
    const count = element("span", { class: "quiet" }, String(counts.get(label)));
    return element("p", { class: "check" }, element("label", {}, box, dot, ` ${label || "other"}`), " ", count);
  });
  return element("fieldset", { class: "legend" }, element("legend", {}, "Kinds"), ...lines, element("p", { class: "quiet" }, "None chosen means all."));
}

// Two sliders under the histogram stand for the two years in the form.
function addSliders(form, filter) {
  const ends = form.querySelectorAll(".ends span");
  if (ends.length < 2 || ends[0].textContent === ends[1].textContent) return;
  const [min, max] = [...ends].map((end) => end.textContent);
  const sliders = [["from", min, "First year"], ["to", max, "Last year"]].map(([name, free, label]) => {
    const field = form.elements[name];
    const slider = element("input", { type: "range", min, max, step: 1, value: field.value || free, "aria-label": label });
    slider.addEventListener("input", () => {
      field.value = slider.value === free ? "" : slider.value;
      filter();
    });
    slider.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("change", () => (slider.value = field.value || free));
    return slider;
  });
  form.querySelector(".ends").before(element("div", { class: "sliders" }, ...sliders));
}

function finder(network, select) {
  const names = network.nodes.map(({ label }) => fold(label));
  const list = element("datalist", { id: "things" });
  const input = element("input", { type: "search", list: "things", id: "find", autocomplete: "off", placeholder: "Find a thing" });
  const isFound = (words) => (number) => names[number].includes(words) && network.neighbours.has(number);
  // The shorter the name, the more of it was typed.
  const matching = (words) => [...names.keys()].filter(isFound(words)).sort((one, other) => names[one].length - names[other].length);
  input.addEventListener("input", () => {
    const found = matching(fold(input.value));
    list.replaceChildren(...found.slice(0, MOST).map((number) => element("option", { value: network.nodes[number].label })));
    const exact = found.find((number) => network.nodes[number].label === input.value);
    if (exact !== undefined) select([exact]);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const [first] = matching(fold(input.value));
    if (first !== undefined) select([first]);
  });
  return element("span", {}, element("label", { for: "find", class: "hidden" }, "Find a thing in the network"), input, list);
}

function download(blob) {
  const href = URL.createObjectURL(blob);
  element("a", { href, download: "network.png" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function tool(text, onclick) {
  return element("button", { type: "button", class: "plain", onclick }, text);
}
