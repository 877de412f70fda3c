"""Organizations: companies at work abroad, bodies that states keep together, and membership."""

from collections.abc import Iterable, Iterator

from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..patterns import Match, Rule
from .common import span


def organizations(row: Row, context: Context, rules: Iterable[Rule]) -> Iterator[Fact]:
    """Yield the organizations of which a sentence says something that relates states."""
    for rule in rules:
        for match in rule.matches(row):
            fact = _companies(row, match) if "N2" in match.captures else _member(row, match, context)
            if fact:
                yield fact
    yield from _bodies(row, context)


def _companies(row: Row, match: Match) -> Fact | None:
    first = match.captures["N2"][0]
    while (
        first > 0
        and row.chunks[first - 1].kind == "w"
        and (
            row.line.hit(row.chunks[first - 1].start, "number-word")
            or row.low(first - 1)[:1].isdigit()
            or row.low(first - 1) in ("over", "some", "about")
        )
    ):
        first -= 1
    companies = next((at for at in range(first, match.end) if row.has(at, "companies")), None)
    host = _code(row, match.captures["S"][0])
    home = _code(row, match.captures["N2"][0])
    if companies is None or not host or host == home:
        return None
    values: dict[str, Value] = {
        "name": row.text(first, companies + 1),
        "type": "company",
        "states": (host,),
        "relation": "operates in",
        "home": home,
    }
    return Fact("organization", values, span(row, first, match.end), match.rule.id, match.rule.confidence)


def _code(row: Row, at: int) -> str:
    value = row.chunks[at].value
    return value[0] if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], str) else ""


def _member(row: Row, match: Match, context: Context) -> Fact | None:
    states = tuple(actor.state for actor in context.actors(row, *match.captures["A"]) if actor.is_state)
    name = row.text(*match.captures["O"])
    if not states:
        return None
    values: dict[str, Value] = {
        "name": name,
        "type": "international organization",
        "states": states,
        "relation": "member of",
        "home": "",
    }
    return Fact("organization", values, span(row, match.start, match.end), match.rule.id, match.rule.confidence)


def _bodies(row: Row, context: Context) -> Iterator[Fact]:
    """A joint body by its name: the Chile-Norway Business Council, the Joint Commission between Chile and Norway."""
    line = row.line
    for at in range(len(line)):
        hit = line.hit(at, "body")
        if not hit or not line.is_capital(at) or not line.hit(at, "joint-body"):
            continue
        start = _name_start(row, at)
        end = _name_end(row, hit[0])
        states = _body_states(row, context, start, end)
        if len(states) == 2 and _is_joint(row, start, end):
            values: dict[str, Value] = {
                "name": line.words(start, end),
                "type": "commission",
                "states": states,
                "relation": "bilateral body",
                "home": "",
            }
            chain = tuple(f"a joint body of the two states -> {code}" for code in states)
            yield Fact("organization", values, line.place(start, end), "organization.joint-body", 0.6, chain)


def _name_start(row: Row, at: int) -> int:
    line = row.line
    while at > 0 and (
        (line.is_capital(at - 1) and line.low(at - 1) not in ("the", "a", "an"))
        or (line.low(at - 1) in ("-", "and") and line.is_capital(at - 2))
    ):
        at -= 1
    return at


def _name_end(row: Row, end: int) -> int:
    line = row.line
    if line.low(end) in ("on", "for") and line.is_capital(end + 1):
        end += 1
        while line.is_capital(end) or (
            line.low(end) in ("and", ",", "-") and line.is_capital(end + 1) and not line.hit(end + 1, "state")
        ):
            end += 1
    return end


def _body_states(row: Row, context: Context, start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    limit = end + 6 if row.line.low(end) in ("between", "of") else end
    for at in range(start, min(limit, len(row.line))):
        for kind in ("people", "state"):
            hit = row.line.hit(at, kind)
            if hit and len(hit[1]) == 1 and hit[1][0] not in found:
                found.append(hit[1][0])
    if not found and any(row.line.hit(at, "joint-word") for at in range(start, end)):
        return context.article.pair
    return tuple(found)


def _is_joint(row: Row, start: int, end: int) -> bool:
    return any(row.line.hit(at, "joint-word") for at in range(start, end)) or row.line.low(end) == "between"
