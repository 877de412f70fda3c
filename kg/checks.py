"""Checks: queries whose rows are what is wrong across nodes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from .errors import QueryError, UnreadableError
from .problems import Problem, Severity, sort_problems
from .questions import Question
from .records import Origin
from .table import Table, Term
from .threads import Each

Origins = Mapping[str, Origin]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def run_checks(
    query: Callable[[str], Table], checks: Iterable[Question], *, origins: Origins, each: Each = map
) -> list[Problem]:
    """Return one problem for each row that the checks answer, in order.

    Column ?this is the subject, ?value what is wrong. The header notes are `severity` (violation if absent),
    `message` (the title if absent) and `remedy`; in these two, {column} stands for ?columnLabel or ?column.
    """

    def violations(check: Question) -> list[Problem]:
        return list(_violations(check, query(check.text), origins))

    return sort_problems(chain.from_iterable(each(violations, checks)))


def _violations(check: Question, table: Table, origins: Origins) -> Iterator[Problem]:
    severity = _severity(check)
    for row in table.rows:
        terms = dict(zip(table.columns, row, strict=True))
        this, value = terms.get("this"), terms.get("value")
        subject = this.value if isinstance(this, ox.NamedNode) else ""
        yield Problem(
            severity=severity,
            rule=check.name,
            subject=subject,
            value="" if value is None else str(value),
            message=_fill(check, "message", terms) or check.title,
            remedy=_fill(check, "remedy", terms),
            origin=origins.get(subject),
        )


def _severity(check: Question) -> Severity:
    word = check.notes.get("severity", Severity.VIOLATION)
    if word not in list(Severity):
        raise UnreadableError(f"{check.name}: severity {word!r} is not one of: {', '.join(Severity)}")
    return Severity(word)


def _fill(check: Question, note: str, terms: Mapping[str, Term | None]) -> str:
    def readable(placeholder: re.Match[str]) -> str:
        column = placeholder[1]
        if column not in terms:
            raise QueryError(f"{check.name}: {note} names {{{column}}}; the columns are: {', '.join(terms)}")
        term = terms.get(f"{column}Label") or terms[column]
        return "unknown" if term is None else term.value if isinstance(term, ox.Literal) else str(term)

    return _PLACEHOLDER.sub(readable, check.notes.get(note, ""))
