"""Dossiers: what a graph holds about its subjects, line by line, each line with footnotes that lead to its evidence."""

from .collect import dossier
from .contents import Bar, Chart, Column, Dossier, Footnote, Group, Line, Reference, Section
from .html import to_html
from .markdown import to_markdown
from .terminal import to_terminal
from .word import to_docx

__all__ = [
    "Bar",
    "Chart",
    "Column",
    "Dossier",
    "Footnote",
    "Group",
    "Line",
    "Reference",
    "Section",
    "dossier",
    "to_docx",
    "to_html",
    "to_markdown",
    "to_terminal",
]
