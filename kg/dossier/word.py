"""A dossier as a Word document (Office Open XML): headings, tables, and a numbered list of the evidence.

Word's own footnotes cannot be referred to twice, so the list's numbers are bookmarks, linked both ways.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import resvg_py
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from .chart import chart_svg
from .contents import Chart, Dossier, Footnote, Line, Reference, Section

_FONT = Path(__file__).parents[1] / "draw" / "assets" / "DejaVuSans.ttf"
_MARGIN, _WIDTH = Cm(2), Cm(25.7)
_EPOCH = datetime(1980, 1, 1)
"""The earliest time that a ZIP file can hold; the same dossier is the same bytes whenever it is written."""


def to_docx(dossier: Dossier) -> bytes:
    """Write a dossier as the bytes of a Word document."""
    document = _new_document(dossier.title)
    document.add_heading(dossier.title, 0)
    document.add_paragraph(" · ".join(f"{head}: {text}" for head, text in dossier.summary))
    if dossier.is_empty:
        document.add_paragraph("Nothing is recorded yet.")
    for section in dossier.sections:
        _add_section(document, section)
    if dossier.footnotes:
        document.add_heading("Evidence", 1)
    for note in dossier.footnotes:
        _add_footnote(document, note)
    _number_bookmarks(document)
    return _bytes(document)


def _new_document(title: str) -> DocumentType:
    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = _EPOCH
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    document.styles["Normal"].font.size = Pt(9.5)
    return document


def _add_section(document: DocumentType, section: Section) -> None:
    document.add_heading(section.heading, 1)
    document.add_paragraph().add_run(section.question).italic = True
    if not section.size:
        document.add_paragraph(section.empty)
        return
    if section.preface:
        document.add_paragraph(section.preface)
    for group in section.groups:
        if group.heading:
            document.add_heading(group.heading, 2)
        _add_table(document, section, group.lines)
    for chart in section.charts:
        _add_chart(document, chart)


def _add_table(document: DocumentType, section: Section, lines: Sequence[Line]) -> None:
    heads = [*(column.head for column in section.columns), "Evidence"]
    table = document.add_table(rows=len(lines) + 1, cols=len(heads), style="Light List Accent 1")
    first, *rest = table.rows
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated at the top of each page
    for cell, head in zip(first.cells, heads, strict=True):
        cell.text = head
    for row, line in zip(rest, lines, strict=True):
        _fill(row, line)
    for row in table.rows:
        _widen(row.cells)


def _fill(row: _Row, line: Line) -> None:
    *cells, last = row.cells
    for cell, text in zip(cells, line.cells, strict=True):
        cell.text = text
    for remark in line.remarks:
        cells[0].add_paragraph().add_run(remark).italic = True
    _add_marks(last, line.references)


def _widen(cells: Sequence[_Cell]) -> None:
    """Give the first column twice the width of the others, which Word would make equal."""
    share = _WIDTH // (len(cells) + 1)
    for index, cell in enumerate(cells):
        cell.width = Emu(share if index else 2 * share)


def _add_marks(cell: _Cell, references: Sequence[Reference]) -> None:
    for mark in references:
        name = f"mark_{mark.number}_{mark.use}"
        _add_link(cell.paragraphs[0], f"[{mark.number}]", to=f"note_{mark.number}", name=name)


def _add_footnote(document: DocumentType, note: Footnote) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1), Cm(-1)
    _add_link(paragraph, f"[{note.number}]", to=f"mark_{note.number}_1", name=f"note_{note.number}")
    paragraph.add_run(f"\t“{note.quote}” " if note.quote else "\t")
    paragraph.add_run(note.source).italic = True
    paragraph.add_run("".join(f", {detail}" for detail in note.details) + ".")


def _add_link(paragraph: Paragraph, text: str, *, to: str, name: str) -> None:
    """Add a link to a bookmark that is a bookmark itself."""
    start, link, end = (OxmlElement(f"w:{tag}") for tag in ("bookmarkStart", "hyperlink", "bookmarkEnd"))
    start.set(qn("w:name"), name)
    link.set(qn("w:anchor"), to)
    link.append(paragraph.add_run(text)._r)
    element: Any = paragraph._p
    element.extend([start, link, end])


def _number_bookmarks(document: DocumentType) -> None:
    """Give each bookmark the number that ties its start to its end."""
    body = document.element.body
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for element, number in zip(body.iter(qn(tag)), count()):
            element.set(qn("w:id"), str(number))


def _add_chart(document: DocumentType, chart: Chart) -> None:
    picture = resvg_py.svg_to_bytes(svg_string=chart_svg(chart), zoom=3, font_files=[str(_FONT)])
    document.add_picture(io.BytesIO(bytes(picture)), width=Cm(12))
    document.add_paragraph(f"In {chart.title}; the thin line spans what the stated digits allow.")


def _bytes(document: DocumentType) -> bytes:
    """Save a document without the time of saving."""
    saved, stable = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            archive.writestr(entry, parts.read(name), zipfile.ZIP_DEFLATED)
    return stable.getvalue()
