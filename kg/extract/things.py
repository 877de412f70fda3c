"""Things: the persons, posts, bodies and places that facts refer to: known ones by their ids, others as new records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from .extraction import Extracted
from .facts import Fact
from .lexicon import State, read_yaml_file
from .linking import Known, key
from .tokens import tokenize

Forms = Mapping[str, Mapping[str, str]]
Values = dict[str, tuple[str, ...]]

_DAY = len("2024-05-10")


@dataclass(frozen=True)
class Thing:
    """A thing that nothing describes yet: its id, class, values, and remarks for the reviewer."""

    id: str
    kind: str
    values: Values
    notes: tuple[str, ...] = ()


def read_forms(folder: Path) -> Forms:
    """Read forms.yaml of a folder `ontology/extraction`."""
    return cast(Forms, read_yaml_file(folder / "forms.yaml"))


class Things:
    """What the facts of one article refer to; `new` holds what was asked for and is not known."""

    def __init__(self, found: Extracted, forms: Forms, known: Known) -> None:
        self.found, self.forms, self.known = found, forms, known
        self.states: Mapping[str, State] = found.article.lexicon.states
        self.issued: date | None = found.article.clock.issued
        self.offices = {fact.text("person"): fact.text("state") for fact in found.facts if fact.kind == "tenure"}
        self.days = dict(_days(found.facts))
        self.new: list[Thing] = []

    def _thing(self, kind: str, id: str, values: Values, notes: tuple[str, ...] = ()) -> str:
        self.new.append(Thing(id, kind, values, notes))
        return id

    def actor(self, name: str) -> str:
        """Return the id of a person, a state or an organization."""
        if name.startswith("state/"):
            return name
        if (organization := self.known.find("Organization", name)) and name not in self.offices:
            return organization
        is_person = name in self.offices or self.found.article.registry.find(name) is not None
        return self.person(name) if is_person else self.organization(name)

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


def _days(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """The day on which each person met someone: in an article without a date it tells when an office was held."""
    for fact in facts:
        if fact.kind == "meeting" and len(fact.text("date")) == _DAY:
            yield from ((name, fact.text("date")) for name in fact.texts("participant"))
