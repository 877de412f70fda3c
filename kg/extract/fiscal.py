"""Fiscal years: as a text writes them, and the months that they are in a state."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .when import Reading, When

_TWO = re.compile(r"\d\d")


def fiscal_year(reading: Reading, at: int) -> When | None:
    """Read 2022-23, FY24, (the first nine months of) the fiscal year 2023-24, last fiscal year; no bounds yet."""
    months = _months(reading, at)
    step = months[1] if months else at
    word, relative = reading.hit(step, "fiscal-year"), reading.hit(step, "relative")
    if relative and not word and (word := reading.hit(relative[0], "fiscal-year")):
        return When(
            "", None, None, at, word[0], same="fiscal", fiscal=int(relative[1]), months=months[0] if months else 12
        )
    found = _ending(reading, word[0] if word else step, is_named=bool(word))
    if not found:
        return None
    year, end = found
    behind = reading.hit(end, "fiscal-year")
    end = behind[0] if behind else end
    return When("", None, None, at, end, same="fiscal", fiscal=year, months=months[0] if months else 12)


def _months(reading: Reading, at: int) -> tuple[int, int] | None:
    """The first nine months of: how many, and the token behind it."""
    ordinal = reading.hit(at, "ordinal")
    step = ordinal[0] if ordinal and ordinal[1] == "1" else at
    word, span = reading.hit(step, "number-word"), reading.hit(step, "span") if step > at else None
    end = span[0] if span else word[0] + 1 if word and reading.low(word[0]) == "months" else 0
    number = span[1] if span else word[1] if word else ""
    if not end or not number.isdigit() or reading.low(end) not in ("of", "in"):
        return None
    return int(number), end + 1 + (reading.low(end + 1) in ("the", "this"))


def _ending(reading: Reading, at: int, *, is_named: bool) -> tuple[int, int] | None:
    """The year that a fiscal year ends in, and the token behind it."""
    at += reading.low(at) in ("'", "of")
    first = reading.year(at)
    is_pair = first is not None and reading.low(at + 1) in ("-", "/")
    second = reading.low(at + 2) if is_pair else ""
    if first and _TWO.fullmatch(second) and int(second) == (first + 1) % 100:
        return first + 1, at + 3
    is_named |= is_pair and reading.hit(at + 3, "fiscal-year") is not None
    if first and is_named and second == str(first + 1):
        return first + 1, at + 3
    if first and is_named and not is_pair:
        return first, at + 1
    if is_named and _TWO.fullmatch(reading.low(at)) and not reading.hit(at + 1, "scale"):
        return 2000 + int(reading.low(at)), at + 1
    return None


def bounded(when: When, states: Sequence[str], starts: Mapping[str, str], issued: date | None) -> When | None:
    """Give a fiscal year its bounds by the first of some states whose fiscal year does not begin in January."""
    month = next((int(starts[state]) for state in states if state in starts), 0)
    if not month or when.fiscal is None:
        return None
    ending = when.fiscal
    if ending < 1900:
        if issued is None:
            return None
        ending += issued.year + (issued.month >= month)
    first = date(ending - 1, month, 1)
    behind = first.month - 1 + when.months
    last = date(first.year + behind // 12, behind % 12 + 1, 1) - timedelta(days=1)
    return replace(when, first=first, last=last, same="", fiscal=None)
