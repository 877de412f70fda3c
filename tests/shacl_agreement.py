"""Shapes over data, by the compiled shapes and by pySHACL, in a form that can be compared."""

import pyoxigraph as ox
from rdflib import Graph

from kg.problems import Problem
from kg.rdf import graph_of, rdflib_graph
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
    return told(validate_shapes(rdflib_graph(store_of(data)), graph_of(shapes), Graph(), origins={}))


def agree(shape: str, data: str) -> None:
    """Assert that a shape written in Turtle, and data, give the same problems here and in pySHACL."""
    shapes = quads(f":S {shape} ; sh:message 'It is wrong.' .")
    assert silent(compiled(quads(data), read_shapes(shapes))) == silent(reference(quads(data), shapes))


def silent(found: list[tuple[Problem, str]]) -> set[tuple[object, ...]]:
    """Leave the messages out: those of shapes without any differ."""
    return {(p.severity, p.rule, p.subject, p.value, p.path, p.remedy, component) for p, component in found}
