"""Statements: who takes which stance, and about what."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Actor, Context
from ..facts import Fact, Value
from ..patterns import Match, Rule
from .common import chain_of, mood, span

_LONGEST = 26
_OPENING = frozenset(
    ["that", "to", "for", "on", "with", "of", "about", "in", "by", "at", "as", "what", "s", "'s", "the"]
)
_NO_OBJECT = frozenset(["during", "when", "while", "before", "after", "and", ",", ".", '"', "since"])
_VOICED = 4


def statements(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield at most one statement of a sentence: that of the first rule that fits."""
    for rule in rules:
        for match in rule.matches(row):
            fact = _fact(row, match, context)
            if fact:
                yield fact
                return


def _fact(row: Row, match: Match, context: Context) -> Fact | None:
    at = match.captures["V"][0]
    actors = _quoted(row, context, at) or context.actors(row, *match.captures["A"])
    first, last = at + 1, min(len(row.chunks), at + _LONGEST)
    if row.low(first) in _NO_OBJECT or not _is_voiced(row, at):
        return None
    while first < last and row.low(first) in _OPENING:
        first += 1
    about = row.text(first, last).rstrip(" .") if first < last else ""
    if not actors or mood(row, at) in ("planned", "possible", "negated") or len(about.split()) < 3:
        return None
    values: dict[str, Value] = {
        "speaker": tuple(f"state/{actor.state}" if actor.is_state else actor.name for actor in actors),
        "stance": match.rule.sets["stance"],
        "about": about,
        "states": tuple(actor.state for actor in actors),
    }
    rule = match.rule
    return Fact("statement", values, span(row, match.start, last), rule.id, rule.confidence, chain_of(actors))


def _quoted(row: Row, context: Context, at: int) -> tuple[Actor, ...]:
    """Who says the words in quotation marks: the person beside a verb of saying behind them."""
    if '"' not in [row.low(step) for step in range(at)]:
        return ()
    for step in range(at + 1, len(row.chunks)):
        if row.has(step, "said"):
            beside = [near for near in (step - 1, step + 1) if row.has(near, "PERSON", "OFFICE", "HE")]
            return context.actors(row, beside[0], beside[0] + 1) if beside else ()
    return ()


def _is_voiced(row: Row, at: int) -> bool:
    """The noun `support` is a stance where it is expressed, not where it is given."""
    return not row.has(at, "voiced") or any(row.has(step, "voicing") for step in range(max(0, at - _VOICED), at))
