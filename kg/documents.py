"""Document: a text that facts are drawn from, with positions that fit the file as it is on disk."""

import hashlib
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

_SPACES = re.compile(r"\s+")
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """A part of a document: positions in Unicode characters, the end exclusive, as Web Annotation counts them."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """A text file: `text` is the whole file, line ends counted as one character (RFC 5147, 2.1.1).

    `digest` is the SHA-256 of its bytes.
    """

    slug: str
    file: str
    text: str
    digest: str

    @cached_property
    def front(self) -> str:
        """The YAML between the two lines of dashes that the file begins with, or an empty text."""
        found = _FRONT.match(self.text)
        return found[1] if found else ""

    @cached_property
    def body(self) -> int:
        """The position of the first character after the front matter."""
        found = _FRONT.match(self.text)
        return found.end() if found else 0

    def find(self, quote: str) -> list[Passage]:
        """Return every place in the body where the quote stands word for word, white space aside."""
        words = " ".join(quote.split())
        return [self._passage(at, at + len(words)) for at in _places(words, self._even)] if words else []

    @cached_property
    def _even(self) -> str:
        """The body with one space for each run of white space."""
        return _SPACES.sub(" ", self.text[self.body :])

    @cached_property
    def _gaps(self) -> list[tuple[int, int]]:
        """From which position on of the body so evened out how many characters have been left out, and so far."""
        gaps, missing = [(0, self.body)], self.body
        for run in _SPACES.finditer(self.text, self.body):
            if len(run[0]) > 1:
                missing += len(run[0]) - 1
                gaps.append((run.end() - missing, missing))
        return gaps

    def _passage(self, start: int, end: int) -> Passage:
        """The passage between two positions of the body evened out."""
        first, last = (at + self._gaps[bisect(self._gaps, at, key=itemgetter(0)) - 1][1] for at in (start, end - 1))
        return Passage(first, last + 1, self.text[first : last + 1])


def document(slug: str, file: str, content: bytes) -> Document:
    """Make a document from the bytes of a UTF-8 file; raise UnicodeDecodeError for other encodings."""
    text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return Document(slug, file, text, hashlib.sha256(content).hexdigest())


def _places(words: str, text: str) -> Iterator[int]:
    """Yield where words stand in a text, one place after the end of the other."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))
