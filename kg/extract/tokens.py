"""Tokens: the words, numbers and signs of a text with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., H.E.
    r"|(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Maj|Capt|Adm|Brig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Hon|Rs|No|Engr|Eng|Smt|Rev|Md|Amb|Jr|Sr)\."
    r"|[^\W\d_](?=\.\s?[^\W\d_a-z])\."  # initials
    r"|\d+(?:st|nd|rd|th)\b"
    r"|\d+(?:[.,]\d+)*"
    r"|'s\b|n't\b"
    r"|[^\W\d_]+?(?=n't\b)"
    r"|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*"
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign; `low` is it in lower case, `start` and `end` count characters."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Tell whether it is a word with a capital letter first."""
        return self.text[0].isupper()


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a part of a text."""
    return list(_tokens(text, start, len(text) if end is None else end))


def words(text: str) -> tuple[str, ...]:
    """Return the texts of the tokens of a phrase."""
    return tuple(found[0] for found in _TOKEN.finditer(text))


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        word = found[0]
        yield Token(word, word.lower(), found.start(), found.end())
