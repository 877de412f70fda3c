"""Asides: amounts that are not the figure itself: conversions, other kinds of money, what was before."""

from ..chunks import Chunk, Row

_PLACES = ("state", "people", "city")


def is_aside(row: Row, chunk: Chunk) -> bool:
    """A conversion in brackets, or an amount of another kind: investment, loans, a deficit."""
    lows = [row.line.low(at) for at in range(chunk.start)]
    if lows.count("(") > lows.count(")"):
        opening = len(lows) - lows[::-1].index("(") - 1
        is_part = any(row.line.hit(at, "flow") for at in range(opening, chunk.start))
        return not is_part and not any(other.end == opening for _, other in row.of_kind("DATE"))
    if _is_conversion(row, chunk):
        return True
    return any(
        row.line.hit(at, "trade-stop")
        for at in range(max(0, chunk.start - 6), min(len(row.line), chunk.end + 5))
        if not _crosses(row, at, chunk)
    )


def _is_conversion(row: Row, chunk: Chunk) -> bool:
    """NOK 40 million, or about $4 million: the same amount in another currency."""
    words = row.line.before(chunk.start, "conversion")
    at = (words[0] if words else 0) - 1
    ends = {at, at + 1} if row.line.low(at) == "," else {at + 1}
    return bool(words) and any(other.end in ends for _, other in row.of_kind("MONEY"))


def _crosses(row: Row, at: int, chunk: Chunk) -> bool:
    between = range(at, chunk.start) if at < chunk.start else range(chunk.end, at)
    return any(row.line.low(step) in (",", ";", "while", "and") or row.line.hit(step, "flow") for step in between)


def is_origin(row: Row, chunk: Chunk) -> bool:
    """Tell whether an amount is the one that another grew or fell from."""
    if row.line.hit(chunk.end, "reverse"):
        return False
    before = range(max(0, chunk.start - 3), chunk.start)
    origins = [at for at in before if row.line.low(at) in ("from", "against")]
    is_place = any(row.line.hit(at, kind) for at in before for kind in _PLACES if origins and at > origins[-1])
    return (bool(origins) and not is_place) or bool(
        row.line.before(chunk.start, "earlier") or row.line.before(chunk.start - 1, "earlier")
    )
