"""Parquet files: the same records as the CSV file of the same table, with rows and columns as places."""

import csv
import datetime
import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import lay, read, shown

from kg.files import read_records

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)
FIGURE = {"type": "TradeFigure", "reporter": "CHL", "partner": "MAR", "indicator": "export", "unit": "USD"}


def write(path, columns, **options):
    pq.write_table(pa.table(columns), path, **options)
    return path


def said(path):
    """Return what the records of a file say, wherever they stand."""
    records = read_records(path, path.name)
    return [(record.id, record.type, record.values, record.evidence, record.fragment) for record in records]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (pa.array([datetime.date(2022, 5, 3), None]), ["2022-05-03", ""]),
        (
            pa.array([datetime.datetime(2022, 5, 3), datetime.datetime(2022, 5, 3, 1)]),
            ["2022-05-03", "2022-05-03 01:00:00.000000"],
        ),
        (pa.array([Decimal("12.50"), None]), ["12.50", ""]),
        (pa.array([9007199254740993, -1]), ["9007199254740993", "-1"]),
        (pa.array([0.1, 1e-7], pa.float32()), ["0.1", "1e-7"]),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array([["a", "b;c"], []]), ["a;b\\;c", ""]),
        (pa.array([[1, 2], None]), ["1;2", ""]),
        (pa.array(["a;b", "ü"]).dictionary_encode(), ["a;b", "ü"]),
    ],
    ids=["day", "time", "decimal", "integer", "float", "boolean", "texts", "integers", "dictionary"],
)
def test_typed_values_are_the_texts_that_csv_has(tmp_path, column, cells):
    table = lay(tmp_path, {"a.csv": "type,x\n" + "".join(f"T,{cell}\n" for cell in cells)}) / "a.csv"
    assert said(write(tmp_path / "a.parquet", {"type": ["T", "T"], "x": column})) == said(table)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5))
def test_any_texts_are_read_as_from_csv(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("tables")
    columns = ["type", "label", "altLabel"]
    with (folder / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    texts = {name: pa.array([row[number] for row in rows], pa.string()) for number, name in enumerate(columns)}
    assert said(write(folder / "a.parquet", texts)) == said(folder / "a.csv")


def test_rows_of_all_row_groups_are_numbered_through(tmp_path):
    path = write(tmp_path / "a.parquet", {"type": ["T"] * 5}, row_group_size=2)
    assert [record.fragment for record in read_records(path, "a")] == [f"row={number}" for number in range(2, 7)]


def test_a_row_is_evidence_of_its_fact_and_the_place_of_its_problems(tmp_path):
    rows = {key: [value, value] for key, value in FIGURE.items()} | {"period": ["2022", "2022-13"], "value": [1, 2]}
    write(tmp_path / "trade.parquet", rows)
    loaded, problems = read(tmp_path)
    assert [text.partition(": ")[0] for text in shown(problems, tmp_path)] == ["trade.parquet:3:6"]
    evidence = {
        quad.object.value.rpartition("/")[2] for quad in loaded.quads if quad.predicate.value.endswith("evidence")
    }
    assert evidence == {"trade.parquet#row=2"}


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        (
            {"id": ["a"]},
            "a.parquet:1:1: the columns must be each record's keys: 'id'; add the column type, the class of",
        ),
        (
            {"type": ["T"], "place": [{"a": 1}]},
            "a.parquet:1:2: the column holds struct<a: int64>: Unsupported cast from struct",
        ),
        ({"type": ["T"], "label": [b"\xff"]}, "a.parquet:1:2: the column holds binary: Invalid UTF8"),
    ],
)
def test_a_table_that_holds_no_records_is_one_problem(tmp_path, columns, problem):
    write(tmp_path / "a.parquet", columns)
    _, problems = read(tmp_path)
    assert [text.startswith(problem) for text in shown(problems, tmp_path)] == [True]


def test_a_file_that_is_not_parquet_is_a_problem(tmp_path):
    _, problems = read(lay(tmp_path, {"a.parquet": b"PAR1 no"}))
    assert [problem.rule for problem in problems] == ["parquet"]


def test_without_the_extra_a_message_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    _, problems = read(lay(tmp_path, {"a.parquet": b"PAR1"}))
    assert shown(problems, tmp_path) == [
        "a.parquet:1:1: Parquet is read by pyarrow, which is not there; pip install 'communique-kg[parquet]'"
    ]
