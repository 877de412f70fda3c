"""Documents: phrases that name an agreement between states, cut into one for each document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..line import Line, Span
from .subjects import is_one, subject_behind_when, subject_of, subjects_apart

_UNKNOWN = 5
_NO_NAME = frozenset(["status", "class", "modal", "document", "purpose", "document-stop", "people", "state"])
_LINKS = frozenset(["and", "-"])
_PREPOSITIONS = frozenset(["to", "of", "in", "on", "for", "with", "by", "at", "from", "as", "under", "into", "about"])
_ENDS = frozenset(["to", "aimed"])  # what documents are to bring about is no name of one of several
_PLAIN = frozenset(["programme", "program"])


@dataclass(frozen=True, slots=True)
class Named:
    """A document as a sentence names it: tokens from `start` to before `end`; `head` is where its noun begins.

    `noun` is the title without the subject; `listed` is where the list of documents ends in which it stands.
    """

    start: int
    head: int
    end: int
    type: str
    title: str
    is_plural: bool
    is_draft: bool
    is_bare: bool
    is_definite: bool
    noun: str = ""
    has_purpose: bool = False
    listed: int = 0

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
        elif found and (other := _another(line, at, found[-1])):
            found.append(other)
            at = other.end
        else:
            at += 1
    return found


def _another(line: Line, at: int, before: Named) -> Named | None:
    """Another on ports, a new one: a further document of the sort named before."""
    if is_one(line, at):
        finish, _ = subject_of(line, at + 1)
        title = f"{before.noun} {_plain(line, at + 1, finish)}"
        return replace(
            before, start=at, head=at, end=finish, title=title, is_bare=False, is_plural=False, is_draft=False
        )
    if line.low(at) == "one" and line.hit(at - 1, "document-new") and line.low(at - 2) in ("a", "the", "another"):
        return replace(before, start=at - 1, head=at, end=at + 1, is_draft=False, is_definite=False)
    return None


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
    finish, several = subject_of(line, end)
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
    says_more = finish > end and not (base.is_plural and line.low(end) in _ENDS)
    base = replace(base, is_bare=finish == end and start == at, has_purpose=says_more)
    base = replace(base, noun=head)
    if finish == end and (part := subject_behind_when(line, end)):
        yield replace(base, title=_titled(head, line, *part), is_bare=False, has_purpose=True)
        return
    counted = [] if several else _counted(line, start, end, finish)
    if counted:
        head = f"{head} {_plain(line, end, counted[0][0])}"
    several = several or counted or (subjects_apart(line, finish) if finish == end or base.is_plural else [])
    if not several:
        yield base
    for first, last in several:
        title = _titled(head, line, first, last)
        yield replace(base, end=last, title=title, is_bare=False, has_purpose=True)


def _counted(line: Line, start: int, end: int, finish: int) -> list[Span]:
    """Three memorandums on A, B and C: each is on one subject, where the text counts as many of both."""
    word, purpose = line.hit(start - 1, "number-word"), line.hit(end, "purpose")
    count = word[1][0] if word else line.low(start - 1)
    links = [
        at for at in range(end, finish) if line.low(at) == "and" or (line.low(at) == "," and line.low(at + 1) != "and")
    ]
    if not purpose or not links or count != str(len(links) + 1):
        return []
    ends = [at - (line.low(at - 1) == ",") for at in links]
    return list(zip([purpose[0], *(at + 1 for at in links)], [*ends, finish], strict=True))


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
    """A roaming contract, the Oslo friendship treaty: unknown words between an article and the noun are of the name."""
    for step in range(start - 1, max(-1, start - 1 - _UNKNOWN), -1):
        plain = sum(not line.is_capital(at) for at in range(step + 1, start))
        if line.low(step) in ("a", "an") or (line.low(step) == "the" and plain == 1):
            while step + 1 < start and "document-new" in line.hits[step + 1]:
                step += 1
            return step + 1
        if line.low(step) in _LINKS and step < start - 1:
            continue
        if line.low(step) in _PREPOSITIONS or not line.low(step).isalpha() or line.hits[step].keys() & _NO_NAME:
            break
    return start


def _acronym(line: Line, end: int) -> int:
    """(MoU) behind the noun."""
    if line.low(end) == "(" and line.low(end + 2) == ")" and line.is_capital(end + 1):
        return end + 3
    return end


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
    number = line.before(_first(line, at), "number-word")
    is_counted = number is not None and number[1][0] not in ("1", "0.5")
    return is_counted or any("document-plural" in line.hits[step] for step in range(at, end))


def _is_draft(line: Line, start: int) -> bool:
    return "draft" in (line.low(start - 1), line.low(start - 2), line.low(start), line.low(start - 3))


def _is_definite(line: Line, start: int) -> bool:
    return line.low(start - 1) in ("the", "this", "that", "these", "both")
