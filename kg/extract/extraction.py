"""Extraction: an article to facts: every frame over every sentence, then the gate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from .article import Article, read_article
from .chunks import Row, chunk
from .context import Context
from .facts import Fact
from .frames.agreement import agreements
from .frames.meeting import meetings
from .frames.memory import Memory
from .frames.organization import organizations
from .frames.signing import Signing
from .frames.statement import statements
from .frames.tenure import tenures
from .frames.trade import trade
from .frames.visit import visits
from .gate import Kinds, Rejected, is_new, pass_gate, read_kinds
from .homes import settle
from .lexicon import Lexicon, read_lexicon, read_yaml_file
from .line import Span
from .patterns import Rule, read_rules
from .persons import Registry


@dataclass(frozen=True)
class Grammar:
    """All that ontology/extraction holds: words, rules, which offices a looser word can mean, what the gate checks.

    `fiscal_years` is the month in which the fiscal year of a state begins.
    """

    lexicon: Lexicon
    rules: Mapping[str, Sequence[Rule]]
    kinds: Mapping[str, Sequence[str]]
    gate: Kinds
    fiscal_years: Mapping[str, str]


@dataclass(frozen=True)
class Extracted:
    """What an article gave by a grammar: facts, facts refused with the reason, and the sentences that gave nothing."""

    source: str
    article: Article
    facts: list[Fact]
    rejected: list[Rejected]
    unused: list[Span]
    grammar: Grammar


def read_grammar(ontology: Path, registry: Path) -> Grammar:
    """Read the words and rules of a folder `ontology/extraction` and the registry of states."""
    kinds, years = (read_yaml_file(ontology / name) for name in ("kinds.yaml", "fiscal-years.yaml"))
    return Grammar(
        read_lexicon(ontology, registry),
        read_rules(ontology / "rules"),
        kinds if isinstance(kinds, Mapping) else {},
        read_kinds(ontology / "gate.yaml"),
        years if isinstance(years, Mapping) else {},
    )


def extract(text: str, grammar: Grammar, *, start: int = 0, issued: date | None = None) -> Extracted:
    """Draw facts from a text; `start` is where its body begins, `issued` its date if the text does not say."""
    article = read_article(text, grammar.lexicon, start=start, issued=issued)
    settle(article)
    found = [*tenures(article), *_facts(article, grammar)]
    facts, rejected = pass_gate(article, found, grammar.gate)
    return Extracted(text, article, facts, rejected, unused(article, facts), grammar)


def extend(found: Extracted, persons: Iterable[Span], by: str, confidence: float) -> Extracted:
    """Add the facts of persons whom no office makes known, named at spans of the levelled text by what is called `by`.

    The facts that are there stay as they are; a new one carries the confidence given, and a step for each such person.
    """
    known, facts = found.article.registry, list(found.facts)
    article = replace(found.article, registry=_registry(found.article, list(persons)))
    added = {person.name for person in article.registry.persons if known.find(person.name) is None}
    for fact in _facts(article, found.grammar):
        names = [name for key in fact.values for name in (*fact.texts(key), fact.text(key)) if name in added]
        steps = [f"{name!r} is a person by {by}" for name in names]
        sure = replace(fact, confidence=confidence, chain=(*fact.chain, *steps))
        if steps and is_new(article, facts, sure, found.grammar.gate):
            facts.append(sure)
    return replace(found, article=article, facts=facts, unused=unused(article, facts))


def _registry(article: Article, spans: Sequence[Span]) -> Registry:
    """The persons that offices make known, and those whose full names stand at spans."""
    registry = deepcopy(article.registry)
    for number, line in enumerate(article.lines):
        for mention in () if line.sentence.is_heading else article.mentions[number]:
            start, end = line.place(mention.start, mention.end)
            is_full = " " in mention.name and article.registry.find(mention.name) is None
            if is_full and any(first < end and start < last for first, last in spans):
                registry.add(mention, number, (start, end))
    return registry


def _facts(article: Article, grammar: Grammar) -> Iterator[Fact]:
    context, signing, memory = Context(article, grammar.kinds, grammar.fiscal_years), Signing(), Memory()
    for number, line in enumerate(article.lines):
        row = chunk(number, line, article.mentions[number], article.clock, article.registry)
        if not line.sentence.is_heading and line.low(len(line) - 1) != "?":
            context.open(row)
            yield from _of_row(row, context, grammar, signing, memory)
        context.move(row)
    yield from signing.told()


def _of_row(row: Row, context: Context, grammar: Grammar, signing: Signing, memory: Memory) -> Iterator[Fact]:
    yield from meetings(row, context, grammar.rules["meeting"])
    agreements(row, context, signing)
    yield from trade(row, context, memory)
    yield from visits(row, context, grammar.rules["visit"])
    yield from organizations(row, context, grammar.rules["organization"])
    yield from statements(row, context, grammar.rules["statement"])


def unused(article: Article, facts: Sequence[Fact]) -> list[Span]:
    """Return the spans of the sentences that no fact quotes."""
    spans = [(line.sentence.start, line.sentence.end) for line in article.lines]
    return [(a, b) for a, b in spans if not any(fact.quote[0] < b and a < fact.quote[1] for fact in facts)]
