"""Periods: the time that a figure covers."""

from dataclasses import replace

from ..chunks import Chunk, Row
from ..when import When, months_when, year_when
from .asides import is_aside, is_origin
from .memory import Memory


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
        if resolved and when.same == "same-period" and _is_behind_origin(row, chunk):
            resolved = _year_before(resolved)
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
    if when.same in ("next-year", "previous-year"):
        return year_when(before.first.year + (1 if when.same == "next-year" else -1), when.start, when.end)
    return replace(before, start=when.start, end=when.end) if when.same == "same-period" else None


def _is_behind_origin(row: Row, chunk: Chunk) -> bool:
    """From $2 billion in the same period: that of a year before."""
    near = (other for _, other in row.of_kind("MONEY", "NUMBER") if chunk.start - 4 <= other.end <= chunk.start)
    return any(is_origin(row, other) for other in near)


def _year_before(when: When) -> When | None:
    if when.first is None or when.last is None:
        return None
    months = range(when.first.month, when.last.month + 1)
    return months_when(when.first.year - 1, months[0], months[-1], when.start, when.end) if months else None


def _is_comparison(row: Row, chunk: Chunk) -> bool:
    """The period that a growth is measured against is not the figure's own."""
    if isinstance(chunk.value, When) and chunk.value.same == "previous-year":
        return row.line.low(chunk.start - 1) in ("from", "than", "on", "over", "against", "to", "with")
    for at in range(max(0, chunk.start - 7), chunk.start):
        hit = row.line.hit(at, "year-on-year")
        if (
            hit
            and hit[0] <= chunk.start
            and not any(other.kind == "MONEY" and at < other.start < chunk.start for other in row.chunks)
        ):
            return True
    return row.line.low(chunk.start - 1) in ("than", "since", "by") or row.line.low(chunk.start - 2) == "than"


def period_for(
    row: Row, periods: list[tuple[int, When]], at: int, memory: Memory
) -> tuple[When | None, tuple[str, ...]]:
    """The period right behind a figure, else the last one before it, else the one told of before."""
    after = [(place, when) for place, when in periods if at < place <= at + 16 and not _between_amounts(row, at, place)]
    before = [(place, when) for place, when in periods if place < at]
    chosen = after[:1] or before[-1:] or periods[:1]
    if chosen:
        place, when = chosen[0]
        return when, (f"period {row.line.words(place, place + 1)!r} -> {when.first}/{when.last}",)
    if memory.period and memory.line >= row.number - 2:
        return memory.period, (f"the period told of before -> {memory.period.first}/{memory.period.last}",)
    return None, ()


def _between_amounts(row: Row, at: int, place: int) -> bool:
    return any(at < chunk.start < place for _, chunk in row.of_kind("MONEY") if not is_aside(row, chunk))
