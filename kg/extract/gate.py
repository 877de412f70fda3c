"""Gate: what every proposed fact must pass, whoever proposes it; duplicates become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UnreadableError
from .article import Article
from .facts import Fact, Value
from .grounding import ungrounded
from .lexicon import level, read_yaml_file


@dataclass(frozen=True)
class Rejected:
    """A fact that was refused, and why."""

    fact: Fact
    reason: str


@dataclass(frozen=True)
class Kind:
    """What the gate knows of a kind of fact: the slots that make two facts the same, and what each slot is held to.

    `name` is a slot where a shorter form counts as the same: the commission, the commission on trade.
    """

    identity: tuple[str, ...]
    slots: Mapping[str, str]
    name: str = ""


Kinds = Mapping[str, Kind]

_MOST_STATEMENTS = 4


def read_kinds(path: Path) -> Kinds:
    """Read what the gate knows of each kind; raise UnreadableError for a file that does not say it."""
    try:
        content: Mapping[str, Mapping[str, object]] = dict(read_yaml_file(path))  # type: ignore[call-overload]  # another form fails here
        return {
            kind: Kind(tuple(part["identity"]), dict(part["slots"]), str(part.get("name", "")))  # type: ignore[arg-type, call-overload]  # another form fails here
            for kind, part in content.items()
        }
    except (TypeError, ValueError, LookupError) as error:
        raise UnreadableError(f"{path}: {error!r}; give each kind its identity and slots") from error


def pass_gate(article: Article, facts: Iterable[Fact], kinds: Kinds) -> tuple[list[Fact], list[Rejected]]:
    """Return the facts that hold, each once, and those that do not."""
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    for fact in facts:
        if reason := ungrounded(article, fact, kinds[fact.kind].slots):
            rejected.append(Rejected(fact, reason))
            continue
        same = next((number for number, other in enumerate(kept) if _is_same(fact, other, kinds)), None)
        if same is not None:
            kept[same] = _merged(kept[same], fact, kinds)
        else:
            kept.append(fact)
    return _less_statements(kept), rejected


def is_new(article: Article, facts: Sequence[Fact], fact: Fact, kinds: Kinds) -> bool:
    """Tell whether a fact passes the gate beside others, and none of them is the same."""
    kept, _ = pass_gate(article, [*facts, fact], kinds)
    return bool(kept) and kept[-1] is fact


def _is_same(one: Fact, other: Fact, kinds: Kinds) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "meeting":
        return _is_same_meeting(one, other)
    if one.kind == "trade" and "" in (one.values["amount"], other.values["amount"]):
        return all(
            one.values[key] == other.values[key] for key in ("reporter", "partner", "flow", "start", "end", "commodity")
        )
    if one.kind == "visit" and _are_other_months(one, other):
        return False
    kind = kinds[one.kind]
    return all(one.values[key] == other.values[key] for key in kind.identity) and (
        not kind.name or _is_within(one.text(kind.name), other.text(kind.name))
    )


def _are_other_months(one: Fact, other: Fact) -> bool:
    """Two journeys: both days are told, and lie in different months."""
    first, second = one.text("date")[:7], other.text("date")[:7]
    return bool(first and second) and not first.startswith(second) and not second.startswith(first)


def _is_within(one: str, other: str) -> bool:
    """One name is a shorter form of the other."""
    first, second = set(level(one).split()), set(level(other).split())
    return first <= second or second <= first


def _is_same_meeting(one: Fact, other: Fact) -> bool:
    first, second = set(one.texts("participant")), set(other.texts("participant"))
    days = {fact.text("date") for fact in (one, other)} - {""}
    shared = first & second
    return len(days) < 2 and (first <= second or second <= first or len(shared) >= 2 or _covers(one, other))


def _covers(one: Fact, other: Fact) -> bool:
    """States on one side for the persons on the other, one of whom may be of no known state."""
    return any(
        plain.values["unnamed"] is False and len(_uncovered(plain, rich)) <= _unknown(plain, rich)
        for plain, rich in ((one, other), (other, one))
    )


def _uncovered(plain: Fact, rich: Fact) -> list[str]:
    """Who is in one report of a meeting and stands for no one in the other."""
    return [
        name
        for name in plain.texts("participant")
        if not (name in rich.texts("participant") or name.removeprefix("state/") in rich.texts("states"))
    ]


def _unknown(plain: Fact, rich: Fact) -> int:
    """One of two, whose state the other report may tell."""
    return int(len(plain.texts("participant")) == len(rich.texts("participant")) == 2 and "" in rich.texts("states"))


def _merged(one: Fact, other: Fact, kinds: Kinds) -> Fact:
    """The fuller of two reports of one fact, with what only the other says."""
    name = kinds[one.kind].name
    if name and len(other.text(name)) > len(one.text(name)):
        one, other = other, one
    if one.kind == "meeting" and sum(not name.startswith("state/") for name in other.texts("participant")) > sum(
        not name.startswith("state/") for name in one.texts("participant")
    ):
        one, other = other, one
    if one.kind == "trade" and not one.text("amount"):
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
    """Keep four statements: those whose speakers are named before those told by a pronoun or an office."""
    said = [number for number, fact in enumerate(facts) if fact.kind == "statement"]
    spare = set(sorted(said, key=lambda number: _is_stood_for(facts[number]))[_MOST_STATEMENTS:])
    return [fact for number, fact in enumerate(facts) if number not in spare]


def _is_stood_for(fact: Fact) -> bool:
    """Tell whether another word than a part of the name stands for a speaker."""
    steps = (step.partition(" -> ") for step in fact.chain)
    return any(not set(level(words).split()) & set(level(name).split()) for words, _, name in steps)
