"""Firms: companies and institutions that sign in their own names, told by capitals where no state or person acts."""

from collections.abc import Iterator

from ..chunks import Row
from ..context import Actor
from ..line import Line, Span
from ..people import Mention

_NO_FIRM = frozenset(
    ["people", "month", "weekday", "head", "plural-head", "document", "official", "honorific", "currency"]
)
_PLACES = frozenset(["state", "city"])
_LINKS = ("of", "for", "&", "-")


def firms_in(row: Row, start: int, end: int) -> tuple[Actor, ...]:
    """Return the companies named between two tokens; none if a state, an office-holder or a ministry acts there."""
    chunks = [(at, chunk) for at, chunk in enumerate(row.chunks) if start <= chunk.start < end]
    for at, chunk in chunks:
        is_owner = row.low(at + 1) == "'s"
        is_titled = isinstance(chunk.value, Mention) and bool(chunk.value.offices)
        if chunk.kind in ("GROUP", "HE", "OFFICE") or (chunk.kind == "STATE" and not is_owner) or is_titled:
            return ()
    if any(row.line.hit(at, "official") for at in range(start, end)):
        return ()
    names = (row.line.name(*span) for span in names_in(row.line, start, end))
    return tuple(Actor(name, "") for name in dict.fromkeys(names))


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
