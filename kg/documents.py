"""Document: a text that facts are drawn from, with positions that fit the file as it is on disk."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

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
        pattern = re.compile(r"\s+".join(map(re.escape, quote.split())))
        hits = pattern.finditer(self.text, self.body) if quote.strip() else ()
        return [Passage(hit.start(), hit.end(), hit[0]) for hit in hits]


def document(slug: str, file: str, content: bytes) -> Document:
    """Make a document from the bytes of a UTF-8 file; raise UnicodeDecodeError for other encodings."""
    text = content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return Document(slug, file, text, hashlib.sha256(content).hexdigest())
