"""A dossier as Markdown, with the tables and footnotes of GitHub's dialect."""

from collections.abc import Iterable, Iterator, Sequence

from ..markdown import escape
from .chart import chart_text
from .contents import Dossier, Footnote, Group, Line, Section


def to_markdown(dossier: Dossier) -> str:
    """Write a dossier as Markdown."""
    parts = [f"# {escape(dossier.title)}", *_summary(dossier)]
    parts += [part for section in dossier.sections for part in _section(section)]
    if dossier.footnotes:
        parts += ["## Evidence", "\n".join(map(_footnote, dossier.footnotes))]
    return "\n\n".join(parts) + "\n"


def _summary(dossier: Dossier) -> Iterator[str]:
    yield "\n".join(f"- {head}: {escape(text)}" for head, text in dossier.summary)
    if dossier.is_empty:
        yield "Nothing is recorded yet."


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.heading)}"
    yield f"*{escape(section.question)}*"
    if not section.size:
        yield escape(section.empty)
        return
    if section.preface:
        yield escape(section.preface)
    for group in section.groups:
        yield from _group(section, group)
    yield from (f"```text\n{chart_text(chart)}\n```" for chart in section.charts)


def _group(section: Section, group: Group) -> Iterator[str]:
    if group.heading:
        yield f"### {escape(group.heading)}"
    rules = ["--:" if column.is_number else "---" for column in section.columns]
    heads = [escape(column.head) for column in section.columns]
    yield "\n".join(map(_row, [[*heads, "Evidence"], [*rules, "---"], *map(_cells, group.lines)]))


def _cells(line: Line) -> Sequence[str]:
    first, *rest = map(escape, line.cells)
    remarks = "".join(f"<br>*{escape(remark)}*" for remark in line.remarks)
    return [first + remarks, *rest, "".join(f"[^{mark.number}]" for mark in line.references)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _footnote(note: Footnote) -> str:
    quote = f"“{escape(note.quote)}” " if note.quote else ""
    return f"[^{note.number}]: {quote}{', '.join([f'*{escape(note.source)}*', *map(escape, note.details)])}."
