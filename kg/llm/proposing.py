"""Proposing: what a model adds to the facts that the rules drew from an article, and what of its answer was refused."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import httpx

from ..errors import UnreadableError
from ..extract.article import Article
from ..extract.extraction import Extracted, unused
from ..extract.facts import Fact
from ..extract.gate import Rejected, is_new, pass_gate
from ..problems import Problem, Severity
from ..records import Origin
from .claims import ClaimError, fact_of
from .questions import Questions
from .server import Model, ask

_LONGEST = 40_000  # characters of an article
_MOST = 200  # claims of an answer
_FENCE = re.compile(r"\A```(?:json)?\s*\n(.*)\n```\Z", re.DOTALL)
_SETTLED = {
    "tenure": (("person", "role"), "state"),
    "trade": (("reporter", "partner", "flow", "start", "end", "commodity"), "amount"),
}
"""Of some kinds the keys of which two facts cannot differ in one value: the rules' stands."""


@dataclass(frozen=True)
class Asking:
    """A model with its questions: adds its facts to an extraction; it can be sent to another process."""

    model: Model
    questions: Questions

    def __call__(self, found: Extracted, slug: str) -> tuple[Extracted, list[Problem]]:
        with httpx.Client() as client:
            return add_claims(found, slug, self.questions, self.model, client)


def add_claims(
    found: Extracted, slug: str, questions: Questions, model: Model, client: httpx.Client
) -> tuple[Extracted, list[Problem]]:
    """Return the extraction with the facts that a model adds, and a problem for each claim or answer refused.

    The rules' facts stay as they are; a claim that one of them already says is dropped in silence.
    """
    if not found.article.lines:
        return found, []
    try:
        text = _article_text(found.article)
        claims = read_claims(ask(model, questions.instruction, text, questions.schema, client))
    except UnreadableError as error:
        return found, [_problem("model-answer", slug, "", str(error))]
    return _added(found, slug, questions, claims)


def read_claims(answer: str) -> list[object]:
    """Return the claims of an answer; raise UnreadableError if it is not the JSON that was asked for."""
    text = answer.strip()
    fenced = _FENCE.match(text)
    try:
        content = json.loads(fenced[1] if fenced else text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"the answer is not JSON: {error!s:.80}") from error
    if not isinstance(content, dict) or content.keys() != {"facts"} or not isinstance(content["facts"], list):
        raise UnreadableError("the answer is no object with the one key 'facts', a list")
    if len(content["facts"]) > _MOST:
        raise UnreadableError(f"the answer has more than {_MOST} facts; none is taken")
    return content["facts"]


def _article_text(article: Article) -> str:
    """The article as JSON, so that nothing in it can pass for an end of it."""
    body = article.text[article.lines[0].sentence.start :]
    if len(body) > _LONGEST:
        raise UnreadableError(f"the text is longer than {_LONGEST:,} characters; cut it into articles")
    issued = article.clock.issued.isoformat() if article.clock.issued else None
    return json.dumps({"published": issued, "article": body}, ensure_ascii=False)


def _added(
    found: Extracted, slug: str, questions: Questions, claims: Sequence[object]
) -> tuple[Extracted, list[Problem]]:
    facts, rejected, problems = list(found.facts), list(found.rejected), []
    for claim in claims:
        try:
            fact = fact_of(found.article, claim, questions)
        except ClaimError as error:
            problems.append(_problem("model-claim", slug, _quote(claim)[:120], str(error)))
            continue
        reason = _refusal(found, facts, fact)
        if reason:
            rejected.append(Rejected(fact, reason))
            problems.append(_problem("model-claim", slug, _quote(claim)[:120], reason))
        elif is_new(found.article, facts, fact, found.grammar.gate):
            facts.append(fact)
    return replace(found, facts=facts, rejected=rejected, unused=unused(found.article, facts)), problems


def _refusal(found: Extracted, facts: Sequence[Fact], fact: Fact) -> str:
    """Why the gate, or a fact that is already there, refuses a claim; empty if none does."""
    _, rejected = pass_gate(found.article, [fact], found.grammar.gate)
    if rejected:
        return rejected[0].reason
    keys, value = _SETTLED.get(fact.kind, ((), ""))
    same = [
        it for it in facts if it.kind == fact.kind and keys and all(it.values.get(k) == fact.values[k] for k in keys)
    ]
    if not same or fact.text(value) in ("", *(it.text(value) for it in same)):
        return ""
    return f"{value} {fact.text(value)} contradicts {same[0].text(value) or 'none'} by {same[0].rule}"


def _quote(claim: object) -> str:
    quote = claim.get("quote") if isinstance(claim, dict) else None
    text = quote if isinstance(quote, str) else repr(claim)
    return text.encode("utf-8", "replace").decode()  # JSON can hold halves of characters that nothing can print


def _problem(rule: str, slug: str, value: str, message: str) -> Problem:
    return Problem(Severity.WARNING, rule, "", value, message, "", Origin(slug, 1))
