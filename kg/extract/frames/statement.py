"""Statements: who takes which stance, and about what."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Actor, Context
from ..facts import Fact, Value
from ..patterns import Match, Rule
from .common import chain_of, mood, span
from .speakers import goes_on, is_coordinated, remember_voice, speakers

_LONGEST = 26
_OPENING = frozenset(
    ["that", "to", "for", "on", "with", "of", "about", "in", "by", "at", "as", "what", "s", "'s", "the"]
)
_NO_OBJECT = frozenset(["during", "when", "while", "before", "after", "and", ",", ".", '"', "since", ";"])
_PASSIVE = frozenset(["was", "were", "been", "be", "is", "are", "when", ""])
_VOICED = 4
_MOST, _SHORT = 2, 3
_NEAR, _CLOSE = 10, 3


def statements(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield what a sentence says: the first stance, and another one that a verb behind `and` takes."""
    matches = sorted((match for rule in rules for match in rule.matches(row)), key=_place)
    found: list[Fact] = []
    actors: tuple[Actor, ...] = ()
    for match in matches:
        at = _place(match)
        if found and not is_coordinated(row, at):
            continue
        if row.has(at, "stressing") and any(_is_stressed(row, at, other) for other in matches):
            continue
        actors = actors if found and goes_on(row, at) else speakers(row, context, at)
        fact = _fact(row, match, actors)
        if fact and len(found) < _MOST and all(fact.values["stance"] != other.values["stance"] for other in found):
            found.append(fact)
    remember_voice(row, context)
    yield from found


def _place(match: Match) -> int:
    return match.captures["V"][0]


def _is_stressed(row: Row, at: int, other: Match) -> bool:
    """What is stressed may itself be a stance: that Dakar wants the base to be closed; their readiness to help."""
    far = _NEAR if other.rule.sets["stance"] == "calls for" else _CLOSE if row.has(_place(other), "voiced") else 0
    return at < _place(other) <= at + far


def _fact(row: Row, match: Match, actors: tuple[Actor, ...]) -> Fact | None:
    at, last = _place(match), min(len(row.chunks), _place(match) + _LONGEST)
    first = _about(row, at, last)
    about = row.text(first, last).rstrip(" .") if first < last else ""
    if not actors or len(about.split()) < _SHORT or not _is_taken(row, at):
        return None
    values: dict[str, Value] = {
        "speaker": tuple(f"state/{actor.state}" if actor.is_state else actor.name for actor in actors),
        "stance": match.rule.sets["stance"],
        "about": about,
        "states": tuple(actor.state for actor in actors),
    }
    rule = match.rule
    return Fact("statement", values, span(row, min(first, at), last), rule.id, rule.confidence, chain_of(actors))


def _about(row: Row, at: int, last: int) -> int:
    """Where what is said begins: behind the verb; with its clause for `Japan is our most important partner`."""
    openings = (step + 1 for step in range(at) if row.low(step) in ('"', "that", ";"))
    first = max(openings, default=0) if row.has(at, "partner-word") else at + 1
    while first < last and row.low(first) in _OPENING:
        first += 1
    return first


def _is_taken(row: Row, at: int) -> bool:
    """Tell whether a word is a stance that is taken, and not a plan, a visit to somebody, or another one's act."""
    is_visit = row.has(at, "call-on") and row.has(at + 1, "PERSON", "OFFICE")
    is_act = is_visit or _is_passive(row, at) or row.low(at + 1) in _NO_OBJECT
    return _is_voiced(row, at) and not is_act and mood(row, at) not in ("planned", "possible", "negated")


def _is_passive(row: Row, at: int) -> bool:
    """Was asked about, was welcomed by: somebody else takes the stance; so with what should be done."""
    is_asked = row.has(at, "askable") and (row.low(at - 1) in _PASSIVE or row.low(at + 1) in ("by", "at", "about"))
    return is_asked or (row.has(at, "duty") and row.low(at + 1) in ("be", "not", "have"))


def _is_voiced(row: Row, at: int) -> bool:
    """The noun `support` is a stance where it is expressed, not where it is given."""
    return not row.has(at, "voiced") or any(row.has(step, "voicing") for step in range(max(0, at - _VOICED), at))
