"""Periods: the time that a figure covers."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from ..chunks import Chunk, Row
from ..when import When, year_when
from .asides import is_aside, is_origin
from .memory import Memory

_NEXT = 5
_JOINTS = frozenset([";", "while", "whereas", "when"])
_HEADING = frozenset(["-", "—", ":", "("])


def periods_of(row: Row, memory: Memory) -> list[tuple[int, When]]:
    """Return the periods that a sentence names, each with the token where it stands."""
    found: list[tuple[int, When]] = []
    for _at, chunk in row.of_kind("DATE", "PERIOD"):
        when = chunk.value
        if (
            not isinstance(when, When)
            or _is_comparison(row, chunk)
            or row.line.low(chunk.end - 1) == "week"
            or (when.is_day and row.line.low(chunk.start - 1) != "as")
        ):
            continue
        resolved = _resolved(when, found, memory)
        if resolved and when.same == "same-period" and not when.first and _is_earlier(row, chunk.start):
            resolved = _shifted(resolved, -1, when)
        if resolved:
            found.append((chunk.start, resolved))
    return found


def _resolved(when: When, found: list[tuple[int, When]], memory: Memory) -> When | None:
    """Words that point back: the same period, the following year."""
    if not when.same:
        return when if when.first else None
    before = found[-1][1] if found else memory.period
    if before is None or before.first is None or before.last is None:
        return None
    if when.same in ("next-year", "previous-year", "year-ago"):
        shifted = _shifted(before, 1 if when.same == "next-year" else -1, when)
        is_whole = when.same == "year-ago" or before.first.year != before.last.year
        return (
            shifted
            if is_whole
            else year_when(before.first.year + (1 if when.same == "next-year" else -1), when.start, when.end)
        )
    if when.same == "same-period" and when.first:
        return _shifted(before, when.first.year - before.last.year, when)
    return replace(before, start=when.start, end=when.end) if when.same == "same-period" else None


def _is_earlier(row: Row, at: int) -> bool:
    """From $2 billion in the same period: that of a year before, or of another year."""
    near = (other for _, other in row.of_kind("MONEY", "NUMBER") if at - 4 <= other.end <= at)
    return any(is_origin(row, other) for other in near)


def _shifted(when: When, years: int, at: When) -> When | None:
    """The same months some years later or earlier, told at another place."""
    if when.first is None or when.last is None:
        return None
    year, month = when.last.year + years, when.last.month
    is_whole = when.last.day == monthrange(when.last.year, month)[1]
    last = date(year, month, monthrange(year, month)[1] if is_whole else min(when.last.day, 28))
    return replace(
        when,
        text="",
        first=when.first.replace(year=when.first.year + years, day=1),
        last=last,
        start=at.start,
        end=at.end,
    )


def _is_measure(row: Row, chunk: Chunk) -> bool:
    """Up 9% on the same months of 2022: told for the growth alone, if no amount stands next to it."""
    when = chunk.value
    if not isinstance(when, When) or when.same != "same-period" or when.first is None or _is_earlier(row, chunk.start):
        return False
    return not any(chunk.end <= other.start <= chunk.end + _NEXT for _, other in row.of_kind("MONEY", "NUMBER"))


def _is_comparison(row: Row, chunk: Chunk) -> bool:
    """The period that a growth is measured against is not the figure's own."""
    if row.line.low(chunk.start - 2) == "than" or _is_measure(row, chunk):
        return True
    if isinstance(chunk.value, When) and chunk.value.same in ("previous-year", "year-ago"):
        return row.line.low(chunk.start - 1) in ("from", "than", "on", "over", "against", "to", "with")
    for at in range(max(0, chunk.start - 7), chunk.start):
        hit = row.line.hit(at, "year-on-year")
        if (
            hit
            and hit[0] <= chunk.start
            and not any(other.kind in ("MONEY", "NUMBER") and at < other.start < chunk.start for other in row.chunks)
        ):
            return True
    return row.line.low(chunk.start - 1) in ("than", "since", "by")


def period_for(
    row: Row, periods: list[tuple[int, When]], at: int, memory: Memory
) -> tuple[When | None, tuple[str, ...]]:
    """The period right behind a figure, else the last one before it, else the one told of before."""
    after = [(place, when) for place, when in periods if at < place <= at + 16 and not _is_apart(row, at, place)]
    before = [(place, when) for place, when in periods if place < at and not _is_earlier(row, place)]
    heads = [pair for pair in before if pair[1].end == at - 1 and row.line.low(at - 1) in _HEADING]
    chosen = heads or after[:1] or before[-1:] or periods[:1]
    if chosen:
        place, when = chosen[0]
        return when, (f"period {row.line.words(place, place + 1)!r} -> {when.first}/{when.last}",)
    if memory.period and memory.line >= row.number - 2:
        return memory.period, (f"the period told of before -> {memory.period.first}/{memory.period.last}",)
    return None, ()


def _is_apart(row: Row, at: int, place: int) -> bool:
    """Another amount or clause stands between two tokens, or the second opens a bracket with an amount of its own."""
    words = [row.line.low(step) for step in range(at, place)]
    opens = "(" in words and any(place < chunk.start <= place + 9 for _, chunk in row.of_kind("MONEY", "NUMBER"))
    if opens or not _JOINTS.isdisjoint(words):
        return True
    return any(at < chunk.start < place for _, chunk in row.of_kind("MONEY") if not is_aside(row, chunk))
