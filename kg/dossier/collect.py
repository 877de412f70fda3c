"""Collect a dossier: ask the questions of a folder, and cite the evidence of what they answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from ..errors import UsageError
from ..questions import Question, bind
from ..store import Store, select
from ..table import Table, Term
from ..terms import term
from .chart import charts
from .citations import Citations, Row
from .contents import Column, Dossier, Group, Line, Section
from .words import head, readable

HEAD, EVIDENCE, REMARKS = "head", "evidence", "remarks"
"""The questions that every dossier needs; those with a note `section` are its sections, in order of their names."""

Subjects = Mapping[str, Sequence[NamedNode]]

_FACTS = ("fact", "witness")
_HIDDEN = {"line", *_FACTS}
_NUMBERS = {term("xsd:decimal"), term("xsd:integer")}


def dossier(store: Store, questions: Mapping[str, Question], *subjects: NamedNode) -> Dossier:
    """Collect what the questions find about the subjects, which stand for the parameters of the head question in order.

    A section's rows with one ?line (or, without it, one ?fact) are one line, in which a cell lists its distinct values.
    A ?fact of the rows brings its remarks, and its passages as footnotes; a ?witness brings its passages alone.
    Notes of a section: `section` its heading, `preface`, `group` a column that becomes headings, `empty` what to say
    without lines, `chart` the columns of amount, low, high and unit, and then of those that label a bar.

    Raise UsageError if the head question has no answer for the subjects.
    """
    names = [parameter.name for parameter in questions[HEAD].parameters]
    about = {name: [subject] for name, subject in zip(names, subjects, strict=True)}
    title, summary = _head(store, questions[HEAD], about)
    answers = [_ask(store, question, about) for _, question in sorted(questions.items()) if "section" in question.notes]
    facts = _facts(row for answer in answers for rows in answer.lines for row in rows)
    citations = Citations(_by_fact(store, questions[EVIDENCE], facts))
    remarks = _by_fact(store, questions[REMARKS], facts)
    sections = tuple(_section(answer, citations, remarks) for answer in answers)
    return Dossier(title, summary, sections, citations.footnotes())


@dataclass(frozen=True)
class _Answer:
    """A question, its columns that are shown, and its rows line by line."""

    question: Question
    columns: tuple[str, ...]
    lines: tuple[Sequence[Row], ...]


def _rows(table: Table) -> list[Row]:
    named = (zip(table.columns, cells, strict=True) for cells in table.rows)
    return [{name: cell for name, cell in row if cell is not None} for row in named]


def _head(store: Store, question: Question, about: Subjects) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the title, which is the first column, and the summary, which is the rest."""
    rows = _rows(select(store, bind(question, about)))
    if not rows:
        names = " and ".join(subject.value for subjects in about.values() for subject in subjects)
        raise UsageError(f"{names}: there is no dossier of these; name two that differ and that the graph knows")
    (_, title), *summary = rows[0].items()
    return readable(title), tuple((head(name), readable(value)) for name, value in summary)


def _ask(store: Store, question: Question, about: Subjects) -> _Answer:
    table = select(store, bind(question, about))
    lines: dict[Term, list[Row]] = defaultdict(list)
    for row in _rows(table):
        lines[row["line"] if "line" in row else row["fact"]].append(row)
    filled = {name for rows in lines.values() for row in rows for name in row}
    shown = filled - _HIDDEN - {question.notes.get("group")}
    return _Answer(question, tuple(name for name in table.columns if name in shown), tuple(lines.values()))


def _facts(rows: Iterable[Row]) -> list[Term]:
    """Return the facts and witnesses of some rows, each once."""
    return list(dict.fromkeys(row[name] for row in rows for name in _FACTS if name in row))


def _by_fact(store: Store, question: Question, facts: Iterable[Term]) -> Mapping[Term, Sequence[Row]]:
    """Ask about facts and return the rows of each."""
    found: dict[Term, list[Row]] = defaultdict(list)
    nodes = [fact for fact in facts if isinstance(fact, NamedNode)]
    for row in _rows(select(store, bind(question, {"fact": nodes}))):
        found[row["fact"]].append(row)
    return found


def _section(answer: _Answer, citations: Citations, remarks: Mapping[Term, Sequence[Row]]) -> Section:
    notes = answer.question.notes
    groups: dict[str, list[Line]] = defaultdict(list)
    for rows in answer.lines:
        cells = tuple(_cell(rows, name) for name in answer.columns)
        line = Line(cells, _remarks(rows, remarks), citations.cite(_facts(rows)), _told(rows))
        groups[_cell(rows, notes.get("group", ""))].append(line)
    return Section(
        name=answer.question.name,
        heading=notes["section"],
        question=answer.question.title,
        preface=notes.get("preface", ""),
        columns=tuple(Column(head(name), _is_number(name, answer)) for name in answer.columns),
        groups=tuple(Group(_capitalised(heading), tuple(lines)) for heading, lines in groups.items()),
        charts=charts([rows[0] for rows in answer.lines], notes.get("chart", "").split()),
        empty=notes.get("empty", ""),
    )


def _cell(rows: Sequence[Row], name: str) -> str:
    """List the distinct values of a column, in the order of the rows."""
    return "; ".join(dict.fromkeys(readable(row[name]) for row in rows if name in row))


def _told(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the IRIs of the facts that some rows tell."""
    facts = dict.fromkeys(row["fact"] for row in rows if "fact" in row)
    return tuple(fact.value for fact in facts if isinstance(fact, NamedNode))


def _remarks(rows: Sequence[Row], remarks: Mapping[Term, Sequence[Row]]) -> tuple[str, ...]:
    facts = dict.fromkeys(row["fact"] for row in rows if "fact" in row)
    return tuple(dict.fromkeys(readable(found["remark"]) for fact in facts for found in remarks.get(fact, ())))


def _is_number(name: str, answer: _Answer) -> bool:
    values = [row[name] for rows in answer.lines for row in rows if name in row]
    return all(isinstance(value, Literal) and value.datatype in _NUMBERS for value in values)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
