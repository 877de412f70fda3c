"""Tables on a terminal: nothing is cut, whatever the width."""

import io

import pytest
from pyoxigraph import Literal, NamedNode
from rich.console import Console

from kg.cli.tables import to_terminal
from kg.table import Table

FIGURE = "https://example.org/figure/KEN-VNM.turnover.2023"
QUOTE = (
    "Trade stood at $201 million [sic] in 2023, the minister said, and added that it would grow in the years to come"
)
TRADE = Table(
    ("figure", "value", "basis", "quote"),
    [(NamedNode(FIGURE), Literal("201000000", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), None,
      Literal(QUOTE))],
)  # fmt: skip


@pytest.mark.parametrize("width", [50, 80, 90, 100, 120, 160, 240])
def test_no_id_no_number_and_no_word_is_cut(width):
    words = drawn(TRADE, width).replace("\n", " ").split()

    assert {"figure:KEN-VNM.turnover.2023", "201,000,000"} < set(words)
    assert " ".join(word for word in words if word in QUOTE.split()) == QUOTE


def test_a_row_that_finds_room_is_one_line():
    head, row, count = drawn(TRADE, 240).splitlines()

    assert head.split() == ["figure", "value", "basis", "quote"]
    assert row.split()[:2] == ["figure:KEN-VNM.turnover.2023", "201,000,000"]
    assert count == "1 row"


def test_a_row_that_finds_none_is_a_list_without_what_is_empty():
    lines = drawn(TRADE, 60).splitlines()

    assert lines[:2] == ["figure  figure:KEN-VNM.turnover.2023", "value   201,000,000"]
    assert [line.split()[0] for line in lines if line[:1].strip()] == ["figure", "value", "quote", "1"]


def test_no_rows_leave_the_head():
    assert drawn(Table(("figure",), []), 80).split() == ["figure", "0", "rows"]


def drawn(table: Table, width: int) -> str:
    console = Console(width=width, file=io.StringIO(), record=True, color_system=None)
    console.print(to_terminal(table, {"figure": "https://example.org/figure/"}, width))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines())
