"""Focus: whom a sentence is about, and whom its pronouns can mean."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from .article import Article
from .chunks import Row
from .line import Line

_GOVERNING = frozenset(["with", "of", "to", "by", "from", "for", "between", "at", "told"])
_WORDS = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}


def leading(row: Row) -> int | None:
    """Return the place of the person whom a sentence is about: the first that no preposition governs, or the first."""
    places = [at for at, _ in row.of_kind("PERSON", "OFFICE")]
    return next((at for at in places if not is_governed(row, at)), places[0] if places else None)


def is_governed(row: Row, at: int) -> bool:
    """Talks with X and Y: both are governed; in `after talks with X, Y said` the second is not."""
    if row.low(at - 1) == "and" and row.has(at - 2, "PERSON", "OFFICE"):
        return is_governed(row, at - 2)
    return row.low(at - 1) in _GOVERNING or (row.low(at - 1) == "the" and row.low(at - 2) in _GOVERNING)


def places(row: Row) -> list[str]:
    """Return the states that a sentence is set in: in Oslo, at Oslo, in Norway."""
    inside = [
        chunk for at, chunk in row.of_kind("CITY", "LAND") if chunk.kind == "LAND" or row.low(at - 1) in ("in", "at")
    ]
    values = [chunk.value for chunk in inside]
    return [value[0] for value in values if isinstance(value, tuple) and len(value) == 1]


def pronouns(article: Article) -> Mapping[str, str]:
    """Return `he` or `she` for the persons of an article, by the pronouns behind a name, up to the next one."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    last: list[str] = []
    for line, mentions in zip(article.lines, article.mentions, strict=True):
        known = [(mention.start, article.registry.find(mention.name)) for mention in mentions if mention.name]
        named = [(start, person.name) for start, person in known if person]
        names = list(dict.fromkeys(name for _, name in named))
        first, second = (
            next((start for start, one in named if one == name), len(line)) for name in [*names, "", ""][:2]
        )
        if len(last) == 1:
            votes[last[0]].update(_pronouns(line, 0, first))
        if names:
            votes[names[0]].update(_pronouns(line, first, second))
        last = names
    return {name: count.most_common(1)[0][0] for name, count in votes.items() if count}


def _pronouns(line: Line, start: int, end: int) -> list[str]:
    return [_WORDS[token.low] for token in line.tokens[start:end] if token.low in _WORDS]
