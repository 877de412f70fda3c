"""Subjects: what a document is on, and where its description ends."""

from ..line import Line

_LONGEST = 28
_NO_PURPOSE = frozenset(["the", "be", "date", "it", "them", "this", "which"])


def subject_of(line: Line, end: int) -> tuple[int, list[tuple[int, int]]]:
    """Where the description of a document ends, and its parts where one noun stands for several."""
    asked = end
    partner = line.hit(end + 1, "state") if line.low(end) == "with" else None
    if partner and line.hit(partner[0], "purpose"):
        end = partner[0]
    colon = partner[0] if partner else end
    if line.low(colon) == ":" and line.hit(colon + 1, "distributing"):
        end = colon + 1
    if line.low(end) == "between" and (behind := _behind_parties(line, end)):
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
    """Where the purpose begins behind `between A and B`, or 0."""
    for step in range(at + 1, min(len(line), at + 12)):
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
        return not line.hit(after, "state") and line.low(after) not in (
            "the",
            "be",
            "date",
            "it",
            "them",
            "this",
            "which",
        )
    if line.low(at) == "of":
        return not line.low(after)[:1].isdigit() and not line.hit(after, "month") and not line.hit(after, "state")
    return True


def _is_stop(line: Line, at: int) -> bool:
    hits = line.hits[at]
    if "document-stop" in hits:
        return True
    is_date = (
        line.low(at) in ("in", "on")
        and at + 1 < len(line)
        and (bool(line.hits[at + 1].keys() & {"month", "weekday", "city"}) or line.low(at + 1)[:1].isdigit())
    )
    return (
        is_date
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


def subjects_apart(line: Line, end: int) -> list[tuple[int, int]]:
    """Two memorandums, one on A and another on B; seven MoUs, including one on C."""
    found = []
    for at in range(end, min(len(line), end + 30)):
        if line.hit(at, "one-of-several") and line.hit(at + 1, "distributing"):
            finish, _ = subject_of(line, at + 1)
            while finish > at + 2 and line.low(finish - 1) in (",", "and", "the"):
                finish -= 1
            found.append((at + 1, finish))
        elif line.low(at) in (".", ";"):
            break
    return found
