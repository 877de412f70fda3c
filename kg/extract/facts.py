"""Facts: what a frame draws from a sentence, before it is a record."""

from collections.abc import Mapping
from dataclasses import dataclass

from .line import Span

Value = str | bool | None | tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One fact of a kind: its values, the span of its quote in the levelled text, and how it was found.

    States stand by alpha-3 code, numbers as digits; `confidence` is a share of 1; `chain` the resolutions used.
    """

    kind: str
    values: Mapping[str, Value]
    quote: Span
    rule: str
    confidence: float
    chain: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Return a value that is one text, or an empty text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a value that is a list."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()
