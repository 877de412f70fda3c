"""CSV files to records: the head names the keys, a semicolon separates the values of a cell."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .problems import Problem, violation
from .records import Evidence, Flaw, Origin, Places, Record

_SEPARATOR = re.compile(r"(?<!\\);")


def read_csv(lines: Iterable[str], name: str) -> Iterator[Record | Problem]:
    """Yield a record for each row below the head (RFC 4180); a bad row hides no other.

    The lines come with their ends. Empty cells are absent keys. A semicolon that is part of a value stands behind a
    backslash.
    """
    rows = _rows(iter(lines), name)
    head = next(rows, None)
    if not isinstance(head, _Row):
        yield from [head] if head else []
        return
    columns = [cell.strip() for cell in head.cells]
    if advice := _what_the_head_lacks(columns):
        yield violation("head", Origin(name, head.line), head.text, "the head must name each record's keys", advice)
        return
    heads = dict(_Places(columns, head))
    for row in rows:
        yield _record(row, columns, heads, name) if isinstance(row, _Row) else row


@dataclass(frozen=True)
class _Row:
    """A row: its cells, its number (RFC 7111 counts the head as row 1), its first line, and its text."""

    cells: list[str]
    number: int
    line: int
    text: str


class _Places(Mapping[str, tuple[int, int]]):
    """Where the cells of one row stand, found only when a message asks."""

    def __init__(self, columns: list[str], row: _Row) -> None:
        self._columns, self._row = columns, row

    def __getitem__(self, key: str) -> tuple[int, int]:
        if key not in self._columns:
            raise KeyError(key)
        cell = r'(?:"(?:[^"]|"")*"|[^,]*)'
        found = re.match(rf"(?:{cell},){{{self._columns.index(key)}}}", self._row.text)
        before = found[0] if found else ""
        return self._row.line + before.count("\n"), len(before.rpartition("\n")[2]) + 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _rows(source: Iterator[str], name: str) -> Iterator[_Row | Problem]:
    """The rows that are not empty; after one that is not CSV, go on at the next line."""
    again: deque[str] = deque()
    taken: list[str] = []

    def following() -> Iterator[str]:
        while line := again.popleft() if again else next(source, ""):
            taken.append(line)
            yield line

    reader, number, start = csv.reader(following(), strict=True), 0, 1
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            shown, message = taken[0].strip(), f"this is not CSV: {error}"
            advice = "close the quotes of the row, and double those inside a cell"
            yield violation("syntax", Origin(name, start), shown, message, advice)
            again.extendleft(reversed(taken[1:]))
            del taken[1:]
            reader = csv.reader(following(), strict=True)
        else:
            if cells is None:
                return
            if cells:
                yield _Row(cells, number, start, "".join(taken).rstrip("\r\n"))
        start += len(taken)
        taken.clear()


def _what_the_head_lacks(columns: list[str]) -> str:
    if len(set(columns)) < len(columns):
        return "give each column a name of its own"
    if "evidence" in columns:
        return "write evidence in two columns, source and quote"
    return "" if "type" in columns else "add the column type, the class of each record"


def _record(row: _Row, columns: list[str], heads: Places, name: str) -> Record | Problem:
    if len(row.cells) != len(columns):
        message = f"the row has {len(row.cells)} cells, the head {len(columns)}"
        return violation("columns", Origin(name, row.line), row.text, message, "quote cells that hold a comma")
    cells = {key: text for key, cell in zip(columns, row.cells, strict=True) if (text := cell.strip())}
    id, kind, source, quote = (cells.pop(key, "") for key in ("id", "type", "source", "quote"))
    values = {key: texts for key, cell in cells.items() if (texts := _values(cell))}
    places, origin = _Places(columns, row), Origin(name, row.line)
    evidence = (Evidence(source, quote, Origin(name, *places["quote"])),) if source and quote else ()
    flaws = (_half_cited(source or quote, origin),) if bool(source) != bool(quote) else ()
    return Record(id or None, kind, values, evidence, origin, places, f"row={row.number}", row.text, heads, flaws)


def _values(cell: str) -> tuple[str, ...]:
    if ";" not in cell:
        return (cell,)
    parts = (part.strip().replace("\\;", ";") for part in _SEPARATOR.split(cell))
    return tuple(part for part in parts if part)


def _half_cited(value: str, origin: Origin) -> Flaw:
    message, advice = "evidence names a source and quotes it", "fill both columns, source and quote"
    return Flaw("evidence", origin, value, message, advice)
