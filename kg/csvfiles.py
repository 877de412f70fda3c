"""CSV files to records: the head names the keys, and each row below it is a record."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator

from .problems import Problem, violation
from .records import Found, Origin, Places, Record
from .rows import Row, record_of, what_a_head_lacks

_OTHER = re.compile("[;\t|]")
_CELL = r'(?:"(?:[^"]|"")*"|[^,]*)'

csv.field_size_limit(10_000_000)  # characters: Python's own limit is less than a long text has.


def read_csv(lines: Iterable[str], name: str) -> Iterator[Record | Problem]:
    """Yield a record for each row below the head (RFC 4180); a bad row hides no other.

    The lines come with their ends. Empty cells are absent keys. A semicolon that is part of a value stands behind a
    backslash.
    """
    rows = _rows(iter(lines), name)
    head = next(rows, None)
    if not isinstance(head, Row):
        yield from [head] if head else []
        return
    columns = [cell.strip() for cell in head.cells]
    if advice := _what_parts(columns) or what_a_head_lacks(columns):
        yield violation("head", Origin(name, head.line), head.text, "the head must name each record's keys", advice)
        return
    heads = dict(Found(columns, _place, columns, head))
    for row in rows:
        yield _record(row, columns, heads, name) if isinstance(row, Row) else row


def _place(key: str, columns: list[str], row: Row) -> tuple[int, int]:
    """Where a cell of a row stands."""
    found = re.match(rf"(?:{_CELL},){{{columns.index(key)}}}", row.text)
    before = found[0] if found else ""
    return row.line + before.count("\n"), len(before.rpartition("\n")[2]) + 1


def _rows(source: Iterator[str], name: str) -> Iterator[Row | Problem]:
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
            if any(map(str.strip, cells)):
                yield Row(cells, number, start, "".join(taken).rstrip("\r\n"))
        start += len(taken)
        taken.clear()


def _what_parts(columns: list[str]) -> str:
    """What to do about a head whose cells are parted by another sign than the comma, or an empty text."""
    is_parted = len(columns) == 1 and _OTHER.search(columns[0])
    return "save the table with commas between the cells" if is_parted else ""


def _record(row: Row, columns: list[str], heads: Places, name: str) -> Record | Problem:
    if len(row.cells) != len(columns):
        message = f"the row has {len(row.cells)} cells, the head {len(columns)}"
        is_short = len(row.cells) < len(columns)
        advice = "add the missing cells, or their commas" if is_short else "quote cells that hold a comma"
        return violation("columns", Origin(name, row.line), row.text, message, advice)
    return record_of(row, columns, Found(columns, _place, columns, row), heads, name)
