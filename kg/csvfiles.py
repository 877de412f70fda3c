"""CSV files to records: the head names the keys, a semicolon separates the values of a cell."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from .problems import Problem, violation
from .records import Evidence, Origin, Record, record_of


class _Places(Mapping[str, tuple[int, int]]):
    """Where the cells of one row stand, found only when a message asks."""

    def __init__(self, columns: list[str], line: int, text: str) -> None:
        self._columns, self._line, self._text = columns, line, text

    def __getitem__(self, key: str) -> tuple[int, int]:
        position = self._columns.index(key)
        cell = r'(?:"(?:[^"]|"")*"|[^,]*)'
        found = re.match(rf"(?:{cell},){{{position}}}", self._text)
        before = self._text[: found.end()] if found else ""
        return self._line + before.count("\n"), len(before.rpartition("\n")[2]) + 1

    def __contains__(self, key: object) -> bool:
        return key in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def read_csv(text: str, name: str) -> Iterator[Record | Problem]:
    """Yield a record for each row below the head (RFC 4180); empty cells are absent keys."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        columns = [cell.strip() for cell in next(reader, [])]
        if len(set(columns)) < len(columns):
            yield violation(
                "duplicate-key",
                Origin(name, 1),
                ",".join(columns),
                "a column stands twice",
                "keep one of them",
            )
            return
        first = reader.line_num
        for number, row in enumerate(reader, start=1):
            place, first = first + 1, reader.line_num
            yield from _row(row, columns, name, place, number, "".join(lines[place - 1 : first]).rstrip("\r\n"))
    except csv.Error as error:
        yield violation(
            "syntax",
            Origin(name, reader.line_num),
            "",
            f"this is not CSV: {error}",
            "close the quotes of the row",
        )


def _row(
    row: list[str], columns: list[str], name: str, line: int, number: int, text: str
) -> Iterator[Record | Problem]:
    if not row:
        return
    if len(row) != len(columns):
        yield violation(
            "columns",
            Origin(name, line),
            text,
            f"the row has {len(row)} cells, the head {len(columns)}",
            "quote cells that hold a comma",
        )
        return
    cells = {key: cell.strip() for key, cell in zip(columns, row, strict=True) if cell.strip()}
    places = _Places(columns, line, text)
    source, quote = cells.pop("source", ""), cells.pop("quote", "")
    evidence = (Evidence(source, quote, Origin(name, *places["source"])),) if source else ()
    fields = {key: tuple(part.strip() for part in cell.split(";") if part.strip()) for key, cell in cells.items()}
    # RFC 7111 counts the head as row 1.
    yield record_of(fields, evidence, Origin(name, line), places, f"row={number + 1}", text)
