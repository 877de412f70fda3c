"""Dates: days, months, years and periods as a text writes them, reckoned from the article's date."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from .fiscal import fiscal_year
from .lexicon import Hits
from .spans import first_months, month_span, part_of_year, same, year_to
from .tokens import Token
from .when import _YEAR, Clock, Reading, When, months_when, year_when


def when_at(tokens: Sequence[Token], hits: Sequence[Hits], at: int, clock: Clock) -> When | None:
    """Read the date or period that begins at a token."""
    reading = Reading(tokens, hits, clock)
    return next((found for read in _READERS if (found := read(reading, at))), None)


def _month_first(reading: Reading, at: int) -> When | None:
    """April 22, 2021 · April 11-12 · January-September 2020 · January to May · April 2021 · April."""
    found = reading.month(at)
    if not found or (reading.low(at) == "may" and not reading.tokens[at].is_capital):
        return None
    end, month = found
    several = month_span(reading, at, end, month)
    if several:
        return several
    if (day := reading.day(end)) is not None and reading.year(end) is None and not reading.hit(end + 1, "scale"):
        end += 1
        if reading.low(end) in ("-", "and", "to") and reading.day(end + 1) and not reading.hit(end + 2, "month"):
            end += 2
        year, end = reading.trailing_year(end)
        return reading.day_when(year, month, day, at, end)
    year, end = reading.trailing_year(end)
    stated = year is not None
    year = year or reading.clock.year_of(month)
    found_month = months_when(year, month, month, at, end) if year else None
    if found_month and not stated:
        return When(found_month.text, found_month.first, found_month.last, at, end, is_stated=False)
    return found_month


def _day_first(reading: Reading, at: int) -> When | None:
    """22 April 2021 · 11-12 April · the 5th of May."""
    day = reading.day(at)
    if day is None:
        return None
    step = at + 1
    if reading.low(step) in ("-", "and", "to") and reading.day(step + 1):
        step += 2
    step += reading.low(step) == "of"
    month = reading.month(step)
    if not month or (reading.low(step) == "may" and not reading.tokens[step].is_capital):
        return None
    year, end = reading.trailing_year(month[0])
    return reading.day_when(year, month[1], day, at, end)


_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


def _numeric(reading: Reading, at: int) -> When | None:
    """2021-04-22 · 22.04.2021."""
    texts = [reading.low(at + step) for step in range(5)]
    if _YEAR.fullmatch(texts[0]) and texts[1] == texts[3] == "-" and texts[2].isdigit() and texts[4].isdigit():
        month, day = int(texts[2]), int(texts[4])
        return reading.day_when(int(texts[0]), month, day, at, at + 5) if 1 <= month <= 12 and 1 <= day <= 31 else None
    found = _NUMERIC.fullmatch(texts[0])
    if found and 1 <= int(found[2]) <= 12 and 1 <= int(found[1]) <= 31:
        return reading.day_when(int(found[3]), int(found[2]), int(found[1]), at, at + 1)
    return None


def _relative(reading: Reading, at: int) -> When | None:
    """today · yesterday · last year · this month · last week (its month, if it lies within one)."""
    issued = reading.clock.issued
    day = reading.hit(at, "relative-day")
    if day and issued:
        found = issued + timedelta(days=int(day[1]))
        return When(found.isoformat(), found, found, at, day[0])
    relative = reading.hit(at, "relative")
    if not relative:
        return None
    unit, step = reading.low(relative[0]), int(relative[1])
    if unit == "year" and reading.clock.this_year:
        return year_when(reading.clock.this_year + step, at, relative[0] + 1)
    if unit == "month" and issued:
        months = issued.year * 12 + issued.month - 1 + step
        return months_when(months // 12, months % 12 + 1, months % 12 + 1, at, relative[0] + 1)
    if unit == "week" and issued:
        return _week(issued, step, at, relative[0] + 1)
    weekday = reading.hit(relative[0], "weekday")
    if weekday and issued:
        return _weekday_when(issued, int(weekday[1]), at, weekday[0], step)
    return None


def _week(issued: date, step: int, start: int, end: int) -> When | None:
    monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=step)
    sunday = monday + timedelta(days=6)
    is_whole = monday.month == sunday.month
    return months_when(monday.year, monday.month, monday.month, start, end) if is_whole else None


def _weekday(reading: Reading, at: int) -> When | None:
    """Tuesday: the last one, the article's own day included; with the date behind it, that date."""
    found = reading.hit(at, "weekday")
    if not found or not reading.tokens[at].is_capital:
        return None
    step = found[0] + (reading.low(found[0]) in (",", "("))
    dated = (_month_first(reading, step) or _day_first(reading, step)) if step < len(reading.tokens) else None
    if dated and dated.is_day:
        end = dated.end + (reading.low(found[0]) == "(" and reading.low(dated.end) == ")")
        return When(dated.text, dated.first, dated.last, at, end)
    issued = reading.clock.issued
    return _weekday_when(issued, int(found[1]), at, found[0], 0) if issued else None


def _weekday_when(issued: date, weekday: int, start: int, end: int, step: int) -> When:
    back, ahead = (issued.weekday() - weekday) % 7, (weekday - issued.weekday()) % 7
    past = issued - timedelta(days=back or (7 if step < 0 else 0))
    later = issued + timedelta(days=ahead or (7 if step > 0 else 0))
    found = later if step > 0 else past
    return When(found.isoformat(), found, found, start, end, later=later.isoformat())


def _year(reading: Reading, at: int) -> When | None:
    """2020 · 2020-2022 · the following year."""
    year = reading.year(at)
    if year is None or reading.low(at - 1) in ("$", "no", "resolution", "/"):
        return None
    second = reading.year(at + 2) if reading.low(at + 1) in ("-", "/") else None
    if second and second > year:
        return When("", date(year, 1, 1), date(second, 12, 31), at, at + 3)
    return year_when(year, at, at + 1)


def _years_ago(reading: Reading, at: int) -> When | None:
    """Two years ago: that year."""
    word = reading.hit(at, "number-word")
    number = int(word[1]) if word and word[1].isdigit() else reading.day(at)
    end = word[0] if word else at + 1
    if [reading.low(at + step) for step in range(3)] == ["a", "decade", "ago"] and reading.clock.this_year:
        return year_when(reading.clock.this_year - 10, at, at + 3)
    if not number or not reading.clock.this_year or [reading.low(end), reading.low(end + 1)] != ["years", "ago"]:
        return None
    return year_when(reading.clock.this_year - number, at, end + 2)


_READERS: tuple[Callable[[Reading, int], When | None], ...] = (
    same,
    fiscal_year,
    year_to,
    _numeric,
    _month_first,
    _day_first,
    part_of_year,
    first_months,
    _relative,
    _years_ago,
    _weekday,
    _year,
)
