"""What a picture shows: nodes and facts, read from a network in an order that does not depend on how it was built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

# XML 1.0 section 2.2: these characters may not occur in a document, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEUTRAL = "#5b6675"


@dataclass(frozen=True)
class Node:
    """One thing in the picture; a large one is drawn in full colour."""

    iri: str
    label: str
    kind: str
    colour: str
    large: bool


@dataclass(frozen=True)
class Fact:
    """One edge: the fact that links two nodes, which are named by their IRIs."""

    iri: str
    source: str
    target: str
    relation: str
    label: str
    weight: float
    date: str
    sources: int
    disputed: bool


@dataclass(frozen=True)
class Scene:
    """All that one picture shows, in a fixed order."""

    title: str
    subtitle: str
    nodes: Sequence[Node]
    facts: Sequence[Fact]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Node IRI -> label."""
        return {node.iri: node.label for node in self.nodes}


def read_scene(network: nx.MultiDiGraph[str]) -> Scene:
    """Read the nodes and edges of a network, sorted by IRI, without the characters that XML forbids."""
    nodes = [_node(iri, values) for iri, values in network.nodes(data=True)]
    facts = [_fact(*edge) for edge in network.edges(keys=True, data=True)]
    return Scene(
        title=clean(network.graph.get("title", "")),
        subtitle=clean(network.graph.get("subtitle", "")),
        nodes=sorted(nodes, key=lambda node: node.iri),
        facts=sorted(facts, key=lambda fact: (fact.source, fact.target, fact.iri, fact.relation)),
    )


def clean(text: str) -> str:
    """Drop the characters that XML forbids and join the words by single spaces."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def _node(iri: str, values: dict[str, object]) -> Node:
    iri, colour = clean(iri), str(values.get("colour", ""))
    return Node(
        iri=iri,
        label=clean(str(values.get("label", ""))) or re.split(r"[/#]", iri)[-1] or iri,
        kind=clean(str(values.get("kind", ""))),
        colour=colour.lower() if re.fullmatch("#[0-9a-fA-F]{6}", colour) else _NEUTRAL,
        large=values.get("size") == 2,
    )


def _fact(source: str, target: str, iri: str, values: dict[str, object]) -> Fact:
    return Fact(
        # One fact may be several edges: then its IRI is only the first part of their keys.
        iri=clean(iri.partition("|")[0]),
        source=clean(source),
        target=clean(target),
        relation=clean(str(values.get("relation", ""))),
        label=clean(str(values.get("label", ""))),
        weight=float(str(values.get("weight", 1.0))),
        date=clean(str(values.get("date", ""))),
        sources=int(str(values.get("sources", 0))),
        disputed=bool(values.get("disputed", False)),
    )
