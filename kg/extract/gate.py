"""Gate: what every proposed fact must pass, whoever proposes it; duplicates become one."""

from collections.abc import Iterable
from dataclasses import dataclass

from .article import Article
from .facts import Fact, Value
from .grounding import ungrounded


@dataclass(frozen=True)
class Rejected:
    """A fact that was refused, and why."""

    fact: Fact
    reason: str


_IDENTITY = {
    "tenure": ("person", "class", "role"),
    "agreement": ("label", "status"),
    "visit": ("visitor", "state"),
    "organization": ("name", "relation"),
    "statement": ("speaker", "stance"),
    "trade": ("reporter", "partner", "flow", "amount", "start", "commodity"),
}
_MOST_STATEMENTS = 4


def pass_gate(article: Article, facts: Iterable[Fact]) -> tuple[list[Fact], list[Rejected]]:
    """Return the facts that hold, each once, and those that do not."""
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    for fact in facts:
        reason = ungrounded(article, fact)
        if reason:
            rejected.append(Rejected(fact, reason))
        elif (same := next((number for number, other in enumerate(kept) if _is_same(fact, other)), None)) is not None:
            kept[same] = _merged(kept[same], fact)
        else:
            kept.append(fact)
    return _less_statements(kept), rejected


def _is_same(one: Fact, other: Fact) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "meeting":
        return _is_same_meeting(one, other)
    if one.kind == "trade" and "" in (one.values["amount"], other.values["amount"]):
        return all(
            one.values[key] == other.values[key] for key in ("reporter", "partner", "flow", "start", "end", "commodity")
        )
    return all(one.values[key] == other.values[key] for key in _IDENTITY[one.kind])


def _is_same_meeting(one: Fact, other: Fact) -> bool:
    first, second = set(one.texts("participant")), set(other.texts("participant"))
    days = {fact.text("date") for fact in (one, other)} - {""}
    shared = first & second
    return len(days) < 2 and (first <= second or second <= first or len(shared) >= 2 or _covers(one, other))


def _covers(one: Fact, other: Fact) -> bool:
    """States on one side for the persons on the other."""
    pairs = ((one, other), (other, one))
    return any(
        plain.values["unnamed"] is False
        and all(
            (name.startswith("state/") and name.removeprefix("state/") in rich.texts("states"))
            or name in rich.texts("participant")
            for name in plain.texts("participant")
        )
        for plain, rich in pairs
    )


def _merged(one: Fact, other: Fact) -> Fact:
    """The fuller of two reports of one fact, with what only the other says."""
    if one.kind == "meeting" and sum(not name.startswith("state/") for name in other.texts("participant")) > sum(
        not name.startswith("state/") for name in one.texts("participant")
    ):
        one, other = other, one
    values: dict[str, Value] = dict(one.values)
    for key, value in other.values.items():
        if values.get(key) in ("", (), None):
            values[key] = value
    return Fact(
        one.kind,
        values,
        one.quote,
        one.rule,
        max(one.confidence, other.confidence),
        tuple(dict.fromkeys(one.chain + other.chain)),
    )


def _less_statements(facts: list[Fact]) -> list[Fact]:
    count = 0
    kept = []
    for fact in facts:
        count += fact.kind == "statement"
        if fact.kind != "statement" or count <= _MOST_STATEMENTS:
            kept.append(fact)
    return kept
