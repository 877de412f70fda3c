"""When: a day, month, year or period, and the clock that it is reckoned from."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .lexicon import Hits
from .tokens import Token


@dataclass(frozen=True, slots=True)
class When:
    """A day, month or year (`text`, as far as stated), or a period; `later` is the day ahead that a weekday may mean.

    `first` and `last` bound it; `same` marks words that point back ("the same day", "the same period"). Of a fiscal
    year `fiscal` is the year in which it ends, or the step from the current one, and `months` how many of it count.
    """

    text: str
    first: date | None
    last: date | None
    start: int
    end: int
    later: str = ""
    same: str = ""
    is_stated: bool = True
    fiscal: int | None = None
    months: int = 12

    @property
    def is_day(self) -> bool:
        """Tell whether it is one day."""
        return len(self.text) == 10


@dataclass(frozen=True)
class Clock:
    """What dates are reckoned from: the article's date, or else only a year that its figures point to."""

    issued: date | None
    year: int | None

    def year_of(self, month: int, day: int = 15) -> int | None:
        """Return the year of a month and day named without one: the nearest, rather past than future."""
        if self.issued is None:
            return self.year
        for year in (self.issued.year, self.issued.year - 1, self.issued.year + 1):
            distance = (date(year, month, min(day, 28)) - self.issued).days
            if -270 < distance <= 92:
                return year
        return self.issued.year

    @property
    def this_year(self) -> int | None:
        """The year that "this year" means."""
        return self.issued.year if self.issued else self.year


def year_when(year: int, start: int, end: int) -> When:
    """Return a whole year."""
    return When(str(year), date(year, 1, 1), date(year, 12, 31), start, end)


def months_when(year: int, first: int, last: int, start: int, end: int) -> When:
    """Return some months of a year; a single one has a text, several are only a period."""
    bounds = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    return When(f"{year}-{first:02}" if first == last else "", *bounds, start, end)


class Reading:
    """The words read, with small looks at them."""

    def __init__(self, tokens: Sequence[Token], hits: Sequence[Hits], clock: Clock) -> None:
        self.tokens, self.hits, self.clock = tokens, hits, clock

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def hit(self, at: int, kind: str) -> tuple[int, str] | None:
        found = self.hits[at].get(kind) if 0 <= at < len(self.tokens) else None
        return (found[0], found[1][0]) if found else None

    def year(self, at: int) -> int | None:
        if not _YEAR.fullmatch(self.low(at)) or self.hit(at + 1, "scale") or self.hit(at + 1, "currency"):
            return None
        return int(self.low(at))

    def day(self, at: int) -> int | None:
        found = _DAY.fullmatch(self.low(at))
        return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None

    def month(self, at: int) -> tuple[int, int] | None:
        found = self.hit(at, "month")
        return (found[0], int(found[1])) if found else None

    def trailing_year(self, at: int) -> tuple[int | None, int]:
        """A year after `at`, with or without comma, of, this, last; and the token after it."""
        step = at + (self.low(at) == "period")
        step += self.low(step) in (",", "of", "in", "(")
        if (year := self.year(step)) is not None:
            return year, step + 1 + (self.low(at) == "(" and self.low(step + 1) == ")")
        found = self.hit(step, "relative")
        if found and self.low(found[0]) == "year" and self.clock.this_year:
            return self.clock.this_year + int(found[1]), found[0] + 1
        if self.low(step) == "the" and self.low(step + 1) == "year" and self.clock.this_year:
            return self.clock.this_year, step + 2
        return None, at

    def day_when(self, year: int | None, month: int, day: int, start: int, end: int) -> When | None:
        stated = year is not None
        year = year or self.clock.year_of(month, day)
        if year is None or day > monthrange(year, month)[1]:
            return None
        found = date(year, month, day)
        return When(found.isoformat(), found, found, start, end, is_stated=stated)


_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
