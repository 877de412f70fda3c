"""People: who is named in a sentence, and with which offices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .line import Line, Span
from .names import name_at
from .offices import Office, chains, offices_in
from .purposes import Right

_BRACKET = 12
_OPEN = frozenset([",", "(", "-", "—", ":"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or an unnamed holder of an office in a sentence; `name` is empty for the latter.

    `states` is told where a person without an office is called by a state: Lebanon's Nabil Khoury.
    """

    start: int
    end: int
    name: str
    offices: tuple[Office, ...]
    states: tuple[str, ...] = ()


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
    found += [_untitled(line, span) for span in names if not taken & set(range(*span))]
    return sorted(_apart(_joined(found)), key=lambda mention: mention.start)


def _untitled(line: Line, span: Span) -> Mention:
    """A name without an office, with the state it is called by: the Argentine X, Greece's Y, Z of Fiji."""
    start, end = span
    name = line.name(start, end)
    if end - start < 2:
        return Mention(start, end, name, ())
    at = start - 1 if line.low(start - 1) == "," and line.before(start - 1, "companion") else start
    companion = line.before(at, "companion")
    at = companion[0] if companion else start
    owner = line.before(at, "people") or (line.before(at - 1, "state") if line.low(at - 1) == "'s" else None)
    if owner and len(owner[1]) == 1:
        return Mention(owner[0], end, name, (), owner[1])
    last, states = _origin(line, end)
    return Mention(start, last, name, (), states)


def _joined(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions of one name, titled on both sides, as one: Minister X, who doubles as speaker."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        last = found[-1] if found else None
        if last and mention.name and mention.name == last.name and mention.start < last.end:
            found[-1] = replace(last, end=max(last.end, mention.end), offices=(*last.offices, *mention.offices))
        else:
            found.append(mention)
    return found


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
    after = _after_comma(line, last.end, is_first=first.start == 0)
    if after and after[1] <= floor:
        return [_with_origin(line, Mention(first.start, after[1], line.name(*after), group))]
    serving = _serving(line, first.start, names) or _being(line, last) or _held(line, first, names)
    if serving:
        return [Mention(min(serving[0], first.start), max(last.end, serving[1]), line.name(*serving), group)]
    return [Mention(first.start, last.end, "", group)]


def _is_before(line: Line, span: Span, start: int) -> bool:
    """A name and a comma, or a bracket, before an office."""
    now = line.before(start, "at-present")
    opening = (now[0] if now else start) - 1
    if line.low(opening) == "," and line.low(opening - 1).isdigit() and line.low(opening - 2) == ",":
        opening -= 2  # X, 54, minister of trade
    return (
        span[1] == opening and line.low(opening) in _OPEN and not (line.low(opening) == "-" and line.adjacent(opening))
    )


def _after_comma(line: Line, end: int, *, is_first: bool) -> Span | None:
    """A name between commas behind an office, with a style, or behind an office that opens the sentence."""
    if line.low(end) != ",":
        return None
    found = name_at(line, end + 1, is_titled=True)
    if not found or line.low(found[1]) == "and":
        return None
    behind = _origin(line, found[1])[0]
    if line.hit(end + 1, "style") or (is_first and not line.is_capital(behind)):
        return found
    return found if line.low(behind) in (",", ".", ")", ";", "-", '"') or line.hit(found[1], "class") else None


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
            and (between[:2] == [",", "who"] and between[-1] in ("as", "is", "was", "also", "the", "who"))
        ):
            return span
    return None


def _being(line: Line, office: Office) -> Span | None:
    """Its Slovenian co-chair is X: a name behind `is`, with which the clause ends."""
    found = (
        name_at(line, office.end + 1, is_titled=True) if office.is_definite and line.hit(office.end, "being") else None
    )
    return found if found and line.low(found[1]) in (".", ",", ";", "") else None


def _held(line: Line, office: Office, names: Sequence[Span]) -> Span | None:
    """X is Norway's minister of health; X has been named ambassador: a name and a verb before an office."""
    start = office.start - (line.low(office.start - 1) in ("the", "a", "an"))
    verb = line.before(start, "held-by")
    found = next((span for span in names if verb and span[1] == verb[0]), None)
    return found if found and (office.states or office.organization) and found[1] - found[0] > 1 else None


def _several(line: Line, office: Office, floor: int) -> list[Mention]:
    """Foreign Ministers A of X and B of Y; presidents A and B."""
    found: list[Mention] = []
    one = line.hit(office.head, "one-holder")
    role = office.role.replace(line.words(office.head, one[0]).lower(), one[1][0]) if one else office.role
    at, called = _called(line, office.end + (line.low(office.end) in (",", ":", "-", "(")))
    while (span := name_at(line, at, is_titled=True)) and span[1] <= floor:
        end, states = _origin(line, span[1])
        states = states or called or _nth(office.states, len(found))
        start = office.start if not found else span[0]
        found.append(Mention(start, end, line.name(*span), (replace(office, states=states, role=role),)))
        at = end + (line.low(end) in (",", ")"))
        at += line.low(at) == "and"
        if at == end:
            break
        at, called = _called(line, at)
    return found


def _nth(states: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The state of one of several holders, in the order of the states; the one state is that of all."""
    return states if len(states) < 2 else states[number : number + 1]


def _called(line: Line, at: int) -> tuple[int, tuple[str, ...]]:
    """Where a name begins behind what tells its state: the Argentine X; Chile's X; of Ecuador, X."""
    the = at + (line.low(at) == "the")
    if people := line.hit(the, "people"):
        return people[0], people[1] if len(people[1]) == 1 else ()
    owner = line.hit(at + (line.low(at) == "of"), "state")
    if owner and line.low(owner[0]) in ("'s", ",", "("):
        return owner[0] + 1, owner[1] if len(owner[1]) == 1 else ()
    return at, ()


def _with_origin(line: Line, mention: Mention) -> Mention:
    """President Pedro Soto of Chile; his counterpart X from Y."""
    if any(office.states for office in mention.offices):
        return mention
    end, states = _origin(line, mention.end)
    if not states:
        return _with_body(line, mention)
    return replace(mention, end=end, offices=tuple(replace(office, states=states) for office in mention.offices))


def _with_body(line: Line, mention: Mention) -> Mention:
    """Deputy Director X of the Swiss Agency for Development: the body stands behind the name."""
    right = Right(line, mention.end, "")
    if mention.offices[-1].organization or line.low(mention.end) != "of" or not right.body(mention.end + 1):
        return mention
    office = replace(mention.offices[-1], organization=right.organization, states=right.states)
    return replace(mention, end=right.end, offices=(*mention.offices[:-1], office))


def _origin(line: Line, end: int) -> tuple[int, tuple[str, ...]]:
    """The state behind a name: of Chile; (Chile); (Ministry of Energy, Chile)."""
    if line.low(end) == "(":
        return _bracketed(line, end)
    found = line.hit(end + 1, "state") if line.low(end) in ("of", "from") else None
    return (found[0], found[1]) if found and len(found[1]) == 1 else (end, ())


def _bracketed(line: Line, end: int) -> tuple[int, tuple[str, ...]]:
    close = next((at for at in range(end + 1, min(len(line), end + _BRACKET)) if line.low(at) == ")"), end)
    found = line.before(close, "state")
    return (close + 1, found[1]) if found and found[0] > end and len(found[1]) == 1 else (end, ())
