"""The index that searches look into: every thing with its names, without case and diacritics."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import readable
from ...identity import fold
from ..edition import Edition
from .asking import ask_for

_NAMES = """
SELECT ?thing ?heading ?name ?main WHERE {
  ?class irel:heading ?heading .
  ?thing a ?class .
  { ?thing rdfs:label|dcterms:title ?name . BIND(true AS ?main) }
  UNION { VALUES ?property { skos:altLabel } ?thing ?property ?name . BIND(false AS ?main) }
  UNION { ?property rdfs:subPropertyOf+ skos:notation . ?thing ?property ?name . BIND(false AS ?main) }
  FILTER NOT EXISTS { ?thing a ?narrower . ?narrower rdfs:subClassOf+ ?class }
}
ORDER BY ?thing ?heading DESC(?main) ?name
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
    names: dict[tuple[str, str], dict[str, None]] = {}
    for thing, heading, name, _ in ask_for(edition.graph.store, _NAMES).rows:
        if isinstance(thing, NamedNode):
            names.setdefault((thing.value, readable(heading)), {})[getattr(name, "value", "")] = None
    entries = (Entry(iri, heading, tuple(all), tuple(map(fold, all))) for (iri, heading), all in names.items())
    return sorted(entries, key=lambda entry: (entry.folded[0], entry.iri))


def headings(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many things there are under each heading, in alphabetical order."""
    return dict(sorted(Counter(entry.heading for entry in entries).items()))


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
