"""Documents: phrases that name an agreement between states, cut into one for each document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..line import Line

_LONGEST = 28
_NO_PURPOSE = frozenset(["the", "be", "date", "it", "them", "this", "which"])
_UNKNOWN = 2
_NO_NAME = frozenset(["status", "class", "modal", "document", "purpose", "document-stop", "people", "state"])
_PLAIN = frozenset(["programme", "program"])


@dataclass(frozen=True, slots=True)
class Named:
    """A document as a sentence names it: tokens from `start` to before `end`; `head` is where its noun begins."""

    start: int
    head: int
    end: int
    type: str
    title: str
    is_plural: bool
    is_draft: bool
    is_bare: bool
    is_definite: bool
    has_purpose: bool = False

    @property
    def is_programme(self) -> bool:
        """Tell whether it is called by a word that more often means no document."""
        return self.title.lower().split()[0] in _PLAIN and self.type == "other"


def documents_in(line: Line) -> list[Named]:
    """Return the documents that a sentence names, from left to right; several under one noun are told apart."""
    found: list[Named] = []
    at = 0
    while at < len(line):
        hit = line.hit(at, "document")
        if hit and not _is_other(line, at, hit[0]):
            parts = list(_documents_at(line, at, hit[0], hit[1][0]))
            found += parts
            at = max(part.end for part in parts)
        else:
            at += 1
    return found


def _is_other(line: Line, at: int, end: int) -> bool:
    """A phrase that only holds the word: a ministry's or a person's agreement, talks about trade deals."""
    other = line.hit(at, "no-document")
    if other and other[0] >= end:
        return True
    return (
        any((hit := line.hit(step, "no-document")) is not None and hit[0] > at for step in range(max(0, at - 3), at))
        or line.low(end) == "-"
    )


def _documents_at(line: Line, at: int, end: int, kind: str) -> Iterator[Named]:
    start = _first(line, at)
    end = _acronym(line, end)
    finish, several = _purpose(line, end)
    head = _singular(line, start, end)
    base = Named(
        start,
        at,
        finish,
        kind,
        _titled(head, line, end, finish),
        _is_plural(line, at, end),
        _is_draft(line, start),
        False,
        _is_definite(line, start),
    )
    base = replace(base, is_bare=finish == end and start == at, has_purpose=finish > end)
    if finish == end and (also := _one_on(line, end)):
        yield from (
            replace(base, end=last, title=_titled(head, line, first, last), is_bare=False, has_purpose=True)
            for first, last in also
        )
        return
    if not several:
        yield base
        return
    for first, last in several:
        yield replace(base, end=last, title=_titled(head, line, first, last))


def _first(line: Line, at: int) -> int:
    """The first word of the name before the noun."""
    start = at
    while start > 0:
        if line.before(start, "document-new") and not (
            line.is_capital(start - 1) and line.low(start - 1) not in ("the", "a", "an")
        ):
            break
        single = line.before(start, "document-mod") or line.before(start, "portfolio")
        joined = (
            line.low(start - 1) in ("and", "-", "&", "for", "of")
            and start - 1 < at
            and (line.before(start - 1, "document-mod") or line.is_capital(start - 2))
        )
        if single:
            start = single[0]
        elif (
            line.is_capital(start - 1)
            and start > 1
            and not line.hits[start - 1].keys() & {"class", "weekday", "month", "head"}
            and line.tokens[start - 1].text.isalpha()
        ) or (joined and line.low(start - 1) != "for"):
            start -= 1
        else:
            break
    while start < at and line.low(start) in ("and", "-", "of", "&", "the", "for"):
        start += 1
    return _behind_article(line, start)


def _behind_article(line: Line, start: int) -> int:
    """A roaming contract: one or two further words between an article and the noun are of the name too."""
    for step in range(start - 1, max(-1, start - 1 - _UNKNOWN), -1):
        if line.low(step) in ("a", "an"):
            while step + 1 < start and "document-new" in line.hits[step + 1]:
                step += 1
            return step + 1
        if line.is_capital(step) or not line.low(step).isalpha() or line.hits[step].keys() & _NO_NAME:
            break
    return start


def _acronym(line: Line, end: int) -> int:
    """(MoU) behind the noun."""
    if line.low(end) == "(" and line.low(end + 2) == ")" and line.is_capital(end + 1):
        return end + 3
    return end


def _purpose(line: Line, end: int) -> tuple[int, list[tuple[int, int]]]:
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
    if "document-stop" in hits and not (line.low(at) in ("with", "by", "at", "under") and False):
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


def _one_on(line: Line, end: int) -> list[tuple[int, int]]:
    """Two memorandums, one on A and another on B; seven MoUs, including one on C."""
    found = []
    for at in range(end, min(len(line), end + 30)):
        if line.hit(at, "one-of-several") and line.hit(at + 1, "distributing"):
            finish, _ = _purpose(line, at + 1)
            while finish > at + 2 and line.low(finish - 1) in (",", "and", "the"):
                finish -= 1
            found.append((at + 1, finish))
        elif line.low(at) in (".", ";"):
            break
    return found


def _titled(head: str, line: Line, start: int, end: int) -> str:
    return f"{head} {_plain(line, start, end)}".strip() if end > start else head


def _plain(line: Line, start: int, end: int) -> str:
    return " ".join(line.words(start, end).replace('"', "").split())


def _singular(line: Line, start: int, end: int) -> str:
    """The name of one document, where the text names several by one noun."""
    words = _plain(line, start, end)
    for at in range(start, end):
        if hit := line.hit(at, "singular"):
            word = hit[1][0]
            words = words.replace(
                line.tokens[at].text, word.capitalize() if line.is_capital(at) and word.islower() else word
            )
    return words


def _is_plural(line: Line, at: int, end: int) -> bool:
    return any("document-plural" in line.hits[step] for step in range(at, end))


def _is_draft(line: Line, start: int) -> bool:
    return "draft" in (line.low(start - 1), line.low(start - 2), line.low(start), line.low(start - 3))


def _is_definite(line: Line, start: int) -> bool:
    return line.low(start - 1) in ("the", "this", "that", "these", "both")
