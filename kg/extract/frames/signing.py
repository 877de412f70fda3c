"""Signing: what an article has told of documents so far, which `the agreement`, `also signed` and lists refer to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..context import Actor
from ..facts import Fact
from ..lexicon import level
from .documents import Named

_RECENT = 4
_PLAIN = frozenset(["a", "an", "the", "of", "on", "in", "for", "and", "to", "with", "between", "memorandum", "mou"])
_PLAIN |= frozenset(["understanding", "agreement", "field", "fields", "area", "areas", "bilateral"])


@dataclass(frozen=True, slots=True)
class Pending:
    """A document named in a sentence, by its number, that told nothing of it yet; its quote and parties."""

    number: int
    document: Named
    quote: tuple[int, int]
    parties: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a text tells of several documents signed, by paragraph or sentence; the parties and day of each."""

    place: int
    parties: tuple[Actor, ...]
    day: str


@dataclass
class Signing:
    """The facts told so far, those that a bare `a memorandum` gave, documents in waiting, and the lists open."""

    facts: list[Fact] = field(default_factory=list)
    bare: list[Fact] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    heading: Heading | None = None
    ceremony: Heading | None = None

    def take(self, number: int, kind: str) -> Pending | None:
        """Return a document in waiting that a later sentence means by its noun, and forget it; any one for no noun."""
        found = [
            one
            for one in self.pending
            if 0 < number - one.number <= (_RECENT if kind else 1) and kind in ("", one.document.type)
        ]
        if found:
            self.pending.remove(found[-1])
        return found[-1] if found else None

    def last(self, kind: str) -> int | None:
        """Return the place of the last fact if it is of a document of a kind."""
        return len(self.facts) - 1 if self.facts and self.facts[-1].text("type") == kind else None

    def date(self, place: int, day: str, told: str) -> None:
        """Give a fact its date."""
        fact = self.facts[place]
        chain = (*fact.chain, f"{told!r} -> {day}")
        self.facts[place] = replace(fact, values={**fact.values, "date": day}, chain=chain)

    def told(self) -> Iterator[Fact]:
        """Yield each document once, by its fullest name; one without a name only where none of its kind has one."""
        named = {_kind(fact) for fact in self.facts}
        for place, fact in enumerate(self.facts):
            if not any(_is_fuller(other, fact) for other in self.facts[:place] + self.facts[place + 1 :]):
                yield fact
        yield from (fact for fact in self.bare if _kind(fact) not in named)


def _kind(fact: Fact) -> tuple[str, frozenset[str]]:
    return fact.text("type"), frozenset(fact.texts("party"))


def _is_fuller(one: Fact, other: Fact) -> bool:
    """The first has all words of the second's subject and more: the MoU on defence, a memorandum (MoU) on defence."""
    more, less = _subject(one), _subject(other)
    days = {one.text("date"), other.text("date")} - {""}
    is_same = _kind(one) == _kind(other) and one.text("status") == other.text("status") and len(days) < 2
    return (
        is_same and bool(less) and (less < more or (less == more and len(one.text("label")) > len(other.text("label"))))
    )


def _subject(fact: Fact) -> frozenset[str]:
    return frozenset(level(fact.text("label")).split()) - _PLAIN
