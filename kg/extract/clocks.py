"""Clocks: the day from which an article's dates are reckoned, where no date line gives it."""

import re
from collections.abc import Iterator
from datetime import date

from .dates import when_at
from .lexicon import Lexicon
from .sentences import Layout
from .tokens import tokenize
from .when import Clock, When

_YEARS = re.compile(r"(?<![-\d/])\b(?:19|20)\d\d\b(?!\s?(?:billion|million|bn|mn))")
_AHEAD = re.compile(
    r"\b(by|until|till|to|through|before|for|years|of|from)\s(?:the\s)?(?:end\sof\s)?(?:year\s)?$", re.IGNORECASE
)
_EDGE = 160
_LEAD = 600
_YEARS_AHEAD = 4


def find_clock(text: str, layout: Layout, issued: date | None, lexicon: Lexicon) -> Clock:
    """Return the clock of an article: its date line, the date given with it, its dateline, or a date at its edges."""
    year = _latest_year(text)
    if layout.issued or issued:
        return Clock(layout.issued or issued, year)
    bare = Clock(None, year)
    days = [
        *_days(layout.dateline, lexicon, bare),
        *_full_days(text[:_EDGE], lexicon, bare),
        *_full_days(text[-_EDGE:], lexicon, bare),
    ]
    if not days:
        return bare
    found = days[0]
    if not found.is_stated and found.first:
        return Clock(_fitting(found.first, text[:_LEAD], lexicon), year)
    return Clock(found.first, year)


def _days(text: str, lexicon: Lexicon, clock: Clock) -> Iterator[When]:
    tokens = tokenize(text)
    hits = lexicon.hits(tokens)
    for at in range(len(tokens)):
        found = when_at(tokens, hits, at, clock)
        if found and found.is_day:
            yield found


def _full_days(text: str, lexicon: Lexicon, clock: Clock) -> Iterator[When]:
    return (found for found in _days(text, lexicon, clock) if found.is_stated)


def _fitting(day: date, lead: str, lexicon: Lexicon) -> date:
    """The day in the first year, from the latest of the text on, in which it falls on a weekday of the lead."""
    tokens = tokenize(lead)
    weekdays = {int(hits["weekday"][1][0]) for hits in lexicon.hits(tokens) if "weekday" in hits}
    if not weekdays or (day.month, day.day) == (2, 29):
        return day
    years = (day.replace(year=day.year + step) for step in range(_YEARS_AHEAD))
    return next((one for one in years if one.weekday() in weekdays), day)


def _latest_year(text: str) -> int | None:
    """The latest year that the text speaks of as past."""
    years = [int(found[0]) for found in _YEARS.finditer(text) if not _is_ahead(text, found.start())]
    return max(years) if years else None


def _is_ahead(text: str, at: int) -> bool:
    before = _AHEAD.search(text[max(0, at - 30) : at])
    return before is not None and before[1].lower() not in ("of", "from")
