"""Clean: a text levelled for reading, each character of it with its place in the file."""

import re
import unicodedata
from dataclasses import dataclass

_LEVEL = str.maketrans(
    {
        **dict.fromkeys("‘’‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\u2002\u2003\u3000\t", " "),
        **dict.fromkeys("‐‑‒–−", "-"),
    }
)
_LOOSE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|\\w[\u0300-\u036f]+")


@dataclass(frozen=True)
class Clean:
    """A levelled text; `places` holds the place of each character in the original, None where nothing moved."""

    text: str
    places: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that a span of the levelled one was made from."""
        if self.places is None or end <= start:
            return start, end
        return self.places[start], self.places[end]


def clean(text: str) -> Clean:
    """Level quotes, spaces and dashes, drop invisible characters, and compose letters with their marks."""
    level = text.translate(_LEVEL)
    if not _LOOSE.search(level):
        return Clean(level)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for found in _LOOSE.finditer(level):
        composed = unicodedata.normalize("NFC", found[0]) if len(found[0]) > 1 else ""
        parts += [level[at : found.start()], composed]
        places += [*range(at, found.start()), *[found.start()] * len(composed)]
        at = found.end()
    places += range(at, len(level) + 1)
    return Clean("".join([*parts, level[at:]]), tuple(places))
