"""Acts: what befell a document: signed, ratified, under negotiation."""

from collections import defaultdict
from dataclasses import dataclass

from ..chunks import Row
from .documents import Named


@dataclass(frozen=True, slots=True)
class Act:
    """A word that says what befell a document: its place in tokens, and the status."""

    at: int
    end: int
    status: str


_REACH: dict[str, int] = defaultdict(lambda: 3, proposed=9)
_UNSURE = frozenset(["possible", "negated"])
_STRONG = ("signed", "ratified", "in force", "extended")


def acts_in(row: Row) -> list[Act]:
    """Return the words of a sentence that say how far a document has come, in their order."""
    found: list[Act] = []
    for at in range(len(row.line)):
        hit, other = row.line.hit(at, "status"), row.line.hit(at, "no-status")
        if hit and not (found and found[-1].end > at) and not (other and other[0] >= hit[0]):
            found.append(Act(at, hit[0], hit[1][0]))
        elif (hit := row.line.hit(at, "approving")) and (status := _approved_by(row, at, hit[0])):
            found.append(Act(at, hit[0], status))
    return found


def _approved_by(row: Row, start: int, end: int) -> str:
    """What an approval makes of a document: a parliament ratifies it, a government puts it forward; else nothing."""
    near = (*range(start - 1, max(-1, start - _APPROVER), -1), *range(end, min(len(row.line), end + _APPROVER)))
    found = (row.line.hit(at, "approver") for at in near)
    return next((hit[1][0] for hit in found if hit), "")


def act_of(row: Row, named: list[Named], position: int, acts: list[Act]) -> Act | None:
    """Return the word that says what befell a document: of several the one furthest on its way."""
    document = named[position]
    first, last = named[position - 1].end if position else 0, _reach(row, named, position)
    after = [
        act
        for act in acts
        if document.end <= act.at < last and not _is_broken(row, listed_to(row, named, position), act)
    ]
    before = [
        act for act in acts if act.end <= document.start and (act.at >= first or _is_shared(row, named, position))
    ]
    before = _governing(before)
    telling = [act for act in (*after, *before) if not is_ahead(row, act) and not _is_next(named, position, act)]
    if not telling and (talks := _bargaining(row, document)):
        return talks
    if document.is_draft and not any(act.status in _STRONG for act in after):
        return Act(document.start, document.end, "drafted")
    return max(telling, key=lambda act: _RANKS[act.status], default=None)


def _is_next(named: list[Named], position: int, act: Act) -> bool:
    """With a draft treaty text: the draft is of the next document."""
    return position + 1 < len(named) and named[position + 1].is_draft and act.at >= named[position + 1].start - _DRAFT


def _bargaining(row: Row, document: Named) -> Act | None:
    """Talks between A and B on a new pact: the noun stands far before the document, a preposition right before it."""
    near = range(max(0, document.start - 4), document.start)
    if not any(row.line.low(at) in ("on", "over", "for", "about") for at in near):
        return None
    for at in range(max(0, document.start - 16), document.start):
        if hit := row.line.hit(at, "bargaining"):
            return Act(at, hit[0], "negotiating")
    return None


_RANKS = {
    status: rank
    for rank, status in enumerate(
        ("proposed", "in use", "negotiating", "drafted", "signed", "ratified", "in force", "extended")
    )
}


def _reach(row: Row, named: list[Named], position: int) -> int:
    """How far words behind a document may be about it: over the documents that it is listed with."""
    while position + 1 < len(named) and _is_listed(row, named[position], named[position + 1]):
        position += 1
    return named[position + 1].start if position + 1 < len(named) else len(row.line)


def _is_shared(row: Row, named: list[Named], position: int) -> bool:
    """The verb before a list of documents is about each of them."""
    return (
        (position > 0 and _is_listed(row, named[position - 1], named[position]))
        or position == 0
        or named[position].start - named[position - 1].end <= 4
    )


_LISTING = frozenset(["a", "an", "the", ",", "and", "as", "well", "also", "of", "for", "on", "in", "new", "draft"])
_UNKNOWN, _DRAFT, _APPROVER = 4, 3, 8


def _is_listed(row: Row, one: Named, other: Named) -> bool:
    """Only links stand between two documents, or links and a few words of the second one's name."""
    start = min(_behind_parties(row, one.end), other.start)
    between = [row.line.low(at) for at in range(start, other.start)]
    unknown = [row.line.low(at) for at in range(start, other.start) if not _is_link(row, at)]
    is_opened = between[:1] in ([","], ["and"]) and bool({"a", "an", "the"} & set(between[:4]))
    acts = any(row.line.hit(at, "status") or row.line.hit(at, "modal") for at in range(start, other.start))
    return not unknown or (is_opened and len(unknown) <= _UNKNOWN and not acts)


def _is_link(row: Row, at: int) -> bool:
    return row.line.low(at) in _LISTING or row.line.hit(at, "number-word") is not None or row.line.low(at).isdigit()


def _governing(acts: list[Act]) -> list[Act]:
    """The last word before a document, or the one that governs it from nearby: discussed the signing of."""
    if not acts:
        return []
    last = acts[-1]
    if (
        len(acts) > 1
        and last.at - acts[-2].end <= _REACH[acts[-2].status]
        and _RANKS[acts[-2].status] < _RANKS["signed"]
    ):
        return [acts[-2]]
    return [last]


def listed_to(row: Row, named: list[Named], position: int) -> int:
    """Return the token behind the list of documents that one stands in, and behind the parties of the last."""
    while position + 1 < len(named) and _is_listed(row, named[position], named[position + 1]):
        position += 1
    return _behind_parties(row, named[position].end)


def _behind_parties(row: Row, at: int) -> int:
    """The token behind `between A and B`; the token itself if no such words begin there."""
    if row.line.low(at) not in ("between", "with", "of", "by"):
        return at
    at += 1
    while at < len(row.line) and (end := _party_end(row, at)):
        at = end
    return at


def _party_end(row: Row, at: int) -> int:
    """Where a word of the parties ends, or 0 for another word."""
    for kind in ("state", "people", "organization", "official"):
        if hit := row.line.hit(at, kind):
            return hit[0]
    is_name = row.line.is_capital(at) and "status" not in row.line.hits[at]
    return at + 1 if is_name or row.line.low(at) in ("and", "the", ",", "of", "'s", "(", ")") else 0


def _is_broken(row: Row, start: int, act: Act) -> bool:
    lows = [row.line.low(at) for at in range(start, act.at)]
    is_clause = "which" in lows[:2] or "that" in lows[:1]
    if lows[-1:] == ["and"] and any(row.line.hit(at, "status") for at in range(start, act.at)):
        return ";" in lows
    return (
        ";" in lows
        or "while" in lows
        or ("and" in lows and row.line.low(start) != "," and not is_clause)
        or (len(lows) > 9 and not is_clause)
    )


def is_ahead(row: Row, act: Act) -> bool:
    """Tell whether a signing is only planned (will sign), or talks are only possible (may be discussed)."""
    before = (row.line.hit(at, "modal") for at in range(max(0, act.at - 5), act.at))
    moods = {hit[1][0] for hit in before if hit and hit[0] <= act.at}
    if act.status in _STRONG or act.status == "drafted":
        return bool(moods) or row.line.low(act.at - 1) == "to"
    return not moods.isdisjoint(_UNSURE)
