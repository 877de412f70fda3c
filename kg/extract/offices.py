"""Offices: phrases such as "Norway's Labour Minister" or "head of the Customs Committee of Georgia"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .line import Line
from .names import is_half_name
from .owners import Left
from .purposes import Right


@dataclass(frozen=True, slots=True)
class Office:
    """An office as named in a sentence: tokens from `start` to before `end`, of which the role is a part.

    `kind` is the class of its head; `states` those of its owner; `own` a word such as "his" in place of the owner.
    """

    start: int
    end: int
    head: int
    role: str
    kind: str
    states: tuple[str, ...]
    organization: str
    is_plural: bool
    is_counterpart: bool
    own: str
    is_definite: bool
    abroad: tuple[str, ...] = ()


def offices_in(line: Line) -> list[Office]:
    """Return the offices of a sentence from left to right."""
    found: list[Office] = []
    at = 0
    while at < len(line):
        office = _office_at(line, at, found[-1].end if found else 0)
        if office:
            found.append(office)
            at = office.end
        else:
            at += 1
    return found


def _office_at(line: Line, at: int, floor: int) -> Office | None:
    hits = line.hits[at]
    if "heading" in hits and line.low(at - 1) == "who":
        return _headed(line, at)
    kind = next((name for name in ("plural-head", "head", "counterpart") if name in hits), None)
    if kind is None:
        return None
    head_end, (value, *_) = max(
        (hits[name] for name in ("plural-head", "head", "counterpart") if name in hits), key=lambda hit: hit[0]
    )
    is_first_name = value == "monarch" and at > 0 and (floor == at or (line.low(at - 1) == "," and "given" in hits))
    if _is_other(line, at, head_end) or is_first_name or is_half_name(line, at):
        return None
    left = Left(line, at, floor)
    left.read()
    right = Right(line, head_end, value)
    right.read()
    states = left.states or right.states
    role = " ".join(part for part in (left.prefix, line.words(left.role, head_end), right.role) if part)
    return Office(
        start=left.start,
        end=right.end,
        head=at,
        role=" ".join(role.lower().split()).replace(" -", "-"),
        kind=_class(value, role.lower(), kind),
        states=states,
        organization=right.organization or left.organization,
        is_plural=kind == "plural-head" or value == "counterparts",
        is_counterpart=kind == "counterpart",
        own=left.own,
        is_definite=left.is_definite,
        abroad=right.abroad,
    )


def _headed(line: Line, at: int) -> Office | None:
    """Who chairs the committee on trade: an office told by a verb and a body."""
    end, (role, *_) = line.hits[at]["heading"]
    right = Right(line, end, role)
    if not right.body(end):
        return None
    right.read()
    kind = "chairman" if role == "chair" else "head"
    return Office(at, right.end, at, role, kind, right.states, right.organization, False, False, "", False)


def _is_other(line: Line, at: int, end: int) -> bool:
    """Tell whether the head's word means another thing here: a ministry's name, a verb, a surname."""
    if line.low(at) == "deputy" and any(
        kind in line.hits[end] for kind in ("head", "office-mod", "portfolio") if end < len(line)
    ):
        return True
    if line.low(end) == "'s" and line.hit(end + 1, "office-place"):
        return True
    if line.low(at - 1) == "-" and line.adjacent(at) and "people" not in line.hits[at - 2]:
        return not line.before(at, "office-mod")
    return (
        line.low(at) in ("heads", "chairs", "head", "chair", "chief", "leads")
        and (line.low(end) in ("the", "a", "his", "to", "towards") or line.low(at - 1) == "to")
        and line.low(end) != "of"
    )


def _class(value: str, role: str, kind: str) -> str:
    words = role.replace(",", " ").split()
    if kind == "counterpart":
        return "counterpart"
    if (value == "minister" and "foreign" in words and "trade" not in words) or (
        value == "minister" and "external" in words
    ):
        value = "foreign minister"
    if value == "secretary" and "state" in words:
        value = "foreign minister"
    for mod in ("deputy", "vice", "former", "acting"):
        if mod in words and mod not in value:
            return f"{mod} {value}"
    return value


def chains(line: Line, offices: list[Office]) -> Iterator[tuple[Office, ...]]:
    """Yield offices of one holder together: only a comma or `and` stands between them; the first owner is for all."""
    group: list[Office] = []
    for office in offices:
        if group and line.hit(group[-1].start, "post-nominal") and _is_joined(line, group[-1], office):
            group[-1] = replace(office, start=group[-1].start)
            continue
        if group and _is_rank(line, group[-1], office):
            group[-1] = replace(group[-1], end=office.end)
            continue
        if group and not _is_joined(line, group[-1], office):
            yield tuple(group)
            group = []
        if group and not office.states and not office.organization:
            office = replace(office, states=group[0].states)
        group.append(office)
    if group:
        yield tuple(group)


def _is_joined(line: Line, one: Office, other: Office) -> bool:
    between = [line.low(at) for at in range(one.end, other.start)]
    is_link = between in (["and"], [","], [",", "and"], ["and", "concurrently"], ["/"], ["-"]) or (
        between == [] and one.end == other.start
    )
    owner = other.start + (line.low(other.start) == "the")
    is_other_one = other.is_definite and (other.start < owner or bool(line.hits[owner].keys() & {"people", "state"}))
    return (
        is_link
        and not is_other_one
        and not one.is_plural
        and not other.is_plural
        and not other.is_counterpart
        and not other.own
    )


def _is_rank(line: Line, one: Office, other: Office) -> bool:
    """The Minister of Foreign Affairs, Ambassador X: the second is a rank."""
    return (
        other.kind == "ambassador"
        and other.end == other.start + 1 == one.end + 2
        and line.low(one.end) == ","
        and line.is_capital(other.start)
    )
