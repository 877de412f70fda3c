"""Stores of quads: in memory, in a directory (Oxigraph), or behind a SPARQL 1.1 endpoint; the same calls on each."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, Triple

from .errors import QueryError, UnreadableError
from .table import Table

Answer = Table | bool | list[Triple]
"""What a query gives: SELECT a table, ASK a truth value, CONSTRUCT and DESCRIBE triples."""


class Store(Protocol):
    """What every store can do; the default graph of a query is the union of all named graphs."""

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query; raise QueryError if it is not valid or the engine fails."""

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all or none."""

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph and what is in it."""

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""

    def close(self) -> None:
        """Let go of files and connections."""


class OxigraphStore:
    """A store of the embedded engine, in memory or in a directory."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine: ox.Store | None = engine

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store itself; raises UnreadableError once closed."""
        if self._engine is None:
            raise UnreadableError("the store is closed; open it again")
        return self._engine

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all named graphs."""
        try:
            return answer_of(self.engine.query(text, use_default_graph_as_union=True))
        except SyntaxError as error:
            raise QueryError(f"the query is not valid SPARQL: {error.msg}") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}") from error

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return iter(self.engine.quads_for_pattern(None, None, None, graph))

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction."""
        self.engine.bulk_extend(quads)

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph and what is in it."""
        self.engine.remove_graph(graph)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        named = (graph for graph in self.engine.named_graphs() if isinstance(graph, NamedNode))
        return sorted(named, key=lambda graph: graph.value)

    def close(self) -> None:
        """Let go of the directory and its lock."""
        self._engine = None


def open_store(url: str) -> Store:
    """Open a store: `memory:`, a store's directory (for reading), or the http(s) address of a SPARQL endpoint.

    Raises UnreadableError if there is no store.
    """
    if url == "memory:":
        return OxigraphStore(ox.Store())
    if url.startswith(("http://", "https://")):
        from .endpoint import EndpointStore

        return EndpointStore(url)
    return read_store(Path(url))


def read_store(path: Path) -> OxigraphStore:
    """Open a store's directory for reading; any number of readers may."""
    if not (path / "CURRENT").exists():
        raise UnreadableError(f"{path}: there is no store here; run `kg build` first")
    try:
        return OxigraphStore(ox.Store.read_only(str(path)))
    except OSError as error:
        raise UnreadableError(f"{path}: {error}; build the store again with `kg build`") from error


def write_store(path: Path, quads: Iterable[Quad]) -> None:
    """Write quads into a store's directory, new or not, and to the disk."""
    path.mkdir(parents=True, exist_ok=True)
    engine = ox.Store(str(path))
    engine.bulk_extend(quads)
    engine.flush()


def answer_of(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """Turn the engine's results into a table, a truth value or triples."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    if isinstance(results, ox.QueryTriples):
        return list(results)
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, [tuple(solution) for solution in results])
