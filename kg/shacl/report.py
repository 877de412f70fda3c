"""Hold a store against shapes, and tell what is wrong as problems."""

from collections.abc import Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode

from ..export import canonical
from ..problems import Problem, Severity, sort_problems
from ..records import Origin
from ..table import Term
from ..threads import Each
from .model import SH
from .run import Query, Result, run
from .shapes import Shapes
from .triples import english

_KEPT = 64  # answers: one in ten queries comes again, mostly with as many rows as a target has nodes
_SEVERITIES = {f"{SH}Warning": Severity.WARNING, f"{SH}Info": Severity.INFO}


def validate_store(query: Query, shapes: Shapes, *, origins: Mapping[str, Origin], each: Each = map) -> list[Problem]:
    """Return what the covered shapes find wrong in a store that holds the data and the ontology, in order.

    SHACL Core and SHACL-SPARQL (W3C 2017); nothing is inferred. The problems are those of
    `kg.validation.validate_shapes`, which finds the same with pySHACL.
    """
    problems = (_problem(result, origins) for result in run(lru_cache(_KEPT)(query), shapes.covered, each=each))
    return sort_problems(problems)


def _problem(result: Result, origins: Mapping[str, Origin]) -> Problem:
    subject = _iri(result.focus)
    component = result.constraint.component
    return Problem(
        severity=_SEVERITIES.get(_iri(result.shape.severity), Severity.VIOLATION),
        rule=result.shape.rule or component,
        subject=subject,
        value=_turtle(result.value),
        message=english(result.messages) or f"A value does not keep {result.constraint.term}.",
        remedy=result.shape.remedy,
        origin=origins.get(subject),
        path=_iri(result.path),
        component=component,
    )


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _turtle(term: Term | None) -> str:
    if isinstance(term, Literal):
        return str(canonical(term))
    return "" if term is None or isinstance(term, BlankNode) else str(term)
