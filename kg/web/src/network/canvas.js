// The canvas: sigma over a graphology graph, in the colours of the page, by day and by night.
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { drawLabel, drawLabels } from "./labels.js";

const MANY = 1000;
const night = matchMedia("(prefers-color-scheme: dark)");

export class Canvas {
  #box; #network; #sigma; #theme;
  #focus = {};

  constructor(box, network, { onNode, onTie, onNothing }) {
    [this.#box, this.#network] = [box, network];
    this.#theme = theme();
    this.#sigma = new Sigma(graphOf(network), box, this.#settings());
    this.#sigma.on("afterRender", () => drawLabels(this.#sigma, this.#theme));
    this.#sigma.on("clickNode", ({ node }) => onNode(Number(node)));
    this.#sigma.on("clickEdge", ({ edge }) => onTie(network.allTies.get(edge).ends));
    this.#sigma.on("clickStage", onNothing);
    for (const [name, cursor] of [["enterNode", "pointer"], ["enterEdge", "pointer"], ["leaveNode", ""], ["leaveEdge", ""]]) {
      this.#sigma.on(name, () => (box.style.cursor = cursor));
    }
    night.addEventListener("change", () => this.#repaint());
  }

  show(focus) {
    this.#focus = focus;
    const { ties, neighbours } = this.#network;
    const text = `Network of ${neighbours.size} things and ${ties.size} lines between them. The table below says the same.`;
    this.#box.setAttribute("aria-label", text);
    this.#sigma.refresh();
  }

  // Where a node stands within the page, for those who point at it by other means than a mouse.
  placeOf(number) {
    const { x, y } = this.#network.nodes[number];
    const place = this.#sigma.graphToViewport({ x, y: -y });
    const { left, top } = this.#box.getBoundingClientRect();
    return { x: place.x + left, y: place.y + top };
  }

  zoom(factor) {
    const camera = this.#sigma.getCamera();
    camera.animate({ ratio: camera.getBoundedRatio(camera.ratio * factor) }, { duration: 150 });
  }

  fit() {
    this.#sigma.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }, { duration: 150 });
  }

  // What WebGL drew can be read only until the browser has shown it, hence within the drawing itself.
  picture() {
    return new Promise((resolve) => {
      this.#sigma.once("afterRender", () => resolve(joined(this.#sigma, this.#theme.ground)));
      this.#sigma.refresh();
    });
  }

  #repaint() {
    this.#theme = theme();
    this.#sigma.setSettings(this.#settings());
  }

  #settings() {
    return {
      renderLabels: false,
      hideEdgesOnMove: this.#network.allTies.size > 5 * MANY,
      enableEdgeEvents: true,
      zIndex: true,
      stagePadding: 60,
      minCameraRatio: 0.01,
      maxCameraRatio: 3,
      defaultDrawNodeHover: (context, data) => drawHover(context, data, this.#theme),
      nodeReducer: (key, data) => this.#node(Number(key), data),
      edgeReducer: (key, data) => this.#edge(key, data),
    };
  }

  #node(number, data) {
    const { nodes, node, tie, goal, start } = this.#focus;
    const hidden = !this.#network.neighbours.has(number);
    const color = this.#theme.isNight ? data.night : data.day;
    if (!nodes) return { ...data, hidden, color };
    if (!nodes.has(number)) return { ...data, hidden, color: this.#theme.rule, label: "", zIndex: 0 };
    const first = number === node || number === start || number === goal || tie?.ends.includes(number);
    return { ...data, hidden, color, zIndex: 2, forceLabel: first || nodes.size <= 40, highlighted: first };
  }

  #edge(key, data) {
    const tie = this.#network.ties.get(key);
    if (!tie) return { ...data, hidden: true };
    const { ties } = this.#focus;
    const isIn = ties?.has(key);
    const disputed = tie.facts.some((fact) => fact.disputed);
    const color = ties && !isIn ? this.#theme.faded : disputed ? this.#theme.alarm : isIn ? this.#theme.accent : this.#theme.line;
    const size = data.size + Math.log2(tie.facts.length) + (isIn || disputed ? 1 : 0);
    return { ...data, color, size, zIndex: isIn ? 2 : disputed ? 1 : 0 };
  }
}

function graphOf(network) {
  const graph = new UndirectedGraph({ allowSelfLoops: false });
  const degree = new Map();
  for (const { ends } of network.allTies.values()) for (const end of ends) degree.set(end, (degree.get(end) ?? 0) + 1);
  // The more nodes, the smaller: the large ones, few and named, by less than the others.
  const scale = Math.min(1, (MANY / 2 / network.nodes.length) ** 0.35);
  network.nodes.forEach(({ x, y, label, size, kind }, number) => {
    const { day, night } = network.kinds[kind];
    const grown = Math.min(9, Math.sqrt(degree.get(number) ?? 0));
    const radius = size > 1 ? (9 + grown) * Math.sqrt(scale) : (4.5 + grown) * scale;
    // y grows downwards on the server's pictures, upwards in sigma.
    graph.addNode(number, { x, y: -y, label, size: radius, day, night });
  });
  const width = network.allTies.size > 5 * MANY ? 0.4 : 1.2;
  for (const { key, ends } of network.allTies.values()) graph.addUndirectedEdgeWithKey(key, ...ends, { size: width });
  return graph;
}

function theme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const colours = Object.fromEntries(["ink", "card", "rule", "accent", "alarm", "edge"].map((name) => [name, read(name)]));
  const isNight = night.matches;
  return {
    ...colours,
    isNight,
    ground: colours.card,
    line: isNight ? "#4a5968" : "#b4c0cb",
    faded: isNight ? "#202b36" : "#edf0f3",
    sans: read("sans"),
  };
}

function drawHover(context, data, theme) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  [context.lineWidth, context.strokeStyle] = [2, theme.accent];
  context.stroke();
  if (!data.highlighted) drawLabel(context, data, theme);
}

function joined(sigma, ground) {
  const layers = Object.values(sigma.getCanvases()).filter((layer) => layer.width);
  const sheet = Object.assign(document.createElement("canvas"), { width: layers[0].width, height: layers[0].height });
  const context = sheet.getContext("2d");
  context.fillStyle = ground;
  context.fillRect(0, 0, sheet.width, sheet.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, sheet.width, sheet.height);
  return new Promise((resolve) => sheet.toBlob(resolve, "image/png"));
}
