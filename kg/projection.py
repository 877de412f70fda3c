"""Projection: a question asked for edges, and the network that its answer draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import networkx as nx
from pyoxigraph import NamedNode

from .network import fact_of, network_of
from .query import terms_of
from .questions import Question, bind
from .store import Store, select
from .table import Table, Term

Passage = tuple[str, str, str, str, str]
"""The label of a fact, the words quoted, and the title, publisher and date of their source."""


def project(
    store: Store,
    question: Question,
    nodes: Question,
    values: Mapping[str, Sequence[str]],
    prefixes: Mapping[str, str],
) -> nx.MultiDiGraph[str]:
    """Ask for edges and return the network of them, with only the nodes that they join.

    `values` are the parameters of the question for edges, as text; the question for nodes takes the parameter node.
    The columns of both are those of `network_of`. The title names the things asked about, or is the question.
    """
    terms = terms_of(store, question, values, prefixes)
    edges, about = select(store, bind(question, terms)), [term for group in terms.values() for term in group]
    ends = _ends(edges)
    described = select(store, bind(nodes, {"node": [term for term in {*ends, *about} if isinstance(term, NamedNode)]}))
    names = " – ".join(_labels(described, about))
    title, subtitle = (names, question.title) if names else (question.title, "")
    node = described.columns.index("node")
    joined = Table(described.columns, [row for row in described.rows if row[node] in ends])
    return network_of(edges, joined, title=title, subtitle=subtitle)


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
    """The labels of the nodes among some terms, in their order."""
    names = {row[nodes.columns.index("node")]: _text(row[nodes.columns.index("label")]) for row in nodes.rows}
    return [names[term] for term in terms if term in names]


def _ends(edges: Table) -> set[Term | None]:
    """Return what the edges join."""
    places = [edges.columns.index(name) for name in ("source", "target") if name in edges.columns]
    return {row[place] for row in edges.rows for place in places}


def _text(cell: object) -> str:
    return str(getattr(cell, "value", ""))
