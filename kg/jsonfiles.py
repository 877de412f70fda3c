"""JSON and JSON Lines files to records: numbers keep their digits, a record's place is where its object begins."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .problems import Problem, violation
from .records import Evidence, Origin, Record, lines, record_of

_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, object_pairs_hook=list)
_SPACE = re.compile(r"[ \t\r\n]*")


class _Places(Mapping[str, tuple[int, int]]):
    """Where the keys of one object stand, found only when a message asks."""

    def __init__(self, keys: list[str], text: str, start: int, line: int) -> None:
        self._keys, self._text, self._start, self._line = keys, text, start, line

    def __getitem__(self, key: str) -> tuple[int, int]:
        if key not in self._keys:
            raise KeyError(key)
        at = max(self._text.find(json.dumps(key, ensure_ascii=False), self._start), self._start)
        return _place(self._text, at, self._line)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def read_json(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield the records of a JSON text (RFC 8259): an array of objects, or one object."""
    position = _skip(text, 0)
    if text[position : position + 1] != "[":
        yield from _object(text, position, name, 1)
        return
    position = _skip(text, position + 1)
    while text[position : position + 1] not in ("]", ""):
        yield from (found := list(_object(text, position, name, 1)))
        if isinstance(found[-1], Problem) and found[-1].rule == "syntax":
            return
        position = _skip(text, _DECODER.raw_decode(text, position)[1])
        if text[position : position + 1] not in (",", "]"):
            yield _syntax("a comma or the closing bracket is missing", text, position, name, 1)
            return
        position = _skip(text, position + 1) if text[position] == "," else position


def read_jsonl(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield the records of a JSON Lines text: one object a line."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield from _object(line, _skip(line, 0), name, number)


def _object(text: str, start: int, name: str, line: int) -> Iterator[Record | Problem]:
    try:
        pairs, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        yield _syntax(error.msg, text, error.pos, name, line)
        return
    origin = Origin(name, *_place(text, start, line))
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        yield violation(
            "record",
            origin,
            text[start:end][:60],
            "a record is an object",
            'write {"type": ..., and its keys}',
        )
        return
    places = _Places([key for key, _ in pairs], text, start, line)
    fields: dict[str, tuple[str, ...]] = {}
    evidence: list[Evidence] = []
    for key, value in pairs:
        at = Origin(name, *places[key])
        if key in fields:
            yield violation(
                "duplicate-key", at, key, "the key stands twice in one record", "write its values as one list"
            )
        elif key == "evidence":
            yield from _evidence(value, at, evidence)
        elif (texts := _texts(value)) is None:
            yield violation(
                "value",
                at,
                json.dumps(value)[:60],
                f"{key!r} takes a text or a list of texts",
                "give a nested thing a record and an id of its own",
            )
        elif texts:
            fields[key] = texts
    yield record_of(
        fields,
        tuple(evidence),
        origin,
        places,
        lines(origin.line, _place(text, end, line)[0]),
        text[start:end],
    )


def _texts(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return ()
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, list | tuple) or part in (None, "") for part in parts):
        return None
    return tuple(str(part).lower() if isinstance(part, bool) else part for part in parts)


def _evidence(value: Any, at: Origin, evidence: list[Evidence]) -> Iterator[Problem]:
    parts = [value] if value and isinstance(value[0], tuple) else value
    for part in parts if isinstance(parts, list) else [parts]:
        fields = dict(part) if isinstance(part, list) else {}
        if set(fields) - {"source", "quote"} or not isinstance(fields.get("source"), str):
            yield violation(
                "evidence",
                at,
                json.dumps(part)[:60],
                "evidence names a source and quotes it",
                'write {"source": "name-of-the-document", "quote": "its words"}',
            )
        else:
            evidence.append(Evidence(fields["source"], fields.get("quote", ""), at))


def _syntax(message: str, text: str, position: int, name: str, line: int) -> Problem:
    origin = Origin(name, *_place(text, position, line))
    return violation(
        "syntax",
        origin,
        text[position : position + 20].strip(),
        f"this is not JSON: {message}",
        "mend it there",
    )


def _skip(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _place(text: str, position: int, line: int) -> tuple[int, int]:
    return line + text.count("\n", 0, position), position - text.rfind("\n", 0, position)
