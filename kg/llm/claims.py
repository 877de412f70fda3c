"""Claims: what a model says, read as facts of an article: each value from the quoted sentence or by a logged step.

A model has no say in the chain of steps: it is worked out here from the article, or the claim is refused.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..extract.amounts import Amount, amount_at
from ..extract.article import Article
from ..extract.chunks import chunk
from ..extract.clean import clean
from ..extract.facts import Fact, Value
from ..extract.grounding import PLACES
from ..extract.lexicon import level
from ..extract.line import Span, read_line
from ..extract.offices import offices_in
from ..extract.sentences import Sentence
from ..extract.when import When
from ..values import stated
from .questions import Questions, Slot

RULE = "model"
_CONFIDENCE = 0.3  # nobody has measured the model: less than any rule
_LONGEST = 800  # characters of a quote
_MOST_DIGITS = 18


class ClaimError(Exception):
    """Why a claim is no fact of the article."""


def fact_of(article: Article, claim: object, questions: Questions) -> Fact:
    """Return a claim as a fact; raise ClaimError with the reason if it is not as asked, or not from its sentence."""
    if not isinstance(claim, dict) or claim.get("kind") not in [*questions.kinds]:
        raise ClaimError("no kind of fact that was asked for")
    slots = questions.kinds[claim["kind"]]
    _check_keys(claim, {"kind", "quote", *(slot.asked for slot in slots if slot.is_asked)})
    number, quote = _place(article, _text(claim.get("quote")))
    reading = _Reading(article, number)
    values: dict[str, Value] = {}
    for slot in slots:
        values[slot.key] = reading.value(slot, claim, values)
    _check_needs(slots, values)
    return Fact(claim["kind"], values, quote, RULE, _CONFIDENCE, tuple(dict.fromkeys(reading.chain)))


def _check_keys(claim: Mapping[str, object], known: set[str]) -> None:
    if unknown := sorted(claim.keys() - known):
        raise ClaimError(f"unknown key {unknown[0]!r:.40}")


def _check_needs(slots: Sequence[Slot], values: Mapping[str, Value]) -> None:
    for slot in slots:
        value = values[slot.key]
        if (slot.need == "all" and not value) or (slot.need == "two" and len(set(_names(value))) < 2):
            raise ClaimError(f"{slot.asked} is missing")
    either = [slot for slot in slots if slot.need == "any"]
    if either and not any(values[slot.key] for slot in either):
        raise ClaimError(f"{' and '.join(slot.asked for slot in either)} are missing")


def _place(article: Article, quote: str) -> tuple[int, Span]:
    """Number of the sentence that holds a quote, and the quote's span; spaces, quote marks and dashes may differ."""
    words = clean(quote).text.split()
    if len(words) < 2 or len(quote) > _LONGEST:
        raise ClaimError("the quote is too short or too long")
    for found in re.finditer(r"\s+".join(map(re.escape, words)), article.text):
        for number, line in enumerate(article.lines):
            if line.sentence.start <= found.start() and found.end() <= line.sentence.end:
                return number, found.span()
    raise ClaimError("the quote is not in a sentence of the text")


class _Reading:
    """The reading of one claim's values in the light of its sentence; `chain` grows by the steps taken."""

    def __init__(self, article: Article, number: int) -> None:
        line = article.lines[number]
        row = chunk(number, line, article.mentions[number], article.clock, article.registry)
        self.article, self.line, self.row = article, line, row
        self.words, self.text = level(line.words(0, len(line))), level(article.text)
        self.chain: list[str] = []

    def value(self, slot: Slot, claim: Mapping[str, object], values: Mapping[str, Value]) -> Value:
        """Return a slot's value; raise ClaimError if it is of the wrong type or not from the sentence."""
        if not slot.is_asked:
            return self._derived(slot, values)
        raw = claim.get(slot.asked)
        if slot.form in _SEVERAL:
            return tuple(_SEVERAL[slot.form](self, text) for text in _list([] if raw is None else raw))
        if slot.form == "yes-no":
            return _flag(False if raw is None else raw)
        if raw is None:
            return ""
        if slot.form == "number":
            return _number(raw)
        return _choice(slot, _text(raw)) if slot.choices else _ONE[slot.form](self, _text(raw))

    def _derived(self, slot: Slot, values: Mapping[str, Value]) -> Value:
        if slot.form == "no":
            return False
        source = values[slot.of]
        if slot.form == "class-of":
            return self._class(str(source))
        if slot.form == "as-stated":
            return next(
                (stated(amount.value) for amount in self._amounts() if f"{amount.value.normalize():f}" == source), ""
            )
        states = tuple(self._state_of(name) for name in _names(source))
        return states if slot.form == "states-of" else (states or ("",))[0]

    def _class(self, role: str) -> str:
        offices = offices_in(read_line(role, Sentence(0, len(role), 0), self.article.lexicon))
        if not offices:
            raise ClaimError(f"{role!r:.60} is no office that is known")
        return offices[0].kind

    def _state_of(self, name: str) -> str:
        person = None if name.startswith("state/") else self.article.registry.find(name)
        return person.state if person else name.removeprefix("state/") if name.startswith("state/") else ""

    def name(self, text: str) -> str:
        """A name that the text gives in full, and whose last word the sentence gives."""
        full = level(text)
        last = full.split()[-1:]
        if not last or full not in self.text or f" {last[0]} " not in self.words:
            raise ClaimError(f"the name {text!r:.80} is not in the sentence")
        if full not in self.words:
            self.chain.append(f"{text.split()[-1]!r} -> {text}")
        return " ".join(text.split())

    def plain(self, text: str) -> str:
        """A phrase all of whose words are in the sentence."""
        parts = level(text).split()
        missing = [part for part in parts if f" {part} " not in self.words]
        if missing or not parts:
            raise ClaimError(f"{text!r:.80} is not in the words of the sentence")
        return " ".join(text.split())

    def state(self, text: str) -> str:
        """The code of a state that the sentence names, or means by an office-holder or by `the two countries`."""
        code = self._code(text)
        if not code or code not in self._named():
            words = next((words for words, states in self._meant() if code and code in states), "")
            if not words:
                raise ClaimError(f"the state {text!r:.40} is not in the sentence")
            self.chain.append(f"{words!r} -> {code}")
        return code

    def _code(self, text: str) -> str:
        states = self.article.lexicon.states.values()
        return next((state.code for state in states if text in (state.alpha2, state.is_union and state.label)), "")

    def _named(self) -> set[str]:
        hits = [hits[kind][1] for hits in self.line.hits for kind in PLACES if kind in hits]
        return {code for codes in hits if len(codes) == 1 for code in codes}

    def _meant(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Words of the sentence that stand for states: persons whose office is told elsewhere, and both sides."""
        for mention in self.article.mentions[self.row.number]:
            person = self.article.registry.find(mention.name) if mention.name else None
            if person:
                yield f"office of {person.name}", [person.state]
        for at in range(len(self.line)):
            if hit := self.line.hit(at, "states"):
                yield self.line.words(at, hit[0]), self.article.pair

    def actor(self, text: str) -> str:
        """A state by code, or a name."""
        is_state = re.fullmatch("[A-Z]{2}", text) or self._code(text)
        return f"state/{self.state(text)}" if is_state else self.name(text)

    def day(self, text: str) -> str:
        """A date that the sentence gives, reckoned from the article's own."""
        for when, words in self._whens():
            if text and text in (when.text, when.later):
                self.chain.append(f"{words!r} -> {text}")
                return text
        raise ClaimError(f"the date {text!r:.40} is not in the sentence")

    def first(self, text: str) -> str:
        return self._bound(text, [when.first.isoformat() for when, _ in self._whens() if when.first])

    def last(self, text: str) -> str:
        return self._bound(text, [when.last.isoformat() for when, _ in self._whens() if when.last])

    def _bound(self, text: str, known: Sequence[str]) -> str:
        if text not in known:
            raise ClaimError(f"no period of the sentence has the bound {text!r:.40}")
        return text

    def _whens(self) -> list[tuple[When, str]]:
        chunks = [found for _, found in self.row.of_kind("DATE", "PERIOD")]
        return [(it.value, self.line.words(it.start, it.end)) for it in chunks if isinstance(it.value, When)]

    def currency(self, text: str) -> str:
        """A currency in which the sentence gives an amount."""
        if text not in {amount.currency for amount in self._amounts()} - {"", "%"}:
            raise ClaimError(f"no amount of the sentence is in {text!r:.40}")
        return text

    def _amounts(self) -> list[Amount]:
        found = (amount_at(self.line.tokens, self.line.hits, at) for at in range(len(self.line)))
        return [amount for amount in found if amount]


_ONE: Mapping[str, Callable[[_Reading, str], str]] = {
    "name": _Reading.name,
    "words": _Reading.plain,
    "state": _Reading.state,
    "date": _Reading.day,
    "first-day": _Reading.first,
    "last-day": _Reading.last,
    "currency": _Reading.currency,
}
_SEVERAL: Mapping[str, Callable[[_Reading, str], str]] = {
    "actors": _Reading.actor,
    "names": _Reading.name,
    "states": _Reading.state,
}


def _names(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) and value else ()


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ClaimError(f"{raw!r:.40} is no text")
    return raw.strip()


def _list(raw: object) -> list[str]:
    if not isinstance(raw, list):
        raise ClaimError(f"{raw!r:.40} is no list")
    return [_text(part) for part in raw]


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ClaimError(f"{raw!r:.40} is neither true nor false")
    return raw


def _number(raw: object) -> str:
    """A number in digits; one of a size that no text states is refused before it is written out."""
    if not isinstance(raw, Decimal) or not raw.is_finite() or abs(raw.adjusted()) > _MOST_DIGITS:
        raise ClaimError(f"{raw!r:.40} is no number")
    return f"{raw.normalize():f}"


def _choice(slot: Slot, text: str) -> str:
    if text not in slot.choices:
        raise ClaimError(f"{slot.asked}: {text!r:.40} is none of {', '.join(slot.choices)}")
    return text
