"""Answers of queries as text: tables for people, and the result formats of SPARQL 1.1."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from .errors import UsageError
from .export import FORMATS as GRAPH_FORMATS
from .export import write
from .store import Answer
from .table import Table, Term, python_value
from .terms import shorten

TABLE_FORMATS = ("table", "csv", "json", "sparql-json", "markdown")


def write_answer(answer: Answer, format: str, prefixes: Mapping[str, str]) -> str:
    """Return an answer in a format: a table in one of TABLE_FORMATS, triples in one of the export formats.

    A truth value is `true` or `false`, or a SPARQL 1.1 result in JSON. Raises UsageError where the format does not fit.
    """
    if isinstance(answer, bool):
        return _truth(answer, format)
    if isinstance(answer, Table):
        if format not in _TABLES:
            raise UsageError(f"a table cannot be written as {format!r}; choose one of {', '.join(TABLE_FORMATS)}")
        return _TABLES[format](answer, prefixes)
    stream = io.BytesIO()
    name = "turtle" if format in TABLE_FORMATS else format
    if name not in GRAPH_FORMATS:
        raise UsageError(f"triples cannot be written as {format!r}; choose one of {', '.join(GRAPH_FORMATS)}")
    write((Quad(*triple) for triple in answer), stream, name, prefixes=prefixes)
    return stream.getvalue().decode()


def readable(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """Return a cell as people read it: IRIs prefixed, numbers with separators, dates and words as they are."""
    if isinstance(term, NamedNode):
        return shorten(term.value, prefixes)
    value = python_value(term)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    return "" if value is None else str(value)


def _truth(answer: bool, format: str) -> str:
    if format == "sparql-json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return f"{json.dumps(answer)}\n"


def _plain(table: Table, prefixes: Mapping[str, str]) -> str:
    rows = [list(table.columns), *([readable(term, prefixes) for term in row] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, ""])


def _csv(table: Table, prefixes: Mapping[str, str]) -> str:
    """SPARQL 1.1 Query Results CSV: a head, bare values, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(["" if term is None else _bare(term) for term in row] for row in table.rows)
    return text.getvalue()


def _json(table: Table, prefixes: Mapping[str, str]) -> str:
    rows = [{key: str(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in table]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _sparql_json(table: Table, prefixes: Mapping[str, str]) -> str:
    bindings = [
        {column: _binding(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _markdown(table: Table, prefixes: Mapping[str, str]) -> str:
    rows = [list(table.columns), ["---"] * len(table.columns)]
    rows += [[readable(term, prefixes).replace("|", "\\|").replace("\n", " ") for term in row] for row in table.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _bare(term: Term) -> str:
    return (
        f"_:{term.value}" if isinstance(term, BlankNode) else str(term) if isinstance(term, ox.Triple) else term.value
    )


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": _bare(term).removeprefix("_:")}
    detail = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    is_plain = not term.language and term.datatype.value.endswith("XMLSchema#string")
    return {"type": "literal", "value": term.value} | ({} if is_plain else detail)


_TABLES = {"table": _plain, "csv": _csv, "json": _json, "sparql-json": _sparql_json, "markdown": _markdown}
