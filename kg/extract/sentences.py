"""Sentences: an article cut into paragraphs and sentences; date line, by-line and dateline are set apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_HEAD_DATE = re.compile(r"\A\s*(?:date:?\s+)?(\d{4})-(\d\d)-(\d\d)\b[^\n]*", re.IGNORECASE)
_BYLINE = re.compile(r"\s*(?:By|BY|Written by|Reporting by|Author:)\s+(?:[A-Z][\w.'-]+\s?){1,4}(?:[,/|].{0,40})?\s*")
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•·—]|\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s+")
_END = re.compile(r"""[.!?…]+["')\]]*(?=\s+["'(\[]?[^\W_a-z]|\s*$)""")
_DATELINE = re.compile(
    r"""\s*(?P<place>[A-Z][\w'.-]+(?:\s[A-Z][\w'.-]+){0,3}?)
        (?P<rest>(?:\s*[,/(.]\s*[^,/().:-]{2,35}(?:\([A-Za-z ]+\))?[)/]?\.?){0,4}?)
        \s*(?:\s[-—]+\s|(?<=\.)[-—]+\s|—|:\s|\.\s+(?=/)|[/)]\.?\s*[-—]?\s)""",
    re.VERBOSE,
)
_STOPPED = re.compile(r"""[.!?:;…]["')\]]*(?:\s*[—(].{0,24})?\s*$""")
_HEADLINE = 13
_CITY_ONLY = re.compile(r"\s*(?P<place>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})\.\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Maj|Capt|Adm|Brig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Hon|Rs|No|vs|Sen|Rep|Engr|Eng|Smt|Md|Amb|approx|Co|Ltd|Inc)\.)\Z"
)


@dataclass(frozen=True)
class Sentence:
    """A span of the text; a heading states nothing of its own, an item belongs to the list that a sentence opens."""

    start: int
    end: int
    paragraph: int
    is_heading: bool = False
    is_item: bool = False


@dataclass(frozen=True)
class Layout:
    """What the shape of an article tells: its sentences, its date, and the words before the first one."""

    sentences: tuple[Sentence, ...]
    issued: date | None
    dateline: str


def lay_out(text: str, start: int = 0) -> Layout:
    """Cut an article's text, from a position on, into sentences."""
    issued, at = _head_date(text, start)
    dateline = ""
    sentences: list[Sentence] = []
    for number, (first, last, is_item) in enumerate(_paragraphs(text, at)):
        if _BYLINE.fullmatch(text, first, last):
            continue
        if not dateline and len(sentences) <= 3 and (cut := _dateline_end(text, first, last)):
            dateline = text[first:cut]
            first = cut
        is_heading = not is_item and _is_heading(text[first:last]) and not (number > 1 and _is_prose(text[first:last]))
        for begin, end in _sentences(text, first, last):
            sentences.append(Sentence(begin, end, number, is_heading, is_item))
    return Layout(tuple(sentences), issued, dateline)


def _head_date(text: str, start: int) -> tuple[date | None, int]:
    found = _HEAD_DATE.match(text[start:])
    if not found:
        return None, start
    try:
        return date(int(found[1]), int(found[2]), int(found[3])), start + found.end()
    except ValueError:
        return None, start


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int, bool]]:
    """Lines, those that were only wrapped joined again."""
    held: tuple[int, int, bool] | None = None
    for line in _LINE.finditer(text, start):
        if not line[0].strip():
            continue
        bullet = _BULLET.match(line[0])
        is_item = (
            bool(bullet) or line[0].rstrip().endswith(";") or (held is not None and _is_last_item(text, held, line[0]))
        )
        span = (line.start() + (bullet.end() if bullet else 0), line.end(), is_item)
        if held and not bullet and _is_wrapped(text, held, line.start()):
            held = held[0], line.end(), held[2]
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def _is_last_item(text: str, held: tuple[int, int, bool], line: str) -> bool:
    """A line in quotes behind a colon, or a short one behind an item that ends with a semicolon."""
    last = text[held[0] : held[1]].rstrip()
    return (last.endswith(":") and line.lstrip().startswith('"')) or (
        held[2] and last.endswith(";") and len(line) < 250
    )


def _is_wrapped(text: str, held: tuple[int, int, bool], start: int) -> bool:
    last = text[held[0] : held[1]].rstrip()
    is_next_line = text.count("\n", held[1], start) == 1
    goes_on = not re.search(r"""[.!?:;]["')]*$""", last)
    return is_next_line and goes_on and (len(last) > 50 or text[start : start + 1].islower())


def _is_heading(line: str) -> bool:
    return len(line) < 130 and not _STOPPED.search(line)


def _is_prose(line: str) -> bool:
    """A sentence whose full stop was lost: many words, few of them with a capital."""
    words = line.split()
    return len(words) > _HEADLINE and sum(word[0].islower() for word in words) * 2 > len(words)


def _dateline_end(text: str, first: int, last: int) -> int:
    """The end of a dateline such as `ANKARA, May 5 (AA) -`, or 0."""
    head = text[first : min(last, first + 90)]
    if (alone := _CITY_ONLY.fullmatch(text, first, last)) is not None:
        return alone.end()
    found = _DATELINE.match(head)
    if not found:
        return 0
    is_marked = (
        found["place"].isupper() or bool(found["rest"]) or ":" in found[0] or "—" in found[0] or " - " in found[0]
    )
    short = len(found[0].split()) <= 9 and (found["place"].isupper() or len(found["place"].split()) < 3)
    return first + found.end() if is_marked and short else 0


def _sentences(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for stop in _END.finditer(text, first, last):
        if (
            stop[0].startswith(".")
            and _ABBREVIATION.search(text[max(start, stop.start() - 12) : stop.start() + 1])
            and stop.end() < last
        ):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip())
    finish = start + len(part.rstrip())
    if finish > begin:
        yield begin, finish
