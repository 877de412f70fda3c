"""The index that searches look into: every thing with its names, without case and diacritics."""

import re
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...identity import fold
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .catalogue import catalogue

_LABELS = "SELECT ?thing ?name WHERE { ?thing rdfs:label|dcterms:title ?name }"
_OTHERS = """
SELECT ?thing ?name WHERE {
  { VALUES ?property { skos:altLabel } } UNION { ?property rdfs:subPropertyOf+ skos:notation }
  ?thing ?property ?name .
}
"""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """A thing with the heading of its class and its names, the one that it is called by first; and these folded."""

    iri: str
    heading: str
    names: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A thing found; `by` is the name that matched, if it is not the label."""

    iri: str
    heading: str
    label: str
    by: str


def index(edition: Edition) -> Sequence[Entry]:
    """Return the things with names, by label; for `Edition.once`."""
    labels, others = _names(edition, _LABELS), _names(edition, _OTHERS)
    entries = [
        _entry(thing.value, listed.heading, [*labels.get(thing, ()), *others.get(thing, ())])
        for thing, listed in edition.once(catalogue).items()
        if thing in labels or thing in others
    ]
    return sorted(entries, key=lambda entry: (entry.folded[0], entry.iri, entry.heading))


def find(entries: Iterable[Entry], words: str, heading: str) -> list[Hit]:
    """Return the things that bear a name with all of the words, the best matches first; for an empty text, all."""
    wanted = _WORD.findall(fold(words)) or fold(words).split()
    found = [
        (rank, entry, place)
        for entry in entries
        if not heading or entry.heading == heading
        for rank, place in [_best(entry, wanted, fold(words))]
        if rank is not None
    ]
    # The order among equals is that of the index.
    found.sort(key=lambda hit: hit[0])
    return [_hit(entry, place) for _, entry, place in found]


def _names(edition: Edition, query: str) -> dict[Term | None, list[str]]:
    """Return the names of each thing in alphabetical order."""
    names: dict[Term | None, list[str]] = defaultdict(list)
    for thing, name in ask_for(edition.graph.store, query).rows:
        insort(names[thing], getattr(name, "value", ""))
    return names


def _entry(iri: str, heading: str, names: Iterable[str]) -> Entry:
    distinct = tuple(dict.fromkeys(names))
    folded = tuple(map(fold, distinct))
    return Entry(iri, heading, distinct, folded)


def _hit(entry: Entry, place: int) -> Hit:
    return Hit(entry.iri, entry.heading, entry.names[0], entry.names[place] if place else "")


def _best(entry: Entry, wanted: Sequence[str], phrase: str) -> tuple[int | None, int]:
    """Return the rank of the best of a thing's names, 0 being best or None for no match, and its place."""
    if not wanted:
        return 0, 0
    ranks = ((_rank(name, wanted, phrase), place) for place, name in enumerate(entry.folded))
    return min(((rank, place) for rank, place in ranks if rank is not None), default=(None, 0))


def _rank(name: str, wanted: Sequence[str], phrase: str) -> int | None:
    if not all(word in name for word in wanted):
        return None
    if name == phrase:
        return 0
    if name.startswith(phrase):
        return 1
    words = _WORD.findall(name)
    return 2 if all(any(word.startswith(one) for word in words) for one in wanted) else 3
