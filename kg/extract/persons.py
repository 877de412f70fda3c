"""Persons: who of those named in an article is the same person, and the offices of each."""

import difflib
from dataclasses import dataclass, field

from .lexicon import fold
from .line import Span
from .offices import Office
from .people import Mention

_ALIKE = 0.8
_QUALIFIED = ("deputy", "vice", "former", "acting", "crown")


@dataclass(slots=True)
class Holding:
    """An office of a person as a sentence gives it; `states` may be found later, `chain` then says how."""

    office: Office
    line: int
    span: Span
    states: tuple[str, ...]
    chain: tuple[str, ...] = ()
    opposite: "Person | None" = None


@dataclass(slots=True)
class Person:
    """A person of the article: the fullest form of the name, all forms, the offices, and a state told without one."""

    name: str
    forms: set[str] = field(default_factory=set)
    holdings: list[Holding] = field(default_factory=list)
    origin: str = ""

    @property
    def state(self) -> str:
        """The state that the person acts for, or an empty text."""
        return next((holding.states[0] for holding in self.holdings if holding.states), self.origin)

    @property
    def kinds(self) -> set[str]:
        """The classes of the person's offices."""
        return {holding.office.kind for holding in self.holdings}


class Registry:
    """The persons of an article, found again by any part of their names."""

    def __init__(self) -> None:
        self.persons: list[Person] = []

    def add(self, mention: Mention, line: int, span: Span) -> Person:
        """Take in a titled mention: a known person's further office or form, or a new person."""
        person = self._same(mention) or self._new()
        person.forms.add(mention.name)
        person.origin = person.origin or next(iter(mention.states), "")
        if len(_parts(mention.name)) > len(_parts(person.name)):
            person.name = mention.name
        for office in mention.offices:
            known = next((held for held in person.holdings if _is_same_office(held, office)), None)
            if known is None:
                person.holdings.append(Holding(office, line, span, office.states))
            elif office.states and not known.states:
                known.office, known.line, known.span, known.states = office, line, span, office.states
            elif len(office.role) > len(known.office.role) and office.states == known.states:
                known.office, known.line, known.span = office, line, span
        return person

    def find(self, name: str) -> Person | None:
        """Return the one person whom a name, in whole or part, can mean."""
        parts = set(_parts(name)) or {""}
        fitting = [person for person in self.persons if parts <= _all_parts(person)]
        if len(fitting) > 1:
            last = _parts(name)[-1:]
            fitting = [person for person in fitting if _parts(person.name)[-1:] == last] or fitting
        return fitting[0] if len(fitting) == 1 else None

    def _new(self) -> Person:
        self.persons.append(Person(""))
        return self.persons[-1]

    def _same(self, mention: Mention) -> Person | None:
        known = self.find(mention.name)
        if known:
            return known
        parts = _parts(mention.name)
        for person in self.persons:
            own = _parts(person.name)
            if set(own) <= set(parts) and len(own) < len(parts) and _agree(person, mention):
                return person
            if (
                len(own) > 1
                and len(parts) > 1
                and _alike(own[-1], parts[-1])
                and _alike(own[0], parts[0])
                and _agree(person, mention)
            ):
                return person
        return None


def _alike(one: str, other: str) -> bool:
    return one == other or difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _agree(person: Person, mention: Mention) -> bool:
    """The states of the two do not differ, and an office is of the same class."""
    states = {state for office in mention.offices for state in office.states}
    known = {state for held in person.holdings for state in held.states}
    kinds = {office.kind for office in mention.offices}
    return (not states or not known or bool(states & known)) and (not kinds or bool(kinds & person.kinds))


def _is_same_office(held: Holding, office: Office) -> bool:
    words = office.role.split()
    if len(words) == 1 and words[0] in held.office.role.split() and not held.office.kind.startswith(_QUALIFIED):
        return True
    if held.office.kind != office.kind:
        return office.role in held.office.role and held.office.kind.endswith(office.kind)
    one, other = set(held.office.role.split()), set(office.role.split())
    return (
        office.kind not in ("minister", "head", "chairman", "director", "deputy minister", "secretary")
        or one <= other
        or other <= one
        or (one & other >= {"minister"} and len(one & other) > 2)
    )


def _parts(name: str) -> list[str]:
    return [part for part in fold(name).replace("-", " ").replace('"', " ").split() if part.isalpha() or len(part) > 1]


def _all_parts(person: Person) -> set[str]:
    return {part for form in person.forms | {person.name} for part in _parts(form)}
