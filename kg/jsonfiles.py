"""JSON and JSON Lines files to records: numbers keep their digits, a record's place is where its object begins."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import JSONDecodeError
from types import MappingProxyType
from typing import Any

from .problems import Problem, violation
from .records import Draft, Found, Origin, Record, lines

_SPACE = re.compile(r"[ \t\r\n]*")
_EMPTY_ARRAY = re.compile(r"\s*\[\s*\]\s*")
_CONSTANT = re.compile(r'(?:"(?:[^"\\]|\\.)*"|[^"])*?(?=NaN|-?Infinity)')
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield the records of a JSON text (RFC 8259): an array of objects, or one object."""
    return _read(text, name, 1)


def read_jsonl(
    lines: Iterable[str], name: str, known: Mapping[int, Record] = MappingProxyType({})
) -> Iterator[Record | Problem]:
    """Yield the records of JSON Lines, one object a line; a bad line hides no other.

    `known` are records of an earlier version by their lines: where these stand as they stood they are not made anew.
    """
    for number, line in enumerate(lines, start=1):
        if (record := known.get(number)) and record.text == line.rstrip("\n"):
            yield record
        elif line.strip():
            yield from _read(line.rstrip("\n"), name, number)


@dataclass(frozen=True)
class _Mark:
    """A position in a text, its line, and where the line begins."""

    position: int
    line: int
    begin: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, counted from 1."""
        return self.line, self.position - self.begin + 1

    def to(self, text: str, position: int) -> "_Mark":
        """Return the mark of a later position."""
        begin = text.rfind("\n", self.position, position) + 1
        return _Mark(position, self.line + text.count("\n", self.position, position), begin or self.begin)


def _place(key: str, text: str, mark: _Mark) -> tuple[int, int]:
    """Where a key of the object at a mark stands."""
    head = re.compile(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:")
    found = head.search(text, mark.position)
    return mark.to(text, found.start()).place if found else mark.place


def _read(text: str, name: str, line: int) -> Iterator[Record | Problem]:
    mark = _Mark(0, line)
    try:
        for value, start, end in _values(text):
            mark = mark.to(text, start)
            yield _record(value, text, mark, end, name)
    except JSONDecodeError as error:
        origin = Origin(name, *mark.to(text, error.pos).place)
        shown = text[error.pos : error.pos + 20].strip()
        yield violation("syntax", origin, shown, f"this is not JSON: {error.msg}", "mend it there")


def _values(text: str) -> Iterator[tuple[Any, int, int]]:
    """The values of an array, or the one value, with start and end; objects are tuples of pairs, arrays lists."""
    position = _skip(text, 0)
    if _EMPTY_ARRAY.fullmatch(text):
        return
    is_array = text.startswith("[", position)
    while True:
        start = _skip(text, position + 1) if is_array else position
        value, end = _decode(text, start)
        yield value, start, end
        position = _skip(text, end)
        if not is_array or not text.startswith(",", position):
            break
    if is_array and not text.startswith("]", position):
        raise JSONDecodeError("a comma or the closing bracket is missing", text, position)
    if (rest := _skip(text, position + is_array)) < len(text):
        raise JSONDecodeError("there is more after its end", text, rest)


def _decode(text: str, start: int) -> tuple[Any, int]:
    try:
        value, end = _DECODER.raw_decode(text, start)
        if _SURROGATE.search(text, start, end):
            json.dumps(value, ensure_ascii=False).encode()
    except JSONDecodeError:
        raise
    except RecursionError:
        raise JSONDecodeError("it is nested too deeply", text, start) from None
    except UnicodeEncodeError:
        raise JSONDecodeError("half a character is escaped, such as \\ud83d alone", text, start) from None
    except ValueError as error:
        found = _CONSTANT.match(text, start)
        raise JSONDecodeError(str(error), text, found.end() if found else start) from None
    return value, end


def _record(value: Any, text: str, mark: _Mark, end: int, name: str) -> Record | Problem:
    origin = Origin(name, *mark.place)
    words = text[mark.position : end]
    if not isinstance(value, tuple):
        return violation("record", origin, words[:60], "a record is an object", 'write {"type": ..., and its keys}')
    places = Found([key for key, _ in value], _place, text, mark)
    draft = Draft(lambda key: Origin(name, *places[key]))
    for key, part in value:
        parts = part if isinstance(part, list) else [part]
        if key == "evidence":
            for piece in parts:
                draft.cite(_pairs(piece), Origin(name, *places[key]))
        elif part is not None:
            texts = [word for one in parts if (word := _text(one)) is not None]
            draft.add(key, texts if len(texts) == len(parts) else None)
    return draft.record(origin, places, lines(mark.line, mark.line + words.count("\n")), words)


def _pairs(value: Any) -> list[tuple[str, str | None]]:
    return [(key, _text(part)) for key, part in value] if isinstance(value, tuple) else [(str(value), None)]


def _text(value: Any) -> str | None:
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else None


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=tuple)
