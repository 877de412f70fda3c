"""Meetings: who met whom, when and where."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Actor, Context
from ..facts import Fact, Value
from ..focus import is_governed
from ..patterns import Match, Rule
from .bodies import bodies_in
from .common import actors_at, chain_of, event_day, mood, mood_of_noun, names, occasion_of, place_of, span, told_day
from .documents import documents_in
from .sittings import chaired, co_chairs

_PURPOSE = 4


def meetings(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield the meetings that a sentence tells of."""
    named = (body.states for body in bodies_in(row.line) if len(body.states) == 2)
    context.body = next(((row.number, states) for states in named), context.body)
    for rule in rules:
        for match in rule.matches(row):
            if not (_is_moody(row, match) or _is_of_other(row, match) or _is_purpose(row, match)):
                sides = _apart(row, match, _sides(row, match, context))
                yield from (fact for actors in sides if (fact := _fact(row, match, context, actors)))


def _is_moody(row: Row, match: Match) -> bool:
    at = match.captures["V"][0]
    is_noun = row.has(at, "talks", "own-talks") and not row.has(at, "met")
    return bool(mood_of_noun(row, at, match.end) if is_noun else mood(row, at))


def _sides(row: Row, match: Match, context: Context) -> tuple[Actor, ...]:
    """Who is told to have met: whom the rule captures, and whom it says to look for elsewhere."""
    actors = _participants(actor for name in ("A", "B") for actor in _captured(row, match, name, context))
    if match.rule.sets.get("who") == "states":
        return _of_body(row, match, context)
    if match.rule.sets.get("who") == "chairs":
        return chaired(row, actors, context)
    if match.rule.sets.get("with") == "subject" and context.subject:
        return _participants((context.named(context.subject, "told of before"), *actors))
    if match.rule.sets.get("with") == "pair":
        return _participants(context.pair_before(row, match.start, row.text(match.start, match.end)))
    return actors


def _apart(row: Row, match: Match, actors: tuple[Actor, ...]) -> list[tuple[Actor, ...]]:
    """One met several: together, or each in turn where a word says so."""
    is_apart = any(row.has(at, "in-turn") for at in range(match.start, match.end))
    return [(actors[0], other) for other in actors[1:]] if is_apart else [actors]


def _is_of_other(row: Row, match: Match) -> bool:
    """X held talks with Y and met Z: the verb behind `and` is not of Y."""
    first, end = match.captures.get("A", (0, 0))
    return end <= match.captures["V"][0] and row.low(end) == "and" and is_governed(row, first)


def _is_purpose(row: Row, match: Match) -> bool:
    """X came for talks with Y: what for, not yet what happened."""
    at = match.captures["V"][0]
    is_for = "for" in [row.low(step) for step in range(max(0, at - _PURPOSE), at)]
    return is_for and any(row.has(step, "went", "go", "arrives") for step in range(match.start, at))


def _fact(row: Row, match: Match, context: Context, actors: tuple[Actor, ...]) -> Fact | None:
    at = match.captures["V"][0]
    is_body = match.rule.sets.get("who") == "states"
    actors = actors if is_body else context.represented(actors, "the two sides")
    day, words = event_day(row, at) if is_body else told_day(row, at, context)
    if not _is_meeting(actors) or _is_negotiation(row, actors, at) or (not day if is_body else _is_vague(actors)):
        return None
    context.met = actors
    context.event = day if len(day) == 10 else context.event
    values: dict[str, Value] = {
        "participant": names(actors),
        "states": tuple(actor.state for actor in actors),
        "date": day,
        "place": _mode(row) or place_of(row, at),
        "occasion": occasion_of(row),
        "unnamed": any(actor.is_unnamed for actor in actors),
    }
    chain = chain_of(actors) + ((f"{words!r} -> {day}",) if day else ())
    return Fact("meeting", values, span(row, match.start, match.end), match.rule.id, match.rule.confidence, chain)


def _is_negotiation(row: Row, actors: tuple[Actor, ...], at: int) -> bool:
    """Talks of two states on a document go on for years; only told as an event are they a meeting."""
    is_event = any(actor.is_person for actor in actors) or bool({"took-place", "hold"} & row.classes)
    return not is_event and row.has(at, "talks") and any(not named.is_bare for named in documents_in(row.line))


def _of_body(row: Row, match: Match, context: Context) -> tuple[Actor, ...]:
    """The states of a joint body that convened: those in its name, else the two of the text."""
    last = row.chunks[match.end - 1].end
    body = next((body for body in bodies_in(row.line) if body.head < last), None)
    if body is None and match.rule.sets.get("body") == "before":
        return _of_body_before(row, context)
    if body is None:
        return ()
    words = row.line.name(body.start, body.end)
    if not body.states:
        return tuple(context.group("states", words))
    if chairs := co_chairs(body.states, context):
        return tuple(context.named(person, words) for person in chairs)
    return tuple(Actor(code, code, is_state=True) for code in body.states)


def _of_body_before(row: Row, context: Context) -> tuple[Actor, ...]:
    """The states of the joint body that this sentence or the last one named."""
    if context.body is None or row.number - context.body[0] > 1:
        return ()
    steps = ((code, f"'the body told of before' -> {code}") for code in context.body[1])
    return tuple(Actor(code, code, is_state=True, chain=(step,)) for code, step in steps)


def _captured(row: Row, match: Match, name: str, context: Context) -> tuple[Actor, ...]:
    found = match.captures.get(name)
    return actors_at(row, *found, context) if found else ()


def _participants(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each once; a state not beside its own office-holders."""
    unique = {actor.name: actor for actor in actors}
    spoken_for = {actor.state for actor in unique.values() if actor.is_person}
    return tuple(actor for actor in unique.values() if not (actor.is_state and actor.state in spoken_for))


def _is_meeting(actors: tuple[Actor, ...]) -> bool:
    sides = {actor.state or actor.name for actor in actors}
    return len(sides) >= 2 and any(actor.is_person or actor.is_state for actor in actors)


def _is_vague(actors: tuple[Actor, ...]) -> bool:
    """Words such as `the two countries` alone tell of no event."""
    return all(actor.is_state and actor.chain and not actor.is_unnamed for actor in actors)


def _mode(row: Row) -> str:
    names = {name for hits in row.line.hits if "class" in hits for name in hits["class"][1]}
    if names & {"phone-word", "phoned"}:
        return "phone"
    return "online" if "online-word" in names else ""
