"""What the text of a value means: time spans, amounts and the datatypes of XML Schema."""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

_YEAR = r"\d{4}"
_PART = re.compile(rf"({_YEAR})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")
_AMOUNT = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?(?:\s+([a-z]+))?")
_MULTIPLIERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


class IllTypedError(ValueError):
    """The text does not fit its type; the message says what would."""


@dataclass(frozen=True)
class Span:
    """A time known in bounds: ISO days, None where a side is open."""

    text: str
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Amount:
    """A stated number, and the weight of the last digit it was stated with."""

    value: Decimal
    granularity: Decimal


def span(text: str) -> Span:
    """Read a year, quarter, half, month, day, or an interval of them with `..` for an open side.

    The forms are those of ISO 8601 and EDTF level 0, open intervals of level 1, and the quarters and halves of SDMX.

    >>> span("2021-Q1")
    Span(text='2021-Q1', first='2021-01-01', last='2021-03-31')
    """
    left, slash, right = text.partition("/")
    if not slash:
        first, last = _days(text)
        return Span(text, first, last)
    if left == right == "..":
        raise IllTypedError("an interval is open on one side at most")
    begin = None if left == ".." else _days(left)[0]
    end = None if right == ".." else _days(right)[1]
    if begin and end and begin > end:
        raise IllTypedError("the interval ends before it begins")
    return Span(text, begin, end)


def amount(text: str) -> Amount:
    """Read a number such as `9 million`, `1.1e6` or `6.3`, with the weight of its last stated digit.

    >>> amount("1.1 million")
    Amount(value=Decimal('1100000'), granularity=Decimal('100000'))
    """
    found = _AMOUNT.fullmatch(text)
    if not found or (found[5] and found[5] not in _MULTIPLIERS):
        words = ", ".join(_MULTIPLIERS)
        raise IllTypedError(f"write a number such as 1100000, 1.1e6 or 1.1 million (also {words}); no thousands separators")
    sign, whole, digits, power, word = found.groups()
    exponent = int(power or 0) + _MULTIPLIERS.get(word or "", 0) - len(digits or "")
    value = Decimal(f"{sign}{whole}{digits or ''}").scaleb(exponent)
    return Amount(Decimal(f"{value:f}"), Decimal(f"{Decimal(1).scaleb(exponent):f}"))


def plain_decimal(value: Decimal) -> str:
    """Return the canonical text of a decimal: always a point, no needless zeros (XSD 1.0, 3.2.3.2)."""
    whole, _, digits = f"{value:f}".partition(".")
    text = f"{whole}.{digits.rstrip('0') or '0'}"
    return "0.0" if text in ("-0.0", "0.0") else text


def typed(text: str, datatype: str) -> str:
    """Return the canonical lexical form of a text under an XML Schema datatype; raise IllTypedError if it does not fit.

    `datatype` is the local name, such as `date`; a datatype without a rule here keeps its text.
    """
    return _RULES.get(datatype, str)(text)


def _days(text: str) -> tuple[str, str]:
    found = _PART.fullmatch(text)
    if not found:
        raise IllTypedError(
            "write a year (2013), quarter (2021-Q1), half (2021-H1), month (2021-10), day (2021-10-11) or first/last"
        )
    year, quarter, half, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if quarter:
        return _months(year, 3 * quarter - 2, 3 * quarter)
    if half:
        return _months(year, 6 * half - 5, 6 * half)
    if day and month:
        exact = _date(f"{year:04}-{month:02}-{day:02}")
        return exact, exact
    if (month and not 1 <= month <= 12) or month == 0:
        raise IllTypedError(f"there is no month {month:02}")
    return _months(year, month or 1, month or 12)


def _months(year: int, first: int, last: int) -> tuple[str, str]:
    if year == 0:
        raise IllTypedError("years begin with 0001")
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def _date(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise IllTypedError("write a day as year-month-day, such as 2021-10-11")
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise IllTypedError("there is no such day in the calendar") from None


def _integer(text: str) -> str:
    if not re.fullmatch(r"[+-]?\d+", text):
        raise IllTypedError("write a whole number, such as 4")
    return str(int(text))


def _decimal(text: str) -> str:
    return plain_decimal(amount(text).value)


def _boolean(text: str) -> str:
    if text not in ("true", "false"):
        raise IllTypedError("write true or false")
    return text


def _any_uri(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", text):
        raise IllTypedError("write an absolute address, such as https://example.org/page")
    return text


_RULES: dict[str, Callable[[str], str]] = {
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "anyURI": _any_uri,
}
