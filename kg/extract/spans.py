"""Spans: periods as a text writes them: quarters, halves, so many months, the year to June."""

from calendar import monthrange
from datetime import date, timedelta

from .fiscal import fiscal_year
from .when import Reading, When, months_when

_YEAR_AGO = frozenset(
    [("a", "year", word) for word in ("earlier", "ago", "before", "previously", "prior")]
    + [("twelve", "months", word) for word in ("before", "earlier")]
)
_YEAR_BEFORE = frozenset(
    [("the", "year", word) for word in ("before", "earlier", "prior")]
    + [("the", word, "year") for word in ("prior", "previous", "preceding")]
)


def month_span(reading: Reading, at: int, end: int, month: int) -> When | None:
    """Read a month, or a range of months, with its year."""
    year, step = reading.trailing_year(end)
    joint = reading.low(step)
    other = reading.month(step + 1) if joint in ("-", "to", "through", "and", "until") else None
    is_period = joint != "and" or reading.low(at - 1) == "between" or (other is not None and other[1] == month + 1)
    if not other or not is_period or (reading.day(other[0]) and not reading.year(other[0])):
        return None
    last_year, end = reading.trailing_year(other[0])
    fiscal = fiscal_year(reading, end + (reading.low(end) in ("of", "in")))
    if fiscal and fiscal.fiscal and fiscal.fiscal > 1900:
        last_year, end = fiscal.fiscal - (month <= other[1] and month > 3), fiscal.end
    last_year = last_year or year or reading.clock.year_of(other[1])
    if last_year is None:
        return None
    if other[1] >= month:
        return months_when(last_year, month, other[1], at, end)
    first = date(last_year - 1, month, 1)
    return When("", first, date(last_year, other[1], monthrange(last_year, other[1])[1]), at, end)


def part_of_year(reading: Reading, at: int) -> When | None:
    """first quarter of 2021 · Q1 2021 · first half of the year · H1."""
    found = _part(reading, at)
    if not found:
        return None
    months, number, end = found
    if number * months > 12:
        return None
    year, end = reading.trailing_year(end)
    year = year or reading.clock.this_year
    return months_when(year, (number - 1) * months + 1, number * months, at, end) if year else None


def _part(reading: Reading, at: int) -> tuple[int, int, int] | None:
    """Months in the part, which part, and the token after it."""
    ordinal = reading.hit(at, "ordinal")
    if ordinal:
        step = ordinal[0] + (reading.low(ordinal[0]) == "-")
        span = reading.hit(step, "span")
        if span and span[1] in ("3", "6"):
            return int(span[1]), 2 if span[1] == "6" and ordinal[1] == "4" else int(ordinal[1]), span[0]
    months = {"q": 3, "h": 6}.get(reading.low(at))
    if months and reading.low(at + 1) in ("1", "2", "3", "4"):
        return months, int(reading.low(at + 1)), at + 2
    if reading.low(at) in ("1", "2", "3", "4") and reading.low(at + 1) in ("q", "h"):
        return {"q": 3, "h": 6}[reading.low(at + 1)], int(reading.low(at)), at + 2
    return None


def first_months(reading: Reading, at: int) -> When | None:
    """(the first) eight months of 2021 · 11 months · a nine-month period."""
    ordinal = reading.hit(at, "ordinal")
    step = ordinal[0] if ordinal and ordinal[1] == "1" else at
    word = reading.hit(step, "number-word")
    number = int(word[1]) if word and word[1].isdigit() else reading.day(step)
    end = word[0] if word else step + 1
    end += reading.low(end) == "-"
    if not number or number > 12 or reading.low(end) not in ("months", "month"):
        return None
    end += 1 + (reading.low(end + 1) == "period")
    if reading.low(end) in ("to", "through", "ended", "ending") and (until := _until(reading, end + 1, number, at)):
        return until
    year, after = reading.trailing_year(end)
    is_asked = year is not None or bool(ordinal) or reading.low(at - 1) in ("in", "the", "for", "over", "of")
    year = year or reading.clock.this_year
    recent = reading.low(at - 1) in ("last", "past", "next", "within") or reading.low(after) in (
        "ago",
        "later",
        "old",
        "after",
    )
    return months_when(year, 1, number, at, after) if year and is_asked and not recent else None


def _until(reading: Reading, at: int, number: int, start: int) -> When | None:
    """So many months to (the end of) a month: those that end with it."""
    words = [reading.low(at + step) for step in range(3)]
    month = reading.month(at + (3 if words == ["the", "end", "of"] else 2 if words[:2] == ["end", "of"] else 0))
    if not month:
        return None
    year, end = reading.trailing_year(month[0])
    year = year or reading.clock.year_of(month[1])
    if year is None:
        return None
    months = year * 12 + month[1] - number
    last = date(year, month[1], monthrange(year, month[1])[1])
    return When("", date(months // 12, months % 12 + 1, 1), last, start, end)


def year_to(reading: Reading, at: int) -> When | None:
    """(the) year to June 2024 · twelve months ended June 2024."""
    unit = reading.low(at) == "year" or (reading.low(at) == "months" and reading.low(at - 1) in ("twelve", "12"))
    verb = at + 1 + (reading.low(at + 1) in ("that", "which"))
    step = verb + (reading.low(verb + 1) in ("in", "on"))
    if not unit or reading.low(verb) not in ("to", "ended", "ending", "closed", "closing"):
        return None
    month = reading.month(step + 1)
    if not month:
        return None
    end = month[0] + bool(reading.day(month[0]) and not reading.year(month[0]))
    year, end = reading.trailing_year(end)
    year = year or reading.clock.year_of(month[1])
    if year is None:
        return None
    last = date(year, month[1], monthrange(year, month[1])[1])
    if reading.low(verb) in ("ended", "closed") and reading.clock.issued and last > reading.clock.issued:
        last = date(year - 1, month[1], monthrange(year - 1, month[1])[1])
    return When(
        "", date(last.year - 1, last.month, last.day if last.month != 2 else 28) + timedelta(days=1), last, at, end
    )


def same(reading: Reading, at: int) -> When | None:
    """the same day · the same period (of a year) · the following year: what they point back to is found later."""
    for kind in ("same-day", "same-period"):
        found = reading.hit(at, kind)
        if found:
            year, end = reading.trailing_year(found[0])
            return When("", date(year, 1, 1) if year else None, None, at, end, same=kind)
    if [reading.low(at + step) for step in range(3)] in (
        ["the", "following", "year"],
        ["the", "next", "year"],
        ["a", "year", "later"],
    ):
        return When("", None, None, at, at + 3, same="next-year")
    words = tuple(reading.low(at + step) for step in range(3))
    if words in _YEAR_AGO:
        return When("", None, None, at, at + 3, same="year-ago")
    return When("", None, None, at, at + 3, same="previous-year") if words in _YEAR_BEFORE else None
