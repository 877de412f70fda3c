"""Parquet files to records: the columns and rows of a table, its values as the texts that CSV has for them."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import Problem, violation
from .records import Origin, Record
from .rows import Row, record_of, what_a_head_lacks

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 10_000  # at a time
_MIDNIGHT = r" 00:00:00(\.0+)?Z?$"


def read_parquet(path: Path, name: str) -> Iterator[Record | Problem]:
    """Yield a record for each row, a batch of a row group at a time; places are row and column, the head being row 1.

    Days, numbers and truth values become what they are in CSV, and lists the values of a cell. Needs the extra
    `parquet`; without it the file is a problem.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        message, remedy = "Parquet is read by pyarrow, which is not there", "pip install 'communique-kg[parquet]'"
        yield violation("parquet", Origin(name, 1), "", message, remedy)
        return
    try:
        with pq.ParquetFile(path) as file:
            yield from _read(file, name)
    except (pa.ArrowException, OSError) as error:
        message, remedy = f"this cannot be read as Parquet: {error}", "write it again, with columns of texts or numbers"
        yield violation("parquet", Origin(name, 1), "", message, remedy)


def _read(file: "pa.parquet.ParquetFile", name: str) -> Iterator[Record | Problem]:
    columns = file.schema_arrow.names
    if advice := what_a_head_lacks(columns):
        head, message = ",".join(columns), "the columns must be each record's keys"
        yield violation("head", Origin(name, 1), head, message, advice)
        return
    heads = _Places(columns, 1)
    number = 1
    for batch in file.iter_batches(_ROWS):
        for cells in zip(*map(_cells, batch.columns), strict=True):
            number += 1
            if any(map(str.strip, cells)):
                row = Row(cells, number, number, _line(cells))
                yield record_of(row, columns, _Places(columns, number), heads, name)


class _Places(Mapping[str, tuple[int, int]]):
    """Where the cells of one row stand: row and column."""

    def __init__(self, columns: list[str], number: int) -> None:
        self._columns, self._number = columns, number

    def __getitem__(self, key: str) -> tuple[int, int]:
        if key not in self._columns:
            raise KeyError(key)
        return self._number, self._columns.index(key) + 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def _cells(column: "pa.Array") -> list[str]:
    """The cells of a column as CSV has them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        lists = column.cast(pa.list_(pa.string())).to_pylist()
        return [";".join((text or "").replace(";", "\\;") for text in texts or ()) for texts in lists]
    texts = column.cast(pa.string())
    if pa.types.is_timestamp(column.type):
        texts = pc.replace_substring_regex(texts, _MIDNIGHT, "")
    return [text or "" for text in texts.to_pylist()]


def _line(cells: tuple[str, ...]) -> str:
    """A row as a line of CSV."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
