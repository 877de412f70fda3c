"""What the frames share: how sure a verb is, when and where an event was, and how actors are written."""

from collections.abc import Iterable
from datetime import timedelta

from ..chunks import Chunk, Row
from ..context import Actor, Context, is_report
from ..line import Span
from ..names import name_at
from ..people import Mention
from ..when import When

_LINKS = frozenset(["of", "and", "for", "the", "&", "-"])
_TITLE = 9
_SETTINGS = frozenset(["city", "state", "weekday", "month", "relative-day"])
_STOPS = frozenset([",", ".", ";", ":", "(", '"', "and", "to", "held", "being", "where", "which", "that", "here"])
_NEAR = 5
_REACH = 6
_AHEAD = 6


def actors_at(row: Row, start: int, end: int, context: Context) -> tuple[Actor, ...]:
    """Return who is meant by some chunks; the last by the name behind it, if the words of its office go on too far."""
    actors = context.actors(row, start, end)
    last = context.actors(row, end - 1, end)
    if any(actor.is_person for actor in last) or row.chunks[end - 1].kind not in ("OFFICE", "STATE", "ORG"):
        return actors
    name = _name_behind(row, end) or _name_apposed(row, end)
    known = context.article.registry.find(name) if name else None
    if not name:
        return actors
    state = last[0].state if last else ""
    chain = tuple(step for actor in last for step in actor.chain)
    found = context.named(known, name) if known else Actor(name, state, is_person=True, chain=chain)
    return (*(actor for actor in actors if actor not in last), found)


def _name_behind(row: Row, end: int) -> str:
    """The full name behind capitalised words and what links them: OFFICE of Commerce and Industry NAME."""
    for at in range(end, min(len(row.chunks), end + _TITLE)):
        chunk, line = row.chunks[at], row.line
        if chunk.kind == "PERSON" and isinstance(chunk.value, Mention) and at > end and row.low(at - 1) not in _LINKS:
            return chunk.value.name
        if chunk.kind not in ("w", "OFFICE") or not (line.is_capital(chunk.start) or chunk.word in _LINKS):
            return ""
        span = name_at(line, chunk.start) if chunk.kind == "w" else None
        if span and span[0] == chunk.start and span[1] - span[0] > 1 and chunk.word not in _LINKS:
            return line.name(*span)
    return ""


def _name_apposed(row: Row, end: int) -> str:
    """The full name between commas behind an office."""
    line, at = row.line, row.chunks[end].start if end < len(row.chunks) else len(row.line)
    span = name_at(line, at + 1) if line.low(at) == "," else None
    is_whole = span is not None and span[1] - span[0] > 1 and line.low(span[1]) in (",", ".", ";")
    return line.name(*span) if span and is_whole else ""


def mood(row: Row, at: int) -> str:
    """Return what a verb's helpers make of it: `planned`, `possible`, `negated`, or an empty text for a fact."""
    return _modal(row, max(0, row.chunks[at].start - _NEAR), row.chunks[at].start, stops=True)


def mood_of_noun(row: Row, start: int, end: int) -> str:
    """Return the mood of a noun such as talks, from the words on both sides of its phrase."""
    line = row.line
    first, last = row.chunks[start].start, row.chunks[end - 1].end
    end = next((at for at in range(last, len(line)) if _is_said(row, at)), len(line))
    behind = (line.hit(at, "modal") for at in range(last, min(end, last + _AHEAD)) if not _is_may(row, at))
    return _modal(row, max(0, first - 4), first, stops=True) or next((hit[1][0] for hit in behind if hit), "")


def _is_said(row: Row, at: int) -> bool:
    """What is said behind a verb of saying is no helper of the noun before it."""
    found = row.line.hit(at, "class")
    return bool(found) and "said" in row.line.hits[at]["class"][1]


def _is_may(row: Row, at: int) -> bool:
    """The month."""
    return row.line.is_capital(at) and "month" in row.line.hits[at]


def _modal(row: Row, first: int, last: int, *, stops: bool) -> str:
    found = ""
    for at in range(first, last):
        if stops and row.line.low(at) in (",", ";", '"') and found != "":
            found = ""
        hit = row.line.hit(at, "modal")
        if hit and hit[0] <= last and not _is_may(row, at):
            found = hit[1][0]
    return found


def event_day(row: Row, near: int, *, ahead: bool = False) -> tuple[str, str]:
    """Return the date of an event at a chunk, and the words for it; days of the report do not count."""
    dates = [
        (at, chunk)
        for at, chunk in row.of_kind("DATE")
        if not is_report(row, at) and _is_adverb(row, at) and not _is_year(chunk)
    ]
    after = [pair for pair in dates if pair[0] > near]
    before = [pair for pair in reversed(dates) if pair[0] < near]
    for at, chunk in _by_clause(row, near, after) + before:
        when = chunk.value
        if isinstance(when, When) and when.text:
            text = when.later if ahead and when.later else when.text
            return text, row.text(at, at + 1)
    return "", ""


def _by_clause(row: Row, near: int, dates: list[tuple[int, Chunk]]) -> list[tuple[int, Chunk]]:
    return [
        pair
        for pair in dates
        if not any(row.has(at, "signed-verb") or row.low(at) == ";" for at in range(near + 1, pair[0]))
        and not _is_to_come(row, near, pair[0])
    ]


def _is_to_come(row: Row, near: int, at: int) -> bool:
    """What stands behind a helper such as `will` or `is to` is of another event, still to come."""
    words = range(row.chunks[near].end, row.chunks[at].start)
    return any(row.line.hit(word, "modal") and not _is_may(row, word) for word in words)


def _is_adverb(row: Row, at: int) -> bool:
    """A date that says when, not one inside a name such as `the 2018 declaration` or `since 2013`."""
    word = row.line.low(row.chunks[at].start - 1)
    return word not in ("since", "until", "till", "before", "the", "by", "from", "for", "ahead")


def has_own_date(row: Row) -> bool:
    """Tell whether a sentence gives a day or month other than that of the report."""
    return any(not is_report(row, at) and not _is_year(chunk) for at, chunk in row.of_kind("DATE"))


def _is_year(chunk: Chunk) -> bool:
    return isinstance(chunk.value, When) and len(chunk.value.text) == 4


def told_day(row: Row, near: int, context: Context) -> tuple[str, str]:
    """Return the date of an event at a chunk; without one in the sentence, that of the event told of before."""
    if shifted := _shifted(row, context):
        return shifted
    day, words = event_day(row, near)
    if day or has_own_date(row):
        return day, words
    if year := _year(row, near):
        return year, year
    return (context.event, "the day told of before") if context.event else ("", "")


def _year(row: Row, near: int) -> str:
    """Met in 2022: the year close behind a verb, or at the head of its sentence, where no fuller date is given."""
    years = [(at, chunk) for at, chunk in row.of_kind("DATE") if _is_year(chunk) and row.low(at - 1) == "in"]
    close = [chunk for at, chunk in years if at == 1 or near < at <= near + _REACH]
    return close[0].value.text if close and isinstance(close[0].value, When) else ""


def _shifted(row: Row, context: Context) -> tuple[str, str] | None:
    """The same evening, a day later: reckoned from the day told of before."""
    told = context.day.first if context.day else None
    for at in range(len(row.line)):
        same = row.line.hit(at, "same-day")
        step = row.line.hit(at, "day-step")
        if told and (same or step):
            days = int(step[1][0]) if step else 0
            end = (step or same or (at + 1,))[0]
            return (told + timedelta(days=days)).isoformat(), row.line.words(at, end)
    return None


def place_of(row: Row, near: int) -> str:
    """Return the city that an event at a chunk was in, or an empty text."""
    cities = [
        (at, chunk)
        for at, chunk in row.of_kind("CITY")
        if (row.low(at - 1) in ("in", "at") or row.low(at - 2) in ("in", "at")) and not _is_to_come(row, near, at)
    ]
    cities.sort(key=lambda pair: (pair[0] < near, abs(pair[0] - near)))
    return row.text(cities[0][0], cities[0][0] + 1) if cities else ""


def occasion_of(row: Row) -> str:
    """Return the gathering on whose sidelines an event was, or an empty text."""
    line = row.line
    start = next((hit[0] for at in range(len(line)) if (hit := line.hit(at, "beside"))), None)
    if start is None:
        return ""
    start += line.low(start) == "the"
    end = next((at for at in range(start, len(line)) if _ends_occasion(row, at)), len(line))
    return line.name(start, end)


def _ends_occasion(row: Row, at: int) -> bool:
    is_set = row.line.low(at) in ("in", "on", "at") and any(row.line.hit(at + 1, kind) for kind in _SETTINGS)
    return is_set or row.line.low(at) in _STOPS or bool(row.line.hits[at].keys() & {"weekday", "relative-day"})


def names(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return actors as values: states by code, others by name."""
    return tuple(f"state/{actor.state}" if actor.is_state else actor.name for actor in actors)


def chain_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the steps by which actors were found."""
    return tuple(dict.fromkeys(step for actor in actors for step in actor.chain))


def span(row: Row, start: int, end: int) -> Span:
    """Return the characters from one chunk to before another."""
    return row.line.place(row.chunks[start].start, row.chunks[end - 1].end)


def whole(row: Row) -> Span:
    """Return the characters of the sentence."""
    return row.line.sentence.start, row.line.sentence.end
