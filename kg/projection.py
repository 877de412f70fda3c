"""Projection: a question asked for edges, and the network that its answer draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter

import networkx as nx
from pyoxigraph import NamedNode

from .network import fact_of, network_of
from .query import terms_of
from .questions import Question, bind
from .store import Store, select
from .table import Table, Term

_FEW = 1_000  # things, which are always asked about by name
_SHARE = 4  # to look one thing up takes as long as to read some four in turn
_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT (COUNT(*) AS ?labels) WHERE { ?thing rdfs:label ?label }
"""

Passage = tuple[str, str, str, str, str]
"""The label of a fact, the words quoted, and the title, publisher and date of their source."""


@dataclass(frozen=True)
class Projection:
    """The questions that a network answers: for edges, and for what is said of nodes (`node`) and of facts (`fact`).

    These two take the parameter in brackets. The columns of all three are those of `network_of`.
    """

    edges: Question
    nodes: Question
    facts: Question


def project(
    store: Store, asked: Projection, values: Mapping[str, Sequence[str]], prefixes: Mapping[str, str]
) -> nx.MultiDiGraph[str]:
    """Ask for edges and return the network of them, with only the nodes that they join.

    `values` are the parameters of the question for edges, as text. The title names the things asked about, or is the
    question.
    """
    terms = terms_of(store, asked.edges, values, prefixes)
    edges, about = select(store, bind(asked.edges, terms)), [term for group in terms.values() for term in group]
    sources, targets, facts = (_cells(edges, name) for name in ("source", "target", "fact"))
    nodes = _described(store, asked.nodes, "node", {*sources, *targets, *about})
    told = _described(store, asked.facts, "fact", {fact or source for fact, source in zip(facts, sources, strict=True)})
    names = " – ".join(_labels(nodes, about))
    title, subtitle = (names, asked.edges.title) if names else (asked.edges.title, "")
    joined = _among(nodes, "node", {*sources, *targets})
    return network_of(edges, joined, told, title=title, subtitle=subtitle)


def _described(store: Store, question: Question, parameter: str, things: Set[Term | None]) -> Table:
    """Ask about some things: by name, or, where they are much of the graph, about all, and keep what is about them."""
    named = {thing for thing in things if isinstance(thing, NamedNode)}
    is_part = len(named) <= _FEW or len(named) * _SHARE < int(str(next(iter(select(store, _LABELS)))["labels"]))
    found = select(store, bind(question, {parameter: [*named]} if is_part else {}))
    return found if is_part else _among(found, parameter, named)


def passages(store: Store, evidence: Question, network: nx.MultiDiGraph[str]) -> dict[str, list[Passage]]:
    """Return the passages behind each fact of a network, by the fact's IRI; `evidence` takes the parameter fact."""
    labels = {fact_of(key): str(edge["label"]) for _, _, key, edge in network.edges(keys=True, data=True)}
    table = select(store, bind(evidence, {"fact": [NamedNode(fact) for fact in sorted(labels)]}))
    found: dict[str, list[Passage]] = defaultdict(list)
    for row in table.rows:
        cells = dict(zip(table.columns, map(_text, row), strict=True))
        passage = (cells["quote"], cells["source"], cells["publisher"], cells["published"])
        found[cells["fact"]].append((labels[cells["fact"]], *passage))
    return found


def _labels(nodes: Table, terms: Sequence[Term]) -> list[str]:
    """The labels of the nodes among some terms, in their order; of several labels the least."""
    node, label = (nodes.columns.index(name) for name in ("node", "label"))
    found = ((row[node], _text(row[label])) for row in nodes.rows if row[node] in terms)
    names = dict(sorted(found, key=itemgetter(1), reverse=True))
    return [names[term] for term in terms if term in names]


def _cells(table: Table, column: str) -> list[Term | None]:
    """Return what stands in a column; nothing, if the table lacks it."""
    place = table.columns.index(column) if column in table.columns else None
    return [None if place is None else row[place] for row in table.rows]


def _among(table: Table, column: str, things: Set[Term | None]) -> Table:
    """Return the rows about some things."""
    place = table.columns.index(column)
    return Table(table.columns, [row for row in table.rows if row[place] in things])


def _text(cell: object) -> str:
    return str(getattr(cell, "value", ""))
