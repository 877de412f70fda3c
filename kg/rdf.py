"""The door to rdflib: its terms for the engine's and back, and copies of quads in its memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD
from rdflib.term import Identifier, Node

from .export import canonical
from .rdffiles import parse_rdf
from .store import Store
from .table import Term

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Pattern = tuple[Node | None, Node | None, Node | None]

_ANY = ox.NamedNode("urn:any")
_STRING = ox.NamedNode(str(XSD.string))


def rdflib_dataset(store: Store) -> Dataset:
    """Copy a store into an rdflib Dataset whose default graph is the union of all graphs."""
    dataset = Dataset(default_union=True)
    for quad in store.quads():
        dataset.graph(rdflib_graph_name(quad.graph_name)).add(rdflib_triple(quad))
    return dataset


def rdflib_term(term: Term) -> Identifier:
    """Return the rdflib term for one of the engine's; xsd:string literals become plain, which rdflib holds unequal."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=str(language)):
            return Literal(term.value, lang=language)
        case ox.Literal() if term.datatype == _STRING:
            return Literal(term.value)
        case ox.Literal():
            return _typed_literal(term)
    raise TypeError(f"rdflib has no term for {term}")


def rdflib_triple(statement: ox.Quad | ox.Triple) -> tuple[Identifier, Identifier, Identifier]:
    """Return the triple of rdflib's terms for one of the engine's, or for that of a quad."""
    return rdflib_term(statement.subject), rdflib_term(statement.predicate), rdflib_term(statement.object)


def rdflib_graph_name(name: GraphName) -> URIRef | BNode:
    """Return what rdflib calls a graph; its default graph has an IRI."""
    match name:
        case ox.NamedNode():
            return URIRef(name.value)
        case ox.BlankNode():
            return BNode(name.value)
    return DATASET_DEFAULT_GRAPH_ID


def engine_graph_name(identifier: Node | str) -> GraphName:
    """Return the engine's name of a graph for what rdflib calls it."""
    if identifier == DATASET_DEFAULT_GRAPH_ID:
        return ox.DefaultGraph()
    return ox.BlankNode(identifier) if isinstance(identifier, BNode) else ox.NamedNode(str(identifier))


def engine_term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return the engine's term for one of rdflib's; raise TypeError or ValueError where it has none."""
    match node:
        case URIRef():
            return ox.NamedNode(str(node))
        case BNode():
            return ox.BlankNode(str(node))
        case Literal(language=str(language)):
            return ox.Literal(str(node), language=language)
        case Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))
    raise TypeError(f"the engine has no term for {node!r}")


def matching(engine: ox.Store, pattern: Pattern, graph: GraphName | None = None) -> Iterator[ox.Quad]:
    """Return the quads of an engine, of one graph or of all, that match a pattern of rdflib's."""
    try:
        terms: list[Any] = [None if node is None else engine_term(node) for node in pattern]
        return engine.quads_for_pattern(terms[0], terms[1], terms[2], graph)
    except (TypeError, ValueError):
        return iter(())  # No triple of RDF has such a term there.


def read_rdf(paths: Iterable[Path]) -> Graph:
    """Read RDF files, in the formats of their suffixes, into one rdflib Graph; graph names are left out.

    Raises UnreadableError with the file, and the line where the parser tells it.
    """
    return graph_of(quad for path in paths for quad in parse_rdf(path))


def graph_of(statements: Iterable[ox.Quad | ox.Triple]) -> Graph:
    """Copy triples, or those of quads, into one rdflib Graph."""
    graph = Graph()
    graph += map(rdflib_triple, statements)
    return graph


def _typed_literal(literal: ox.Literal) -> Literal:
    """Return a literal in its usual form, or as it stands where the engine would not find it by that.

    The usual form is that of exports, then what rdflib makes of it when it reads one: 1.50 for 01.50, but it also drops
    the time zone of a date.
    """
    datatype = URIRef(literal.datatype.value)
    usual = Literal(canonical(literal).value, datatype=datatype)
    if str(usual) == literal.value or _is_found(literal, engine_term(usual)):
        return usual
    return Literal(literal.value, datatype=datatype, normalize=False)


def _is_found(literal: ox.Literal, other: ox.NamedNode | ox.BlankNode | ox.Literal) -> bool:
    store = ox.Store()
    store.add(ox.Quad(_ANY, _ANY, literal))
    return ox.Quad(_ANY, _ANY, other) in store
