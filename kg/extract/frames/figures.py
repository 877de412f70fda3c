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
    amounts = [chunk for chunk in chunks if _is_amount(row, chunk, memory) and not is_aside(row, chunk)]
    growth, growth_at = respective_growth(row, *order) or growth_of(row, chunks)
    periods, commodity = periods_of(row, memory), _commodity(row, start, end)
    if not amounts and growth is not None:
        period, told = period_for(row, periods, growth_at, memory)
        yield Figure(start=growth_at, growth=growth, period=period, commodity=commodity, chain=told)
        memory.period = period or memory.period
    main = _main(row, amounts)
    for number, chunk in enumerate(amounts):
        is_target = _is_target(row, amounts[number - 1].end if number else start, chunk)
        period, told = _goal(row, chunk) if is_target else period_for(row, periods, chunk.start, memory)
        if chunk is not main and not is_target and (period is None or _is_before(row, chunk)):
            continue
        amount = _with_currency(chunk.value, memory)
        told += (f"the currency told of before -> {amount.currency}",) if amount and amount != chunk.value else ()
        own = growth if chunk is main and not is_target else None
        yield Figure(
            start=chunk.start,
            amount=amount,
            growth=own,
            period=period,
            commodity=commodity,
            is_target=is_target,
            chain=told,
        )
        memory.currency = amount.currency if amount else ""
        memory.period = period if chunk is main and not is_target and period else memory.period


def _is_before(row: Row, chunk: Chunk) -> bool:
    """The amount that another grew from, without a time or a direction of its own."""
    return is_origin(row, chunk) and not (_is_dated(row, chunk) or is_opposite(row, chunk.start))


def is_opposite(row: Row, at: int) -> bool:
    """Tell whether a figure is the one nearest to words such as `in the opposite direction`."""
    figures = [chunk.start for _, chunk in row.of_kind("MONEY", "NUMBER")]
    turns = [step for step in range(len(row.line)) if row.line.hit(step, "opposite-way")]
    return any(at == min(figures, key=lambda start: abs(start - turn)) for turn in turns if figures)


def _is_dated(row: Row, chunk: Chunk) -> bool:
    """An earlier amount with a time of its own: from $2 billion in 2021."""
    before = {row.line.low(at) for at in range(max(0, chunk.start - 3), chunk.start)}
    return "(" in before or any(chunk.end <= other.start <= chunk.end + 4 for _, other in row.of_kind("DATE", "PERIOD"))


def _is_amount(row: Row, chunk: Chunk, memory: Memory) -> bool:
    """Money, or a large number without a unit where money was told of just before."""
    if row.line.low(chunk.end) in _DIFFERENCE or _is_missed(row, chunk):
        return False
    if chunk.kind != "NUMBER":
        return chunk.kind == "MONEY"
    follows = row.line.low(chunk.end) in (",", ".", ";", "in", "a", "last", "and", "for", "over", "the", "during", "of")
    told = any(part.kind == "MONEY" and part.end <= chunk.start for part in row.chunks)
    is_share = any(row.line.hit(at, "average") for at in range(max(0, chunk.start - 3), chunk.start))
    return follows and not is_share and (told or (bool(memory.currency) and memory.line >= row.number - 2))


def _is_missed(row: Row, chunk: Chunk) -> bool:
    """A goal of the past: the 600 million that the government had aimed for."""
    behind = range(chunk.end, min(len(row.line), chunk.end + 6))
    return any(row.line.low(at) == "had" and row.line.hit(at + 1, "target") for at in behind)


def _with_currency(value: object, memory: Memory) -> Amount | None:
    if not isinstance(value, Amount):
        return None
    return value if value.currency else replace(value, currency=memory.currency)


def _main(row: Row, amounts: list[Chunk]) -> Chunk | None:
    """The amount that the growth belongs to: the one risen to, not the one risen from."""
    later = [chunk for chunk in amounts if not is_origin(row, chunk) and not _is_target(row, 0, chunk)]
    return later[0] if later else (amounts[0] if amounts else None)


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


def _is_target(row: Row, start: int, chunk: Chunk) -> bool:
    """A goal, not a result: a word of aiming before the amount, and no verb between them that says it was reached."""
    if is_origin(row, chunk):
        return False
    first = max(start, chunk.start - 16)
    aims = [at for at in range(first, chunk.start) if row.line.hit(at, "target")]
    results = [at for at in range(first, chunk.start) if row.line.hit(at, "reached")]
    return bool(aims) and not any(result > aims[-1] for result in results)


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
