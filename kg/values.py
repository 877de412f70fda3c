"""What the text of a value means: time spans, amounts and the datatypes of XML Schema."""

import calendar
import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .terms import is_iri

# re.ASCII: without it \d is any digit of Unicode, and a year in Devanagari digits is one too.
_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INTEGER = re.compile(r"[+-]?0*(\d+)", re.ASCII)
_AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?(?:\s+([a-z]+))?")
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 has no way to write (2.2), and so some formats of RDF, networks and documents neither."""

# As many as every processor of XML Schema keeps (XML Schema 1.0 Part 2, 3.2.3).
_MOST_DIGITS = 18


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


@lru_cache(1024)
def span(text: str) -> Span:
    """Read a year, quarter, half, month, day, or an interval of them with `..` for an open side.

    The forms are those of ISO 8601 and EDTF level 0, open intervals of level 1, and the quarters and halves of SDMX.

    >>> span("2021-Q1")
    Span(text='2021-Q1', first='2021-01-01', last='2021-03-31')
    """
    left, slash, right = text.partition("/")
    if not slash:
        return Span(text, *_days(text))
    if left == right == "..":
        raise IllTypedError("an interval is open on one side at most")
    begin = None if left == ".." else _days(left)[0]
    end = None if right == ".." else _days(right)[1]
    if begin and end and begin > end:
        raise IllTypedError("the interval ends before it begins")
    return Span(text, begin, end)


@lru_cache(1024)
def amount(text: str) -> Amount:
    """Read a number such as `9 million`, `1.1e6` or `6.3`, with the weight of its last stated digit.

    >>> amount("1.1 million")
    Amount(value=Decimal('1100000'), granularity=Decimal('100000'))
    """
    found = _AMOUNT.fullmatch(text)
    if not found or (found[5] and found[5] not in _POWERS):
        words = ", ".join(_POWERS)
        raise IllTypedError(f"write a number such as 1100000.5, 1.1e6 or 1.1 million ({words}), without separators")
    sign, whole, digits, power, word = found.groups(default="")
    stated, exponent = (whole + digits).lstrip("0") or "0", int(power or 0) + _POWERS.get(word, 0) - len(digits)
    _limit(max(len(stated) + max(exponent, 0), -exponent))
    value = Decimal(sign + stated).scaleb(exponent) + 0  # minus zero becomes zero
    return Amount(Decimal(f"{value:f}"), Decimal(f"{Decimal(1).scaleb(exponent):f}"))


def stated(value: Decimal) -> str:
    """Return a number with the words of its size, so that `amount` reads the same weight of the last digit.

    >>> stated(Decimal("1.1E+6"))
    '1.1 million'
    """
    exponent = int(value.as_tuple().exponent)
    words = ((word, power) for word, power in reversed(_POWERS.items()) if exponent and value >= 10**power)
    word, power = next(words, ("", 0))
    rest = value.scaleb(-power)
    if int(rest.as_tuple().exponent) > 0:
        return f"{value.scaleb(-exponent):f}e{exponent}"
    return f"{rest:f} {word}".strip()


def plain_decimal(value: Decimal) -> str:
    """Return the canonical text of a decimal: always a point, no needless zeros (XML Schema 1.0 Part 2, 3.2.3.2)."""
    whole, _, digits = f"{value:f}".partition(".")
    text = f"{whole}.{digits.rstrip('0') or '0'}"
    return "0.0" if text == "-0.0" else text


def typed(text: str, datatype: str) -> str:
    """Return the canonical lexical form of a text under an XML Schema datatype; raise IllTypedError if it does not fit.

    `datatype` is the local name, such as `date`; one that is not in DATATYPES keeps its text.
    """
    return DATATYPES.get(datatype, str)(text)


def _limit(digits: int) -> None:
    if digits > _MOST_DIGITS:
        raise IllTypedError(f"a number has at most {_MOST_DIGITS} digits")


def _days(text: str) -> tuple[str, str]:
    found = _PART.fullmatch(text)
    if not found:
        raise IllTypedError(
            "write a year (2013), quarter (2021-Q1), half (2021-H1), month (2021-10), day (2021-10-11) or first/last"
        )
    if found[5]:
        return _date(text), text
    year, quarter, half, month = (int(part or 0) for part in found.groups()[:4])
    if year == 0:
        raise IllTypedError("years begin with 0001")
    if found[4] and not 1 <= month <= 12:
        raise IllTypedError(f"there is no month {found[4]}")
    if quarter:
        return _months(year, 3 * quarter - 2, 3 * quarter)
    if half:
        return _months(year, 6 * half - 5, 6 * half)
    return _months(year, month or 1, month or 12)


def _months(year: int, first: int, last: int) -> tuple[str, str]:
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def _date(text: str) -> str:
    if not _DAY.fullmatch(text):
        raise IllTypedError("write a day as year-month-day, such as 2021-10-11")
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise IllTypedError("there is no such day in the calendar") from None


def _integer(text: str) -> str:
    found = _INTEGER.fullmatch(text)
    if not found:
        raise IllTypedError("write a whole number, such as 4")
    _limit(len(found[1]))
    return str(int(text))


def _decimal(text: str) -> str:
    return plain_decimal(amount(text).value)


def _boolean(text: str) -> str:
    if text not in ("true", "false"):
        raise IllTypedError("write true or false")
    return text


def _any_uri(text: str) -> str:
    if not is_iri(text):
        raise IllTypedError("write an absolute address, such as https://example.org/page")
    return text


DATATYPES: Mapping[str, Callable[[str], str]] = {
    "anyURI": _any_uri,
    "boolean": _boolean,
    "date": _date,
    "decimal": _decimal,
    "integer": _integer,
    "langString": str,
    "string": str,
}
"""What gives a text its canonical form, by the local name of the datatype; an ontology may use these datatypes."""
