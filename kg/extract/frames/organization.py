"""Organizations: companies at work abroad, bodies that states keep together, and membership."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..patterns import Match, Rule
from .bodies import bodies_in
from .common import chain_of, span
from .presence import presences

_ONE = frozenset(["one", "a", "another"])


def organizations(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield the organizations of which a sentence says something that relates states."""
    for rule in rules:
        for match in rule.matches(row):
            fact = _companies(row, match, context) if "N2" in match.captures else _member(row, match, context)
            if fact:
                yield fact
    yield from presences(row, context)
    yield from _bodies(row, context)


def _companies(row: Row, match: Match, context: Context) -> Fact | None:
    """Companies by number: four companies of a state; one alone must have a name, and is read by that."""
    named, last = match.captures["N2"][0], match.captures["C"][1]
    first = named
    while first > 0 and (row.has(first - 1, "NUMBER", "counting") or _is_number(row, first - 1)):
        first -= 1
    home = _code(row, named)
    others = [code for code in context.article.pair if code != home]
    host = _code(row, match.captures["S"][0]) if "S" in match.captures else others[0] if len(others) == 1 else ""
    is_vague = first == named and ("counted" in match.rule.sets or not row.has(last - 1, "several-companies"))
    if is_vague or host in ("", home) or _is_other(row, first, last, match.end):
        return None
    values: dict[str, Value] = {
        "name": row.text(first, last),
        "type": "company",
        "states": (host,),
        "relation": "operates in",
        "home": home,
        "number": next((number for at in range(first, last) if (number := _number(row, at))), ""),
    }
    chain = () if "S" in match.captures else (f"the other state of the text -> {host}",)
    return Fact("organization", values, span(row, first, match.end), match.rule.id, match.rule.confidence, chain)


def _is_other(row: Row, first: int, last: int, end: int) -> bool:
    """One firm, whose name follows, is read by that name; what firms only wish or ask for is no presence."""
    is_one_named = row.low(first) in _ONE and row.low(last) == ","
    return is_one_named or any(row.has(at, "sought") for at in range(last, end))


def _is_number(row: Row, at: int) -> bool:
    return row.chunks[at].kind == "w" and bool(_number(row, at))


def _number(row: Row, at: int) -> str:
    hit = row.line.hit(row.chunks[at].start, "number-word")
    return hit[1][0] if hit else row.low(at).replace(",", "") if row.low(at)[:1].isdigit() else ""


def _code(row: Row, at: int) -> str:
    value = row.chunks[at].value
    return value[0] if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str) else ""


def _member(row: Row, match: Match, context: Context) -> Fact | None:
    """Chile is a member of Mercosur; both states belong to it: the two that the text is about."""
    at, end = match.captures["A"]
    told = context.group("states", row.text(at, end)) if row.has(at, "GROUP") else context.actors(row, at, end)
    states = tuple(actor for actor in told if actor.is_state)
    if not states:
        return None
    values: dict[str, Value] = {
        "name": row.text(*match.captures["O"]),
        "type": "international organization",
        "states": tuple(actor.state for actor in states),
        "relation": "member of",
        "home": "",
        "number": "",
    }
    rule, chain = match.rule, chain_of(states)
    return Fact("organization", values, span(row, match.start, match.end), rule.id, rule.confidence, chain)


def _bodies(row: Row, context: Context) -> Iterator[Fact]:
    """A joint body by its name: the Chile-Norway Business Council, the Joint Commission between Chile and Norway."""
    for body in bodies_in(row.line):
        states = body.states or context.article.pair
        if len(states) != 2:
            continue
        values: dict[str, Value] = {
            "name": row.line.name(body.start, body.end),
            "type": "commission",
            "states": states,
            "relation": "bilateral body",
            "home": "",
            "number": "",
        }
        chain = tuple(f"a joint body of the two states -> {code}" for code in states)
        place = row.line.place(body.start, body.end)
        yield Fact("organization", values, place, "organization.joint-body", 0.6, chain)
