"""Table: what a SELECT query answers."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    import pandas as pd

Term = NamedNode | Literal | BlankNode | Triple
Value = str | int | float | bool | Decimal | None


@dataclass(frozen=True)
class Table:
    """Named columns and rows of RDF terms, None where unbound; iterating gives a dict of Python values for each row."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        for row in self.rows:
            yield dict(zip(self.columns, map(python_value, row), strict=True))

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas DataFrame with a column for each column; needs the extra `notebook`.

        Decimals become floats, which pandas can reckon with and plot; iterate over the table for the exact ones.
        """
        import pandas as pd

        rows = [
            {key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in self
        ]
        return pd.DataFrame(rows, columns=list(self.columns))

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def python_value(term: Term | None) -> Value:
    """Return a literal as int, Decimal, bool or text, an IRI as text, and None for an unbound cell."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    match term.datatype.value.rpartition("#")[2]:
        case "integer":
            return int(term.value)
        case "decimal":
            return Decimal(term.value)
        case "boolean":
            return term.value in ("true", "1")
        case "double" | "float":
            return float(term.value)
    return term.value


def _cell(term: Term | None) -> str:
    value = python_value(term)
    return f"<td>{'' if value is None else html.escape(str(value))}</td>"
