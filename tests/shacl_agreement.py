"""Shapes over data, by the compiled shapes and by pySHACL, in a form that can be compared."""

import pyoxigraph as ox

from kg.fetching import fetching_graph
from kg.problems import Problem
from kg.rdf import graph_of
from kg.shacl.report import validate_store
from kg.shacl.shapes import Shapes, read_shapes
from kg.store import OxigraphStore, select
from kg.validation import validate_shapes

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def quads(turtle: str) -> list[ox.Quad]:
    """Read Turtle with our prefixes."""
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def store_of(data: list[ox.Quad]) -> OxigraphStore:
    store = OxigraphStore(ox.Store())
    store.add(data)
    return store


def told(problems: list[Problem]) -> list[tuple[Problem, str]]:
    """Return problems with what their comparison leaves out."""
    return [(problem, problem.component) for problem in problems]


def compiled(data: list[ox.Quad], shapes: Shapes) -> list[tuple[Problem, str]]:
    store = store_of(data)
    assert shapes.left == {}
    return told(validate_store(lambda text: select(store, text), shapes, origins={}))


def reference(data: list[ox.Quad], shapes: list[ox.Quad]) -> list[tuple[Problem, str]]:
    return told(validate_shapes(graph_of(store_of(data).quads()), graph_of(shapes), origins={}))


def fetching(data: list[ox.Quad], shapes: list[ox.Quad]) -> list[tuple[Problem, str]]:
    graph = fetching_graph(store_of(data).engine)
    return told(validate_shapes(graph, graph_of(shapes), origins={}))


def agree(shape: str, data: str) -> None:
    """Assert that a shape in Turtle finds the same here, and by pySHACL on all data and on those that it fetches."""
    shapes, triples = quads(f":S {shape} ; sh:message 'It is wrong.' ."), quads(data)
    expected = silent(reference(triples, shapes))
    assert silent(compiled(triples, read_shapes(shapes))) == expected
    assert silent(fetching(triples, shapes)) == expected


def silent(found: list[tuple[Problem, str]]) -> set[tuple[object, ...]]:
    """Leave the messages out: those of shapes without any differ."""
    return {(p.severity, p.rule, p.subject, p.value, p.path, p.remedy, component) for p, component in found}
