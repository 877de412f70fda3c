"""Article: a text read as a whole: its lines, dates, people and the states that it is about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .clean import Clean, clean
from .clocks import find_clock
from .fellows import share_offices
from .lexicon import Lexicon, level
from .line import Line, read_line
from .people import Mention, mentions_in
from .persons import Registry
from .sentences import lay_out
from .tokens import Token, tokenize
from .when import Clock

_HEAD = 4


@dataclass(frozen=True)
class Article:
    """What one text holds; `mentions` stand by line."""

    clean: Clean
    lexicon: Lexicon
    lines: Sequence[Line]
    mentions: Sequence[Sequence[Mention]]
    registry: Registry
    clock: Clock
    dateline: str

    @property
    def text(self) -> str:
        """The levelled text."""
        return self.clean.text

    @cached_property
    def words(self) -> str:
        """All words in lower-case ASCII with single spaces between and around."""
        return level(self.text)

    @cached_property
    def states(self) -> list[str]:
        """The states that the text names, the one it is most about first."""
        counts: Counter[str] = Counter(dict.fromkeys(self.homes, 2))
        for number, line in enumerate(self.lines):
            for hits in line.hits:
                for kind, weight in (("state", 2), ("people", 2), ("capital", 1)):
                    if kind in hits and len(hits[kind][1]) == 1:
                        counts[hits[kind][1][0]] += 3 * weight if number < 2 else weight
        order = list(dict.fromkeys([*self._in_order(), *self.homes]))
        return sorted(counts, key=lambda code: (-counts[code], order.index(code)))

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two states that the text is about, in the order in which it names them; fewer if it names fewer."""
        two = sorted(self.states[:3], key=lambda code: self.lexicon.states[code].is_union)[:2]
        order = list(dict.fromkeys([*self._in_order(), *self.homes]))
        return tuple(sorted(two, key=order.index))

    def _in_order(self) -> list[str]:
        return [
            hits[kind][1][0]
            for line in self.lines
            for hits in line.hits
            for kind in ("state", "people", "capital")
            if kind in hits and len(hits[kind][1]) == 1
        ]

    @cached_property
    def homes(self) -> list[str]:
        """States that the text is told from: by its dateline, or by the agency that reports it."""
        found = [state for state, _ in self._issuers()]
        for part, kinds in ((self.dateline, ("city", "agency", "state")), (self._edges, ("agency",))):
            tokens = tokenize(part)
            for kind in kinds:
                found += [
                    hits[kind][1][0]
                    for at, hits in enumerate(self.lexicon.hits(tokens))
                    if kind in hits and len(hits[kind][1]) == 1 and not (kind == "agency" and _is_inner(tokens, at))
                ]
        return list(dict.fromkeys(found))

    @cached_property
    def place(self) -> str:
        """The state of the city in the dateline, or an empty text."""
        hits = (found["city"] for found in self.lexicon.hits(tokenize(self.dateline)) if "city" in found)
        return next((values[0] for _, values in hits if len(values) == 1), "")

    @cached_property
    def issuers(self) -> frozenset[str]:
        """The states of the bodies that issue the text."""
        return frozenset(state for state, kind in self._issuers() if kind != "place")

    @cached_property
    def missions(self) -> frozenset[str]:
        """The states whose embassy issues the text: others named in it are mostly of the host."""
        return frozenset(state for state, kind in self._issuers() if kind == "mission")

    @cached_property
    def embassies(self) -> frozenset[str]:
        """The states of the embassies that the text speaks of."""
        places = ((line, at) for line in self.lines for at, hits in enumerate(line.hits) if "issuing" in hits)
        found = (_owner_near(line, at) for line, at in places if line.hits[at]["issuing"][1][0] == "mission")
        return frozenset(state for state in found if state)

    @cached_property
    def quoted(self) -> list[bool]:
        """For each sentence whether it begins within quotation marks that its paragraph has opened."""
        found, is_open, paragraph = [], False, -1
        for line in self.lines:
            is_open = is_open and line.sentence.paragraph == paragraph
            found.append(is_open)
            is_open ^= sum(token.text == '"' for token in line.tokens) % 2 == 1
            paragraph = line.sentence.paragraph
        return found

    @cached_property
    def interviewed(self) -> str:
        """The person with an office whom a heading names, where the text is one of questions and answers."""
        is_interview = sum(line.low(1) == ":" and line.low(0) in ("q", "a") for line in self.lines) > 1
        headed = (found for line, found in zip(self.lines, self.mentions, strict=True) if line.sentence.is_heading)
        names = [mention.name for found in headed for mention in found if mention.name and mention.offices]
        return names[0] if names and is_interview else ""

    def _issuers(self) -> Iterator[tuple[str, str]]:
        """The state of the body that issues the text, by its first lines: Embassy of Norway; foreign ministry, Oslo."""
        for line in self.lines[:_HEAD]:
            if not line.sentence.is_heading and line is not self.lines[0]:
                continue
            if line.sentence.is_heading and line.low(1) == "," and (place := line.hit(0, "city")):
                yield place[1][0], "place"
            for at in range(len(line)):
                if "issuing" in line.hits[at] and (state := _owner_near(line, at)):
                    yield state, line.hits[at]["issuing"][1][0]

    @property
    def _edges(self) -> str:
        return f"{self.text[:60]} {self.text[-160:]} " + " ".join(
            line.words(0, len(line))[:400] for line in self.lines[:3]
        )


def _is_inner(tokens: Sequence[Token], at: int) -> bool:
    """A word behind another one with a capital is part of a longer name: Star Business Report."""
    before = tokens[at - 1].text if at else ""
    return len(before) > 2 and before[0].isupper() and not before.isupper() and not tokens[at].text.isupper()


def _owner_near(line: Line, at: int) -> str:
    """The state whose body a noun names: right before it, or behind it after of, at, a comma."""
    end = line.hits[at]["issuing"][0]
    after = end + (line.low(end) in ("of", "in", ",")) + (line.low(end + 1) == "the")
    found = (
        line.before(at, "people") or line.hit(after, "state") or line.hit(after, "capital") or line.before(at, "state")
    )
    is_source = line.low(end) == "in" and any(line.hit(step, "announcing") for step in range(after + 1, after + 4))
    is_body = line.is_capital(at) or line.low(end) == "," or line.hits[at]["issuing"][1][0] == "mission" or is_source
    return found[1][0] if found and len(found[1]) == 1 and is_body else ""


def read_article(text: str, lexicon: Lexicon, *, start: int = 0, issued: date | None = None) -> Article:
    """Read a text from a position on; its own date line goes before the date given."""
    level = clean(text)
    begin = start if level.places is None else next(at for at, place in enumerate(level.places) if place >= start)
    layout = lay_out(level.text, begin)
    lines = [read_line(level.text, sentence, lexicon) for sentence in layout.sentences]
    _disambiguate(lines, lexicon)
    mentions = [mentions_in(line) for line in lines]
    share_offices(lines, mentions)
    clock = find_clock(level.text[begin:], layout, issued, lexicon)
    registry = Registry()
    for number, (line, found) in enumerate(zip(lines, mentions, strict=True)):
        for mention in found:
            if mention.name and (mention.offices or mention.states) and not line.sentence.is_heading:
                registry.add(mention, number, line.place(mention.start, mention.end))
    _add_from_headings(registry, lines, mentions)
    return Article(level, lexicon, lines, mentions, registry, clock, layout.dateline)


def _add_from_headings(registry: Registry, lines: Sequence[Line], mentions: Sequence[Sequence[Mention]]) -> None:
    """Take in whom only a heading gives with an office, by full name: the one interviewed."""
    for number, (line, found) in enumerate(zip(lines, mentions, strict=True)):
        for mention in found:
            is_full = len(mention.name.split()) > 1 and mention.offices
            if line.sentence.is_heading and is_full and not registry.find(mention.name.split()[-1]):
                registry.add(mention, number, line.place(mention.start, mention.end))


def _disambiguate(lines: Sequence[Line], lexicon: Lexicon) -> None:
    """Give a name of two states to the one that the text names otherwise too: Congolese, Korean; and so with dinars."""
    sure = {
        hits[kind][1][0]
        for line in lines
        for hits in line.hits
        for kind in _OF_STATES
        if kind in hits and len(hits[kind][1]) == 1
    }
    homes = {lexicon.states[code].alpha2 for code in sure if code in lexicon.states}
    for line in lines:
        for hits in line.hits:
            if "currency" in hits and len(hits["currency"][1]) > 1:
                # The first two letters of a currency's code are those of its state (ISO 4217).
                end, values = hits["currency"]
                hits["currency"] = end, tuple(sorted(values, key=lambda value: value[:2] not in homes))
            for kind in _OF_STATES:
                if kind in hits and len(hits[kind][1]) > 1:
                    end, values = hits[kind]
                    likely = tuple(value for value in values if value in sure) or values
                    usual = hits.get("usual", (0, ()))[1] if len(likely) > 1 else ()
                    hits[kind] = end, usual or likely


_OF_STATES = ("state", "people", "city", "capital")
