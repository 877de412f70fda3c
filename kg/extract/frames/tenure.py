"""Tenures: who holds which office."""

from collections.abc import Iterator

from ..article import Article
from ..facts import Fact
from ..homes import is_abroad
from ..persons import Holding, Person

_SURE, _TOLD = 0.95, 0.8


def tenures(article: Article) -> Iterator[Fact]:
    """Yield one fact for each office of each named person, unless it is one of a state that the text does not tell."""
    for person in article.registry.persons:
        for holding in person.holdings:
            if holding.states or holding.office.organization or is_abroad(article, holding):
                yield _fact(article, person, holding)


def _fact(article: Article, person: Person, holding: Holding) -> Fact:
    office = holding.office
    code = next(iter(holding.states), "")
    union = _union(article, holding, code)
    values = {
        "person": person.name,
        "role": office.role,
        "state": "" if union else code,
        "organization": office.organization or union,
        "class": office.kind,
    }
    return Fact("tenure", values, holding.span, "tenure.office", _TOLD if holding.chain else _SURE, holding.chain)


def _union(article: Article, holding: Holding, code: str) -> str:
    """The name of a union of states as the quote has it: its officers are those of an organization."""
    state = article.lexicon.states.get(code)
    if state is None or not state.is_union:
        return ""
    quote = article.text[slice(*holding.span)]
    return max((name for name in state.names if name in quote), key=len, default=state.label)
