"""Clauses: a sentence on trade cut into the parts that tell of one flow each."""

from collections.abc import Iterator

from ..chunks import Row
from .memory import Memory

Clause = tuple[str, int, int]
"""A flow, and the tokens from which and to before which the sentence tells of it."""

_LONGEST = 10
_SHORT, _OPENING = 25, 3
_OPPOSITE = {"export": "import", "import": "export"}
_STOPS = frozenset([",", ";", "while", "and", "with", "whereas", "but", ":", "("])


def clauses_of(row: Row, memory: Memory) -> Iterator[Clause]:
    """Yield a clause for each flow: from its word to the next one, the first from the sentence's beginning."""
    flows = _flows(row, memory)
    if is_shared(row, [at for at, _ in flows]):
        yield from ((flow, 0, len(row.line)) for _, flow in flows)
        return
    for number, (start, flow) in enumerate(flows):
        end = _clause_start(row, flows[number + 1][0]) if number + 1 < len(flows) else len(row.line)
        yield flow, 0 if number == 0 else _clause_start(row, start), end


def is_shared(row: Row, starts: list[int]) -> bool:
    """Exports and imports were $2 million and $3 million (respectively): flows first, then as many amounts."""
    amounts = [chunk.start for _, chunk in row.of_kind("MONEY", "NUMBER")]
    first = min(amounts, default=0)
    is_even = len(starts) == len(amounts) == 2 and max(starts) < first
    return is_even and [row.line.low(at) for at in range(amounts[0], amounts[1])].count("and") == 1


def _flows(row: Row, memory: Memory) -> list[tuple[int, str]]:
    """The flows of a sentence, each with the token that names it; without one, that told of before."""
    flows: list[tuple[int, str]] = []
    at = 0
    while at < len(row.line):
        stop, hit = row.line.hit(at, "no-flow"), row.line.hit(at, "flow")
        if stop and (not hit or stop[0] >= hit[0]):
            at = stop[0]
        elif row.line.hit(at, "reverse"):
            _turn(row, flows, at, memory)
            at += 1
        elif flows and row.line.low(at) == "those" and row.line.low(at + 1) in ("from", "to"):
            flows.append((at, flows[-1][1]))
            at += 1
        elif hit:
            if not (flows and flows[-1][1] == hit[1][0] and not _has_amount(row, flows[-1][0], at)):
                flows.append((at, hit[1][0]))
            at = hit[0]
        else:
            at += 1
    if (
        flows
        and any(chunk.end <= flows[0][0] for _, chunk in row.of_kind("MONEY"))
        and _opens_with_carrier(row, memory)
    ):
        flows.insert(0, (0, memory.flow))
    return flows or _carried(row, memory)


def _turn(row: Row, flows: list[tuple[int, str]], at: int, memory: Memory) -> None:
    """In the opposite direction: the flow of this clause is the reverse of the one before."""
    if len(flows) > 1 and flows[-1][1] == _OPPOSITE.get(flows[-2][1]):
        return
    if len(flows) > 1 and _has_amount(row, flows[-2][0], flows[-1][0]):
        start, before = flows.pop()[0], flows[-1][1]
    else:
        start, before = at, flows[-1][1] if flows else memory.flow
    if before in _OPPOSITE and (flows or memory.line >= row.number - 2):
        flows.append((start, _OPPOSITE[before]))


def _opens_with_carrier(row: Row, memory: Memory) -> bool:
    """The figure reached $7 million, including $1 million of exports: the first amount is of the flow before."""
    is_open = any((hit := row.line.hit(at, "carrier")) and hit[0] <= _OPENING for at in range(2))
    return is_open and bool(memory.flow) and memory.line >= row.number - 2


def _carried(row: Row, memory: Memory) -> list[tuple[int, str]]:
    if not memory.flow or memory.line < row.number - 2 or not _is_carried(row):
        return []
    is_aim = any(row.line.hit(at, "target") for at in range(len(row.line)))
    words = [row.line.low(at) for at in range(len(row.line))]
    is_pair = any(row.line.hit(at, "pair-carrier") for at in range(len(row.line)))
    if (is_pair or "respectively" in words) and len(memory.flows) == sum(1 for _ in row.of_kind("MONEY", "NUMBER")):
        return [(0, flow) for flow in memory.flows]
    is_sum = bool({"total", "sum", "together"} & set(words))
    return [(0, "turnover" if is_aim or is_sum else memory.flow)]


def _has_amount(row: Row, start: int, end: int) -> bool:
    return any(start <= chunk.start < end for _, chunk in row.of_kind("MONEY", "PERCENT"))


def _clause_start(row: Row, at: int) -> int:
    """Back from a flow's word over the words that belong to it, to the comma or conjunction before."""
    start = at
    while start > 0 and at - start < _LONGEST and row.line.low(start - 1) not in _STOPS:
        start -= 1
    return start if at - start < _LONGEST else at


def _is_carried(row: Row) -> bool:
    """It was $9 million; the figure rose to $5 billion; the sides aspire to $2 billion."""
    is_carrier = any(row.line.hit(at, "carrier") for at in range(min(9, len(row.line))))
    is_aim = any(row.line.hit(at, "target") for at in range(len(row.line)))
    is_short = len(row.line) < _SHORT and not any(row.line.hit(at, "trade-stop") for at in range(len(row.line)))
    return "companies" not in row.classes and is_short and (is_aim or is_carrier)
