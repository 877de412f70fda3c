"""Hold data against its shapes (SHACL, rules about one node) and its checks (SPARQL, rules across nodes)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pyparsing import ParseBaseException
from pyshacl import validate
from pyshacl.errors import ValidationFailure
from rdflib import RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql.sparql import SPARQLError
from rdflib.term import Node

from .errors import ShapeError
from .problems import Problem, Severity, sort_problems
from .records import Origin
from .shacl.groups import tokens_of

Origins = Mapping[str, Origin]

# What pySHACL and rdflib raise on malformed shapes and, inside arithmetic, on ill-typed literals.
_FAILURES = (ArithmeticError, ParseBaseException, RuntimeError, SPARQLError, TypeError, ValueError, re.error)
_SEVERITIES: dict[Node | None, Severity] = {SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def validate_graph(data: Graph, shapes: Graph) -> Graph:
    """Return the sh:ValidationReport of the data, which hold the ontology too.

    SHACL Core and SHACL-SPARQL (W3C 2017). Nothing is inferred; rdfs:subClassOf counts where SHACL says so.
    Raises ShapeError if validation cannot finish.
    """
    if any("GRAPH" in tokens_of(str(query)) for form in (SH.select, SH.ask) for query in shapes.objects(None, form)):
        raise ShapeError("shapes: a query has GRAPH, but to SHACL the data are one graph; write it as a check instead")
    # pySHACL's own ont_graph= copies the data, and takes over the classes of an ontology but not the concepts of its
    # schemes. The sum is a copy, since pySHACL adds triples to the shapes that it is given.
    try:
        report: Graph | ValidationFailure
        _, report, _ = validate(data, shacl_graph=shapes + Graph(), inplace=True)
    except _FAILURES as error:
        raise _unfinished(error) from error
    if isinstance(report, ValidationFailure):
        raise _unfinished(report)
    return report


def validate_shapes(data: Graph, shapes: Graph, *, origins: Origins) -> list[Problem]:
    """Return what the shapes find wrong in the data, which hold the ontology too, in order.

    `origins` says by IRI where a node was written. A problem's rule is the nearest named shape; its remedy is
    the rdfs:comment or sh:description nearest to the shape that found it.
    """
    report = validate_graph(data, shapes)
    problems = (_result(report, result, shapes, origins) for result in report.objects(None, SH.result))
    return sort_problems(problems)


def _unfinished(error: Exception) -> ShapeError:
    reason = str(error).partition("\n")[0]
    return ShapeError(f"shapes: {reason}; look for a malformed shape or an ill-typed literal")


def _result(report: Graph, result: Node, shapes: Graph, origins: Origins) -> Problem:
    subject = _iri(report.value(result, SH.focusNode))
    component = _iri(report.value(result, SH.sourceConstraintComponent))
    lineage = _lineage(shapes, next(report.objects(result, SH.sourceShape)))
    remedies = (_english(_texts(shapes, shape, RDFS.comment, SH.description)) for shape in lineage)
    return Problem(
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity), Severity.VIOLATION),
        rule=_iri(lineage[-1]) or component,
        subject=subject,
        value=_turtle(report.value(result, SH.value)),
        message=_english(_texts(report, result, SH.resultMessage)),
        remedy=next(filter(None, remedies), ""),
        origin=origins.get(subject),
        path=_iri(report.value(result, SH.resultPath)),
        component=component,
    )


def _lineage(shapes: Graph, shape: Node) -> list[Node]:
    """Return a shape and the blank nodes that hold it, up to the nearest named shape."""
    lineage = [shape]
    while isinstance(lineage[-1], BNode):
        holders = set(shapes.subjects(None, lineage[-1])) - set(lineage)
        if not holders:
            break
        lineage.append(max(holders, key=lambda holder: (isinstance(holder, URIRef), holder)))
    return lineage


def _texts(graph: Graph, node: Node, *predicates: URIRef) -> Iterator[Literal]:
    objects = (text for predicate in predicates for text in graph.objects(node, predicate))
    return (text for text in objects if isinstance(text, Literal))


def _english(texts: Iterable[Literal]) -> str:
    """Return the text in English, else in no language, else in any."""
    ranked = sorted((text.language != "en", text.language or "", str(text)) for text in texts)
    return ranked[0][-1] if ranked else ""


def _iri(node: Node | None) -> str:
    return str(node) if isinstance(node, URIRef) else ""


def _turtle(node: Node | None) -> str:
    if isinstance(node, Literal):
        return node.n3()
    return f"<{node}>" if isinstance(node, URIRef) else ""
