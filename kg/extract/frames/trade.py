"""Trade: figures of turnover, export and import, read clause by clause from left to right."""

from collections.abc import Iterator
from dataclasses import replace

from ...values import stated
from ..chunks import Row
from ..context import Context
from ..facts import Fact, Value
from ..when import When
from .figures import Figure, figures_of, is_opposite
from .memory import Memory
from .sides import sides_of

_OPPOSITE = {"export": "import", "import": "export"}


def trade(row: Row, context: Context, memory: Memory) -> Iterator[Fact]:
    """Yield the figures of a sentence."""
    clauses = list(_clauses(row, memory))
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
        if not any(row.line.hit(at, "flow") for at in range(start, end)):
            chain = (*chain, f"the figure told of before -> {flow}")
        for figure in figures_of(row, memory, flow, (start, end), (number, len(clauses))):
            way = _OPPOSITE.get(flow, flow) if is_opposite(row, figure.start) else flow
            steps = (*chain, *figure.chain) + ((f"the opposite direction -> {way}",) if way != flow else ())
            found = replace(figure, flow=way, reporter=reporter, partner=partner, chain=steps)
            if found.amount or found.growth is not None:
                yield _fact(row, found)
        memory.reporter, memory.partner, memory.line = reporter, partner, row.number
        memory.flow = flow if number == 0 else memory.flow


def _note_period(row: Row, memory: Memory) -> None:
    """A sentence without a figure that ranks trade partners in a year: the next figure is of that year."""
    years = [
        chunk.value for _, chunk in row.of_kind("DATE") if isinstance(chunk.value, When) and len(chunk.value.text) == 4
    ]
    if len(years) == 1 and any(row.line.hit(at, "no-flow") for at in range(len(row.line))):
        memory.period, memory.line = years[0], row.number


def _clauses(row: Row, memory: Memory) -> Iterator[tuple[str, int, int]]:
    """A clause for each flow: it reaches from its word to the next one, the first from the sentence's beginning."""
    flows: list[tuple[int, str]] = []
    at = 0
    while at < len(row.line):
        stop = row.line.hit(at, "no-flow")
        hit = row.line.hit(at, "flow")
        if stop and (not hit or stop[0] >= hit[0]):
            at = stop[0]
        elif hit:
            if not (flows and flows[-1][1] == hit[1][0] and not _has_amount(row, flows[-1][0], at)):
                flows.append((at, hit[1][0]))
            at = hit[0]
        else:
            at += 1
    if not flows and memory.line >= row.number - 2 and memory.flow and _is_carried(row):
        is_aim = any(row.line.hit(at, "target") for at in range(len(row.line)))
        is_total = any(row.line.low(at) == "total" for at in range(min(9, len(row.line))))
        flows = [(0, "turnover" if is_aim or is_total else memory.flow)]
    for number, (start, flow) in enumerate(flows):
        end = _clause_start(row, flows[number + 1][0]) if number + 1 < len(flows) else len(row.line)
        yield flow, 0 if number == 0 else _clause_start(row, start), end


def _has_amount(row: Row, start: int, end: int) -> bool:
    return any(start <= chunk.start < end for _, chunk in row.of_kind("MONEY", "PERCENT"))


def _clause_start(row: Row, at: int) -> int:
    """Back from a flow's word over the words that belong to it, to the comma or conjunction before."""
    start = at
    while (
        start > 0
        and at - start < 10
        and row.line.low(start - 1) not in (",", ";", "while", "and", "with", "whereas", "but", ":", "(")
    ):
        start -= 1
    return start if at - start < 10 else at


def _is_carried(row: Row) -> bool:
    """It was $9 million; the figure rose to $5 billion; the sides aspire to $2 billion."""
    is_carrier = any(row.line.hit(at, "carrier") for at in range(min(9, len(row.line))))
    is_aim = any(row.line.hit(at, "target") for at in range(len(row.line)))
    is_short = len(row.line) < 25 and not any(row.line.hit(at, "trade-stop") for at in range(len(row.line)))
    return "companies" not in row.classes and is_short and (is_aim or is_carrier)


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
