"""Figures: the amounts of a clause with their growth, period and goods."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..amounts import Amount
from ..chunks import Chunk, Row
from ..line import Span
from ..when import When
from .asides import is_aside, is_origin
from .growth import growth_of, respective_growth
from .memory import Memory
from .periods import period_for, periods_of

_DIFFERENCE = frozenset(["more", "less", "higher", "lower", "above", "below"])


_AHEAD = frozenset(["to", "will", "would", "should", "can", "could", "may", "might"])
_PAST = frozenset(["rose", "grew", "fell", "up", "down", "shot", "leapt", "risen", "grown", "fallen"])
# Words around a number that leave it one of money told of before, not one of people or tonnes.
_BEHIND = frozenset(
    [",", ".", ";", "in", "a", "last", "and", "for", "over", "the", "during", "respectively", "of", "", ")", "("]
)
_BEFORE = frozenset(
    [
        "against",
        "from",
        "to",
        "at",
        "with",
        "of",
        "only",
        "just",
        "went",
        "were",
        "was",
        "and",
        "reached",
        "totalled",
        "worth",
        "valued",
        "for",
        ":",
        "-",
        "—",
    ]
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure being read: its flow, sides, amount, growth and period."""

    start: int
    flow: str = ""
    reporter: str = ""
    partner: str = ""
    amount: Amount | None = None
    growth: Decimal | None = None
    period: When | None = None
    commodity: str = ""
    is_target: bool = False
    chain: tuple[str, ...] = ()


def figures_of(row: Row, memory: Memory, flow: str, clause: Span, order: tuple[int, int]) -> Iterator[Figure]:
    """Yield the figures that a clause states of a flow, each with its period, growth and aim."""
    start, end = clause
    chunks = [chunk for chunk in row.chunks if start <= chunk.start < end]
    amounts = _amounts(row, chunks, memory, clause, order)
    aims = {
        chunk.start
        for number, chunk in enumerate(amounts)
        if _is_target(row, _reach(row, start, amounts, number), chunk)
    }
    growth, growth_at = respective_growth(row, *order) or growth_of(row, chunks)
    periods, commodity = periods_of(row, memory), _commodity(row, start, end)
    # The growth belongs to the amount risen to, not to the one risen from or aimed at.
    main = next((chunk for chunk in amounts if not is_origin(row, chunk) and chunk.start not in aims), None)
    if main is None and growth is not None and not aims:
        period, told = period_for(row, periods, growth_at, memory)
        yield Figure(start=growth_at, growth=growth, period=period, commodity=commodity, chain=told)
        memory.period = period or memory.period
    for chunk in amounts:
        is_target = chunk.start in aims
        period, told = _goal(row, chunk) if is_target else _period(row, periods, chunk, memory)
        if chunk is not main and not is_target and not _stands_alone(row, chunk, period):
            continue
        amount = _with_currency(row, chunk, memory)
        told += (f"the currency told elsewhere -> {amount.currency}",) if amount and amount != chunk.value else ()
        own = growth if chunk is main else None
        yield Figure(chunk.start, "", "", "", amount, own, period, commodity, is_target, told)
        memory.currency = amount.currency if amount else ""
        memory.period = period if chunk is main and period else memory.period


def _amounts(row: Row, chunks: list[Chunk], memory: Memory, clause: Span, order: tuple[int, int]) -> list[Chunk]:
    """The amounts of a clause; of two flows that stand before their two amounts, that of the flow."""
    found = [chunk for chunk in chunks if _is_amount(row, chunk, memory) and not is_aside(row, chunk)]
    found = [chunk for chunk in found if not _is_missed(row, chunk)]
    is_shared = clause == (0, len(row.line)) and order[1] == len(found) == 2
    return found[order[0] : order[0] + 1] if is_shared else found


def _stands_alone(row: Row, chunk: Chunk, period: When | None) -> bool:
    """A further amount of a clause is a figure only with a period of its own."""
    return period is not None and (not is_origin(row, chunk) or _is_dated(row, chunk))


def _is_dated(row: Row, chunk: Chunk) -> bool:
    """An earlier amount with a time of its own: from $2 billion in 2021."""
    before = {row.line.low(at) for at in range(max(0, chunk.start - 3), chunk.start)}
    return "(" in before or any(chunk.end <= other.start <= chunk.end + 4 for _, other in row.of_kind("DATE", "PERIOD"))


def _is_amount(row: Row, chunk: Chunk, memory: Memory) -> bool:
    """Money, or a large number without a unit where money was told of just before."""
    if row.line.low(chunk.end) in _DIFFERENCE or _is_step(row, chunk):
        return False
    if chunk.kind != "NUMBER":
        return chunk.kind == "MONEY"
    told = any(part.kind == "MONEY" for part in row.chunks) or (bool(memory.currency) and memory.line >= row.number - 2)
    is_share = any(row.line.hit(at, "average") for at in range(max(0, chunk.start - 3), chunk.start))
    is_apart = row.line.low(chunk.end) in _BEHIND and row.line.low(chunk.start - 1) in _BEFORE
    return told and is_apart and not is_share


def _is_step(row: Row, chunk: Chunk) -> bool:
    """Increased by $3 million: how much a figure rose or fell, not what it is."""
    before = range(max(0, chunk.start - 4), chunk.start)
    return row.line.low(chunk.start - 1) == "by" and any(
        row.line.hit(at, kind) for at in before for kind in ("up", "down")
    )


def _period(
    row: Row, periods: list[tuple[int, When]], chunk: Chunk, memory: Memory
) -> tuple[When | None, tuple[str, ...]]:
    """The period of an amount: the date right before its bracket, or what the clause tells."""
    if row.line.low(chunk.start - 1) == "(":
        dates = (other.value for _, other in row.of_kind("DATE", "PERIOD") if other.end == chunk.start - 1)
        for when in dates:
            if isinstance(when, When) and when.first:
                return when, ()
    return period_for(row, periods, chunk.start, memory)


def _is_missed(row: Row, chunk: Chunk) -> bool:
    """A goal of the past: short of the $600 million; the 600 million that the government had aimed for."""
    at = chunk.start - (row.line.low(chunk.start - 1) in ("the", "its", "their", "a"))
    behind = range(chunk.end, min(len(row.line), chunk.end + 6))
    is_past = any(row.line.low(step) == "had" and row.line.hit(step + 1, "target") for step in behind)
    return is_past or bool(row.line.before(at, "missed"))


def _with_currency(row: Row, chunk: Chunk, memory: Memory) -> Amount | None:
    """An amount with the currency of its own, of the next one in the sentence, or of the last one told."""
    if not isinstance(chunk.value, Amount):
        return None
    following = (other.value for _, other in row.of_kind("MONEY") if other.start > chunk.start)
    behind = next((value.currency for value in following if isinstance(value, Amount)), "")
    return chunk.value if chunk.value.currency else replace(chunk.value, currency=memory.currency or behind)


def _commodity(row: Row, start: int, end: int) -> str:
    """What is traded, if it is one kind of goods."""
    for at in range(start, end):
        hit = row.line.hit(at, "flow")
        if not hit:
            continue
        before = row.line.before(at, "commodity")
        after = hit[0] + (row.line.low(hit[0]) == "of")
        people = row.line.hit(after, "people")
        behind = row.line.hit(people[0] if people else after, "commodity")
        if before and not row.line.before(at, "goods"):
            return row.line.words(before[0], at)
        if behind:
            return row.line.words(behind[0] - 1, behind[0])
    return ""


def _reach(row: Row, start: int, amounts: list[Chunk], number: int) -> int:
    """From where words of aiming count: behind the amount before, unless the goal rises from that one."""
    before = [chunk for chunk in amounts[:number] if not is_origin(row, chunk)]
    return before[-1].end if before else start


def _is_target(row: Row, start: int, chunk: Chunk) -> bool:
    """A goal, not a result: a word of aiming before the amount, and no verb between them that says it was reached."""
    if is_origin(row, chunk):
        return False
    first = max(start, chunk.start - 16)
    aims = [at for at in range(first, chunk.start) if row.line.hit(at, "target") and not _is_outcome(row, first, at)]
    results = [
        at for at in range(first, chunk.start) if row.line.hit(at, "reached") and row.line.low(at - 1) not in _AHEAD
    ]
    return bool(aims) and not any(result > aims[-1] for result in results)


def _is_outcome(row: Row, start: int, at: int) -> bool:
    """Rose 31% to exceed $1 billion: what the growth led to, if nothing says that it is only to come."""
    before = range(start, at)
    has_grown = any(
        row.line.hit(step, kind) and _is_past(row.line.low(step)) for step in before for kind in ("up", "down")
    )
    is_open = any(row.line.hit(step, kind) for step in before for kind in ("modal", "target"))
    return row.line.low(at) == "to" and has_grown and not is_open


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in _PAST


def _goal(row: Row, chunk: Chunk) -> tuple[When | None, tuple[str, ...]]:
    """The year by which a goal is to be reached."""
    for _, other in row.of_kind("DATE"):
        when = other.value
        if isinstance(when, When) and chunk.end <= other.start <= chunk.end + 6 and len(when.text) == 4:
            return when, (f"goal for {when.text}",)
    before = [
        other.value
        for _, other in row.of_kind("DATE")
        if other.end <= chunk.start and row.line.low(other.start - 1) == "by"
    ]
    return next(
        ((when, (f"goal for {when.text}",)) for when in before if isinstance(when, When) and len(when.text) == 4),
        (None, ()),
    )
