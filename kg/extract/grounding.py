"""Grounding: whether what a fact says can be read in the sentence it quotes, or follows from a logged step."""

import re
from collections.abc import Iterator

from .amounts import amount_at
from .article import Article
from .facts import Fact
from .lexicon import fold
from .line import Line

_NAMED = {
    "tenure": ("person",),
    "meeting": ("participant",),
    "visit": ("visitor", "host"),
    "agreement": ("signatory",),
    "organization": ("name",),
    "statement": ("speaker",),
}
_STATES = {
    "tenure": ("state",),
    "trade": ("reporter", "partner"),
    "visit": ("state",),
    "organization": ("states",),
    "agreement": ("party",),
}
_NUMBERS = ("amount", "growth")


def ungrounded(article: Article, fact: Fact) -> str:
    """Return why a fact is not grounded, or an empty text; the quote's sentence and the fact's chain count."""
    start, end = fact.quote
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        return "the quote is not in the text"
    lines = [line for line in article.lines if line.sentence.start < end and start < line.sentence.end]
    words = fold(" ".join([line.words(0, len(line)) for line in lines] + list(fact.chain)))
    return next(_missing(article, fact, lines, words), "")


def _missing(article: Article, fact: Fact, lines: list[Line], words: str) -> Iterator[str]:
    for key in _NAMED.get(fact.kind, ()):
        for name in _values(fact, key):
            if not name.startswith("state/") and not any(
                part in words for part in re.findall(r"\w{2,}", fold(name)) or [""]
            ):
                yield f"the name {name!r} is neither in the sentence nor in the chain"
    for key in _STATES.get(fact.kind, ()):
        for code in _values(fact, key):
            state = article.lexicon.states.get(code.removeprefix("state/"))
            if state and not any(_stands(fold(name), words) for name in (*state.names, state.label, state.code)):
                yield f"the state {state.label} is neither in the sentence nor in the chain"
    for key in _NUMBERS:
        if fact.text(key) and fact.text(key).lstrip("-") not in _numbers(lines):
            yield f"the number {fact.text(key)} is not in the sentence"
    day = fact.text("date")
    if day and day[:4] not in words and day not in words:
        yield f"the date {day} is neither in the sentence nor in the chain"


def _values(fact: Fact, key: str) -> tuple[str, ...]:
    return fact.texts(key) or ((fact.text(key),) if fact.text(key) else ())


def _stands(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def _numbers(lines: list[Line]) -> set[str]:
    """The numbers that the sentences state, words such as doubled and tenfold included."""
    found: set[str] = set()
    for line in lines:
        for at in range(len(line)):
            amount = amount_at(line.tokens, line.hits, at)
            if amount:
                found.add(f"{amount.value.normalize():f}")
            for kind in ("multiple", "fraction"):
                if hit := line.hit(at, kind):
                    found.add(hit[1][0])
            factor = line.hit(at, "number-word")
            number = factor[1][0] if factor else line.low(at)
            if line.hit(at + 1, "times") and re.fullmatch(r"\d+(?:\.\d+)?", number):
                found.add(f"{(float(number) - 1) * 100:g}")
    return found
