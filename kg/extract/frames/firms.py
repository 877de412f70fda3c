"""Firms: companies and institutions that sign in their own names, told by capitals where no state or person acts."""

from collections.abc import Iterator

from ..chunks import Chunk, Row
from ..context import Actor, Context
from ..line import Line, Span

_NO_FIRM = frozenset(
    ["people", "month", "weekday", "head", "plural-head", "document", "official", "honorific", "currency"]
)
_PLACES = frozenset(["state", "city"])
_LINKS = ("of", "for", "&", "-")


def firms_in(row: Row, context: Context, start: int, end: int) -> tuple[Actor, ...]:
    """Return the companies named between two tokens; none if a state, an office-holder or a ministry acts there."""
    chunks = [chunk for chunk in row.chunks if start <= chunk.start < end]
    if any(_is_public(row, context, chunk) for chunk in chunks) or any(
        is_official(row.line, at) for at in range(start, end)
    ):
        return ()
    names = (row.line.name(*span) for span in names_in(row.line, start, end))
    return tuple(Actor(name, "") for name in dict.fromkeys(names))


def _is_public(row: Row, context: Context, chunk: Chunk) -> bool:
    """A state that is not just the owner of what follows or part of a firm's name, or who acts for one."""
    if chunk.kind == "STATE":
        is_part = row.line.is_capital(chunk.end) and row.line.hit(chunk.end, "company-word") is not None
        return row.line.low(chunk.end) != "'s" and not is_part
    person = context.person(chunk) if chunk.kind == "PERSON" else None
    return chunk.kind in ("GROUP", "HE", "OFFICE") or (person is not None and bool(person.holdings))


def is_official(line: Line, at: int) -> bool:
    """Tell whether a word names a body of a state: a ministry, not a state-owned firm."""
    return line.hit(at, "official") is not None and line.low(at + 1) != "-"


def names_in(line: Line, at: int, end: int) -> Iterator[Span]:
    """Yield the runs of capitalised words between two tokens that can name a company."""
    while at < end:
        last = _name_end(line, at, end)
        if last > at:
            yield at, last
        at = max(last, at + 1)


def _name_end(line: Line, at: int, end: int) -> int:
    """Where a run of capitalised words ends that begins at a token; the token itself if none does."""
    is_place = not _PLACES.isdisjoint(line.hits[at])
    if (
        not _is_part(line, at)
        or at in line.inside
        or "no-name" in line.hits[at]
        or (is_place and not _is_part(line, at + 1))
    ):
        return at
    last = at + 1
    while last < end:
        step = last + (line.low(last) in _LINKS and _is_part(line, last + 1))
        if not _is_part(line, step):
            break
        last = step + 1
    return last


def _is_part(line: Line, at: int) -> bool:
    return line.is_capital(at) and line.tokens[at].text[0].isalpha() and _NO_FIRM.isdisjoint(line.hits[at])
