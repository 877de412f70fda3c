"""Linking: the ids of things that records already describe; equal names only, never likeness."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..mint import slug
from ..records import Record
from .lexicon import fold, level

_NAMES = ("label", "altLabel")


class Known:
    """Things by type and name.

    `words` holds, as `spelling`, other spellings of words and, as `links`, the words of posts that carry no meaning.
    """

    def __init__(self, records: Iterable[Record] = (), words: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._spelling = (words or {}).get("spelling", {})
        self._links = frozenset((words or {}).get("links", ()))
        self._posts: dict[frozenset[str], set[str]] = defaultdict(set)
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_last: dict[tuple[str, str], set[str]] = defaultdict(set)
        for record in records:
            for name in (text for key in _NAMES for text in record.values.get(key, ())):
                if record.id:
                    self._by_name[record.type, fold(name)].add(record.id)
                    self._by_last[record.type, fold(name).split()[-1]].add(record.id)
                    if record.type == "Post":
                        self._posts[self._words(name)].add(record.id)

    def find(self, kind: str, *names: str) -> str:
        """Return the id of the one thing of a type that bears one of the names, or an empty text."""
        found = {id for name in names for id in self._by_name.get((kind, fold(name)), ())}
        return found.pop() if len(found) == 1 else ""

    def find_post(self, *names: str) -> str:
        """Return the id of the one post with a name of the same words, in whatever order and spelling.

        Labour Minister of Chile, Minister of Labor of Chile; words that only link others do not count.
        """
        wanted = {self._words(name) for name in names}
        found = {id for words in wanted for id in self._posts.get(words, ())}
        return found.pop() if len(found) == 1 else ""

    def _words(self, name: str) -> frozenset[str]:
        return frozenset(self._spelling.get(word, word) for word in level(name).split()) - self._links

    def candidates(self, kind: str, name: str) -> list[str]:
        """Return things of a type whose names end alike, for a person to decide."""
        return sorted(self._by_last.get((kind, fold(name).split()[-1]), ()))


def key(name: str) -> str:
    """Return a name as part of an id.

    >>> key("Ana Marić Kovač")
    'ana-maric-kovac'
    """
    return slug(fold(name).replace(".", "")).lower()
