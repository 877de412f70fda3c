"""Mentions: which things mention a thing, under the headings of their classes, and the newest of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ...dossier.words import readable, spoken_time
from ...store import Store
from ...table import Term
from ..edition import Edition
from .asking import ask_for
from .evidence import Passage, evidence
from .index import THINGS
from .labels import Shown, labels, shown

_TIMES = "SELECT DISTINCT ?time ?lower WHERE { ?time irel:lower ?lower }"
_VALUES = "SELECT ?thing ?value WHERE { ?thing %s ?value }"
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


def order(edition: Edition) -> dict[Term | None, tuple[str, str, str]]:
    """Return heading, first day and time of each thing, the latter empty where they are not known; for `Edition.once`.

    Looked up for thousands of things at once it takes a tenth of the time that a query does.
    """
    store = edition.graph.store
    times = ask_for(store, _TIMES).rows
    said, firsts = (_least(store, [row[column] for row in times]) for column in (0, 1))
    return {
        thing: (readable(heading), firsts.get(thing, ""), said.get(thing, ""))
        for thing, heading in ask_for(store, THINGS).rows
    }


def _least(store: Store, properties: Sequence[Term | None]) -> dict[Term | None, str]:
    """Return the least value of some properties for each thing that has one."""
    least: dict[Term | None, str] = {}
    for property in properties:
        for thing, value in ask_for(store, _VALUES % property).rows:
            text = getattr(value, "value", "")
            least[thing] = min(text, least.get(thing, text))
    return least


def _mentioning(edition: Edition, thing: NamedNode) -> dict[str, list[NamedNode]]:
    """Return the things that mention a thing, by heading, in the order of time."""
    known, groups = edition.once(order), defaultdict[str, list[tuple[str, str, NamedNode]]](list)
    for (one,) in ask_for(edition.graph.store, _MENTIONING % thing).rows:
        if isinstance(one, NamedNode) and one in known:
            heading, first, _ = known[one]
            groups[heading].append((first, one.value, one))
    return {heading: [one for *_, one in sorted(group)] for heading, group in groups.items()}


def _told(edition: Edition, thing: NamedNode, things: Sequence[NamedNode]) -> dict[NamedNode, Mention]:
    """Return what is shown of things that mention a thing."""
    if not things:
        return {}
    store, properties = edition.graph.store, defaultdict[Term | None, set[Term | None]](set)
    for one, property in ask_for(store, _PROPERTIES % (" ".join(map(str, things)), thing)).rows:
        properties[one].add(property)
    names, known, roles = labels(store, things), edition.once(order), edition.once(_roles)
    passages = evidence(edition, (one.value for one in things))
    return {
        one: Mention(
            shown(one, names), _borne(roles, properties[one]), spoken_time(known[one][2]), passages.get(one.value, ())
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
