"""Subjects: what a document is on, and where its description ends."""

import re

from ..line import Line, Span

_LONGEST = 28
_NUMBER = re.compile(r"\d[\d.]*(?:st|nd|rd|th)?")
_NO_PURPOSE = frozenset(["the", "be", "date", "it", "them", "this", "which"])
_TIMES = frozenset(["month", "weekday", "relative-day"])


def subject_of(line: Line, end: int) -> tuple[int, list[Span]]:
    """Where the description of a document ends, and its parts where one noun stands for several."""
    asked = end
    if line.low(end) == '"' and line.hit(end + 1, "purpose"):
        end += 1
    partner = line.hit(end + 1, "state") if line.low(end) == "with" else None
    if partner and line.hit(partner[0], "purpose"):
        end = partner[0]
    colon = partner[0] if partner else end
    if line.low(colon) == ":" and line.hit(colon + 1, "distributing"):
        end = colon + 1
    if line.low(end) in ("between", "with") and (behind := _behind_parties(line, end)):
        end = behind
    found = line.hit(end, "purpose") or (
        (end + 1, ()) if line.low(end) == "between" and not line.hit(end + 1, "state") else None
    )
    if not found or not _is_purpose(line, end, found[0]):
        return end, []
    parts, start, at = [], end, found[0]
    while at < len(line) and at - end < _LONGEST:
        if _is_stop(line, at):
            break
        if line.low(at) in ("and", ",") and (
            step := at + 1 + (line.low(at) == "," and line.low(at + 1) == "and")
        ) < len(line):
            if is_one(line, step):
                break
            if line.hit(step, "distributing") and (line.low(step) == line.low(end) or line.low(end) == "to"):
                parts.append((start, at))
                start = at = step
                continue
            if (line.low(at) == "," and not _goes_on(line, at)) or _is_new_clause(line, step):
                break
        at += 1
    finish = max(at, found[0])
    while finish > found[0] and line.low(finish - 1) in (",", "and", "the", "of", "a"):
        finish -= 1
    if finish == found[0]:
        return asked, []
    return finish, [*parts, (start, finish)] if parts else []


def _behind_parties(line: Line, at: int) -> int:
    """Where the purpose begins behind `between A and B` or `with A`, or 0."""
    for step in range(at + 1, min(len(line), at + 12)):
        if is_one(line, step):
            return 0
        if (
            line.hit(step, "distributing")
            and (found := line.hit(step, "purpose"))
            and _is_purpose(line, step, found[0])
        ):
            return step
        if line.low(step) != "by" and _is_stop(line, step):
            return 0
    return 0


def _is_purpose(line: Line, at: int, after: int) -> bool:
    if line.hit(after, "any-field") or (line.low(at) == "on" and is_date(line, after)):
        return False
    if line.low(at) == "for" and line.hit(after, "state"):
        return False
    if line.low(at) == "in":
        hits = line.hits[after] if after < len(line) else {}
        return (
            not hits.keys() & {"city", "state", "month", "relative", "number-word", "class"}
            and not line.low(after)[:1].isdigit()
            and line.low(after) not in ("order", "january")
        )
    if line.low(at) == "to":
        return not line.hit(after, "state") and line.low(after) not in _NO_PURPOSE
    if line.low(at) == "of":
        return not line.low(after)[:1].isdigit() and not line.hit(after, "month") and not line.hit(after, "state")
    return True


def is_date(line: Line, at: int) -> bool:
    """Tell whether a day, month or year begins at a token: the words before it tell when, not on what."""
    hits = line.hits[at] if at < len(line) else {}
    return not hits.keys().isdisjoint(_TIMES) or _NUMBER.fullmatch(line.low(at)) is not None


def _is_stop(line: Line, at: int) -> bool:
    hits = line.hits[at]
    if "document-stop" in hits:
        return True
    is_when = line.low(at) in ("in", "on") and (is_date(line, at + 1) or line.hit(at + 1, "city") is not None)
    return (
        is_when
        or line.low(at) in (".", ";", ":", '"', "(", ")", "—")
        or (line.low(at) == "-" and not line.adjacent(at))
        or "weekday" in hits
    )


def _goes_on(line: Line, at: int) -> bool:
    """A comma inside an enumeration of subjects: another comma or an `and` follows soon, and no clause."""
    for step in range(at + 1, min(len(line), at + 8)):
        if line.low(step) in ("and", ","):
            return True
        if _is_stop(line, step) or line.hits[step].keys() & {"class", "status", "head", "people", "state"}:
            return False
    return False


def _is_new_clause(line: Line, at: int) -> bool:
    """After `and`: another document, or a verb."""
    ahead = range(at, min(len(line), at + 7))
    for step in ahead:
        if line.hit(step, "document") and not line.hit(at, "portfolio"):
            return True
        if line.low(step) in (",", "."):
            break
    return bool(line.hit(at, "status") or line.hit(at, "class")) or line.low(at) in (
        "a",
        "an",
        "he",
        "she",
        "they",
        "it",
        "also",
        "will",
        "has",
        "is",
        "was",
    )


def is_one(line: Line, at: int) -> bool:
    """Tell whether one of several documents begins at a token: another on ports."""
    return line.hit(at, "one-of-several") is not None and line.hit(at + 1, "distributing") is not None


def subject_behind_when(line: Line, end: int) -> Span | None:
    """Return the subject behind the time and place of signing: a memorandum on Monday in Oslo on ports."""
    at = end
    while line.low(at) in ("in", "on") and (is_date(line, at + 1) or line.hit(at + 1, "city")):
        at += 1
        while is_date(line, at) or line.hit(at, "city") or (line.low(at) == "," and is_date(line, at + 1)):
            at += 1
    found = line.hit(at, "purpose")
    if at == end or not found or not _is_purpose(line, at, found[0]):
        return None
    finish, _ = subject_of(line, at)
    return (at, finish) if finish > at else None


def subjects_apart(line: Line, end: int) -> list[Span]:
    """Two memorandums, one on A and another on B; seven MoUs, including one on C."""
    found = []
    for at in range(end, min(len(line), end + 30)):
        if is_one(line, at):
            finish, _ = subject_of(line, at + 1)
            while finish > at + 2 and line.low(finish - 1) in (",", "and", "the"):
                finish -= 1
            found.append((at + 1, finish))
        elif line.low(at) in (".", ";"):
            break
    return found
