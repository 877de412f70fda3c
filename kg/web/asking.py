"""Asking: a named question, put to a worker, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox
from anyio.from_thread import run as run_in_loop
from pyoxigraph import Triple
from starlette.exceptions import HTTPException

from ..query import bound
from ..store import Answer, answer_of
from .answering import Job
from .edition import Edition
from .pool import Pool


@dataclass(frozen=True)
class Answered:
    """What a question was answered: bytes in `format`, perhaps with rows left out; `text` is the SPARQL asked."""

    text: str
    content: bytes = field(repr=False)
    format: str
    is_cut: bool

    @cached_property
    def answer(self) -> Answer:
        """The table, truth value or triples."""
        if self.format == "ntriples":
            quads = ox.parse(self.content, format=ox.RdfFormat.N_TRIPLES)
            return [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
        return answer_of(ox.parse_query_results(self.content, format=ox.QueryResultsFormat.JSON))


def ask(pool: Pool, edition: Edition, name: str, values: Mapping[str, Sequence[str]], format: str) -> Answered:
    """Ask a named question within the limits, from a thread of the server; `format` is that of tables.

    Raises HTTPException 404 for an unknown question, UsageError for unknown parameters and values.
    """
    if name not in edition.questions:
        raise HTTPException(404, f"no question is called {name!r}; /api/questions lists them all")
    graph = edition.graph
    text = bound(graph.store, edition.questions[name], values, graph.prefixes)
    reply = run_in_loop(pool.run, Job("query", text, table=format, graph="ntriples"))
    if reply.status >= 400:
        raise HTTPException(reply.status, reply.content.decode())
    return Answered(text, reply.content, reply.format, reply.is_cut)
