"""Tenures: who holds which office."""

from collections.abc import Iterator

from ..article import Article
from ..facts import Fact
from ..persons import Holding, Person

_SURE, _TOLD = 0.95, 0.8


def tenures(article: Article) -> Iterator[Fact]:
    """Yield one fact for each office of each named person."""
    for person in article.registry.persons:
        for holding in person.holdings:
            yield _fact(person, holding)


def _fact(person: Person, holding: Holding) -> Fact:
    office = holding.office
    states = holding.states or (("",))
    values = {
        "person": person.name,
        "role": office.role,
        "state": states[0],
        "organization": office.organization,
        "class": office.kind,
    }
    return Fact("tenure", values, holding.span, "tenure.office", _TOLD if holding.chain else _SURE, holding.chain)
