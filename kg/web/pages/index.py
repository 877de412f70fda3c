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

_Wanted = tuple[str, re.Pattern[str]]  # a word, and where it begins a word


@dataclass(frozen=True)
class Entry:
    """A thing with the heading of its class and its names, the one that it is called by first; and these folded."""

    iri: str
    heading: str
    names: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A thing found, and the place among its names of the one that matched."""

    entry: Entry
    place: int

    @property
    def label(self) -> str:
        """What the thing is called."""
        return self.entry.names[0]

    @property
    def by(self) -> str:
        """The name that matched, if it is not the label."""
        return self.entry.names[self.place] if self.place else ""


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
    phrase = fold(words)
    wanted = [(word, re.compile(rf"(?<!\w)(?=\w){re.escape(word)}")) for word in _words(phrase)]
    likely = [entry for entry in entries if not heading or entry.heading == heading]
    for word, _ in wanted:
        likely = [entry for entry in likely if any(word in name for name in entry.folded)]
    found = [
        (rank, Hit(entry, place))
        for entry in likely
        for rank, place in [_best(entry, wanted, phrase)]
        if rank is not None
    ]
    # The order among equals is that of the index.
    found.sort(key=lambda hit: hit[0])
    return [hit for _, hit in found]


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


def _words(phrase: str) -> list[str]:
    return _WORD.findall(phrase) or phrase.split()


def _best(entry: Entry, wanted: Sequence[_Wanted], phrase: str) -> tuple[int | None, int]:
    """Return the rank of the best of a thing's names, 0 being best or None for no match, and its place."""
    if not wanted:
        return 0, 0
    ranks = ((_rank(name, wanted, phrase), place) for place, name in enumerate(entry.folded))
    return min(((rank, place) for rank, place in ranks if rank is not None), default=(None, 0))


def _rank(name: str, wanted: Sequence[_Wanted], phrase: str) -> int | None:
    if not all(word in name for word, _ in wanted):
        return None
    if name == phrase:
        return 0
    if name.startswith(phrase):
        return 1
    return 2 if all(start.search(name) for _, start in wanted) else 3
