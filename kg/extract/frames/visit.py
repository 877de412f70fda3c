"""Visits: who went or was invited where, and when."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Actor, Context
from ..facts import Fact
from ..focus import places
from ..patterns import Match, Rule
from .common import actors_at, chain_of, event_day, mood, mood_of_noun, span

_ELSEWHERE = ("to", "by", "of", "from")
_ENVOYS = frozenset(["ambassador", "attache"])
_MOODS = {"planned": "planned", "": "made"}


def visits(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield the visits that a sentence tells of, each person and state once."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for match in rule.matches(row):
            for fact in _facts(row, match, context):
                state = fact.text("state")
                key = "" if match.rule.sets.get("who") == "traveller" else fact.text("visitor")
                is_told = match.rule.sets.get("where") == "there" and any(
                    who == fact.text("visitor") for who, _ in seen
                )
                if (key, state) not in seen and not is_told:
                    seen |= {(fact.text("visitor"), state), ("", state)}
                    yield fact


def _facts(row: Row, match: Match, context: Context) -> Iterator[Fact]:
    status = _status(row, match, context)
    at = match.captures.get("V", match.captures["A"])[0]
    is_any = match.rule.sets.get("who") == "traveller"
    visitors = context.actors(row, 0, at) if is_any else actors_at(row, *match.captures["A"], context)
    hosts = context.actors(row, *match.captures["H"]) if "H" in match.captures else _inviters(row, context)
    states = _states(row, match) or _here(match, context) or _of_host(match, hosts) or _of_others(row, match, context)
    states = states or _there(row, match, visitors, context)
    if not status or not states:
        return
    day, words = event_day(row, at, ahead=status == "planned")
    if status == "made" and len(day) == 10:
        context.event = day
    travellers = [
        one
        for one in visitors
        if (one.state or one.is_person) and one.state not in states and not _is_posted(one, states, context)
    ]
    for visitor, state in ((visitor, state) for visitor in travellers[:1] for state in states):
        values = {
            "visitor": f"state/{visitor.state}" if visitor.is_state else visitor.name,
            "state": state,
            "date": day,
            "status": status,
            "host": next((host.name for host in hosts if host.name != visitor.name), ""),
            "home": visitor.state,
        }
        place = row.text(*match.captures["S"]) if "S" in match.captures else "the host's state"
        chain = (*chain_of((visitor, *hosts)), f"{place!r} -> {state}") + ((f"{words!r} -> {day}",) if day else ())
        yield Fact("visit", values, span(row, match.start, match.end), match.rule.id, match.rule.confidence, chain)


def _status(row: Row, match: Match, context: Context) -> str:
    wanted = match.rule.sets.get("status", "made")
    if wanted == "here":
        return "made"
    at = match.captures["V"][0]
    found = mood_of_noun(row, at, match.end) if row.has(at, "visit") else mood(row, at)
    if found and match.rule.sets.get("where") == "there":
        return ""
    if not found and row.classes & {"begins"} and _is_ahead(row, at, context):
        found = "planned"
    if wanted == "invited":
        return "" if found else wanted
    if wanted == "due":
        return "" if found in ("possible", "negated") else "planned"
    if wanted == "planned":
        return "planned" if found == "planned" else ""
    return _MOODS.get(found, "")


def _is_ahead(row: Row, at: int, context: Context) -> bool:
    """The visit begins on Sunday: a day to come."""
    day, _ = event_day(row, at, ahead=True)
    return context.article.clock.issued is not None and day > context.article.clock.issued.isoformat()


def _inviters(row: Row, context: Context) -> tuple[Actor, ...]:
    """At the invitation of X: the first actor right behind these words."""
    places = [at for at, _ in enumerate(row.chunks) if row.has(at, "invitation") and row.low(at + 1) in ("of", "from")]
    actors = (at for place in places for at in range(place + 2, place + 5) if row.has(at, "PERSON", "OFFICE"))
    return next((context.actors(row, at, at + 1) for at in actors), ())


def _here(match: Match, context: Context) -> tuple[str, ...]:
    """The state that the text is told from."""
    is_here = "L" in match.captures or match.rule.sets.get("where") == "here"
    return tuple(context.article.homes[:1]) if is_here else ()


def _of_host(match: Match, hosts: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(host.state for host in hosts if host.state)[:1] if "H" in match.captures else ()


def _of_others(row: Row, match: Match, context: Context) -> tuple[str, ...]:
    """The state of whom the visitor is named beside."""
    if match.rule.sets.get("where") != "host":
        return ()
    own = {visitor.state for visitor in context.actors(row, *match.captures["A"])}
    named = [actor for actor in context.actors(row, 0, len(row.chunks)) if actor.is_person or actor.is_unnamed]
    return tuple(actor.state for actor in named if actor.state and actor.state not in own)[:1]


def _is_posted(actor: Actor, states: Iterable[str], context: Context) -> bool:
    """An ambassador to a state is at home there."""
    person = context.article.registry.find(actor.name) if actor.is_person else None
    return person is not None and any(set(states) & set(held.office.abroad) for held in person.holdings)


def _is_envoy(actor: Actor, context: Context) -> bool:
    """Who serves abroad is there without a visit."""
    person = context.article.registry.find(actor.name) if actor.is_person else None
    return person is not None and not person.kinds.isdisjoint(_ENVOYS)


def _there(row: Row, match: Match, visitors: tuple[Actor, ...], context: Context) -> tuple[str, ...]:
    """Where the text is set: by the sentence, the last that says so, the dateline, or the other of its two states."""
    is_told = (
        match.rule.sets.get("where") in ("there", "host")
        and row.low(match.captures.get("V", (0, 0))[0] + 1) not in _ELSEWHERE
    )
    own = {visitor.state for visitor in visitors}
    if not is_told or not own or "" in own or any(_is_envoy(visitor, context) for visitor in visitors):
        return ()
    if likely := [*places(row), *context.article.homes[:1], *context.set_in(row)]:
        return tuple(likely[:1])
    others = [state for state in context.article.pair if state not in own]
    return tuple(others) if len(others) == len(own) == 1 else ()


def _states(row: Row, match: Match) -> tuple[str, ...]:
    if "S" not in match.captures:
        return ()
    values = (row.chunks[at].value for at in range(*match.captures["S"]))
    found = [value[0] for value in values if isinstance(value, tuple) and len(value) == 1]
    return tuple(dict.fromkeys(code for code in found if isinstance(code, str)))
