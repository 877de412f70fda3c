"""Amounts: money and percentages as a text writes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .lexicon import Hits
from .tokens import Token

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LARGE = 1_000_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """Money by ISO 4217 currency, a percentage (`%`) or a large number without a unit; tokens from start to end."""

    value: Decimal
    currency: str
    start: int
    end: int


def amount_at(tokens: Sequence[Token], hits: Sequence[Hits], at: int) -> Amount | None:
    """Read the money or percentage that begins at a token."""
    if "currency" in hits[at]:
        after, (currency, *_) = hits[at]["currency"]
        found = _quantity(tokens, hits, after)
        return Amount(found[0], currency, at, found[1]) if found else None
    found = _quantity(tokens, hits, at)
    if not found:
        return None
    value, end = found
    end_of_unit = end + 1 if end < len(tokens) and tokens[end].low in ("-", "of", "in") else end
    if end_of_unit < len(tokens):
        unit = hits[end_of_unit]
        if "percent" in unit:
            return Amount(value, "%", at, unit["percent"][0])
        if "currency" in unit and tokens[end_of_unit].text[0] not in "$€£¥":
            return Amount(value, unit["currency"][1][0], at, unit["currency"][0])
    is_large = (end > at + 1 and "scale" in hits[end - 1]) or value >= _LARGE
    return Amount(value, "", at, end) if is_large else None


def number_of(text: str) -> Decimal | None:
    """Read a number in digits; a comma before three digits separates thousands, before fewer it is a decimal point.

    >>> number_of("1,234.5")
    Decimal('1234.5')
    """
    if not _NUMBER.fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if text.count(".") > 1:
        return Decimal(text.replace(".", "").replace(",", "."))
    if text.count(",") == 1 and "." not in text:
        return Decimal(text.replace(",", "."))
    return Decimal(text) if "," not in text else None


def _quantity(tokens: Sequence[Token], hits: Sequence[Hits], at: int) -> tuple[Decimal, int] | None:
    """A number with its words of size: the value and the token after it."""
    if at >= len(tokens):
        return None
    end, word = at + 1, None
    if "number-word" in hits[at]:
        end, (word, *_) = hits[at]["number-word"]
    scale_at = end + 1 if end < len(tokens) and tokens[end].low == "-" else end
    scale = hits[scale_at].get("scale") if scale_at < len(tokens) else None
    value = Decimal(word) if word else number_of(tokens[at].text)
    if value is None:
        return None
    scale = scale or _shared_scale(tokens, hits, end)
    # A scale without trailing zeros keeps the weight of the last digit stated in the exponent: 43 million is 43E+6.
    return (value * Decimal(scale[1][0]).normalize(), max(end, scale[0])) if scale else (value, end)


def _shared_scale(tokens: Sequence[Token], hits: Sequence[Hits], end: int) -> tuple[int, tuple[str, ...]] | None:
    """The size that two numbers share: 122 and 41 million."""
    if end + 2 >= len(tokens) or tokens[end].low != "and" or number_of(tokens[end + 1].text) is None:
        return None
    scale = hits[end + 2].get("scale")
    return (end, scale[1]) if scale and not _YEAR.fullmatch(tokens[end - 1].text) else None
