"""Line: one sentence as tokens, with everything that the lexicon finds in it by where it begins and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .lexicon import Hits, Lexicon
from .sentences import Sentence
from .tokens import Token, tokenize

Span = tuple[int, int]

_PLACES = ("state", "people", "city", "capital")
_NAMES = (*_PLACES, "region")
_WHOLE = frozenset(["state", "people", "city", "organization", "seat", "document"])


@dataclass(frozen=True)
class Line:
    """A sentence, its tokens, and the hits of the lexicon."""

    text: str
    sentence: Sentence
    tokens: Sequence[Token]
    hits: Sequence[Hits]

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, at: int) -> str:
        """Return the word at a place in lower case, or an empty text outside the sentence."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def is_capital(self, at: int) -> bool:
        """Tell whether a word with a capital stands at a place."""
        return 0 <= at < len(self.tokens) and self.tokens[at].is_capital

    def hit(self, at: int, kind: str) -> tuple[int, tuple[str, ...]] | None:
        """Return the end and the values of what begins at a place."""
        return self.hits[at].get(kind) if 0 <= at < len(self.tokens) else None

    def before(self, end: int, kind: str) -> tuple[int, tuple[str, ...]] | None:
        """Return the start and the values of the longest form that ends before a place."""
        return self.enders[end].get(kind) if 0 <= end <= len(self.tokens) else None

    @cached_property
    def enders(self) -> Sequence[Hits]:
        """For each place what ends before it: of each kind the start and the values of the longest form."""
        found: list[Hits] = [{} for _ in range(len(self.tokens) + 1)]
        for start, hits in enumerate(self.hits):
            for kind, (end, values) in hits.items():
                found[end].setdefault(kind, (start, values))
        return found

    @cached_property
    def inside(self) -> frozenset[int]:
        """The places that lie within a longer name, behind its first word."""
        return frozenset(
            at
            for start, hits in enumerate(self.hits)
            for kind, (end, _) in hits.items()
            if kind in _WHOLE and end > start + 1
            for at in range(start + 1, end)
        )

    def words(self, start: int, end: int) -> str:
        """Return the text from one token to before another."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""

    def name(self, start: int, end: int) -> str:
        """Return the text from one token to before another, on one line."""
        return " ".join(self.words(start, end).split())

    def place(self, start: int, end: int) -> Span:
        """Return the character span from one token to before another."""
        return self.tokens[start].start, self.tokens[end - 1].end

    def adjacent(self, at: int) -> bool:
        """Tell whether no space stands between a token and the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start


def read_line(text: str, sentence: Sentence, lexicon: Lexicon) -> Line:
    """Cut a sentence into tokens and look them up."""
    tokens = tokenize(text, sentence.start, sentence.end)
    hits = lexicon.hits(tokens)
    for at, here in enumerate(hits):
        if "currency" in here and "state" in here and here["currency"][0] > here["state"][0]:
            _forget(here)
        for inner in hits[at + 1 : max((here[kind][0] for kind in _NAMES if kind in here), default=at + 1)]:
            _forget(inner)
    return Line(text, sentence, tokens, hits)


def _forget(hits: Hits) -> None:
    """Drop the places that begin here: they are part of a longer name, or the sign of a currency."""
    for kind in _PLACES:
        hits.pop(kind, None)
