"""Trade: figures of turnover, export and import, read clause by clause from left to right."""

from collections.abc import Iterator
from dataclasses import replace

from ...values import stated
from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..fiscal import bounded
from ..when import When
from .clauses import clauses_of
from .figures import Figure, figures_of
from .memory import Memory
from .sides import sides_of


def trade(row: Row, context: Context, memory: Memory) -> Iterator[Fact]:
    """Yield the figures of a sentence."""
    if any(row.line.hit(at, "company-turnover") for at in range(len(row.line))):
        return
    clauses = list(clauses_of(row, memory))
    if not clauses:
        _note_period(row, memory)
        return
    for number, (flow, start, end) in enumerate(clauses):
        if _is_other(row, start, end):
            continue
        sides = sides_of(row, context, memory, flow, start, end)
        if sides is None:
            continue
        reporter, partner, chain = sides
        if flow not in {hit[1][0] for at in range(start, end) if (hit := row.line.hit(at, "flow"))}:
            chain = (*chain, f"the direction told of before -> {flow}")
        dated = _dated(row, context, (reporter, partner))
        for figure in figures_of(dated, memory, flow, (start, end), (number, len(clauses))):
            found = replace(figure, flow=flow, reporter=reporter, partner=partner, chain=(*chain, *figure.chain))
            if found.amount or found.growth is not None:
                found = _in_own_money(row, context, found)
                yield _fact(row, replace(found, is_target=found.is_target or _is_ahead(context, found.period)))
        memory.reporter, memory.partner, memory.line = reporter, partner, row.number
        memory.flow = flow if number == 0 else memory.flow
    flows = tuple(flow for flow, _, _ in clauses)
    memory.flows = (*memory.flows[-1:], *flows) if len(flows) == 1 and flows[0] not in memory.flows[-1:] else flows


def _in_own_money(row: Row, context: Context, figure: Figure) -> Figure:
    """Rupees, crowns: of several currencies of one name that of the reporter, or of the partner."""
    amount = figure.amount
    if amount is None:
        return figure
    hits = (row.line.hit(at, "currency") for at in range(amount.start, amount.end))
    codes = next((hit[1] for hit in hits if hit), ())
    # The first two letters of a currency's code are those of its state (ISO 4217).
    homes = [context.article.lexicon.states[code].alpha2 for code in (figure.reporter, figure.partner)]
    own = next((code for home in homes for code in codes if code.startswith(home)), amount.currency)
    if own == amount.currency:
        return figure
    return replace(
        figure, amount=replace(amount, currency=own), chain=(*figure.chain, f"the currency of the state -> {own}")
    )


def _dated(row: Row, context: Context, states: tuple[str, ...]) -> Row:
    """The row with bounds for its fiscal years: those of the reporter, else of the partner."""
    if not any(isinstance(chunk.value, When) and chunk.value.same == "fiscal" for chunk in row.chunks):
        return row
    issued = context.article.clock.issued
    chunks = [
        replace(chunk, value=bounded(chunk.value, states, context.fiscal_years, issued) or chunk.value)
        if isinstance(chunk.value, When) and chunk.value.same == "fiscal"
        else chunk
        for chunk in row.chunks
    ]
    return replace(row, chunks=chunks)


def _is_ahead(context: Context, period: When | None) -> bool:
    """A figure of a time to come can only be a goal."""
    issued = context.article.clock.issued
    return bool(issued and period and period.first and period.first > issued)


def _note_period(row: Row, memory: Memory) -> None:
    """A sentence without a figure that tells of partners or a deficit in a year or month: the next figure is of it."""
    values = (chunk.value for _, chunk in row.of_kind("DATE", "PERIOD"))
    whens = [when for when in values if isinstance(when, When) and when.first and not when.is_day]
    kind = "no-flow" if [len(when.text) for when in whens] == [4] else "balance"
    if len(whens) == 1 and any(row.line.hit(at, kind) for at in range(len(row.line))):
        memory.period, memory.line = whens[0], row.number


def _is_other(row: Row, start: int, end: int) -> bool:
    """Trade with the whole world."""
    return any(row.line.hit(at, "world") for at in range(start, end))


def _fact(row: Row, figure: Figure) -> Fact:
    values: dict[str, Value] = {
        "reporter": figure.reporter,
        "partner": figure.partner,
        "flow": figure.flow,
        "amount": f"{figure.amount.value.normalize():f}" if figure.amount else "",
        "stated": stated(figure.amount.value) if figure.amount else "",
        "currency": figure.amount.currency if figure.amount else "",
        "start": figure.period.first.isoformat() if figure.period and figure.period.first else "",
        "end": figure.period.last.isoformat() if figure.period and figure.period.last else "",
        "growth": f"{figure.growth.normalize():f}" if figure.growth is not None else "",
        "commodity": figure.commodity,
        "target": figure.is_target,
    }
    start, end = row.line.sentence.start, row.line.sentence.end
    return Fact("trade", values, (start, end), f"trade.{figure.flow}", 0.85 if figure.chain else 0.9, figure.chain)
