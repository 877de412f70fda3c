// A network as the server drew it, and what a form leaves of it: nodes and facts are known by their numbers, a tie is
// all facts that join the same two nodes.
const CONNECTOR = "~";

export class Network {
  constructor({ columns, kinds, nodes, edges }) {
    this.kinds = kinds.map((row) => named(columns.kinds, row));
    this.nodes = nodes.map((row) => named(columns.nodes, row));
    this.facts = edges.map((row) => named(columns.edges, row));
    this.numbers = new Map();
    this.nodes.forEach((node, number) => {
      // An address of ours, or without a server the name of a file.
      node.id = decodeURI(node.href).replace(/^\//, "").replace(/\.html$/, "") || String(number);
      this.numbers.set(node.id, number);
    });
    for (const fact of this.facts) fact.year = /^\d{4}/.exec(fact.date.replace(/^\.\.\//, ""))?.[0] ?? "";
    this.allTies = this.#ties(this.facts);
    this.filter(new FormData());
  }

  // The same words mean the same to the server: see Selection in pages/networks.py.
  filter(words) {
    const relations = new Set(words.getAll("relation"));
    const kinds = new Set(words.getAll("kind"));
    const [from, to, disputed] = [words.get("from"), words.get("to"), words.get("disputed")];
    const near = this.#near(words.get("around")?.trim());
    const holds = (number) => (!near || near.has(number)) && (!kinds.size || kinds.has(this.kindOf(number)));
    this.shown = this.facts.filter(
      (fact) =>
        holds(fact.source) && holds(fact.target) &&
        (!relations.size || relations.has(fact.relation)) &&
        (!from || fact.year >= from) && (!to || (fact.year && fact.year <= to)) &&
        (!disputed || fact.disputed),
    );
    this.ties = this.#ties(this.shown);
    this.neighbours = new Map();
    for (const tie of this.ties.values()) {
      for (const [one, other] of [tie.ends, tie.ends.toReversed()]) {
        if (!this.neighbours.has(one)) this.neighbours.set(one, new Map());
        this.neighbours.get(one).set(other, tie);
      }
    }
  }

  kindOf(number) {
    return this.kinds[this.nodes[number].kind].label;
  }

  tie(one, other) {
    return this.ties.get(tieKey(one, other));
  }

  // What is selected, with the nodes and ties that stand out for it; all of them if nothing is.
  focus({ chosen, goal }) {
    const here = chosen.filter((number) => this.neighbours.has(number));
    if (goal !== undefined && here.length === 1) return this.#pathFocus(here[0], goal);
    if (here.length === 2 && this.tie(...here)) return { tie: this.tie(...here), nodes: new Set(here), ties: new Set([tieKey(...here)]) };
    if (here.length !== 1) return {};
    const neighbours = this.neighbours.get(here[0]);
    const ties = new Set([...neighbours.keys()].map((other) => tieKey(here[0], other)));
    return { node: here[0], nodes: new Set([here[0], ...neighbours.keys()]), ties };
  }

  #pathFocus(start, goal) {
    const path = this.#path(start, goal);
    const ties = new Set(path.slice(1).map((number, place) => tieKey(path[place], number)));
    return { path, start, goal, nodes: new Set(path.length ? path : [start, goal]), ties };
  }

  // The shortest way, by breadth first; empty if there is none.
  #path(start, goal) {
    const from = new Map([[start, undefined]]);
    for (const number of from.keys()) {
      if (number === goal) break;
      for (const next of this.neighbours.get(number)?.keys() ?? []) if (!from.has(next)) from.set(next, number);
    }
    if (!from.has(goal)) return [];
    const path = [];
    for (let number = goal; number !== undefined; number = from.get(number)) path.unshift(number);
    return path;
  }

  #near(id) {
    if (!id) return undefined;
    const centre = this.numbers.get(id);
    const near = new Set(centre === undefined ? [] : [centre]);
    for (const { source, target } of this.facts) {
      if (source === centre) near.add(target);
      if (target === centre) near.add(source);
    }
    return near;
  }

  #ties(facts) {
    const ties = new Map();
    for (const fact of facts) {
      const { source, target } = fact;
      if (source === target) continue;
      const key = tieKey(source, target);
      if (!ties.has(key)) ties.set(key, { key, ends: [Math.min(source, target), Math.max(source, target)], facts: [] });
      ties.get(key).facts.push(fact);
    }
    return ties;
  }
}

export function tieKey(one, other) {
  return Math.min(one, other) + CONNECTOR + Math.max(one, other);
}

function named(columns, row) {
  return Object.fromEntries(columns.map((name, place) => [name, row[place]]));
}
