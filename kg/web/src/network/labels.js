// Labels: the largest things are named first, and no name covers another. (Sigma thins names out by a grid alone.)
const SIZE = 13;
const CELL = 64;
const MOST = 200;
const LEAST = 3.5; // pixels of a dot that bears a name
const LONGEST = 34;

const orders = new WeakMap();

export function drawLabels(sigma, theme) {
  const context = sigma.getCanvases().labels.getContext("2d");
  const { width, height } = sigma.getDimensions();
  const taken = new Taken();
  let left = MOST;
  for (const data of visible(sigma, width, height)) {
    const box = boxOf(context, data, theme, width);
    if (!data.forced && (data.size < LEAST || taken.meets(box))) continue;
    taken.add(box);
    drawLabel(context, data, theme);
    if (!--left) return;
  }
}

export function drawLabel(context, { label, x, y, size, isLeft }, { sans, ink, ground }) {
  if (!label) return;
  context.font = fontOf(size, sans);
  context.textAlign = isLeft ? "right" : "left";
  [context.lineWidth, context.lineJoin, context.strokeStyle, context.fillStyle] = [4, "round", ground, ink];
  const place = [isLeft ? x - size - 4 : x + size + 4, y + SIZE / 3];
  context.strokeText(shortened(label), ...place);
  context.fillText(shortened(label), ...place);
}

// What has a name and lies on the canvas: first what must be named, then by size.
function visible(sigma, width, height) {
  const found = [];
  for (const key of order(sigma.getGraph())) {
    const shown = sigma.getNodeDisplayData(key);
    if (!shown || shown.hidden || !shown.label) continue;
    const { x, y } = sigma.framedGraphToViewport(shown);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    found.push({ x, y, size: sigma.scaleSize(shown.size), label: shown.label, forced: shown.highlighted });
  }
  return [...found.filter((one) => one.forced), ...found.filter((one) => !one.forced)];
}

function order(graph) {
  if (!orders.has(graph)) {
    const size = (key) => graph.getNodeAttribute(key, "size");
    orders.set(graph, graph.nodes().sort((one, other) => size(other) - size(one)));
  }
  return orders.get(graph);
}

// A name that would leave the canvas on the right stands on the left.
function boxOf(context, data, { sans }, width) {
  const { label, x, y, size } = data;
  context.font = fontOf(size, sans);
  const length = size + 4 + context.measureText(shortened(label)).width;
  data.isLeft = x + length > width && x > length;
  const [left, right] = data.isLeft ? [x - length, x + size] : [x - size, x + length];
  return { left, right, top: y - Math.max(size, SIZE * 0.7), bottom: y + Math.max(size, SIZE * 0.7) };
}

function fontOf(size, sans) {
  return `${size > 9 ? 600 : 400} ${SIZE}px ${sans}`;
}

function shortened(label) {
  return label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label;
}

// The boxes that are taken, by the cells of a grid that they touch.
class Taken {
  #cells = new Map();

  add(box) {
    for (const cell of cells(box)) this.#cells.set(cell, [...(this.#cells.get(cell) ?? []), box]);
  }

  meets(box) {
    const apart = (other) => box.left > other.right || box.right < other.left || box.top > other.bottom || box.bottom < other.top;
    return cells(box).some((cell) => this.#cells.get(cell)?.some((other) => !apart(other)));
  }
}

function cells({ left, right, top, bottom }) {
  const found = [];
  for (let x = Math.floor(left / CELL); x <= right / CELL; x++) {
    for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) found.push(`${x},${y}`);
  }
  return found;
}
