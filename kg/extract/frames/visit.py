"""Visits: who went or was invited where, and when."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Context
from ..facts import Fact
from ..patterns import Match, Rule
from .common import chain_of, event_day, mood, mood_of_noun, span

_MOODS = {"planned": "planned", "": "made"}


def visits(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield the visits that a sentence tells of, each person and state once."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for match in rule.matches(row):
            for fact in _facts(row, match, context):
                key = fact.text("visitor"), fact.text("state")
                if key not in seen:
                    seen.add(key)
                    yield fact


def _facts(row: Row, match: Match, context: Context) -> Iterator[Fact]:
    status = _status(row, match)
    visitors = context.actors(row, *match.captures["A"])
    hosts = context.actors(row, *match.captures["H"]) if "H" in match.captures else ()
    state = _state(row, match) or next((host.state for host in hosts if host.state), "")
    if not status or not state:
        return
    at = match.captures["V"][0]
    day, words = event_day(row, at, ahead=status == "planned")
    if status == "made" and len(day) == 10:
        context.event = day
    for visitor in visitors[:1]:
        if visitor.is_state or not visitor.is_person or visitor.state == state:
            continue
        values = {
            "visitor": visitor.name,
            "state": state,
            "date": day,
            "status": status,
            "host": hosts[0].name if hosts else "",
            "home": visitor.state,
        }
        place = row.text(*match.captures["S"]) if "S" in match.captures else "the host's state"
        chain = (*chain_of((visitor, *hosts)), f"{place!r} -> {state}") + ((f"{words!r} -> {day}",) if day else ())
        yield Fact("visit", values, span(row, match.start, match.end), match.rule.id, match.rule.confidence, chain)


def _status(row: Row, match: Match) -> str:
    wanted = match.rule.sets.get("status", "made")
    at = match.captures["V"][0]
    found = mood_of_noun(row, at, match.end) if row.has(at, "visit") else mood(row, at)
    if wanted == "invited":
        return "" if found else wanted
    if wanted == "planned":
        return "planned" if found == "planned" else ""
    return _MOODS.get(found, "")


def _state(row: Row, match: Match) -> str:
    if "S" not in match.captures:
        return ""
    chunk = row.chunks[match.captures["S"][0]]
    return (
        chunk.value[0]
        if isinstance(chunk.value, tuple) and len(chunk.value) == 1 and isinstance(chunk.value[0], str)
        else ""
    )
