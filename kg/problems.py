"""Problem: something wrong in the data, whoever found it: the loader, a shape or a check."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .records import Origin

_LONGEST = 200  # characters of a value


class Severity(StrEnum):
    """How bad a problem is: the three severities of SHACL."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; compare severities by it, since as texts they compare by the alphabet."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the data.

    `rule` is a short name ("unknown-key"), the name of a check, or the IRI of a shape; `subject` an IRI, or
    empty; `value` what is wrong: the words of the record, or an RDF term in Turtle syntax. IRIs in
    `message` and `remedy` stand in angle brackets. `path` (a property's IRI) and `component` (SHACL's
    constraint component) are empty unless a shape found it.
    """

    severity: Severity
    rule: str
    subject: str
    value: str
    message: str
    remedy: str
    origin: Origin | None
    path: str = ""
    component: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        """The value as readers see it: cut where it is long."""
        return self.value if len(self.value) <= _LONGEST else f"{self.value[:_LONGEST]} …"

    def __str__(self) -> str:
        value = f": {self.shown!r}" if self.value else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.origin or self.subject or 'data'}: {self.message}{value}{remedy}"


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Put the worst first, then go by place in the data, rule and subject; equal problems are kept once."""
    # One message of two constraints is one problem: of the equal ones, the first component is kept.
    ordered = sorted(problems, key=lambda problem: problem.component)
    return sorted(dict.fromkeys(ordered), key=_position)


def count_problems(problems: Iterable[Problem]) -> dict[Severity, int]:
    """Count the problems of each severity, worst first, with 0 for those that do not occur."""
    severities = [problem.severity for problem in problems]
    return {severity: severities.count(severity) for severity in Severity}


def _position(problem: Problem) -> tuple[object, ...]:
    origin = problem.origin or Origin("", 0, 0)
    place = (problem.origin is None, origin.file, origin.line, origin.column)
    words = (problem.rule, problem.subject, problem.path, problem.value, problem.message, problem.remedy)
    return problem.severity.rank, *place, *words


def violation(rule: str, origin: Origin | None, value: str, message: str, remedy: str, subject: str = "") -> Problem:
    """Return a problem that stops a build."""
    return Problem(Severity.VIOLATION, rule, subject, value, message, remedy, origin)
