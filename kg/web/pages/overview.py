"""The first page: what is in the graph."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...dossier.words import readable
from ..edition import Edition
from ..resource import Asked, resource
from .asking import ask_for
from .disagreements import disagreements
from .evidence import Passage, evidence, readable_iri
from .index import headings, index
from .labels import Shown
from .networks import STATES, pairs, pictures

_NEWEST = """
SELECT DISTINCT ?fact ?kind ?label ?date ?first WHERE {
  ?time irel:lower ?lower .
  ?fact ?time ?date ; ?lower ?first ; rdfs:label ?label ; a ?class .
  ?class rdfs:label ?kind ; irel:heading ?heading .
}
ORDER BY DESC(?first) ?fact
LIMIT 8
"""
_MOST = 12


@dataclass(frozen=True)
class Happened:
    """A fact with its kind, its date and the passages behind it."""

    fact: Shown
    kind: str
    date: str
    passages: Sequence[Passage]


def overview(asked: Asked) -> str:
    """Return the page that shows what is in the graph."""
    joined = asked.edition.once(pairs)
    return asked.render(
        "overview.html.j2",
        headings=headings(asked.edition.once(index)),
        picture=asked.edition.once(pictures)(STATES, None),
        pairs=joined[:_MOST],
        pair_count=len(joined),
        newest=asked.edition.once(newest),
        disagreements=asked.edition.once(disagreements),
    )


def newest(edition: Edition) -> list[Happened]:
    """Return the facts that happened last; for `Edition.once`."""
    rows = ask_for(edition.graph.store, _NEWEST).rows
    facts = [readable_iri(row[0]) for row in rows]
    passages = evidence(edition, facts)
    return [
        Happened(Shown(readable(label), fact), readable(kind), readable(date), passages.get(fact, ()))
        for fact, (_, kind, label, date, _) in zip(facts, rows, strict=True)
    ]


ROUTES = resource("/", overview, "html")
