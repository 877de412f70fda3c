"""Things: what is said of a thing, and by whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import head, readable
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .evidence import readable_iri
from .labels import Shown, labels, shown

_KINDS = """
SELECT DISTINCT ?class ?kind WHERE {
  %s a ?class . ?class rdfs:label ?kind
  FILTER NOT EXISTS { %s a ?narrower . ?narrower rdfs:subClassOf+ ?class }
}
ORDER BY ?kind
"""
# What is known of a property is looked up once, not for each of its values.
_SAID = """
SELECT DISTINCT ?property ?name ?value ?teller ?implied WHERE {
  {
    SELECT DISTINCT ?property ?name ?implied WHERE {
      { SELECT DISTINCT ?property WHERE { %(it)s ?property ?any } }
      FILTER(?property NOT IN (rdf:type, rdfs:label, dcterms:title, irel:evidence))
      OPTIONAL { ?property rdfs:label ?label }
      OPTIONAL { ?property irel:key ?key }
      BIND(COALESCE(?label, ?key) AS ?name)
      BIND(EXISTS { ?property irel:computed true } AS ?computed)
      BIND(?computed || EXISTS { ?any irel:lower|irel:upper|irel:precision ?property } AS ?implied)
    }
  }
  GRAPH ?teller { %(it)s ?property ?value }
}
LIMIT 1000
"""


@dataclass(frozen=True)
class Said:
    """Values of a property, each with those who say so; `implied` if it follows from another."""

    name: str
    values: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    implied: bool


def kinds(edition: Edition, thing: NamedNode) -> list[Shown]:
    """Return the classes of a thing, without those that a narrower one implies."""
    rows = ask_for(edition.graph.store, _KINDS % (thing, thing)).rows
    return [Shown(readable(kind), readable_iri(iri)) for iri, kind in rows]


def said_of(edition: Edition, thing: NamedNode) -> list[Said]:
    """Return the properties of a thing, those that sources state first."""
    # Sorted here, as an engine reads a term anew for each comparison.
    found = sorted(ask_for(edition.graph.store, _SAID % {"it": thing}).rows, key=_place)
    known = labels(edition.graph.store, (cell for row in found for cell in (row[2], row[3])))
    rows: dict[tuple[str, bool], dict[Shown, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for property, name, value, teller, implied in found:
        key = head(readable(name) or readable(property)), readable(implied) == "true"
        rows[key][shown(value, known)].append(_teller(teller, known))
    return [
        Said(name, tuple((value, tuple(dict.fromkeys(tellers))) for value, tellers in values.items()), implied)
        for (name, implied), values in rows.items()
    ]


def remarks(edition: Edition, fact: NamedNode) -> list[str]:
    """Return what a reader must know of a fact."""
    answer = edition.graph.ask(edition.graph.question("dossier", "remarks"), {"fact": fact.value})
    rows = getattr(answer, "rows", [])
    return [readable(remark) for _, remark in rows]


def _place(row: Sequence[Term | None]) -> tuple[bool, str, str, str]:
    """Return where a row stands: what sources state comes first."""
    property, _, value, teller, implied = row
    return readable(implied) == "true", str(property), str(value), str(teller)


def _teller(graph: Term | None, known: dict[str, str]) -> Shown:
    """Return who speaks in a graph: a source, or the build, whose graphs have no pages."""
    teller = shown(graph, known)
    return teller if teller.iri in known else Shown(teller.text)
