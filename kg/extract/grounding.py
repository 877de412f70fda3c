"""Grounding: whether what a fact says can be read in the sentence it quotes, or follows from a logged step."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from .amounts import Amount, amount_at, number_of
from .article import Article
from .dates import when_at
from .facts import Fact
from .lexicon import Hits, level
from .tokens import tokenize
from .when import When

PLACES = ("state", "people", "city", "capital", "seat")
"""What names a state in a text."""

_NO_PLACES = ("online", "phone")
_BOUNDS = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")


def ungrounded(article: Article, fact: Fact, slots: Mapping[str, str]) -> str:
    """Return why a fact is not grounded, or an empty text; `slots` says what each of its slots is held to.

    The whole of each sentence that the quote touches counts, and what the fact's chain of steps gives.
    """
    start, end = fact.quote
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        return "the quote is not in the text"
    ground = _Ground(article, fact)
    return next(
        (f"{key} {value!r} is neither in the sentence nor in the chain" for key, value in ground.missing(slots)), ""
    )


class _Ground:
    """The sentences that a fact quotes, and its chain."""

    def __init__(self, article: Article, fact: Fact) -> None:
        self.article, self.fact = article, fact
        start, end = fact.quote
        self.lines = [line for line in article.lines if line.sentence.start < end and start < line.sentence.end]
        self.chain = " ; ".join(fact.chain)

    def missing(self, slots: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the slots with values that nothing gives."""
        for key, form in slots.items():
            for value in self.fact.texts(key) or (self.fact.text(key),):
                if value and not _CHECKS[form](self, value):
                    yield key, value

    @cached_property
    def words(self) -> str:
        return level(" ".join([line.words(0, len(line)) for line in self.lines] + [self.chain]))

    @cached_property
    def hits(self) -> list[Hits]:
        """What the lexicon finds in the sentences and in the chain."""
        steps = self.article.lexicon.hits(tokenize(self.chain)) if self.chain else []
        return [hits for line in self.lines for hits in line.hits] + steps

    def values(self, *kinds: str) -> set[str]:
        return {value for hits in self.hits for kind in kinds if kind in hits for value in hits[kind][1]}

    @cached_property
    def states(self) -> set[str]:
        """States by code: a code in the chain, a name in either; `us` is no name of the United States."""
        codes = set(re.findall(r"\b[A-Z]{2,3}\b", self.chain)) & self.article.lexicon.states.keys()
        return codes | self.values(*PLACES)

    @cached_property
    def whens(self) -> list[When]:
        clock = self.article.clock
        found = (when_at(line.tokens, line.hits, at, clock) for line in self.lines for at in range(len(line)))
        return [when for when in found if when]

    @cached_property
    def amounts(self) -> list[Amount]:
        found = (amount_at(line.tokens, line.hits, at) for line in self.lines for at in range(len(line)))
        return [amount for amount in found if amount]

    # ---------------------------------------------------------------- one value each

    def has_words(self, text: str) -> bool:
        """Tell whether each word stands there: names of things are put together from words of the sentence."""
        return text in _NO_PLACES or all(f" {word} " in self.words for word in level(text).split())

    def has_name(self, name: str) -> bool:
        """Tell whether a full name stands there, or part of one that stands in the text."""
        full = level(name)
        parts = [part for part in full.split() if len(part) > 1]
        return full in self.words or (full in self.article.words and any(f" {part} " in self.words for part in parts))

    def has_actor(self, name: str) -> bool:
        state = name.removeprefix("state/")
        return self.has_state(state) if state != name else self.has_name(name)

    def has_state(self, code: str) -> bool:
        return code in self.states

    def has_day(self, day: str) -> bool:
        days = {text for when in self.whens for text in (when.text, when.later)}
        return day in days or re.search(rf"(?<![\d-]){re.escape(day)}(?![\d-])", self.chain) is not None

    def has_first(self, day: str) -> bool:
        return self._bounds(day, 0)

    def has_last(self, day: str) -> bool:
        return self._bounds(day, 1)

    def _bounds(self, day: str, place: int) -> bool:
        read = [(when.first, when.last)[place] for when in self.whens]
        return date.fromisoformat(day) in read or day in [found[place] for found in _BOUNDS.findall(self.chain)]

    def has_number(self, number: str) -> bool:
        return number in {f"{amount.value.normalize():f}" for amount in self.amounts}

    def has_currency(self, code: str) -> bool:
        return code in {amount.currency for amount in self.amounts} or code in self.chain.split()

    def has_growth(self, number: str) -> bool:
        """Tell whether a percentage, a fraction or a multiple stands there, and a word for its direction."""
        turns = {"-"} & {token.low for line in self.lines for token in line.tokens}
        falls, rises = self.values("down") or turns, self.values("up", "multiple", "times") or self._has_plus()
        size, words = number.lstrip("-"), self._multiples()
        if size != number and number in words:  # halved
            return True
        return bool(falls if size != number else rises) and (self.has_number(size) or size in words)

    def _has_plus(self) -> bool:
        return any(token.low == "+" for line in self.lines for token in line.tokens)

    def _multiples(self) -> set[str]:
        """Growth in words: doubled, tenfold, by a third, three times."""
        found = self.values("multiple", "fraction")
        for line in self.lines:
            for at in range(len(line)):
                word = line.hit(at, "number-word")
                number = number_of(word[1][0] if word else line.low(at))
                if number is not None and line.hit(at + 1, "times"):
                    found.add(f"{float(number - 1) * 100:g}")
        return found

    def has_flow(self, flow: str) -> bool:
        return flow in self.values("flow") or flow in self.chain.split()


_CHECKS: Mapping[str, Callable[[_Ground, str], bool]] = {
    "words": _Ground.has_words,
    "name": _Ground.has_name,
    "actor": _Ground.has_actor,
    "state": _Ground.has_state,
    "day": _Ground.has_day,
    "first-day": _Ground.has_first,
    "last-day": _Ground.has_last,
    "number": _Ground.has_number,
    "currency": _Ground.has_currency,
    "sign": _Ground.has_growth,
    "flow": _Ground.has_flow,
}
