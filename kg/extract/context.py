"""Context: who is meant by "the minister", "the two sides" or "he", sentence after sentence; each step is logged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .article import Article
from .chunks import Chunk, Row
from .focus import leading, places, pronouns
from .offices import Office
from .people import Mention
from .persons import Person
from .teams import leaders
from .when import When

_LEAD, _RECENT, _CLOSE = 3, 45, 3
SITTINGS = frozenset(["gathered", "talks", "own-talks", "joint-body"])


def is_report(row: Row, at: int) -> bool:
    """Tell whether a date is that of the report: by a verb of reporting whose subject is an office and no person."""
    near = [step for step in (*range(max(0, at - 9), at), at + 1) if row.has(step, "report-verb")]
    return any(
        row.has(back, "reporter", "AGENCY", "SEAT") for step in near for back in range(max(0, step - 5), step + 3)
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part: a person by full name, a state by code, or an organization by name; and how that was found."""

    name: str
    state: str
    is_person: bool = False
    is_state: bool = False
    is_unnamed: bool = False
    is_office_holder: bool = False
    chain: tuple[str, ...] = ()


@dataclass
class Context:
    """What the text has said so far: the persons by last mention, the last pair that met, the last day."""

    article: Article
    kinds: Mapping[str, Sequence[str]]
    fiscal_years: Mapping[str, str]
    recent: list[Person] = field(default_factory=list)
    named_last: list[Person] = field(default_factory=list)
    subject: Person | None = None
    met: tuple[Actor, ...] = ()
    day: When | None = None
    event: str = ""
    place: tuple[int, str] | None = None
    body: tuple[int, tuple[str, ...]] | None = None
    sitting: int | None = None
    chairs: list[tuple[int, Actor]] = field(default_factory=list)
    period: When | None = None
    voice: Person | None = None

    @cached_property
    def pronouns(self) -> Mapping[str, str]:
        """Which pronoun the text calls its persons by."""
        return pronouns(self.article)

    def open(self, row: Row) -> None:
        """Take the day that the lead gives as that of what the article tells of."""
        if self.event or row.number > _LEAD:
            return
        days = [
            day
            for at, chunk in row.of_kind("DATE")
            if isinstance(chunk.value, When) and (day := chunk.value).is_day and not is_report(row, at)
        ]
        issued = self.article.clock.issued
        past = [day for day in days if day.first and (issued is None or 0 <= (issued - day.first).days <= _RECENT)]
        self.event = past[0].text if past else ""

    def move(self, row: Row) -> None:
        """Go on behind a sentence: remember whom and which day it named."""
        persons = [person for _, chunk in row.of_kind("PERSON", "OFFICE") if (person := self.holder(row, chunk))]
        for person in persons:
            if person in self.recent:
                self.recent.remove(person)
            self.recent.append(person)
        first = leading(row)
        if persons and first is not None:
            self.named_last = [person for at, person in enumerate(persons) if person not in persons[:at]]
            goes_on = next((at for at, _ in row.of_kind("HE")), first) < first
            self.subject = self.subject if goes_on else self.holder(row, row.chunks[first]) or persons[0]
        self.place = next(((row.number, place) for place in places(row)), self.place)
        if row.classes & SITTINGS:
            self.sitting = row.number
        days = [chunk.value for _, chunk in row.of_kind("DATE") if isinstance(chunk.value, When) and chunk.value.is_day]
        is_heading = all(chunk.kind == "DATE" or not chunk.word.isalpha() for chunk in row.chunks)
        if days and is_heading and days[0].first != self.article.clock.issued:
            self.event = days[0].text
        self.day = days[-1] if days else self.day

    def person(self, chunk: Chunk) -> Person | None:
        """Return the known person of a chunk."""
        mention = chunk.value
        return self.article.registry.find(mention.name) if isinstance(mention, Mention) and mention.name else None

    def holder(self, row: Row, chunk: Chunk) -> Person | None:
        """Return the person whom a chunk names, or calls by an office that only one can mean."""
        if chunk.kind == "PERSON":
            return self.person(chunk)
        found = [actor for actor in self._of(row, chunk) if actor.is_person]
        return self.article.registry.find(found[0].name) if len(found) == 1 else None

    def actors(self, row: Row, start: int, end: int) -> tuple[Actor, ...]:
        """Return who is meant by the chunks from one place to before another, each once."""
        found = [actor for chunk in row.chunks[start:end] for actor in self._of(row, chunk)]
        unique: dict[str, Actor] = {}
        for actor in found:
            unique.setdefault(actor.name, actor)
        return tuple(unique.values())

    def _of(self, row: Row, chunk: Chunk) -> Iterable[Actor]:
        if chunk.kind == "PERSON":
            person = self.person(chunk)
            return [self.named(person, row.line.words(chunk.start, chunk.end))] if person else []
        if chunk.kind == "OFFICE" and isinstance(chunk.value, Mention):
            return self._holders(row, chunk.value)
        if chunk.kind in ("STATE", "SEAT") and isinstance(chunk.value, tuple) and len(chunk.value) == 1:
            return [Actor(chunk.value[0], chunk.value[0], is_state=True)]
        if chunk.kind == "ORG" and isinstance(chunk.value, tuple):
            return [Actor(chunk.value[0], "")]
        if chunk.kind == "GROUP" and chunk.classes[0] == "persons" and (pair := self._pair_before(row, chunk)):
            return [self.named(person, row.line.words(chunk.start, chunk.end)) for person in pair]
        if chunk.kind == "GROUP":
            words = row.line.words(chunk.start, chunk.end)
            return self._of_row(row, words) if chunk.classes[0] == "states" else self.group(chunk.classes[0], words)
        subject = self._meant(row, chunk) if chunk.kind == "HE" else None
        return [self.named(subject, row.line.words(chunk.start, chunk.end))] if subject else []

    def _pair_before(self, row: Row, chunk: Chunk) -> list[Person]:
        """The two persons whom the sentence has named so far, if they are of two states."""
        before = [self.person(other) for _, other in row.of_kind("PERSON") if other.end <= chunk.start]
        persons = [person for number, person in enumerate(before) if person and person not in before[:number]]
        return persons if len(persons) == 2 and persons[0].state != persons[1].state else []

    def _meant(self, row: Row, chunk: Chunk) -> Person | None:
        """Whom `he` means: the first person of the sentence so far, else the one whom the last one was about.

        `Him` is not the person named right before, who acts. Nobody is meant whom the text calls by the other pronoun.
        """
        before = [self.person(other) for _, other in row.of_kind("PERSON") if other.end <= chunk.start]
        acting: list[Person | None] = []
        if "object-pronoun" in chunk.classes:
            acting = [
                self._meant(row, he) for _, he in row.of_kind("HE") if "pronoun" in he.classes and he is not chunk
            ]
            before = before[:-1]
        word = chunk.value[0] if isinstance(chunk.value, tuple) else ""
        likely = [person for person in (*before, self.subject, *self.named_last) if person and person not in acting]
        called = [person for person in (*likely, *reversed(self.recent)) if self.pronouns.get(person.name) == word]
        return next(iter(called or [person for person in likely if person.name not in self.pronouns]), None)

    def _of_row(self, row: Row, words: str) -> list[Actor]:
        """The two countries: those that the sentence itself names, if it names two."""
        named = [self.person(chunk) for _, chunk in row.of_kind("PERSON")]
        states = [person.state for person in named if person and person.state]
        states += [
            chunk.value[0]
            for _, chunk in row.of_kind("STATE")
            if isinstance(chunk.value, tuple) and len(chunk.value) == 1
        ]
        unique = list(dict.fromkeys(states))
        if len(unique) == 1 and any(person and person.holdings and not person.state for person in named):
            return []
        if len(unique) != 2:
            return self.group("states", words)
        return [Actor(code, code, is_state=True, chain=(f"{words!r} -> {code}",)) for code in unique]

    def named(self, person: Person, words: str) -> Actor:
        """Return a person as actor; log the words if they are not the full name."""
        chain = () if person.name in words else (f"{words!r} -> {person.name}",)
        return Actor(person.name, person.state, is_person=True, is_office_holder=bool(person.holdings), chain=chain)

    def group(self, kind: str, words: str) -> list[Actor]:
        """Return the two persons or states that the text has last put side by side."""
        if kind == "persons" and self._pair_of_persons():
            return [self.named(person, words) for person in self._pair_of_persons()]
        if kind == "persons" and len(self.named_last) > 1:
            return []
        states = tuple(dict.fromkeys(actor.state for actor in self.met if actor.state))
        return [
            Actor(code, code, is_state=True, chain=(f"{words!r} -> {code}",))
            for code in (states if len(states) == 2 else self.article.pair)
        ]

    def pair_before(self, row: Row, at: int, words: str) -> list[Actor]:
        """Return the two persons of a sentence before a place, or else those told of last, if they are a pair."""
        before = [self.holder(row, chunk) for chunk in row.chunks[:at] if chunk.kind in ("PERSON", "OFFICE")]
        persons = [person for number, person in enumerate(before) if person and person not in before[:number]]
        if len(persons) != 2 or persons[0].state == persons[1].state:
            persons = self._pair_of_persons()
        return [self.named(person, words) for person in persons]

    def set_in(self, row: Row) -> list[str]:
        """Return the state that one of the last sentences is set in."""
        return [self.place[1]] if self.place and row.number - self.place[0] <= _CLOSE else []

    def represented(self, actors: tuple[Actor, ...], words: str) -> tuple[Actor, ...]:
        """Return the persons named last for two sides that only a word such as `the two sides` tells."""
        states = {actor.state for actor in actors if actor.is_state and actor.chain}
        persons = self._pair_of_persons()
        if len(states) != len(actors) or {person.state for person in persons} != states:
            return actors
        return tuple(self.named(person, words) for person in persons)

    def _pair_of_persons(self) -> list[Person]:
        if len({person.state for person in self.named_last}) == len(self.named_last) == 2:
            return self.named_last
        met = [person for actor in self.met if actor.is_person and (person := self.article.registry.find(actor.name))]
        if len(met) >= 2:
            return met
        found: list[Person] = []
        for person in reversed(self.recent):
            if person.state and all(person.state != other.state for other in found):
                found.append(person)
        return found[1::-1] if len(found) >= 2 else []

    def _holders(self, row: Row, mention: Mention) -> list[Actor]:
        office = mention.offices[-1]
        words = row.line.words(mention.start, mention.end)
        if office.kind == "team":
            return self._team(office, words)
        if office.is_plural and not office.states:
            return self._several(office, words)
        if office.is_plural:
            return [actor for state in office.states for actor in self._holder(office, (state,), words)]
        return self._holder(office, office.states, words)

    def _team(self, office: Office, words: str) -> list[Actor]:
        """A delegation: who leads it, if the text tells, else its state."""
        leaders = [person for person in self.leaders if not office.states or person.state in office.states]
        if len(leaders) == 1:
            return [self.named(leaders[0], words)]
        return [Actor(code, code, is_state=True, chain=(f"{words!r} -> {code}",)) for code in office.states]

    @cached_property
    def leaders(self) -> list[Person]:
        """Who leads the delegations that the text tells of."""
        return leaders(self.article)

    def _several(self, office: Office, words: str) -> list[Actor]:
        """The ministers: of those told of last, one of each state, else the two states."""
        found: list[Person] = []
        met = [person for actor in self.met if actor.is_person and (person := self.article.registry.find(actor.name))]
        for person in (*met, *reversed(self.recent), *self.article.registry.persons):
            if (
                person not in found
                and self._fits(person, office, ())
                and person.state
                and all(person.state != other.state for other in found)
            ):
                found.append(person)
        if len(found) >= 2:
            return [self.named(person, words) for person in found[:2]]
        return self.group("states", words)

    def _holder(self, office: Office, states: tuple[str, ...], words: str) -> list[Actor]:
        persons = [person for person in reversed(self.article.registry.persons) if self._fits(person, office, states)]
        recent = [person for person in reversed(self.recent) if person in persons]
        if not office.is_counterpart and len(persons) > 1 and not recent and not states:
            return []
        chosen = next(iter(recent or persons), None)
        if chosen and (states or office.is_definite):
            return [self.named(chosen, words)]
        if office.is_counterpart and not states:
            others = [code for code in self.article.pair if self.subject and code != self.subject.state]
            states = tuple(others[:1])
        is_one = office.kind != "official"
        return [Actor(code, code, is_state=True, is_unnamed=is_one, chain=(f"{words!r} -> {code}",)) for code in states]

    def _fits(self, person: Person, office: Office, states: tuple[str, ...]) -> bool:
        if states and person.state not in states:
            return False
        if office.is_counterpart:
            return self._is_counterpart(person)
        wanted = {office.kind, *self.kinds.get(office.kind, ())}
        return any(
            held.office.kind in wanted and self._has_portfolio(held.office.role, office.role)
            for held in person.holdings
        )

    def _is_counterpart(self, person: Person) -> bool:
        """The same office as that of the person spoken of, in another state."""
        other = self.subject
        return other is not None and person.state != other.state and bool(person.kinds & other.kinds)

    def _has_portfolio(self, full: str, short: str) -> bool:
        """The words of the shorter title that say what the office is for are in the fuller one."""
        asked = set(short.replace(",", " ").split()) - set(self.kinds.get("title-words", ()))
        return asked <= set(full.replace(",", " ").split())
