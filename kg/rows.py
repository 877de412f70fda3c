"""Rows: one row of a table to a record, whatever file it stands in; a semicolon separates the values of a cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .records import Evidence, Flaw, Origin, Places, Record

_SEPARATOR = re.compile(r"(?<!\\);")


@dataclass(frozen=True)
class Row:
    """A row: its cells, its number (RFC 7111 counts the head as row 1), its first line, and its text."""

    cells: Sequence[str]
    number: int
    line: int
    text: str


def what_a_head_lacks(columns: Sequence[str]) -> str:
    """Return what to do so that a head names the keys of records, or an empty text if it does."""
    if len(set(columns)) < len(columns):
        return "give each column a name of its own"
    if "evidence" in columns:
        return "write evidence in two columns, source and quote"
    return "" if "type" in columns else "add the column type, the class of each record"


def record_of(row: Row, columns: Sequence[str], places: Places, heads: Places, name: str) -> Record:
    """Return the record of a row; empty cells are absent keys."""
    cells = {key: text for key, cell in zip(columns, row.cells, strict=True) if (text := cell.strip())}
    id, kind, source, quote = (cells.pop(key, "") for key in ("id", "type", "source", "quote"))
    values = {key: texts for key, cell in cells.items() if (texts := _values(cell))}
    origin = Origin(name, row.line)
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
