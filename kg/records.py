"""Record, Evidence, Origin: what a fact looks like before it is RDF."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Places = Mapping[str, tuple[int, int]]

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".csv", ".parquet")
"""How the names of record files end."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file: line and column count from 1, columns in characters."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Evidence:
    """The words of a source that support a record."""

    source: str
    quote: str
    origin: Origin


@dataclass(frozen=True)
class Flaw:
    """What keeps a record, as it is written, from being loaded; the fields are those of a problem."""

    rule: str
    origin: Origin
    value: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Record:
    """One node as written in a file: every value is text, typed later by the ontology.

    `places` holds line and column of each key's value, `heads` of the keys that stand elsewhere; a key without a place
    is at the record's origin. `fragment` names the record inside its file (`row=7`, RFC 7111; `line=2,3`, RFC 5147);
    `text` is the row itself. A record with flaws is read on, to find what else is wrong with it.
    """

    id: str | None
    type: str
    values: Mapping[str, tuple[str, ...]]
    evidence: tuple[Evidence, ...]
    origin: Origin
    places: Places = field(default_factory=dict)
    fragment: str = ""
    text: str = ""
    heads: Places = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()

    def place(self, key: str) -> Origin:
        """Return where the value of a key stands."""
        return Origin(self.origin.file, *self.places.get(key, (self.origin.line, self.origin.column)))

    def head(self, key: str) -> Origin:
        """Return where a key stands."""
        return Origin(self.origin.file, *self.heads[key]) if key in self.heads else self.place(key)


@dataclass(frozen=True)
class LeftOut:
    """A record that a load went without, and why."""

    origin: Origin
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


class Found(Mapping[str, tuple[int, int]]):
    """Places of keys, each found only when a message asks: `find` tells it by the key and `parts`."""

    def __init__(self, keys: Sequence[str], find: Callable[..., tuple[int, int]], *parts: object) -> None:
        self._keys, self._find, self._parts = keys, find, parts

    def __getitem__(self, key: str) -> tuple[int, int]:
        if key not in self._keys:
            raise KeyError(key)
        return self._find(key, *self._parts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        # Where keys and parts are the same, nothing has to be found.
        return (isinstance(other, Found) and vars(self) == vars(other)) or super().__eq__(other)


class Draft:
    """A record being read, key by key; what is wrong with a key is kept as a flaw. `place` tells where a key stands."""

    def __init__(self, place: Callable[[str], Origin]) -> None:
        self._place = place
        self._fields: dict[str, tuple[str, ...]] = {}
        self._evidence: list[Evidence] = []
        self._flaws: list[Flaw] = []

    def add(self, key: str, texts: Sequence[str] | None) -> None:
        """Take the texts of a key, without the white space at their ends; None stands for what is no text."""
        values = tuple([text.strip() for text in texts or ()])
        if key in self._fields:
            self._refuse("duplicate-key", key, "a key stands twice in one record", "write its values as one list")
        elif texts is None:
            advice = "give a nested thing a record and an id of its own"
            self._refuse("value", key, "a key takes a text or a list of texts", advice)
        elif not all(values):
            self._refuse("empty-value", key, "a key has no value", "remove it, or fill it")
        elif len(values) > 1 and key in ("id", "type"):
            self._refuse("value", key, f"a record has one {key}", "write a record for each")
        self._fields.setdefault(key, tuple(filter(None, values)))

    def cite(self, parts: Sequence[tuple[str, str | None]], at: Origin) -> None:
        """Take a piece of evidence, as keys and texts; None stands for what is no text."""
        fields = {key: text.strip() for key, text in parts if text}
        if len(parts) == 2 and fields.keys() == {"source", "quote"} and all(fields.values()):
            self._evidence.append(Evidence(fields["source"], fields["quote"], at))
        else:
            advice = 'write {source: name-of-the-document, quote: "its words"}'
            shown = ", ".join(": ".join(filter(None, part)) for part in parts)
            self.refuse("evidence", at, shown, "evidence names a source and quotes it", advice)

    def refuse(self, rule: str, at: Origin, value: str, message: str, remedy: str) -> None:
        """Keep a flaw at a place."""
        self._flaws.append(Flaw(rule, at, value, message, remedy))

    def record(
        self, origin: Origin, places: Places, fragment: str, text: str = "", heads: Places | None = None
    ) -> Record:
        """Return the record; until now, `id` and `type` were keys like the others."""
        id, kind = ("".join(self._fields.pop(key, ())[:1]) for key in ("id", "type"))
        values = {key: texts for key, texts in self._fields.items() if texts}
        evidence, flaws = tuple(self._evidence), tuple(self._flaws)
        return Record(id or None, kind, values, evidence, origin, places, fragment, text, heads or {}, flaws)

    def _refuse(self, rule: str, key: str, message: str, remedy: str) -> None:
        self.refuse(rule, self._place(key), key, message, remedy)


def lines(first: int, last: int) -> str:
    """Return the fragment that names some lines of a text file, counted from 1 (RFC 5147 counts the gaps between)."""
    return f"line={first - 1},{last}"
