"""Statements: who takes which stance, and about what."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..patterns import Match, Rule
from .common import chain_of, mood, span

_LONGEST = 26


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
    actors = [actor for actor in context.actors(row, *match.captures["A"]) if actor.name]
    about_end = min(len(row.chunks), at + _LONGEST)
    about = row.text(at + 1, about_end).rstrip(" .") if at + 1 < about_end else ""
    if not actors or mood(row, at) in ("planned", "possible", "negated") or len(about.split()) < 3:
        return None
    values: dict[str, Value] = {
        "speaker": tuple(f"state/{actor.state}" if actor.is_state else actor.name for actor in actors),
        "stance": match.rule.sets["stance"],
        "about": about,
        "states": tuple(actor.state for actor in actors),
    }
    return Fact(
        "statement", values, span(row, match.start, about_end), match.rule.id, match.rule.confidence, chain_of(actors)
    )
