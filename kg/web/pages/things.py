"""Things: what is said of a thing, by whom, and which facts mention it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import head, readable
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .evidence import Passage, evidence, readable_iri
from .labels import Shown, labels, shown

_KINDS = """
SELECT DISTINCT ?class ?kind WHERE {
  %s a ?class . ?class rdfs:label ?kind
  FILTER NOT EXISTS { %s a ?narrower . ?narrower rdfs:subClassOf+ ?class }
}
ORDER BY ?kind
"""
_SAID = """
SELECT DISTINCT ?property ?name ?value ?teller ?implied WHERE {
  GRAPH ?teller { %s ?property ?value }
  FILTER(?property NOT IN (rdf:type, rdfs:label, dcterms:title, irel:evidence))
  OPTIONAL { ?property rdfs:label ?label }
  OPTIONAL { ?property irel:key ?key }
  BIND(COALESCE(?label, ?key) AS ?name)
  BIND(EXISTS { ?property irel:computed true } AS ?computed)
  BIND(?computed || EXISTS { ?any irel:lower|irel:upper|irel:precision ?property } AS ?implied)
}
ORDER BY ?implied ?property ?value ?teller
LIMIT 1000
"""
_TIMES = "SELECT DISTINCT ?time ?lower WHERE { ?time irel:lower ?lower } ORDER BY ?time ?lower"
_MENTIONING = """
SELECT DISTINCT ?thing ?heading WHERE {
  { SELECT DISTINCT ?thing WHERE { ?thing ?property %s } }
  ?thing a ?class .
  ?class irel:heading ?heading .
}
"""
_SINCE = "SELECT ?thing ?first WHERE { ?thing ?property %s ; %s ?first }"
_MENTIONS = """
SELECT ?thing ?heading ?label (GROUP_CONCAT(DISTINCT ?role; separator=", ") AS ?roles) (MIN(?when) AS ?date)
WHERE {
  VALUES ?thing { %(things)s }
  ?thing ?property %(it)s ; rdfs:label ?label ; a ?class .
  ?class irel:heading ?heading .
  OPTIONAL {
    ?property rdfs:label ?role
    FILTER NOT EXISTS { ?property irel:computed true }
    FILTER NOT EXISTS { ?narrower rdfs:subPropertyOf ?property FILTER EXISTS { ?thing ?narrower %(it)s } }
  }
  OPTIONAL { ?thing %(times)s ?when }
  OPTIONAL { ?thing %(lowers)s ?first }
}
GROUP BY ?thing ?heading ?label
ORDER BY ?heading MIN(?first) ?thing
"""


@dataclass(frozen=True)
class Said:
    """Values of a property, each with those who say so; `implied` if it follows from another."""

    name: str
    values: tuple[tuple[Shown, tuple[Shown, ...]], ...]
    implied: bool


@dataclass(frozen=True)
class Mention:
    """A thing that mentions another: in which roles, when it was, and the passages behind it."""

    thing: Shown
    roles: str
    date: str
    passages: Sequence[Passage]


@dataclass(frozen=True)
class Mentions:
    """Things of one class that mention another, and how many there are of which these are the newest."""

    newest: tuple[Mention, ...]
    count: int


def kinds(edition: Edition, thing: NamedNode) -> list[Shown]:
    """Return the classes of a thing, without those that a narrower one implies."""
    rows = ask_for(edition.graph.store, _KINDS % (thing, thing)).rows
    return [Shown(readable(kind), readable_iri(iri)) for iri, kind in rows]


def said_of(edition: Edition, thing: NamedNode) -> list[Said]:
    """Return the properties of a thing, those that sources state first."""
    table = ask_for(edition.graph.store, _SAID % thing)
    known = labels(edition.graph.store, (cell for row in table.rows for cell in (row[2], row[3])))
    rows: dict[tuple[str, bool], dict[Shown, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for property, name, value, teller, implied in table.rows:
        key = head(readable(name) or readable(property)), readable(implied) == "true"
        rows[key][shown(value, known)].append(_teller(teller, known))
    return [
        Said(name, tuple((value, tuple(dict.fromkeys(tellers))) for value, tellers in values.items()), implied)
        for (name, implied), values in rows.items()
    ]


def mentions(edition: Edition, thing: NamedNode, most: int) -> dict[str, Mentions]:
    """Return what mentions a thing, by the heading of its class: in the order of time, the newest of each at most."""
    things, counts = _mentioning(edition, thing, most)
    if not things:
        return {}
    times, lowers = edition.once(_times)
    words = {"it": thing, "things": " ".join(map(str, things)), "times": times, "lowers": lowers}
    rows = ask_for(edition.graph.store, _MENTIONS % words).rows
    passages = evidence(edition, (readable_iri(row[0]) for row in rows))
    found: dict[str, list[Mention]] = defaultdict(list)
    for row in rows:
        found[readable(row[1])].append(_mention(row, passages.get(readable_iri(row[0]), ())))
    return {heading: Mentions(tuple(newest), counts[heading]) for heading, newest in found.items()}


def remarks(edition: Edition, fact: NamedNode) -> list[str]:
    """Return what a reader must know of a fact."""
    answer = edition.graph.ask(edition.graph.question("dossier", "remarks"), {"fact": fact.value})
    rows = getattr(answer, "rows", [])
    return [readable(remark) for _, remark in rows]


def _mentioning(edition: Edition, thing: NamedNode, most: int) -> tuple[list[Term | None], Counter[str]]:
    """Return the newest things under each heading that mention a thing, and how many there are under each."""
    store = edition.graph.store
    rows = ask_for(store, _MENTIONING % thing).rows
    counts = Counter(readable(heading) for _, heading in rows)
    if max(counts.values(), default=0) <= most:
        return [one for one, _ in rows], counts
    since: dict[Term | None, str] = defaultdict(str)
    for one, first in ask_for(store, _SINCE % (thing, edition.once(_times)[1])).rows:
        since[one] = max(getattr(first, "value", ""), since[one])
    # Sorted here, as an engine reads a term anew for each comparison.
    rows.sort(key=lambda row: (since[row[0]], readable_iri(row[0])), reverse=True)
    newest: dict[str, list[Term | None]] = defaultdict(list)
    for one, heading in rows:
        newest[readable(heading)].append(one)
    return [one for group in newest.values() for one in group[:most]], counts


def _times(edition: Edition) -> tuple[str, str]:
    """Return paths to when a thing was, as said and as its first day; to what nothing has, where no time is known."""
    rows: Sequence[Sequence[object]] = ask_for(edition.graph.store, _TIMES).rows or [("irel:lower", "irel:lower")]
    times, lowers = ("|".join(dict.fromkeys(map(str, column))) for column in zip(*rows, strict=True))
    return times, lowers


def _teller(graph: Term | None, known: dict[str, str]) -> Shown:
    """Return who speaks in a graph: a source, or the build, whose graphs have no pages."""
    teller = shown(graph, known)
    return teller if teller.iri in known else Shown(teller.text)


def _mention(row: Sequence[Term | None], passages: Sequence[Passage]) -> Mention:
    thing, _, label, roles, date = row
    return Mention(Shown(readable(label), readable_iri(thing)), readable(roles), readable(date), passages)
