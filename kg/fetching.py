"""An rdflib graph that fetches from a store what is read of it: the slice on which pySHACL checks a shape."""

from collections.abc import Collection, Generator
from typing import Any

import pyoxigraph as ox
from pyoxigraph import NamedNode
from rdflib import Graph, Literal
from rdflib.plugins.stores.memory import Memory

from .rdf import Pattern, matching, rdflib_triple


def fetching_graph(engine: ox.Store, *, without: Collection[NamedNode] = ()) -> Graph:
    """Return the triples of a store, but for those of some named graphs, as an rdflib Graph that fetches them.

    It is the same as a copy of them all to whatever reads it by patterns, as pySHACL does, and rdflib for its queries.
    Its length is that of what has been fetched: at first it is empty, and false. The engine must not change meanwhile.
    """
    return _FetchingMemory(engine, without).graph


class _FetchingMemory(Memory):
    """rdflib's memory of one graph, which fetches all that a pattern can match before it looks for that."""

    def __init__(self, engine: ox.Store, without: Collection[NamedNode]) -> None:
        super().__init__()
        self.graph = Graph(store=self)
        self._engine, self._without = engine, without
        self._fetched: set[Pattern] = set()

    def triples(self, triple_pattern: Pattern, context: Graph | None = None) -> Generator[Any, None, None]:
        subject, name, value = triple_pattern
        # Of a subject, all values; and the engine may write a literal in another way than a query: 1 for 01.
        wanted = (subject, name, None if subject is not None or isinstance(value, Literal) else value)
        if not {(None, None, None), (None, name, None), (subject, None, None), wanted} & self._fetched:
            # What is being read does not grow: each pattern has been fetched whole before.
            quads = matching(self._engine, wanted)
            self.graph += (rdflib_triple(quad) for quad in quads if quad.graph_name not in self._without)
            self._fetched.add(wanted)
        return super().triples(triple_pattern, context)
