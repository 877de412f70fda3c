"""Occasions: the day on which something befell a document."""

from ..chunks import Chunk, Row
from ..context import Context
from ..when import When
from .acts import Act
from .documents import Named
from .signing import Signing

_BEHIND, _LONGEST = 9, 22
_OTHER_VERBS = frozenset(["go", "calls-for", "met", "visited", "went", "invited"])
_WITHIN = frozenset(["at", "during", "after", "following", "here"])
_OTHER_WORDS = ("status", "modal", "clause-verb")


def day_of(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> tuple[str, str]:
    """Return the date nearest to what befell a document, else that of the signing or event it was part of."""
    at = act.at if act else document.head
    dates = [
        chunk
        for _, chunk in row.of_kind("DATE")
        if isinstance(chunk.value, When) and (_is_since(row, act, chunk) or not is_reported(row, chunk.start))
    ]
    fitting = [chunk for chunk in dates if _is_near(row, document, act, chunk)]
    nearest = min(fitting, key=lambda chunk: (_rank(row, document, at, chunk), abs(chunk.start - at)), default=None)
    if nearest and isinstance(nearest.value, When):
        when = nearest.value
        same = context.day.text if context.day and when.same == "same-day" else ""
        return _told(when, context) or same, row.line.words(nearest.start, nearest.end)
    if act is None or act.status != "signed" or _is_past(row, document, act):
        return "", ""
    if signing.facts and "also" in [row.line.low(step) for step in range(max(0, act.at - 2), act.at)]:
        return signing.facts[-1].text("date") or context.event, "also signed"
    return (context.event, "the day told of before") if context.event else ("", "")


def _told(when: When, context: Context) -> str:
    """The day as told; without a year, what is over was not in days to come."""
    issued = context.article.clock.issued
    is_ahead = issued and when.first and when.first > issued and not when.is_stated and when.text[5:] != "02-29"
    return f"{int(when.text[:4]) - 1}{when.text[4:]}" if is_ahead else when.text


def _rank(row: Row, document: Named, at: int, chunk: Chunk) -> int:
    """Of several dates: the one right behind the document that the verb stands before, else one behind the verb."""
    is_own = at < document.start and 0 <= chunk.start - document.end <= _BEHIND
    if is_own and not any(row.line.hit(step, "document") for step in range(document.end, chunk.start)):
        return 0
    return 1 if at <= chunk.start <= at + _BEHIND else 2


def _is_past(row: Row, document: Named, act: Act) -> bool:
    """The declaration signed by the two: on some day, not that of the event told of, as where `at the end` follows."""
    return act.at == document.end and row.line.low(act.end) not in _WITHIN


def _is_near(row: Row, document: Named, act: Act | None, chunk: Chunk) -> bool:
    """A date of the clause: no amount and no other verb stands between it and the document, or its list."""
    behind = max(document.end, document.listed, act.end if act else 0)
    before = min(document.start, act.at) if act else document.start
    first, last = (behind, chunk.start) if chunk.start >= behind else (chunk.end, before)
    if document.start <= chunk.start < document.end:
        return False
    between = [part for part in row.chunks if first <= part.start < last]
    is_crossing = any(part.kind == "MONEY" or not _OTHER_VERBS.isdisjoint(part.classes) for part in between)
    is_crossing |= ";" in [part.word for part in between]
    is_crossing |= any(row.line.hit(part.start, kind) for part in between for kind in _OTHER_WORDS)
    is_other = any(row.line.hit(part.start, "document") for part in between)
    return not is_crossing and (not is_other or chunk.end <= document.start) and last - first <= _LONGEST


def _is_since(row: Row, act: Act | None, chunk: Chunk) -> bool:
    """In force since a day: that is when it entered into force."""
    return act is not None and act.status == "in force" and row.line.low(chunk.start - 1) == "since"


def is_reported(row: Row, at: int) -> bool:
    """Tell whether a date is that of the report, or one since or until which something holds."""
    lows = [row.line.low(step) for step in range(max(0, at - 3), at)]
    is_other = lows[-1:] in (["since"], ["until"], ["by"]) or lows[-2:] in (["that", "of"], ["those", "of"])
    return "said" in lows or "reported" in lows or is_other
