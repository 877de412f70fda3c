"""People: who is named in a sentence, with which offices, and who of them is the same person."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .lexicon import fold
from .line import Line, Span
from .names import name_at
from .offices import Office, chains, offices_in

_OPEN = frozenset([",", "(", "-", "—", ":"])
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or an unnamed holder of an office in a sentence; `name` is empty for the latter."""

    start: int
    end: int
    name: str
    offices: tuple[Office, ...]


@dataclass(slots=True)
class Holding:
    """An office of a person as a sentence gives it; `states` may be found later, `chain` then says how."""

    office: Office
    line: int
    span: Span
    states: tuple[str, ...]
    chain: tuple[str, ...] = ()


@dataclass(slots=True)
class Person:
    """A person of the article: the fullest form of the name, all forms, and the offices."""

    name: str
    forms: set[str] = field(default_factory=set)
    holdings: list[Holding] = field(default_factory=list)

    @property
    def state(self) -> str:
        """The state that the person acts for, or an empty text."""
        return next((holding.states[0] for holding in self.holdings if holding.states), "")

    @property
    def kinds(self) -> set[str]:
        """The classes of the person's offices."""
        return {holding.office.kind for holding in self.holdings}


def mentions_in(line: Line) -> list[Mention]:
    """Return the persons and unnamed holders of offices in a sentence, from left to right."""
    groups = list(chains(line, offices_in(line)))
    covered = {at for group in groups for office in group for at in range(office.start, office.end)}
    names = list(_names(line, covered))
    found: list[Mention] = []
    for position, group in enumerate(groups):
        floor = groups[position + 1][0].start if position + 1 < len(groups) else len(line)
        found += _holders(line, group, names, floor)
    taken = {at for mention in found if mention.name for at in range(mention.start, mention.end)}
    found += [
        Mention(start, end, line.name(start, end), ()) for start, end in names if not taken & set(range(start, end))
    ]
    return sorted(_apart(found), key=lambda mention: mention.start)


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions that lie within no other one."""
    longest = sorted(mentions, key=lambda mention: (mention.start - mention.end, not mention.name))
    kept: list[Mention] = []
    for mention in longest:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    yield from kept


def _names(line: Line, covered: set[int]) -> Iterator[Span]:
    at = 0
    while at < len(line):
        found = None if at in covered else name_at(line, at)
        if found and not covered & set(range(*found)):
            yield found
            at = found[1]
        else:
            at += 1


def _holders(line: Line, group: tuple[Office, ...], names: Sequence[Span], floor: int) -> list[Mention]:
    first, last = group[0], group[-1]
    if last.is_plural:
        several = _several(line, last, floor)
        return several or [Mention(first.start, last.end, "", group)]
    right = name_at(line, last.end, is_titled=True)
    if right and right[1] <= floor:
        return [_with_origin(line, Mention(first.start, right[1], line.name(*right), group))]
    left = next((span for span in names if _is_before(line, span, first.start)), None)
    if left and not (right and first.is_definite and not line.low(first.start - 1)):
        return [Mention(left[0], last.end, line.name(*left), group)]
    after = _after_comma(line, last.end)
    if after and after[1] <= floor:
        return [_with_origin(line, Mention(first.start, after[1], line.name(*after), group))]
    serving = _serving(line, first.start, names)
    if serving:
        return [Mention(serving[0], last.end, line.name(*serving), group)]
    return [Mention(first.start, last.end, "", group)]


def _is_before(line: Line, span: Span, start: int) -> bool:
    """A name and a comma, or a bracket, before an office."""
    return (
        span[1] == start - 1
        and line.low(start - 1) in _OPEN
        and not (line.low(start - 1) == "-" and line.adjacent(start - 1))
    )


def _after_comma(line: Line, end: int) -> Span | None:
    """A name between commas behind an office, or one that the sentence goes on from."""
    if line.low(end) != ",":
        return None
    found = name_at(line, end + 1)
    if not found or line.low(found[1]) == "and":
        return None
    return found if line.low(found[1]) in (",", ".", ")", ";", "-", '"') or line.hit(found[1], "class") else None


def _serving(line: Line, start: int, names: Sequence[Span]) -> Span | None:
    """X, who also serves as finance minister."""
    back = [line.low(at) for at in range(max(0, start - 7), start)]
    if not {"who", "is", "as", "was"} & set(back[-3:]) and "who" not in back:
        return None
    for span in reversed(names):
        between = [line.low(at) for at in range(span[1], start)]
        if (
            span[1] <= start
            and len(between) <= 7
            and (between[:2] == [",", "who"] and between[-1] in ("as", "is", "was", "also", "the"))
        ):
            return span
    return None


def _several(line: Line, office: Office, floor: int) -> list[Mention]:
    """Foreign Ministers A of X and B of Y; presidents A and B."""
    found: list[Mention] = []
    at = office.end + (line.low(office.end) in (",", ":", "-"))
    while (span := name_at(line, at, is_titled=True)) and span[1] <= floor:
        end, states = _origin(line, span[1])
        if not states and len(office.states) > 1:
            states = office.states[len(found) : len(found) + 1]
        elif not states and len(office.states) == 1:
            states = office.states
        start = office.start if not found else span[0]
        found.append(Mention(start, end, line.name(*span), (replace(office, states=states),)))
        at = end + (line.low(end) == ",")
        at += line.low(at) == "and"
        if at == end:
            break
    return found


def _with_origin(line: Line, mention: Mention) -> Mention:
    """President Pedro Soto of Chile; his counterpart X from Y."""
    end, states = _origin(line, mention.end)
    if not states or any(office.states for office in mention.offices):
        return mention
    return replace(mention, end=end, offices=tuple(replace(office, states=states) for office in mention.offices))


def _origin(line: Line, end: int) -> tuple[int, tuple[str, ...]]:
    closed = line.low(end) == "("
    found = line.hit(end + 1, "state") if line.low(end) in ("of", "from", "(") else None
    if not found or len(found[1]) != 1:
        return end, ()
    return found[0] + closed, found[1]


class Registry:
    """The persons of an article, found again by any part of their names."""

    def __init__(self) -> None:
        self.persons: list[Person] = []

    def add(self, mention: Mention, line: int, span: Span) -> Person:
        """Take in a titled mention: a known person's further office or form, or a new person."""
        person = self._same(mention) or self._new()
        person.forms.add(mention.name)
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
