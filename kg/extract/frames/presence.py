"""Presence: companies at work in another state, by their names."""

from collections.abc import Iterator

from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..line import Line, Span
from .common import mood, span
from .firms import names_in

_FAR, _NEAR, _ASIDE = 8, 9, 14
_LIKELY, _LEFT = 0.6, 5
_PLACING = frozenset(["in", "at", "near", "outside"])


def presences(row: Row, context: Context) -> Iterator[Fact]:
    """Yield the companies named in a sentence that says that they are at work in a state."""
    for at in range(len(row.chunks)):
        if not row.has(at, "operate", "keeps") or mood(row, at):
            continue
        firm = _firm(row, at)
        place = firm and (_place(row, at) or _unknown_place(row, context, firm, at))
        if place and firm:
            yield from _fact(row, context, firm, place)


def _place(row: Row, at: int) -> tuple[int, str] | None:
    """The state behind the verb; a verb of having must have premises or people there."""
    is_at_work = row.has(at, "operate") or any(row.has(step, "premises") for step in range(at - 8, at))
    for step in range(at + 1, min(len(row.chunks), at + _NEAR)):
        is_at_work |= row.has(step, "premises", "operate")
        value = row.chunks[step].value
        code = value[0] if isinstance(value, tuple) and len(value) == 1 else ""
        is_place = row.has(step, "LAND", "CITY") or (row.has(step, "STATE") and row.low(step - 2) == "in")
        if is_place and is_at_work and isinstance(code, str) and code:
            return step, code
        if row.low(step) in (";", ".") or row.has(step, "said"):
            return None
    return None


def _unknown_place(row: Row, context: Context, firm: Span, at: int) -> tuple[int, str] | None:
    """A town that no list knows: it lies in the other state of the text, where the firm's own state is told."""
    home = _told_home(row.line, firm, row.chunks[at].start)
    others = [code for code in context.article.pair if code != home]
    is_at_work = row.has(at, "firm-verb") or any(row.has(step, "premises") for step in range(at, at + _NEAR))
    if home not in context.article.pair or len(others) != 1 or not is_at_work:
        return None
    places = (step for step in range(at + 1, min(len(row.chunks), at + _NEAR)) if row.low(step - 1) in _PLACING)
    found = next((step for step in places if row.chunks[step].kind == "w" and _is_name(row, step)), None)
    return (found, others[0]) if found else None


def _is_name(row: Row, at: int) -> bool:
    token = row.chunks[at].start
    return row.line.is_capital(token) and not row.line.hits[token].keys() & {"month", "weekday", "no-name"}


def _told_home(line: Line, firm: Span, end: int) -> str:
    """The state of a firm by an adjective or a town beside its name: the Swedish firm X; X, a builder from Kielce."""
    near = range(max(0, firm[0] - _LEFT), end)
    hits = (line.hit(at, kind) for at in near for kind in ("people", "state", "city"))
    return next((hit[1][0] for hit in hits if hit and len(hit[1]) == 1), "")


def _firm(row: Row, at: int) -> Span | None:
    """The name before the verb, an aside between commas left out, that a word for a company tells."""
    verb = row.chunks[at].start
    names = [one for one in names_in(row.line, max(0, verb - _ASIDE), verb) if not _is_actor(row, one)]
    is_firm = row.has(at, "keeps") or row.has(at, "firm-verb")
    told = [one for one in names if _is_told(row.line, one, verb) or is_firm]
    return max(told, key=lambda one: one[1] - one[0], default=None)


def _is_told(line: Line, one: Span, verb: int) -> bool:
    """A word for a company stands right before the name, behind it or in it."""
    near = range(max(0, one[0] - 3), min(verb, one[1] + _FAR))
    return any(line.hit(at, "company-word") for at in near)


def _is_actor(row: Row, one: Span) -> bool:
    actors = (chunk for _, chunk in row.of_kind("PERSON", "OFFICE", "ORG", "SEAT"))
    return any(chunk.start < one[1] and one[0] < chunk.end for chunk in actors)


def _fact(row: Row, context: Context, firm: Span, place: tuple[int, str]) -> Iterator[Fact]:
    home = _home(row, context, firm, place)
    if home == place[1]:
        return
    values: dict[str, Value] = {
        "name": row.line.name(*firm),
        "type": "company",
        "states": (place[1],),
        "relation": "operates in",
        "home": home,
        "number": "",
    }
    chain: tuple[str, ...] = (f"{row.text(place[0], place[0] + 1)!r} -> {place[1]}",)
    chain += (f"home of the company -> {home}",) if home else ()
    first = next(step for step, chunk in enumerate(row.chunks) if chunk.end > firm[0])
    yield Fact("organization", values, span(row, first, place[0] + 1), "organization.presence", _LIKELY, chain)


def _home(row: Row, context: Context, firm: Span, place: tuple[int, str]) -> str:
    """The state of a company: by a word near its name, else the other state of the text."""
    told = _told_home(row.line, firm, row.chunks[place[0]].start)
    others = [code for code in context.article.pair if code != place[1]]
    return told or (others[0] if len(others) == 1 else "")
