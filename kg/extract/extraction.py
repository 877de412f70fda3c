"""Extraction: an article to facts: every frame over every sentence, then the gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .article import Article, read_article
from .chunks import Row, chunk
from .context import Context
from .facts import Fact
from .frames.agreement import Signing, agreements
from .frames.meeting import meetings
from .frames.memory import Memory
from .frames.organization import organizations
from .frames.statement import statements
from .frames.tenure import tenures
from .frames.trade import trade
from .frames.visit import visits
from .gate import Kinds, Rejected, pass_gate, read_kinds
from .homes import settle
from .lexicon import Lexicon, read_lexicon, read_yaml_file
from .line import Span
from .patterns import Rule, read_rules


@dataclass(frozen=True)
class Grammar:
    """All that ontology/extraction holds: words, rules, which offices a looser word can mean, what the gate checks."""

    lexicon: Lexicon
    rules: Mapping[str, Sequence[Rule]]
    kinds: Mapping[str, Sequence[str]]
    gate: Kinds


@dataclass(frozen=True)
class Extracted:
    """What an article gave: facts, facts refused with the reason, and the spans of sentences that gave nothing.

    `gate` is what they were held to.
    """

    source: str
    article: Article
    facts: list[Fact]
    rejected: list[Rejected]
    unused: list[Span]
    gate: Kinds


def read_grammar(ontology: Path, registry: Path) -> Grammar:
    """Read the words and rules of a folder `ontology/extraction` and the registry of states."""
    kinds = read_yaml_file(ontology / "kinds.yaml")
    return Grammar(
        read_lexicon(ontology, registry),
        read_rules(ontology / "rules"),
        kinds if isinstance(kinds, Mapping) else {},
        read_kinds(ontology / "gate.yaml"),
    )


def extract(text: str, grammar: Grammar, *, start: int = 0, issued: date | None = None) -> Extracted:
    """Draw facts from a text; `start` is where its body begins, `issued` its date if the text does not say."""
    article = read_article(text, grammar.lexicon, start=start, issued=issued)
    settle(article)
    found = [*tenures(article), *_facts(article, grammar)]
    facts, rejected = pass_gate(article, found, grammar.gate)
    return Extracted(text, article, facts, rejected, list(_unused(article, facts)), grammar.gate)


def _facts(article: Article, grammar: Grammar) -> Iterator[Fact]:
    context, signing, memory = Context(article, grammar.kinds), Signing(), Memory()
    for number, line in enumerate(article.lines):
        row = chunk(number, line, article.mentions[number], article.clock, article.registry)
        if not line.sentence.is_heading:
            context.open(row)
            yield from _of_row(row, context, grammar, signing, memory)
        context.move(row)
    yield from signing.facts


def _of_row(row: Row, context: Context, grammar: Grammar, signing: Signing, memory: Memory) -> Iterator[Fact]:
    yield from meetings(row, context, grammar.rules["meeting"])
    for _ in agreements(row, context, signing):
        pass
    yield from trade(row, context, memory)
    yield from visits(row, context, grammar.rules["visit"])
    yield from organizations(row, context, grammar.rules["organization"])
    yield from statements(row, context, grammar.rules["statement"])


def _unused(article: Article, facts: Sequence[Fact]) -> Iterator[Span]:
    for line in article.lines:
        start, end = line.sentence.start, line.sentence.end
        if not any(fact.quote[0] < end and start < fact.quote[1] for fact in facts):
            yield start, end
