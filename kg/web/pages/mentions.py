"""Mentions: which things mention a thing, under the headings of their classes, and the newest of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import readable
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .catalogue import catalogue
from .evidence import Passage, evidence
from .labels import Shown, labels, shown

_ROLES = """
SELECT ?property ?role ?narrower WHERE {
  ?property a owl:ObjectProperty ; rdfs:label ?role .
  MINUS { ?property irel:computed true }
  OPTIONAL { ?narrower rdfs:subPropertyOf ?property }
}
ORDER BY ?role
"""
_MENTIONING = "SELECT DISTINCT ?thing WHERE { ?thing ?property %s }"
_PROPERTIES = "SELECT ?thing ?property WHERE { VALUES ?thing { %s } ?thing ?property %s }"


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
        heading: Mentions(tuple(told[one] for one in group), len(groups[heading])) for heading, group in newest.items()
    }


def _mentioning(edition: Edition, thing: NamedNode) -> dict[str, list[NamedNode]]:
    """Return the things that mention a thing, by heading, in the order of time."""
    known, groups = edition.once(catalogue), defaultdict[str, list[NamedNode]](list)
    for (one,) in ask_for(edition.graph.store, _MENTIONING % thing).rows:
        if isinstance(one, NamedNode) and one in known:
            groups[known[one].heading].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (known[one].first_day, one.value))
    return groups


def _told(edition: Edition, thing: NamedNode, things: Sequence[NamedNode]) -> dict[NamedNode, Mention]:
    """Return what is shown of things that mention a thing."""
    if not things:
        return {}
    store, properties = edition.graph.store, defaultdict[Term | None, set[Term | None]](set)
    for one, property in ask_for(store, _PROPERTIES % (" ".join(map(str, things)), thing)).rows:
        properties[one].add(property)
    names, known, roles = labels(store, things), edition.once(catalogue), edition.once(_roles)
    passages = evidence(edition, (one.value for one in things))
    return {
        one: Mention(
            shown(one, names), _borne(roles, properties[one]), known[one].spoken_time, passages.get(one.value, ())
        )
        for one in things
    }


def _borne(roles: Mapping[Term | None, Role], properties: Set[Term | None]) -> str:
    """Name the roles that some properties of one thing give another."""
    borne = (role.name for one, role in roles.items() if one in properties and not role.narrower & properties)
    return ", ".join(dict.fromkeys(borne))


def _roles(edition: Edition) -> dict[Term | None, Role]:
    """Return the roles that properties give, by name."""
    narrower: dict[tuple[Term | None, str], set[Term | None]] = defaultdict(set)
    for property, role, one in ask_for(edition.graph.store, _ROLES).rows:
        narrower[property, readable(role)].add(one)
    return {property: Role(name, frozenset(ones)) for (property, name), ones in narrower.items()}
