"""Words: terms and column names as people read them."""

import re
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from ..table import Term
from ..terms import VOCABULARIES
from ..values import IllTypedError, span

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_COUNTED = ("first", "second", "third", "fourth")
_POWERS = ((12, "trillion"), (9, "billion"), (6, "million"))
_MOST_DIGITS = 3
_DECIMAL = VOCABULARIES["xsd"] + "decimal"


def readable(term: Term | None) -> str:
    """Return a term as text: amounts with their power of ten in words, ISO 8601 times spelled out.

    >>> readable(Literal("../2021-10-12"))
    'by 12 October 2021'
    """
    match term:
        case Literal() if term.datatype.value == _DECIMAL:
            return spoken_number(Decimal(term.value))
        case Literal():
            return spoken_time(term.value)
        case NamedNode():
            return re.split("[/#]", term.value)[-1]
        case BlankNode():
            return term.value
    return ""


def spoken_number(value: Decimal) -> str:
    """Return a number as people write it, without needless zeros.

    >>> spoken_number(Decimal("7850000.0"))
    '7.85 million'
    """
    for power, word in _POWERS:
        part = value.scaleb(-power)
        if abs(part) >= 1 and part == round(part, _MOST_DIGITS):
            return f"{_plain(part)} {word}"
    return _plain(value)


def spoken_time(text: str) -> str:
    """Return a time span (see `values.span`) in words, and any other text as it is.

    >>> spoken_time("2021-Q1")
    'first quarter of 2021'
    """
    try:
        span(text)
    except IllTypedError:
        return text
    left, slash, right = text.partition("/")
    if not slash:
        return _moment(text)
    if left == "..":
        return f"by {_moment(right)}"
    return f"since {_moment(left)}" if right == ".." else f"{_moment(left)} to {_moment(right)}"


def head(name: str) -> str:
    """Return the name of a column as a head.

    >>> head("signedBy")
    'Signed by'
    """
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", " ", name).capitalize()


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(text: str) -> str:
    year, *rest = text.split("-")
    if not rest:
        return year
    if rest[0][0] in "QH":
        return f"{_COUNTED[int(rest[0][1]) - 1]} {'quarter' if rest[0][0] == 'Q' else 'half'} of {year}"
    day = f"{int(rest[1])} " if rest[1:] else ""
    return f"{day}{_MONTHS[int(rest[0]) - 1]} {year}"
