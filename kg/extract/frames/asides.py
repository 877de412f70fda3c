"""Asides: amounts that are not the figure itself: conversions, other kinds of money, what was before."""

from ..chunks import Chunk, Row


def is_aside(row: Row, chunk: Chunk) -> bool:
    """A conversion in brackets, or an amount of another kind: investment, loans, a deficit."""
    lows = [row.line.low(at) for at in range(chunk.start)]
    if lows.count("(") > lows.count(")"):
        opening = len(lows) - lows[::-1].index("(") - 1
        return not any(other.end == opening for _, other in row.of_kind("DATE"))
    return any(
        row.line.hit(at, "trade-stop")
        for at in range(max(0, chunk.start - 6), min(len(row.line), chunk.end + 5))
        if not _crosses(row, at, chunk)
    )


def _crosses(row: Row, at: int, chunk: Chunk) -> bool:
    between = range(at, chunk.start) if at < chunk.start else range(chunk.end, at)
    return any(row.line.low(step) in (",", ";", "while", "and") or row.line.hit(step, "flow") for step in between)


def is_origin(row: Row, chunk: Chunk) -> bool:
    """Tell whether an amount is the one that another grew or fell from."""
    lows = [row.line.low(at) for at in range(max(0, chunk.start - 3), chunk.start)]
    return (
        "from" in lows
        or bool(row.line.before(chunk.start, "earlier"))
        or bool(row.line.before(chunk.start - 1, "earlier"))
        or "against" in lows
    )
