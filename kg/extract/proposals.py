"""Proposals: facts as records of the form that people review, with the things they refer to."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..records import Evidence, Origin, Record
from .extraction import Extracted
from .facts import Fact
from .lexicon import State
from .linking import Known, key
from .tokens import tokenize

Forms = Mapping[str, Mapping[str, str]]
Values = dict[str, tuple[str, ...]]

_DAY = len("2024-05-10")


@dataclass(frozen=True)
class Proposal:
    """A record to review, and the comment lines that say how it was found.

    `confidence` is the share of such records that are right, 0 where nobody has measured it.
    """

    record: Record
    notes: tuple[str, ...] = ()
    confidence: float = 0.0


def proposals(found: Extracted, slug: str, forms: Forms, known: Known) -> Iterator[Proposal]:
    """Yield the records of an article's facts: before each the persons, posts and places that nothing describes yet."""
    seen: set[str] = set()
    writing = _Writing(found, slug, forms, known)
    for fact in found.facts:
        for proposal in writing.of(fact):
            name = proposal.record.id or repr(proposal.record.values)
            if name not in seen:
                seen.add(name)
                yield proposal


class _Writing:
    """The writing of one article's records."""

    def __init__(self, found: Extracted, slug: str, forms: Forms, known: Known) -> None:
        self.found, self.slug, self.forms, self.known = found, slug, forms, known
        self.states: Mapping[str, State] = found.article.lexicon.states
        self.issued: date | None = found.article.clock.issued
        self.things: list[Proposal] = []
        self.offices = {fact.text("person"): fact.text("state") for fact in found.facts if fact.kind == "tenure"}
        self.days = dict(_days(found.facts))

    def of(self, fact: Fact) -> Iterator[Proposal]:
        """Yield the records of a fact; nothing where a record could not be complete."""
        self.things = []
        records = list(_WRITERS[fact.kind](self, fact))
        if records:
            yield from self.things
        for id, kind, values in records:
            yield Proposal(self._record(id, kind, values, fact), self._notes(fact), fact.confidence)

    def _record(self, id: str, kind: str, values: Values, fact: Fact | None) -> Record:
        origin = Origin(self.slug, 1)
        kept = {name: texts for name, texts in values.items() if any(texts)}
        evidence = (Evidence(self.slug, self._quote(fact), origin),) if fact else ()
        return Record(id or None, kind, kept, evidence, origin)

    def _quote(self, fact: Fact) -> str:
        start, end = self.found.article.clean.original(*fact.quote)
        return " ".join(self.found.source[start:end].split())

    def _notes(self, fact: Fact) -> tuple[str, ...]:
        chain = f", chain: {'; '.join(fact.chain)}" if fact.chain else ""
        return (f"rule: {fact.rule}, confidence {fact.confidence:.2f}{chain}",)

    # ---------------------------------------------------------------- things referred to

    def _thing(self, kind: str, id: str, values: Values, notes: tuple[str, ...] = ()) -> str:
        self.things.append(Proposal(self._record(id, kind, values, None), notes))
        return id

    def actor(self, name: str) -> str:
        """Return the id of a person, a state or an organization."""
        if name.startswith("state/"):
            return name
        if (organization := self.known.find("Organization", name)) and name not in self.offices:
            return organization
        return self.person(name) if name in self.offices else self.organization(name)

    def person(self, name: str) -> str:
        """Return the id of a person, who is proposed if nothing describes him or her."""
        alike = self.known.candidates("Person", name)
        notes = (f"candidates: {', '.join(alike)}",) if alike else ()
        state = self.offices.get(name, "")
        return self.known.find("Person", name) or self._thing(
            "Person", f"person/{key(name)}", {"label": (name,), "ofState": (state,)}, notes
        )

    def organization(self, name: str, state: str = "", kind: str = "other-organization") -> str:
        """Return the id of an organization, which is proposed if nothing describes it."""
        prefix = f"{state}." if state else ""
        values: Values = {"label": (name,), "kind": (kind,), "ofState": (state,)}
        return self.known.find("Organization", name) or self._thing(
            "Organization", f"organization/{prefix}{key(name)}", values
        )

    def post(self, fact: Fact) -> str:
        """Return the id of an office, which is proposed if nothing describes it."""
        role, state, body = fact.text("role"), fact.text("state"), fact.text("organization")
        owner = self.states[state].label if state in self.states else body
        label = f"{role[:1].upper()}{role[1:]} of {owner}"
        if id := self.known.find_post(label, f"{role} of {owner}"):
            return id
        home = self.forms["office-home"].get(fact.text("class"), "other-organization")
        within = self.organization(body or f"Office of the {role} of {owner}", state, home)
        return self._thing("Post", f"post/{state or key(body)}.{key(role)}", {"label": (label,), "postIn": (within,)})

    def place(self, name: str) -> str:
        """Return the id of a place, which is proposed if nothing describes it."""
        return self.known.find("Place", name) or self._thing("Place", f"place/{key(name)}", {"label": (name,)})

    def count(self, name: str) -> tuple[str, bool]:
        """Return how many companies a phrase counts, in digits, and whether it names one: four firms, the firm Tazi."""
        tokens = tokenize(name)
        hits = self.found.article.lexicon.hits(tokens)
        stated = hits[0].get("number-word", (1, (tokens[0].text,)))[1][0]
        ends = {hit[0] for here in hits if "companies" in (hit := here.get("class", (0, ())))[1]}
        return (stated if stated.isdigit() else ""), len(tokens) not in ends

    # ---------------------------------------------------------------- time

    def day(self, fact: Fact) -> str:
        """Return the date of an event: as stated, else not after the article."""
        return fact.text("date") or (f"../{self.issued.isoformat()}" if self.issued else "")

    def stem(self, fact: Fact) -> str:
        """Return a date as part of an id."""
        return fact.text("date") or (self.issued.isoformat()[:7] if self.issued else "undated")


Rows = Iterator[tuple[str, str, Values]]


def _days(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """The day on which each person met someone: in an article without a date it tells when an office was held."""
    for fact in facts:
        if fact.kind == "meeting" and len(fact.text("date")) == _DAY:
            yield from ((name, fact.text("date")) for name in fact.texts("participant"))


def _tenure(writing: _Writing, fact: Fact) -> Rows:
    day = writing.issued.isoformat() if writing.issued else writing.days.get(fact.text("person"), "")
    if not (fact.text("state") or fact.text("organization")) or not day:
        return
    person, post = writing.person(fact.text("person")), writing.post(fact)
    id = f"tenure/{person.partition('/')[2]}.{post.partition('/')[2]}"
    yield id, "Tenure", {"person": (person,), "post": (post,), "attestedOn": (day,)}


def _meeting(writing: _Writing, fact: Fact) -> Rows:
    participants = tuple(writing.actor(name) for name in fact.texts("participant"))
    place = fact.text("place")
    remote = place in ("online", "phone")
    last = "-".join(key(name.split()[-1].removeprefix("state/")) for name in fact.texts("participant"))
    yield (
        f"meeting/{writing.stem(fact)}.{last}",
        "Meeting",
        {
            "kind": ("telephone-call" if place == "phone" else "consultation",),
            "participant": participants,
            "date": (writing.day(fact),),
            "mode": (place if remote else "",),
            "place": (writing.place(place) if place and not remote else "",),
        },
    )


def _agreement(writing: _Writing, fact: Fact) -> Rows:
    parties = tuple(writing.actor(name) for name in fact.texts("party"))
    pair = "-".join(sorted(party.partition("/")[2] for party in parties))
    status = writing.forms["agreement-status"][fact.text("status")]
    label = fact.text("label")
    yield (
        f"agreement/{pair}.{_topic(label)}",
        "Agreement",
        {
            "label": (f"{label[:1].upper()}{label[1:]}",),
            "kind": (writing.forms["agreement-kind"][fact.text("type")],),
            "party": parties,
            "status": (status,),
            "date": (writing.day(fact),),
        },
    )


def _topic(label: str) -> str:
    return key(re.sub(r"[()]", "", label))[:60].strip("-.")


def _trade(writing: _Writing, fact: Fact) -> Rows:
    """Amount and growth; a goal has an indicator of its own, and may have no period. Goods have no figure yet."""
    period, is_goal = _period(fact.text("start"), fact.text("end")), fact.values["target"] is True
    if not (period or is_goal) or fact.text("commodity"):
        return
    flow = writing.forms["indicator"][fact.text("flow")]
    pair = (fact.text("reporter"), fact.text("partner"))
    sides: Values = {"between": pair} if flow == "turnover" else {"reporter": pair[:1], "partner": pair[1:]}
    if fact.text("amount"):
        yield (
            "",
            "TradeFigure",
            {
                "indicator": (writing.forms["target"][flow] if is_goal else flow,),
                **sides,
                "period": (period,),
                "value": (fact.text("stated"),),
                "unit": (fact.text("currency"),),
            },
        )
    if fact.text("growth") and not is_goal:
        yield (
            "",
            "TradeFigure",
            {
                "indicator": (f"{flow}-growth",),
                **sides,
                "period": (period,),
                "value": (fact.text("growth"),),
                "unit": ("percent",),
            },
        )


def _period(start: str, end: str) -> str:
    """A period in the short form of records: 2020, 2021-Q1, 2021-H1, 2021-04, 2021-01/2021-08."""
    if not start or not end:
        return ""
    first, last = start[:7], end[:7]
    year, months = first[:4], (int(first[5:]), int(last[5:]))
    if year != last[:4]:
        return f"{first}/{last}"
    if months == (1, 12):
        return year
    if first == last:
        return first
    if months[1] - months[0] == 2 and months[0] % 3 == 1:
        return f"{year}-Q{months[0] // 3 + 1}"
    return f"{year}-H{months[0] // 6 + 1}" if months in ((1, 6), (7, 12)) else f"{first}/{last}"


def _visit(writing: _Writing, fact: Fact) -> Rows:
    visitor, state = writing.actor(fact.text("visitor")), fact.text("state")
    status = writing.forms["visit-status"][fact.text("status")]
    id = f"visit/{visitor.partition('/')[2]}.{state}.{status}-{writing.stem(fact)}"
    invited = fact.text("status") == "invited"
    day = fact.text("date") or ("" if status != "held" else writing.day(fact))
    yield id, "Visit", {"visitor": (visitor,), "host": (state,), "status": (status,), "date": (day,)}
    if invited and fact.text("host"):
        host = writing.actor(fact.text("host"))
        names = "-".join(key(fact.text(part).split()[-1]) for part in ("host", "visitor"))
        until = f"../{writing.issued.isoformat()}" if writing.issued else ""
        yield (
            f"invitation/{writing.stem(fact)}.{names}",
            "Invitation",
            {"inviter": (host,), "invitee": (visitor,), "invitesTo": (id,), "date": (until,)},
        )


def _organization(writing: _Writing, fact: Fact) -> Rows:
    states = fact.texts("states")
    if fact.text("relation") == "bilateral body":
        pair = "-".join(sorted(states))
        yield (
            f"body/{pair}.{key(fact.text('name'))[:60]}",
            "JointBody",
            {"label": (fact.text("name"),), "kind": ("commission",), "memberState": states},
        )
    elif fact.text("relation") == "operates in" and fact.text("home"):
        number, is_named = writing.count(fact.text("name"))
        if not number and not is_named:
            return
        sides: Values = {"homeState": (fact.text("home"),), "inState": states[:1]}
        named = () if number else (writing.organization(fact.text("name"), fact.text("home"), "company"),)
        yield (
            f"presence/{fact.text('home')}-in-{states[0]}.{key(fact.text('name'))}",
            "Presence",
            {"number": (number,), "organization": named, **sides},
        )


def _statement(writing: _Writing, fact: Fact) -> Rows:
    speakers = tuple(writing.actor(name) for name in fact.texts("speaker"))
    about = " ".join(fact.text("about").split())
    stance = writing.forms["stance"][fact.text("stance")]
    last = "-".join(key(name.split()[-1].removeprefix("state/")) for name in fact.texts("speaker"))
    id = f"statement/{writing.stem(fact)}.{last}.{'-'.join(key(about).split('-')[:6])}"
    yield (
        id,
        "Statement",
        {"speaker": speakers, "stance": (stance,), "description": (about[:200],), "date": (writing.day(fact),)},
    )


_WRITERS: dict[str, Callable[[_Writing, Fact], Rows]] = {
    "tenure": _tenure,
    "meeting": _meeting,
    "agreement": _agreement,
    "trade": _trade,
    "visit": _visit,
    "organization": _organization,
    "statement": _statement,
}
