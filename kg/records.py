"""Record, Evidence, Origin: what a fact looks like before it is RDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Origin:
    """A place in a file: line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Evidence:
    """The words of a source that support a record; the quote may be empty where the source holds no text."""

    source: str
    quote: str
    origin: Origin


@dataclass(frozen=True)
class Record:
    """One node as written in a file: every value is text, typed later by the ontology.

    `places` holds line and column of each key's value; a key without a place is at the record's origin.
    `fragment` names the record inside its file (`row=7`, RFC 7111; `line=2,3`, RFC 5147); `text` is the row itself.
    """

    id: str | None
    type: str
    values: Mapping[str, tuple[str, ...]]
    evidence: tuple[Evidence, ...]
    origin: Origin
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    fragment: str = ""
    text: str = ""

    def place(self, key: str) -> Origin:
        """Return where the value of a key stands."""
        line, column = self.places.get(key, (self.origin.line, self.origin.column))
        return Origin(self.origin.file, line, column)


def lines(first: int, last: int) -> str:
    """Return the fragment that names some lines of a text file, counted from 1 (RFC 5147 counts the gaps between)."""
    return f"line={first - 1},{last}"


def record_of(
    fields: Mapping[str, tuple[str, ...]],
    evidence: tuple[Evidence, ...],
    origin: Origin,
    places: Mapping[str, tuple[int, int]],
    fragment: str,
    text: str = "",
) -> Record:
    """Make a record of the keys and values of a file; `id` and `type` are keys like the others there."""
    values = {key: texts for key, texts in fields.items() if key not in ("id", "type")}
    id, kind = (fields.get(key, ("",))[0] for key in ("id", "type"))
    return Record(id or None, kind, values, evidence, origin, places, fragment, text)
