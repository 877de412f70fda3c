"""What the cases work on: a generated workspace, its quads in several forms, and how questions and commands are run."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from signal import ITIMER_REAL, SIGALRM, setitimer, signal
from types import FrameType

import pyoxigraph as ox

from kg.check import derive, fill, read_rules
from kg.gather import gather
from kg.loading import Loaded, load
from kg.ontology import read_ontology
from kg.questions import Question
from kg.store import OxigraphStore, write_store
from kg.workspace import Workspace, open_workspace

from .generate import generate

Parts = list[tuple[str, Callable[[], object]]]
Work = Callable[[], object] | Parts
"""What is measured: one call, or named parts, each a call of its own."""

PATIENCE = 5.0  # seconds that rdflib is given for one question
CALLS = 5  # of a command, since each takes little


class NothingToMeasureError(Exception):
    """There is nothing to measure; the text says why."""


def lay_out(size: int, folder: Path) -> int:
    """Write a workspace, its quads as loaded and as filled, and its store; return how many quads were loaded."""
    generate(size, folder)
    given, place = loaded(folder), open_workspace(folder)
    ox.serialize(given.quads, folder / "loaded.nq", ox.RdfFormat.N_QUADS)
    full = fill(given.quads, read_ontology(place.ontology_files()), place.base)
    derive(full, read_rules(place), place.base)
    full.engine.dump(folder / "filled.nq", ox.RdfFormat.N_QUADS)
    write_store(store_path(folder), full.quads())
    return len(given.quads)


def loaded(folder: Path) -> Loaded[list[ox.Quad]]:
    place = open_workspace(folder)
    gathered = gather(place.data_files())
    return load(gathered, gathered.sources, read_ontology(place.ontology_files()))


def store_path(folder: Path) -> Path:
    return folder / "build" / "current" / "store"


def quads_of(folder: Path) -> list[ox.Quad]:
    return list(ox.parse(path=folder / "loaded.nq", format=ox.RdfFormat.N_QUADS))


def in_memory(folder: Path, name: str) -> OxigraphStore:
    engine = ox.Store()
    engine.bulk_load(path=folder / name, format=ox.RdfFormat.N_QUADS)
    return OxigraphStore(engine)


def asked(questions: dict[str, Question], ask: Callable[[Question], object]) -> Parts:
    return [(name, partial(ask, question)) for name, question in questions.items()]


def two_states(place: Workspace) -> dict[str, Question]:
    """Return the questions of a dossier and of networks; the examples of those about two states name a busy pair."""
    return {
        f"{folder}/{name}": question
        for folder in ("dossier", "network")
        for name, question in place.questions(folder).items()
    }


def rows(store: ox.Store, text: str) -> list[object]:
    return list(store.query(text, use_default_graph_as_union=True))


def projection(place: Workspace) -> Question:
    if "states" not in (known := place.questions("network")):
        raise NothingToMeasureError("there is no queries/network/states.rq")
    return known["states"]


def texts_of(quad: ox.Quad) -> list[tuple[str, ...]]:
    """Return the terms as plain texts: an IRI, or a literal's value, datatype and language."""
    return [
        (term.value, term.datatype.value, term.language or "") if isinstance(term, ox.Literal) else (term.value,)
        for term in quad
    ]


def engine_term(texts: tuple[str, ...]) -> ox.NamedNode | ox.Literal:
    if len(texts) == 1:
        return ox.NamedNode(texts[0])
    value, datatype, language = texts
    return ox.Literal(value, language=language) if language else ox.Literal(value, datatype=ox.NamedNode(datatype))


def rdflib_term(texts: tuple[str, ...]) -> object:
    from rdflib import Literal, URIRef

    if len(texts) == 1:
        return URIRef(texts[0])
    value, datatype, language = texts
    return Literal(value, lang=language) if language else Literal(value, datatype=URIRef(datatype))


def in_time(query: Callable[[str], Iterable[object]], text: str) -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal(SIGALRM, stop)
    setitimer(ITIMER_REAL, PATIENCE)
    with suppress(TimeoutError):
        list(query(text))
    setitimer(ITIMER_REAL, 0)


def run(*arguments: str) -> None:
    for _ in range(CALLS):
        once(*arguments)


def once(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
