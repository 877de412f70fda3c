"""What happened last, and what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal

from ...dossier.words import readable
from ...terms import term
from ..edition import Edition
from .asking import ask_for
from .evidence import Passage, evidence, readable_iri
from .labels import Shown

# The days come first, as sorting all facts takes as long as there are many.
_FACTS = """
SELECT ?fact ?kind ?label ?date WHERE {
  {
    SELECT DISTINCT ?first WHERE { ?time irel:lower ?lower . ?any ?lower ?first FILTER(?first %(side)s %(today)s) }
    ORDER BY %(order)s(?first)
    LIMIT 16
  }
  ?time irel:lower ?lower .
  ?fact ?lower ?first ; ?time ?date ; rdfs:label ?label ; a ?class .
  ?class rdfs:label ?kind ; irel:heading ?heading .
  OPTIONAL {
    ?fact irel:evidence ?passage
    OPTIONAL { ?passage oa:hasSource ?source OPTIONAL { ?source dcterms:issued ?told } }
  }
}
GROUP BY ?fact ?kind ?label ?date ?first
HAVING(?first > %(today)s || COALESCE(MAX(?told), ?first) >= ?first)
ORDER BY %(order)s(?first) ?fact
LIMIT 8
"""


@dataclass(frozen=True)
class Happened:
    """A fact with its kind, its date and the passages behind it."""

    fact: Shown
    kind: str
    date: str
    passages: Sequence[Passage]


def newest(edition: Edition) -> list[Happened]:
    """Return the facts that happened last, without goals and plans: what all sources foretell; for `Edition.once`."""
    return _facts(edition, "<=", "DESC")


def upcoming(edition: Edition) -> list[Happened]:
    """Return the facts that are to happen next, after today; for `Edition.once`."""
    return _facts(edition, ">", "ASC")


def _facts(edition: Edition, side: str, order: str) -> list[Happened]:
    today = Literal(date.today().isoformat(), datatype=term("xsd:date"))
    rows = ask_for(edition.graph.store, _FACTS % {"side": side, "order": order, "today": today}).rows
    facts = [readable_iri(row[0]) for row in rows]
    passages = evidence(edition, facts)
    return [
        Happened(Shown(readable(label), fact), readable(kind), readable(time), passages.get(fact, ()))
        for fact, (_, kind, label, time) in zip(facts, rows, strict=True)
    ]
