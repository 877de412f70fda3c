// Read network.graphml, network.gexf and network.json of a folder with graphology; fail unless all three say the same.
// node check.mjs FOLDER

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import graphology from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");

function fromNodeLink(text) {
  const { graph, nodes, edges } = JSON.parse(text);
  const network = new graphology.MultiDirectedGraph();
  network.replaceAttributes(graph);
  for (const { id, ...attributes } of nodes) network.addNode(id, attributes);
  for (const { key, source, target, ...attributes } of edges)
    network.addDirectedEdgeWithKey(key, source, target, attributes);
  return network;
}

// GEXF has no graph attributes: title and subtitle are the description.
// graphology adds the look (color) and the native kind of an edge, and drops a label that is empty.
function fromGexf(text) {
  const network = gexf.parse(graphology, text);
  const [title, subtitle] = network.getAttribute("description").split("\n");
  network.replaceAttributes({ title, subtitle });
  network.updateEachNodeAttributes((_, { color, ...attributes }) => attributes);
  network.updateEachEdgeAttributes((_, { kind, label = "", ...attributes }) => ({ label, ...attributes }));
  return network;
}

function content(network) {
  return {
    attributes: network.getAttributes(),
    nodes: Object.fromEntries(network.mapNodes((key, attributes) => [key, attributes])),
    edges: Object.fromEntries(
      network.mapEdges((key, attributes, source, target) => [key, { ...attributes, source, target }]),
    ),
  };
}

const networks = {
  graphml: graphml.parse(graphology, read("network.graphml")),
  gexf: fromGexf(read("network.gexf")),
  json: fromNodeLink(read("network.json")),
};
for (const format of ["graphml", "gexf"])
  assert.deepEqual(content(networks[format]), content(networks.json), `${format} differs from json`);
for (const [format, { type, multi, order, size }] of Object.entries(networks))
  console.log(JSON.stringify({ format, type, multi, nodes: order, edges: size }));
