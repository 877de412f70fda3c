"""Proposals: facts as records of the form that people review, with the things they refer to."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Evidence, Origin, Record
from .extraction import Extracted
from .facts import Fact
from .linking import Known
from .rows import WRITERS
from .things import Forms, Thing, Things, Values


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
    things = Things(found, forms, known)
    for fact in found.facts:
        for proposal in _of(fact, things, slug):
            name = proposal.record.id or repr(proposal.record.values)
            if name not in seen:
                seen.add(name)
                yield proposal


def _of(fact: Fact, things: Things, slug: str) -> Iterator[Proposal]:
    """The records of a fact; nothing where a record could not be complete."""
    things.new = []
    rows = list(WRITERS[fact.kind](things, fact))
    if rows:
        yield from (_described(thing, slug) for thing in things.new)
    evidence = (Evidence(slug, _quote(fact, things.found), Origin(slug, 1)),)
    for id, kind, values in rows:
        yield Proposal(_record(id, kind, values, slug, evidence), _notes(fact), fact.confidence)


def _described(thing: Thing, slug: str) -> Proposal:
    return Proposal(_record(thing.id, thing.kind, thing.values, slug), thing.notes)


def _record(id: str, kind: str, values: Values, slug: str, evidence: tuple[Evidence, ...] = ()) -> Record:
    kept = {name: texts for name, texts in values.items() if any(texts)}
    return Record(id or None, kind, kept, evidence, Origin(slug, 1))


def _quote(fact: Fact, found: Extracted) -> str:
    start, end = found.article.clean.original(*fact.quote)
    return " ".join(found.source[start:end].split())


def _notes(fact: Fact) -> tuple[str, ...]:
    chain = f", chain: {'; '.join(fact.chain)}" if fact.chain else ""
    return (f"rule: {fact.rule}, confidence {fact.confidence:.2f}{chain}",)
