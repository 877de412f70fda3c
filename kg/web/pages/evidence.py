"""Evidence: the passages behind facts, each with its words, its source and where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier import Dossier
from ...dossier.words import readable
from ...questions import bind
from ...store import select
from ...table import Term
from ..edition import Edition
from .texts import Quote, texts

_SHOWN = ("fact", "passage", "quote", "source")


@dataclass(frozen=True)
class Passage:
    """A passage: its IRI, its words, the title of its source, and what else tells where it stands."""

    iri: str
    quote: Quote
    source: str
    details: tuple[str, ...]


def evidence(edition: Edition, facts: Iterable[str]) -> Mapping[str, list[Passage]]:
    """Return the passages behind each fact, by the fact's IRI."""
    question = edition.graph.question("dossier", "evidence")
    nodes = [NamedNode(fact) for fact in dict.fromkeys(facts)]
    found: dict[str, list[Passage]] = defaultdict(list)
    if nodes:
        table = select(edition.graph.store, bind(question, {"fact": nodes}))
        for cells in table.rows:
            row = dict(zip(table.columns, cells, strict=True))
            found[readable_iri(row["fact"])].append(_passage(edition, row))
    return found


def footnotes(edition: Edition, dossier: Dossier) -> dict[int, Passage]:
    """Return the footnotes of a dossier as passages, by their numbers."""
    held = edition.once(texts)
    return {
        note.number: Passage(note.passage, held.quote(note.passage, note.quote), note.source, note.details)
        for note in dossier.footnotes
    }


def readable_iri(term: Term | None) -> str:
    """Return the IRI of a term, or an empty text for any other."""
    return term.value if isinstance(term, NamedNode) else ""


def _passage(edition: Edition, row: Mapping[str, Term | None]) -> Passage:
    iri = readable_iri(row["passage"])
    details = tuple(readable(cell) for name, cell in row.items() if name not in _SHOWN and cell is not None)
    return Passage(iri, edition.once(texts).quote(iri, readable(row["quote"])), readable(row["source"]), details)
