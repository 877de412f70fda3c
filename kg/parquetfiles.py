"""Parquet files to records: the columns and rows of a table, its values as the texts that CSV has for them."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import Problem, violation
from .records import Found, Origin, Record
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
    heads = Found(columns, _place, columns, 1)
    number = 1
    for batch in file.iter_batches(_ROWS):
        texts = _texts(batch, name)
        if isinstance(texts, Problem):
            yield texts
            return
        for cells in zip(*texts, strict=True):
            number += 1
            if any(map(str.strip, cells)):
                row = Row(cells, number, number, _line(cells))
                yield record_of(row, columns, Found(columns, _place, columns, number), heads, name)


def _place(key: str, columns: Sequence[str], number: int) -> tuple[int, int]:
    """Where a cell of a row stands: row and column."""
    return number, columns.index(key) + 1


def _texts(batch: "pa.RecordBatch", name: str) -> list[list[str]] | Problem:
    """The cells of each column, or the first column that has no texts."""
    import pyarrow as pa

    texts: list[list[str]] = []
    for key, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            texts.append(_cells(column))
        except pa.ArrowException as error:
            message, remedy = f"the column holds {column.type}: {error}", "write it as texts or numbers"
            return violation("parquet", Origin(name, 1, len(texts) + 1), key, message, remedy)
    return texts


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
