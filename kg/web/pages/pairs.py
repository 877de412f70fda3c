"""Pairs: which two things facts join, counted by a query and not by drawing a network."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ...dossier.words import readable
from ...store import select
from ...table import Term
from ..edition import Edition
from .evidence import readable_iri
from .labels import labels, shown

_Row = tuple[Term | None, ...]


@dataclass(frozen=True)
class Pair:
    """Two things that facts join: `key` names them in an address, `facts` counts what joins them."""

    key: str
    ends: frozenset[str]
    names: tuple[str, ...]
    facts: int
    relations: str
    last: str

    @property
    def label(self) -> str:
        """The names of both."""
        return " – ".join(self.names)


def pairs(edition: Edition) -> list[Pair]:
    """Return the pairs that facts join, those with most facts first; for `Edition.once`."""
    table = select(edition.graph.store, edition.graph.question("web", "pairs").text)
    known = labels(edition.graph.store, (end for row in table.rows for end in row[:2]))
    joined: dict[tuple[Term | None, ...], list[_Row]] = defaultdict(list)
    for *ends, relation, facts, last in table.rows:
        joined[tuple(ends)].append((relation, facts, last))
    found = (_pair(ends, rows, known) for ends, rows in joined.items())
    return sorted(found, key=lambda pair: (-pair.facts, pair.key))


def pairs_of(edition: Edition) -> Mapping[str, list[Pair]]:
    """Return the pairs of each thing by its IRI, in their order; for `Edition.once`."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in edition.once(pairs):
        for end in pair.ends:
            found[end].append(pair)
    return found


def pairs_by_key(edition: Edition) -> Mapping[str, Pair]:
    """Return the pairs by their keys; for `Edition.once`."""
    return {pair.key: pair for pair in edition.once(pairs)}


def pair_key(*iris: str) -> str:
    """Return the name of a pair in addresses: the last parts of two IRIs in alphabetical order."""
    return "-".join(sorted(iri.rpartition("/")[2] for iri in iris))


def _pair(ends: tuple[Term | None, ...], rows: list[_Row], known: dict[str, str]) -> Pair:
    iris = sorted(map(readable_iri, ends), key=lambda iri: iri.rpartition("/")[2])
    names = {readable_iri(end): shown(end, known).text for end in ends}
    counts = sorted((readable(relation), int(readable(facts))) for relation, facts, _ in rows)
    return Pair(
        pair_key(*iris),
        frozenset(iris),
        tuple(names[iri] for iri in iris),
        sum(count for _, count in counts),
        ", ".join(f"{relation} {count}" for relation, count in counts),
        max(readable(last) for _, _, last in rows),
    )
