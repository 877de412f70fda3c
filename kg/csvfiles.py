"""CSV files to records: the head names the keys, a semicolon separates the values of a cell."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .problems import Problem, violation
from .records import Evidence, Flaw, Origin, Places, Record

_SEPARATOR = re.compile(r"(?<!\\);")


def read_csv(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield a record for each row below the head (RFC 4180); a bad row hides no other.

    Empty cells are absent keys. A semicolon that is part of a value stands behind a backslash.
    """
    rows = _rows(text, name)
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


def _rows(text: str, name: str) -> Iterator[_Row | Problem]:
    """The rows that are not empty; after one that is not CSV, go on at the next line."""
    lines = io.StringIO(text, newline="").readlines()
    taken = number = 0

    def following() -> Iterator[str]:
        nonlocal taken
        while taken < len(lines):
            taken += 1
            yield lines[taken - 1]

    reader = csv.reader(following(), strict=True)
    while taken < len(lines):
        number, start = number + 1, taken
        try:
            cells = next(reader)
        except csv.Error as error:
            shown, message = lines[start].strip(), f"this is not CSV: {error}"
            advice = "close the quotes of the row, and double those inside a cell"
            yield violation("syntax", Origin(name, start + 1), shown, message, advice)
            taken, reader = start + 1, csv.reader(following(), strict=True)
        else:
            if cells:
                yield _Row(cells, number, start + 1, "".join(lines[start:taken]).rstrip("\r\n"))


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
    values = {key: texts for key, cell in cells.items() if (texts := tuple(_values(cell)))}
    places, origin = _Places(columns, row), Origin(name, row.line)
    evidence = (Evidence(source, quote, Origin(name, *places["quote"])),) if source and quote else ()
    flaws = (_half_cited(source or quote, origin),) if bool(source) != bool(quote) else ()
    return Record(id or None, kind, values, evidence, origin, places, f"row={row.number}", row.text, heads, flaws)


def _values(cell: str) -> Iterator[str]:
    if ";" not in cell:
        return iter((cell,))
    parts = (part.strip().replace("\\;", ";") for part in _SEPARATOR.split(cell))
    return (part for part in parts if part)


def _half_cited(value: str, origin: Origin) -> Flaw:
    message, advice = "evidence names a source and quotes it", "fill both columns, source and quote"
    return Flaw("evidence", origin, value, message, advice)
