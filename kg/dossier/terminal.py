"""A dossier for a terminal, however narrow: paragraphs in place of tables."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .chart import chart_text
from .contents import Column, Dossier, Footnote, Line, Section


def to_terminal(dossier: Dossier) -> RenderableType:
    """Lay out a dossier for a rich console."""
    summary = " · ".join(f"{head}: {text}" for head, text in dossier.summary)
    parts: list[RenderableType] = [Text(dossier.title, "bold underline"), Text(summary, "dim")]
    if dossier.is_empty:
        parts.append(Text("Nothing is recorded yet."))
    for section in dossier.sections:
        parts += [Text(f"\n{section.heading}", "bold underline"), *_section(section)]
    if dossier.footnotes:
        parts += [Text("\nEvidence", "bold underline"), _notes(dossier.footnotes)]
    return Group(*parts)


def _section(section: Section) -> Iterator[RenderableType]:
    if not section.size:
        yield Text(section.empty, "dim")
        return
    if section.preface:
        yield Text(section.preface, "italic")
    for group in section.groups:
        if group.heading:
            yield Text(f"\n{group.heading}", "bold cyan")
        for line in group.lines:
            yield from _line(line, section.columns)
    yield from (Padding(Text(chart_text(chart), no_wrap=True), (1, 2)) for chart in section.charts)


def _line(line: Line, columns: tuple[Column, ...]) -> Iterator[RenderableType]:
    marks = "".join(f"[{mark.number}]" for mark in line.references)
    yield Padding(Text.assemble((line.cells[0], "bold"), " ", (marks, "cyan")), (0, 2))
    pairs = zip(columns[1:], line.cells[1:], strict=True)
    if rest := " · ".join(f"{column.head.lower()}: {cell}" for column, cell in pairs if cell):
        yield Padding(Text(rest), (0, 4))
    yield from (Padding(Text(remark, "dim italic"), (0, 4)) for remark in line.remarks)


def _notes(notes: tuple[Footnote, ...]) -> Table:
    table = Table.grid(padding=(0, 1))
    for note in notes:
        quote = f"“{note.quote}” " if note.quote else ""
        details = "".join(f", {detail}" for detail in note.details)
        table.add_row(Text(f"[{note.number}]", "cyan"), Text.assemble(quote, (note.source, "italic"), (details, "dim")))
    return table
