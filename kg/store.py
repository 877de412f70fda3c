"""Stores of quads: in memory, in a directory (Oxigraph), or behind a SPARQL 1.1 endpoint; the same calls on each."""

import fcntl
import os
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp
from textwrap import shorten
from traceback import clear_frames
from typing import Protocol

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from .errors import QueryError, UnreadableError
from .results import Answer as Answer
from .results import answer_of as answer_of
from .table import Table

_PORTION = 250_000  # the engine sorts a portion in memory: of this size, in some 200 MB
_MESSAGE = 200  # characters


class Store(Protocol):
    """What every store can do; the default graph of a query is the union of all named graphs.

    Oxigraph matches a triple once for each graph that holds it, other engines once: write DISTINCT where it matters.
    """

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query; raise QueryError if it is not valid or the engine fails."""

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads: all or none, at an endpoint graph by graph."""

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph and what is in it."""

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""

    def close(self) -> None:
        """Let go of files and connections."""


def select(store: Store, text: str) -> Table:
    """Answer a SELECT query; raise QueryError for any other form."""
    answer = store.query(text)
    if not isinstance(answer, Table):
        raise QueryError("a table is wanted; write a SELECT query")
    return answer


class OxigraphStore:
    """A store of the embedded engine, in memory or in a directory."""

    def __init__(
        self, engine: ox.Store, release: Callable[[], object] = lambda: None, scratch: Path | None = None
    ) -> None:
        """Wrap an engine; `release` is called when the store is closed or forgotten.

        `scratch` is the store's directory, where that may be moved elsewhere.
        """
        self._engine: ox.Store | None = engine
        self._release = weakref.finalize(self, release)
        self.scratch = scratch

    @property
    def engine(self) -> ox.Store:
        """The Oxigraph store itself; raises UnreadableError once closed."""
        if self._engine is None:
            raise UnreadableError("the store is closed; open it again")
        return self._engine

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all named graphs."""
        with _failing():
            return answer_of(self.engine.query(text, use_default_graph_as_union=True))

    def construct(self, text: str, graph: NamedNode) -> None:
        """Add to a graph what a CONSTRUCT query gives; raise QueryError if it is none, is not valid or fails."""
        with _failing():
            found = self.engine.query(text, use_default_graph_as_union=True)
            if not isinstance(found, ox.QueryTriples):
                raise QueryError("triples are wanted; write a CONSTRUCT query")
            # As text they stay within the engine: no object is made for each term.
            triples = found.serialize(format=ox.RdfFormat.N_TRIPLES)
            assert triples is not None
            for lines in _portions(triples):
                self.engine.bulk_load(lines, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all."""
        return iter(self.engine.quads_for_pattern(None, None, None, graph))

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction."""
        self.engine.bulk_extend(quads)

    def fill(self, quads: Iterable[Quad]) -> None:
        """Add any number of quads in little memory: in portions, of which a failure leaves the first."""
        rest = iter(quads)
        while portion := list(islice(rest, _PORTION)):
            self.engine.bulk_extend(portion)
        self.merge()

    def merge(self) -> None:
        """Merge on the disk what was added bit by bit, since a look-up goes to each bit."""
        self.engine.optimize()

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph and what is in it."""
        self.engine.remove_graph(graph)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        named = (graph for graph in self.engine.named_graphs() if isinstance(graph, NamedNode))
        return sorted(named, key=lambda graph: graph.value)

    def save(self, path: Path) -> None:
        """Put the store into a new directory, and to the disk; a scratch store moves there, and is closed."""
        if self.scratch is None:
            write_store(path, self.quads())
        else:
            self.merge()
            self.engine.flush()
            self._engine = None
            path.parent.mkdir(parents=True, exist_ok=True)
            self.scratch.rename(path)
            self.close()

    def close(self) -> None:
        """Let go of the directory and its lock."""
        self._engine = None
        self._release()


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
    """Open a store's directory for reading; any number of readers may, and none loses it before it is closed."""
    home = path.resolve()
    try:
        return _opened(home)
    except (OSError, RuntimeError) as error:
        if path.resolve() != home:  # Another was swapped in meanwhile.
            return read_store(path)
        if not (home / "CURRENT").exists():
            raise UnreadableError(f"{path}: there is no store here; run `kg build` first") from error
        raise UnreadableError(f"{path}: {error}; build the store again with `kg build`") from error


def write_store(path: Path, quads: Iterable[Quad]) -> None:
    """Write quads into a store's directory, new or not, and to the disk."""
    path.mkdir(parents=True, exist_ok=True)
    store = OxigraphStore(ox.Store(str(path)))
    store.fill(quads)
    store.engine.flush()


def scratch_store(folder: Path | None) -> OxigraphStore:
    """Make a store in a new directory below a folder, or where temporary files are; it goes when it is not saved."""
    home = Path(mkdtemp(prefix="graph-", dir=folder))
    path = home / "store"
    return OxigraphStore(ox.Store(str(path)), partial(shutil.rmtree, home, ignore_errors=True), path)


def write_changed(path: Path, store: OxigraphStore, removed: Iterable[Quad], added: Iterable[Quad]) -> OxigraphStore:
    """Write a store's quads less some and with others into a new directory, and to the disk; return that store.

    What has not changed is shared with the first store's directory, by hard links.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    store.engine.backup(str(path))
    engine = ox.Store(str(path))
    for quad in removed:
        engine.remove(quad)
    engine.extend(added)
    engine.flush()
    return OxigraphStore(engine)


def remove_store(path: Path) -> bool:
    """Remove a store's directory, if there is one that nobody reads; tell whether there is none now."""
    try:
        lock = _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except BlockingIOError:
        return False
    while path.exists():
        with suppress(FileNotFoundError):  # The engine that wrote it may still be removing files of its own.
            shutil.rmtree(path)
    os.close(lock)
    return True


def _portions(triples: bytes) -> Iterator[bytes]:
    """Part N-Triples into what is loaded at once; where a blank node may be named, they stay together."""
    lines = iter([triples] if b"_:" in triples else BytesIO(triples))
    while portion := b"".join(islice(lines, _PORTION)):
        yield portion


@contextmanager
def _failing() -> Iterator[None]:
    """Raise QueryError where the engine does not understand a query, or fails."""
    try:
        yield
    except SyntaxError as error:
        # The engine lists all that could stand there, which may be a hundred things.
        message = shorten(error.msg, _MESSAGE, placeholder=" …")
        raise QueryError(f"the query is not valid SPARQL: {message}") from error
    except (ValueError, OSError, RuntimeError) as error:
        # The engine's solutions must not outlive the thread that asked for them, as the frames of an error would.
        clear_frames(error.__traceback__)
        raise QueryError(f"the query failed: {error}") from error


def _opened(home: Path) -> OxigraphStore:
    lock = _locked(home, fcntl.LOCK_SH)
    try:
        return OxigraphStore(ox.Store.read_only(str(home)), partial(os.close, lock))
    except (OSError, RuntimeError):  # The engine raises the latter for a damaged file.
        os.close(lock)
        raise


def _locked(directory: Path, operation: int) -> int:
    """Lock a directory as flock(2) does, and return its file descriptor; the lock ends when that is closed."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, operation)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
