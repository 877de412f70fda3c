"""Growth: by how much a figure rose or fell."""

from decimal import Decimal

from ..amounts import Amount, number_of
from ..chunks import Chunk, Row


def respective_growth(row: Row, number: int, count: int) -> tuple[Decimal | None, int] | None:
    """Down 6.0% and 22.4% respectively: to each flow its own."""
    if "respectively" not in [row.line.low(at) for at in range(len(row.line))]:
        return None
    percents = [(at, chunk.value) for at, chunk in row.of_kind("PERCENT") if isinstance(chunk.value, Amount)]
    if len(percents) != count:
        return None
    sign = _sign(row, row.chunks[percents[0][0]])
    amount = percents[number][1]
    return (amount.value * sign, amount.start) if sign else None


def growth_of(row: Row, chunks: list[Chunk]) -> tuple[Decimal | None, int]:
    """Return by how many percent a clause says that something grew, and the token where it says so."""
    for chunk in chunks:
        if chunk.kind == "PERCENT" and isinstance(chunk.value, Amount):
            sign = _sign(row, chunk)
            if sign and not _is_average(row, chunk):
                return chunk.value.value * sign, chunk.start
    for chunk in chunks:
        fraction = row.line.hit(chunk.start, "fraction")
        if fraction and (sign := _sign(row, chunk)):
            return Decimal(fraction[1][0]) * sign, chunk.start
        hit = row.line.hit(chunk.start, "multiple")
        if hit and not _is_modal(row, chunk.start):
            return Decimal(hit[1][0]), chunk.start
        times = row.line.hit(chunk.end, "times") or (
            row.line.low(chunk.end) == "-" and row.line.hit(chunk.end + 1, "times")
        )
        if times and (factor := _factor(row, chunk)):
            return (factor - 1) * 100, chunk.start
    return None, 0


def _is_average(row: Row, chunk: Chunk) -> bool:
    return any(row.line.hit(at, "average") for at in range(max(0, chunk.start - 4), min(len(row.line), chunk.end + 1)))


def _factor(row: Row, chunk: Chunk) -> Decimal | None:
    word = row.line.hit(chunk.start, "number-word")
    return Decimal(word[1][0]) if word else number_of(row.line.tokens[chunk.start].text)


def _sign(row: Row, chunk: Chunk) -> int:
    """Up or down, by the nearest such word of the clause."""
    if row.line.low(chunk.start - 1) in ("+", "-") and not row.line.low(chunk.start - 2)[:1].isdigit():
        return 1 if row.line.low(chunk.start - 1) == "+" else -1
    best, sign = 99, 0
    for at in range(max(0, chunk.start - 12), min(len(row.line), chunk.end + 4)):
        for kind, value in (("up", 1), ("down", -1)):
            distance = chunk.start - at if at < chunk.start else at - chunk.end + 1
            if (
                row.line.hit(at, kind)
                and row.line.low(at - 1) not in ("made", "make", "makes")
                and not (row.line.low(at + 1) == "than" and at + 2 == chunk.start)
                and distance < best
                and not _barred(row, at, chunk)
            ):
                best, sign = distance, value
    is_share = row.line.low(chunk.end) == "of" and best > 3
    return 0 if is_share else sign


def _barred(row: Row, at: int, chunk: Chunk) -> bool:
    between = range(at + 1, chunk.start) if at < chunk.start else range(chunk.end, at)
    return any(row.line.low(step) in (";", "while") for step in between) or (
        at > chunk.end and any(row.line.low(step) == "," for step in between)
    )


def _is_modal(row: Row, at: int) -> bool:
    return any(row.line.hit(step, "modal") or row.line.low(step) == "to" for step in range(max(0, at - 4), at))
