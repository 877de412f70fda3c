"""The door to rdflib: a store's quads as an rdflib Dataset or Graph in memory."""

from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from .export import canonical
from .rdffiles import parse_rdf
from .store import Store
from .table import Term


def rdflib_dataset(store: Store) -> Dataset:
    """Copy a store into an rdflib Dataset whose default graph is the union of all graphs."""
    dataset = Dataset(default_union=True)
    for quad in store.quads():
        graph = (
            dataset.graph(URIRef(quad.graph_name.value))
            if isinstance(quad.graph_name, ox.NamedNode)
            else dataset.default_graph
        )
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return dataset


def rdflib_graph(store: Store, *, without: Collection[ox.NamedNode] = ()) -> Graph:
    """Copy the triples of a store into one rdflib Graph, but for those of some named graphs."""
    return graph_of(quad for quad in store.quads() if quad.graph_name not in without)


def rdflib_term(term: Term) -> Node:
    """Return the rdflib term for one of the engine's; xsd:string literals become plain, which rdflib holds unequal."""
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.BlankNode():
            return BNode(term.value)
        case ox.Literal(language=str(language)):
            return Literal(term.value, lang=language)
        case ox.Literal():
            datatype = URIRef(term.datatype.value)
            return Literal(canonical(term).value, datatype=None if datatype == XSD.string else datatype)
    raise TypeError(f"rdflib has no term for {term}")


def read_rdf(paths: Iterable[Path]) -> Graph:
    """Read RDF files, in the formats of their suffixes, into one rdflib Graph; graph names are left out.

    Raises UnreadableError with the file, and the line where the parser tells it.
    """
    return graph_of(quad for path in paths for quad in parse_rdf(path))


def graph_of(quads: Iterable[ox.Quad]) -> Graph:
    """Copy the triples of quads into one rdflib Graph."""
    graph = Graph()
    graph += ((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)) for quad in quads)
    return graph
