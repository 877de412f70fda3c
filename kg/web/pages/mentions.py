"""Mentions: which things mention a thing, under the headings of their classes, and the newest of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import readable, spoken_time
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .evidence import Passage, evidence, readable_iri
from .index import THINGS
from .labels import Shown

_TIMES = "SELECT DISTINCT ?time ?lower WHERE { ?time irel:lower ?lower } ORDER BY ?time ?lower"
_FIRSTS = "SELECT ?thing ?first WHERE { ?thing %s ?first }"
_ROLES = """
SELECT ?property ?role ?narrower WHERE {
  ?property a owl:ObjectProperty ; rdfs:label ?role .
  MINUS { ?property irel:computed true }
  OPTIONAL { ?narrower rdfs:subPropertyOf ?property }
}
ORDER BY ?role
"""
_MENTIONING = "SELECT DISTINCT ?thing WHERE { ?thing ?property %s }"
_MENTIONS = """
SELECT ?thing ?property ?label ?when WHERE {
  VALUES ?thing { %(things)s }
  ?thing ?property %(it)s ; rdfs:label ?label .
  OPTIONAL { ?thing %(times)s ?when }
}
"""


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


@dataclass(frozen=True)
class Role:
    """What a property makes of the thing that it leads to, unless a narrower one does, too."""

    name: str
    narrower: frozenset[Term | None]


def mentions(edition: Edition, thing: NamedNode, most: int) -> dict[str, Mentions]:
    """Return what mentions a thing, by the heading of its class: in the order of time, the newest of each at most."""
    groups = _mentioning(edition, thing)
    newest = {heading: group[-most:] for heading, group in sorted(groups.items())}
    told = _told(edition, thing, [one for group in newest.values() for one in group])
    return {
        heading: Mentions(tuple(told[one] for one in group if one in told), len(groups[heading]))
        for heading, group in newest.items()
    }


def order(edition: Edition) -> dict[Term | None, tuple[str, str]]:
    """Return the heading of each thing and its first day, which is empty for an unknown one; for `Edition.once`.

    Looked up for thousands of things at once it takes a tenth of the time that a query does.
    """
    store, firsts = edition.graph.store, dict[Term | None, str]()
    for thing, first in ask_for(store, _FIRSTS % edition.once(_times)[1]).rows:
        firsts[thing] = min(getattr(first, "value", ""), firsts.get(thing, "~"))
    return {thing: (readable(heading), firsts.get(thing, "")) for thing, heading in ask_for(store, THINGS).rows}


def _mentioning(edition: Edition, thing: NamedNode) -> dict[str, list[NamedNode]]:
    """Return the things that mention a thing, by heading, in the order of time."""
    known, groups = edition.once(order), defaultdict[str, list[tuple[str, str, NamedNode]]](list)
    for (one,) in ask_for(edition.graph.store, _MENTIONING % thing).rows:
        if isinstance(one, NamedNode) and one in known:
            heading, first = known[one]
            groups[heading].append((first, one.value, one))
    return {heading: [one for *_, one in sorted(group)] for heading, group in groups.items()}


def _told(edition: Edition, thing: NamedNode, things: Sequence[NamedNode]) -> Mapping[Term | None, Mention]:
    """Return what is shown of things that mention a thing."""
    if not things:
        return {}
    words = {"it": thing, "things": " ".join(map(str, things)), "times": edition.once(_times)[0]}
    found: dict[Term | None, list[Sequence[Term | None]]] = defaultdict(list)
    for one, *row in ask_for(edition.graph.store, _MENTIONS % words).rows:
        found[one].append(row)
    passages, roles = evidence(edition, (one.value for one in things)), edition.once(_roles)
    return {one: _mention(one, rows, roles, passages) for one, rows in found.items()}


def _mention(
    thing: Term | None,
    rows: Sequence[Sequence[Term | None]],
    roles: Mapping[Term | None, Role],
    passages: Mapping[str, Sequence[Passage]],
) -> Mention:
    properties, names, times = (set(column) for column in zip(*rows, strict=True))
    borne = [role.name for property, role in roles.items() if property in properties and not role.narrower & properties]
    label, date = (min((getattr(cell, "value", "") for cell in column), default="") for column in (names, times))
    iri = readable_iri(thing)
    return Mention(Shown(label, iri), ", ".join(dict.fromkeys(borne)), spoken_time(date), passages.get(iri, ()))


def _times(edition: Edition) -> tuple[str, str]:
    """Return paths to when a thing was, as said and as its first day; to what nothing has, where no time is known."""
    rows: Sequence[Sequence[object]] = ask_for(edition.graph.store, _TIMES).rows or [("irel:lower", "irel:lower")]
    times, lowers = ("|".join(dict.fromkeys(map(str, column))) for column in zip(*rows, strict=True))
    return times, lowers


def _roles(edition: Edition) -> dict[Term | None, Role]:
    """Return the roles that properties give, by name."""
    narrower: dict[tuple[Term | None, str], set[Term | None]] = defaultdict(set)
    for property, role, one in ask_for(edition.graph.store, _ROLES).rows:
        narrower[property, readable(role)].add(one)
    return {property: Role(name, frozenset(ones)) for (property, name), ones in narrower.items()}
