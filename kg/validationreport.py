"""Write problems as the report that SHACL defines, so that any SHACL tool can read them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rdflib import DC, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node
from rdflib.util import from_n3

from .problems import Problem
from .terms import ONTOLOGY, is_iri

_IRI = r"""<[^<>"{}|^`\\\s]+>"""
_TERM = re.compile(rf"""{_IRI}|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^{_IRI})?""", re.DOTALL)


def write_validation_report(problems: Sequence[Problem], prefixes: Mapping[str, str]) -> str:
    """Return an sh:ValidationReport in Turtle (SHACL, W3C 2017), its results in the order of the problems.

    A problem that no shape found has a constraint component in our namespace, named after its rule, and a
    focus node only if its subject is known. dc:source holds file, line and column, rdfs:comment the remedy.
    """
    graph, report = Graph(bind_namespaces="none"), BNode("report")
    for prefix, namespace in {**prefixes, "dc": str(DC), "rdfs": str(RDFS), "sh": str(SH)}.items():
        graph.bind(prefix, namespace)
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not problems)))
    for number, problem in enumerate(problems):
        # Turtle nests blank nodes in the order of their labels and does not show the labels.
        result = BNode(f"result{number:09}")
        graph.add((report, SH.result, result))
        for predicate, node in _statements(problem):
            graph.add((result, predicate, node))
    return graph.serialize(format="turtle").strip() + "\n"


def _statements(problem: Problem) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.resultSeverity, SH[problem.severity.capitalize()]
    yield SH.resultMessage, Literal(problem.message, lang="en")
    yield SH.sourceConstraintComponent, URIRef(problem.component or _component(problem.rule))
    yield from ((SH.sourceShape, URIRef(iri)) for iri in [problem.rule] if is_iri(iri))
    yield from ((SH.focusNode, URIRef(iri)) for iri in [problem.subject] if iri)
    yield from ((SH.resultPath, URIRef(iri)) for iri in [problem.path] if iri)
    yield from ((SH.value, _node(text)) for text in [problem.value] if text)
    yield from ((RDFS.comment, Literal(text, lang="en")) for text in [problem.remedy] if text)
    yield from ((DC.source, Literal(str(origin))) for origin in [problem.origin] if origin)


def _component(rule: str) -> str:
    words = re.split(r"[\W_]+", rule)
    return f"{ONTOLOGY}{''.join(map(str.capitalize, words))}ConstraintComponent"


def _node(value: str) -> Node:
    """Read a value back: a term in Turtle syntax, or the words of a record."""
    node = from_n3(value) if _TERM.fullmatch(value) else None
    return node if isinstance(node, Node) else Literal(value)
