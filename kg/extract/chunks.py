"""Chunks: a sentence as a row of actors, dates, amounts, places and words, which rules are matched against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .amounts import Amount, amount_at
from .dates import when_at
from .line import Line
from .people import Mention
from .persons import Registry
from .teams import teams
from .when import Clock, When

ACTORS = frozenset(["PERSON", "OFFICE", "STATE", "ORG", "GROUP", "HE", "SEAT"])
_PLAIN = {
    "organization": "ORG",
    "state": "STATE",
    "people": "PEOPLE",
    "seat": "SEAT",
    "city": "CITY",
    "agency": "AGENCY",
}
_WITHIN = frozenset(["in", "inside", "across", "throughout", "within"])
_GROUPS = {"states": "GROUP", "persons": "GROUP", "pronoun": "HE", "object-pronoun": "HE"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens that count as one; `kind` is in capitals, or `w` for a plain word; `classes` are those of rules."""

    kind: str
    start: int
    end: int
    word: str
    classes: tuple[str, ...] = ()
    value: Mention | When | Amount | tuple[str, ...] | None = None


@dataclass(frozen=True)
class Row:
    """The chunks of a line, and the same as one string for patterns."""

    number: int
    line: Line
    chunks: Sequence[Chunk]

    @cached_property
    def code(self) -> str:
        """Each chunk as `KIND=word/class/class/` and a space."""
        return "".join(
            f"{chunk.kind}={chunk.word}/{''.join(f'{name}/' for name in chunk.classes)} " for chunk in self.chunks
        )

    @cached_property
    def starts(self) -> list[int]:
        """Where each chunk begins in the string."""
        found, at = [], 0
        for part in self.code.split(" ")[:-1]:
            found.append(at)
            at += len(part) + 1
        return found

    @cached_property
    def classes(self) -> frozenset[str]:
        """All classes of words in the line."""
        return frozenset(name for chunk in self.chunks for name in chunk.classes)

    def has(self, at: int, *names: str) -> bool:
        """Tell whether a chunk is of one of the kinds or classes."""
        chunk = self.chunks[at] if 0 <= at < len(self.chunks) else None
        return chunk is not None and (chunk.kind in names or any(name in names for name in chunk.classes))

    def low(self, at: int) -> str:
        """Return the word of a chunk in lower case."""
        return self.chunks[at].word if 0 <= at < len(self.chunks) else ""

    def of_kind(self, *kinds: str) -> Iterator[tuple[int, Chunk]]:
        """Yield the places and chunks of some kinds."""
        return ((at, chunk) for at, chunk in enumerate(self.chunks) if chunk.kind in kinds)

    def text(self, start: int, end: int) -> str:
        """Return the text from one chunk to before another."""
        return self.line.words(self.chunks[start].start, self.chunks[end - 1].end) if end > start else ""


def chunk(number: int, line: Line, mentions: Sequence[Mention], clock: Clock, registry: Registry) -> Row:
    """Group a line's tokens into chunks; a name that no office makes known stays plain words."""
    known = [mention for mention in mentions if not mention.name or registry.find(mention.name)]
    starts = {mention.start: mention for mention in (*known, *teams(line, known))}
    found: list[Chunk] = []
    at = 0
    while at < len(line):
        piece = _mention(line, starts.get(at)) or _time_or_amount(line, at, clock) or _word(line, at)
        found.append(piece)
        at = piece.end
    return Row(number, line, found)


def _mention(line: Line, mention: Mention | None) -> Chunk | None:
    if mention is None:
        return None
    group = _group(line, mention.start)
    if group and group.end >= mention.end and not mention.name:
        return group
    word = _safe(line.low(mention.end - 1))
    kind = "PERSON" if mention.name else "OFFICE"
    return Chunk(kind, mention.start, mention.end, word, tuple(_classes(line, mention)), mention)


def _classes(line: Line, mention: Mention) -> Iterator[str]:
    """What rules may ask of a mention: one of several, or who is on a visit."""
    if not mention.name and mention.offices[0].is_plural:
        yield "plural"
    if not mention.name and mention.offices[0].kind == "team":
        yield "side"
    if any(line.hit(at, "on-visit") for at in range(mention.start, min(mention.start + 3, mention.end))):
        yield "visitor"


def _group(line: Line, at: int) -> Chunk | None:
    found = [(hit[0], name, hit[1]) for name in _GROUPS if (hit := line.hit(at, name))]
    if not found:
        return None
    end, name, values = max(found)
    if name == "object-pronoun" and "no-object" in line.hits[at] and not line.hit(end, "behind-object"):
        return None
    return Chunk(_GROUPS[name], at, end, _safe(line.low(at)), (name,), values)


def _time_or_amount(line: Line, at: int, clock: Clock) -> Chunk | None:
    if group := _group(line, at):
        return group
    when = when_at(line.tokens, line.hits, at, clock)
    if when:
        kind = "DATE" if when.text or when.same == "same-day" else "PERIOD"
        return Chunk(kind, at, when.end, "", (), when)
    amount = amount_at(line.tokens, line.hits, at)
    if amount:
        kind = {"%": "PERCENT", "": "NUMBER"}.get(amount.currency, "MONEY")
        return Chunk(kind, at, amount.end, "", (), amount)
    return None


def _word(line: Line, at: int) -> Chunk:
    hits = line.hits[at]
    found = max(((hits[name][0], kind, hits[name][1]) for name, kind in _PLAIN.items() if name in hits), default=None)
    classes = hits.get("class")
    if found and found[1] == "STATE" and line.low(at - 1) in _WITHIN:
        return Chunk("LAND", at, found[0], _safe(line.low(at)), (), found[2])
    if found and found[1] == "PEOPLE" and line.hit(found[0], "government-side"):
        # The Chilean side acts for its state.
        return Chunk("STATE", at, found[0] + 1, "side", (), found[2])
    if found and not (classes and classes[0] > found[0]):
        return Chunk(found[1], at, found[0], _safe(line.low(at)), (), found[2])
    if classes:
        return Chunk("w", at, classes[0], _safe(line.low(at)), classes[1])
    return Chunk("w", at, at + 1, _safe(line.low(at)))


def _safe(word: str) -> str:
    return word.replace("/", "|").replace("=", "~")
