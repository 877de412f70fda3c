"""Answering: what a worker makes of a job: an answer in a format of SPARQL 1.1, cut at the row limit."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from typing import Literal as OneOf

import pyoxigraph as ox
from pyoxigraph import NamedNode

from .guard import RefusedError, dataset_clauses, guard_query

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_ANSWER = 64 * 1024 * 1024
"""The largest answer, in bytes."""

TABLES = {
    "sparql-json": ox.QueryResultsFormat.JSON,
    "sparql-xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
# What stands between or after rows, and how many more of them than rows there are.
_ROW_ENDS = {"sparql-json": (b"},{", -1), "sparql-xml": (b"</result>", 0), "csv": (b"\n", 1), "tsv": (b"\n", 1)}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@dataclass(frozen=True)
class Job:
    """A query or an update with its dataset, or what is to be done to a graph.

    `table` and `graph` are the formats for either form of answer, empty where the client takes none; `target` is the
    graph of a Graph Store operation, empty for the default graph; `media` is what its content is written in.
    """

    kind: OneOf["query", "read", "update", "put", "post", "delete"]
    text: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    table: str = ""
    graph: str = ""
    target: str = ""
    media: str = ""


@dataclass(frozen=True)
class Reply:
    """What came of a job: an HTTP status, the content or a sentence on what is wrong, and whether rows are left out."""

    status: int
    content: bytes = field(default=b"", repr=False)
    format: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class Order:
    """What a worker is to work on, and its limits in seconds, rows and bytes, also of answers it remembers.

    `build` is the folder of builds, `base` the namespace by which relative IRIs are read.
    """

    store: str
    build: str
    base: str
    timeout: float
    max_rows: int
    memory: int
    remembered: int
    prefixes: dict[str, str]


class RequestError(Exception):
    """A job that cannot be done as it was asked; `status` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answer(store: ox.Store, job: Job, order: Order) -> Reply:
    """Answer a query; raise RequestError or RefusedError if it is not valid or not allowed."""
    guard_query(job.text)
    _require_graphs(store, job.text)
    try:
        results = _results(store, job, order)
        if isinstance(results, ox.QueryTriples):
            return _triples(results, job, order)
        if not job.table:
            raise RequestError(406, f"SELECT and ASK are answered in one of {', '.join(TABLES)}")
        if isinstance(results, ox.QueryBoolean):
            return Reply(200, results.serialize(format=TABLES[job.table]) or b"", job.table)
        return _few_rows(results, job.table, order) or _many_rows(_results(store, job, order), job.table, order)
    except SyntaxError as error:
        raise RequestError(400, f"the query is not valid SPARQL: {error.msg}") from error
    except (ValueError, RuntimeError, OSError) as error:
        raise RequestError(400, f"the query failed: {error}") from error


def read_graph(store: ox.Store, job: Job, order: Order) -> Reply:
    """Return a graph of the Graph Store, which for the default graph is the union of all."""
    if job.target and not store.contains_named_graph(_iri(job.target)):
        raise RequestError(404, f"{job.target}: there is no graph of this name")
    quads = store.quads_for_pattern(None, None, None, _iri(job.target) if job.target else None)
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    return Reply(200, _serialized(triples, job.graph, order), job.graph)


def _require_graphs(store: ox.Store, text: str) -> None:
    for iri in dataset_clauses(text):
        if not store.contains_named_graph(_iri(iri)):
            raise RefusedError(f"FROM <{iri}>: there is no graph of this name here, and this server fetches none")


def _results(store: ox.Store, job: Job, order: Order) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    if not (job.default or job.named):
        return store.query(job.text, base_iri=order.base, use_default_graph_as_union=True)
    return store.query(
        job.text,
        base_iri=order.base,
        default_graph=[_iri(iri) for iri in job.default],
        named_graphs=[_iri(iri) for iri in job.named],
    )


def _few_rows(results: ox.QuerySolutions, table: str, order: Order) -> Reply | None:
    """Write rows in the format wanted, or give up where there may be too many, as text can look like a row's end."""
    stream = _Bounded(table, order.max_rows)
    try:
        results.serialize(stream, TABLES[table])
    except _Full:
        return None
    return Reply(200, stream.getvalue(), table)


def _many_rows(results: object, table: str, order: Order) -> Reply:
    """Write at most `max_rows` rows: as TSV, in which a row is a line, and from there in the format wanted."""
    assert isinstance(results, ox.QuerySolutions)
    stream = _Bounded("tsv", order.max_rows)
    try:
        results.serialize(stream, ox.QueryResultsFormat.TSV)
    except _Full:
        content = b"".join(stream.getvalue().splitlines(keepends=True)[: order.max_rows + 1])
        return Reply(200, _rewritten(content, table), table, is_cut=True)
    return Reply(200, _rewritten(stream.getvalue(), table), table)


def _rewritten(tsv: bytes, table: str) -> bytes:
    if table == "tsv":
        return tsv
    results = ox.parse_query_results(tsv, format=ox.QueryResultsFormat.TSV)
    assert isinstance(results, ox.QuerySolutions)
    return results.serialize(format=TABLES[table]) or b""


def _triples(results: ox.QueryTriples, job: Job, order: Order) -> Reply:
    if not job.graph:
        raise RequestError(406, f"CONSTRUCT and DESCRIBE are answered in one of {', '.join(GRAPHS)}")
    triples = list(islice(results, order.max_rows + 1))
    content = _serialized(triples[: order.max_rows], job.graph, order)
    return Reply(200, content, job.graph, is_cut=len(triples) > order.max_rows)


def _serialized(triples: Sequence[ox.Triple], format: str, order: Order) -> bytes:
    """Write triples, with those prefixes that they use."""
    plain = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if format == "ntriples":
        return plain
    prefixes = {prefix: space for prefix, space in order.prefixes.items() if b"<" + space.encode() in plain}
    return ox.serialize(triples, format=GRAPHS[format], prefixes=prefixes) or b""


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise RequestError(400, f"{text!r} is not an absolute IRI; write it in full, with its scheme") from error


class _Full(Exception):  # noqa: N818  # no error: the signal that enough was written
    pass


class _Bounded(io.BytesIO):
    """A stream that takes so many rows of a format."""

    def __init__(self, table: str, rows: int) -> None:
        super().__init__()
        self._end, more = _ROW_ENDS[table]
        self._left, self._before = rows + more, b""

    def write(self, part: "Buffer") -> int:
        """Take some more bytes; raise _Full once there are too many rows."""
        written = super().write(part)
        joined = self._before + bytes(part)  # An end may come in two parts.
        self._left -= joined.count(self._end)
        if self._left < 0:
            raise _Full
        self._before = joined[len(joined) - len(self._end) + 1 :]
        return written
