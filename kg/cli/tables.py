"""Tables for a terminal: row beside row where that can be read, else one row below the other, a line for each value."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from ..answers import readable
from ..table import Table

_GAP = 2  # characters between columns
_MOST_LINES = 4  # of a row


def to_terminal(table: Table, prefixes: Mapping[str, str], width: int) -> RenderableType:
    """Lay out a table for a terminal of so many characters; no number, date or id is cut, nor wrapped if it fits."""
    rows = [[readable(term, prefixes) for term in row] for row in table.rows]
    widths = _widths(list(zip(table.columns, *rows, strict=True)), width)
    laid = _rows(table.columns, rows, widths) if widths else _lists(table.columns, rows)
    return Group(laid, Text(f"{len(rows)} row{'s' * (len(rows) != 1)}", "dim"))


def _widths(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return widths with room for the longest word of each column, or none where rows would be towers of short lines.

    The columns with most left to show share what is left, the shortest first, which needs the least.
    """
    least = [max((len(word) for cell in cells for word in cell.split()), default=1) for cells in columns]
    longest = [max(map(len, cells)) for cells in columns]
    spare = width - sum(least) - _GAP * (len(columns) - 1)
    widths = list(least)
    growing = sorted(range(len(columns)), key=lambda number: longest[number] - least[number])
    for rest, number in zip(range(len(growing), 0, -1), growing, strict=True):
        more = min(longest[number] - least[number], max(0, spare) // rest)
        widths[number] += more
        spare -= more
    is_readable = all(long <= _MOST_LINES * short for long, short in zip(longest, widths, strict=True))
    return widths if spare >= 0 and is_readable else []


def _rows(columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> RenderableType:
    grid = Grid(box=None, header_style="bold", pad_edge=False, padding=(0, _GAP, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        grid.add_column(column, width=width, overflow="fold")
    for row in rows:
        # As text: of a plain str rich takes what stands in brackets as a style.
        grid.add_row(*map(Text, row))
    return grid


def _lists(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    """Each row as a list of its columns, those without a value left out."""
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell:
                grid.add_row(column, Text(cell))
        grid.add_row()
    return grid
