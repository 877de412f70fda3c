"""The door to rdflib: a store's quads as an rdflib Dataset or Graph in memory."""

from collections.abc import Collection, Iterable
from pathlib import Path

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from .errors import UnreadableError
from .export import canonical
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
    graph = Graph()
    for quad in store.quads():
        if quad.graph_name not in without:
            graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


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
    graph = Graph()
    for path in paths:
        for quad in parse_rdf(path):
            graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


def parse_rdf(path: Path) -> list[ox.Quad]:
    """Read one RDF file; raise UnreadableError with the place of what is not RDF."""
    format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise UnreadableError(f"{path}: {path.suffix!r} is no RDF format")
    try:
        return list(ox.parse(path=path, format=format, rename_blank_nodes=True))
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend it there") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
