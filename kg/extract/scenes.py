"""Scenes: the sentences on a person: who else is named in them, who stands together and who across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .article import Article
from .line import Line
from .people import Mention
from .persons import Person

_SUBJECT = 4
_AFTER = frozenset([",", ".", "at", "in", "on", "for", "and", "later", "with", "to"])
_LINKS = frozenset(["", "and", "as well as", "and also"])


@dataclass(frozen=True)
class Scene:
    """A sentence on a person: who else is named in it, where the person is, and the two before it."""

    article: Article
    person: Person
    line: Line
    before: Sequence[Line]
    mentions: Sequence[Mention]
    mine: Mention
    subject: Person | None

    def others(self) -> Iterator[tuple[Mention, str, str]]:
        """Yield who else is named, by name or by an office alone, with the state acted for and a word for it."""
        for mention in self.mentions:
            other = self.article.registry.find(mention.name) if mention.name else None
            if other and other is not self.person and other.state:
                yield mention, other.state, other.name
            elif not mention.name and mention.offices and len(mention.offices[-1].states) == 1:
                yield mention, mention.offices[-1].states[0], self.line.words(mention.start, mention.end)
        he = _pronoun(self.line) if self.subject is not self.person else None
        is_first = he and all(he.start < mention.start for mention in self.mentions)
        him = he if is_first else _object(self.line, self.mine)
        if him and self.subject and self.subject is not self.person and self.subject.state:
            yield him, self.subject.state, self.subject.name


def scenes(article: Article, person: Person) -> Iterator[Scene]:
    """Yield each sentence that names a person, or goes on about the person named last as `he` or `she`."""
    last: Person | None = None
    for number, (line, mentions) in enumerate(zip(article.lines, article.mentions, strict=True)):
        before = article.lines[max(0, number - 2) : number][::-1]
        known = [(mention, article.registry.find(mention.name)) for mention in mentions if mention.name]
        mine = next((mention for mention, found in known if found is person), None)
        if mine is None and last is person:
            mine = _pronoun(line)
        if mine:
            yield Scene(article, person, line, before, mentions, mine, last)
        last = known[0][1] if known and known[0][0].start <= _SUBJECT else last


def is_opposed(line: Line, mentions: Sequence[Mention], first: Mention, second: Mention) -> bool:
    """Two met or talked: A met B; A and B met C and D; after talks with A, B said."""
    opening = line.before(first.start, "opposite") or line.before(first.start - 1, "opposite")
    if opening and opening[0] < _SUBJECT and line.low(first.end) == "," and second.start == first.end + 1:
        return True
    row = [first, *(one for one in mentions if first.end <= one.start and one.end <= second.start), second]
    gaps = [(one.end, other.start) for one, other in pairwise(row)]
    apart = [gap for gap in gaps if not (is_list(line, *gap) or is_company(line, *gap))]
    return len(apart) == 1 and _has(line, "opposite", *apart[0])


def is_company(line: Line, start: int, end: int) -> bool:
    """Tell whether words between two persons make them of one state: together with, but not with his host."""
    return _has(line, "company", start, end) and not _has(line, "companion", start, end)


def is_list(line: Line, start: int, end: int) -> bool:
    """Tell whether only commas, `and`, `as well as` or a rank stand between two places."""
    between = [line.low(at) for at in range(start, end) if not (line.hit(at, "rank") or line.hit(at, "honorific"))]
    return bool(between) and " ".join(word for word in between if word not in (",", ";", "by")) in _LINKS


def _pronoun(line: Line) -> Mention | None:
    places = (at for at in range(min(len(line), _SUBJECT * 3)) if line.hit(at, "pronoun"))
    return next((Mention(at, at + 1, "", ()) for at in places), None)


def _object(line: Line, mine: Mention) -> Mention | None:
    """President X received her: the pronoun behind a verb of meeting."""
    verbs = (hit for at in range(mine.end, mine.end + 3) if (hit := line.hit(at, "opposite")))
    places = (end for end, _ in verbs if line.low(end) in ("him", "her") and line.low(end + 1) in _AFTER)
    return next((Mention(at, at + 1, "", ()) for at in places), None)


def _has(line: Line, kind: str, start: int, end: int) -> bool:
    return any(line.hit(at, kind) for at in range(start, end))
