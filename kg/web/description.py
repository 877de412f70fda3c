"""Descriptions of the service (SPARQL 1.1 Service Description) and of the data (VoID, DCAT), as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from ..store import select
from ..table import Term
from ..terms import RDF_TYPE, VOCABULARIES
from .answering import GRAPHS, TABLES
from .edition import Edition
from .formats import FORMATS
from .resource import Asked, resource

_SPACES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": VOCABULARIES["dcterms"],
    "xsd": VOCABULARIES["xsd"],
}
_TRIPLES = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"


def service_description(request: Request, format: str) -> Response:
    """Return what the SPARQL endpoint can do."""
    endpoint = NamedNode(f"{request.base_url}sparql")
    edition: Edition = request.app.state.editions.current()
    triples = _service(endpoint, edition, is_writable=request.app.state.settings.is_writable)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Content-Type": FORMATS[format].content_type}
    return Response(_serialized(triples, format), headers=headers)


def void(asked: Asked) -> bytes:
    """Return what the data are, how much there is, and where to get them."""
    return _serialized(_dataset(asked), asked.format)


ROUTES = resource("/.well-known/void", void, *GRAPHS)


def _service(endpoint: NamedNode, edition: Edition, *, is_writable: bool) -> Iterator[Triple]:
    service, dataset = _part(endpoint, "service"), _part(endpoint, "dataset")
    yield Triple(service, RDF_TYPE, _term("sd:Service"))
    yield Triple(service, _term("sd:endpoint"), endpoint)
    yield Triple(service, _term("sd:feature"), _term("sd:UnionDefaultGraph"))
    for language in ["SPARQL11Query", *(["SPARQL11Update"] if is_writable else [])]:
        yield Triple(service, _term("sd:supportedLanguage"), _term(f"sd:{language}"))
    for iri in [*(format.iri for format in TABLES.values()), *(format.iri for format in GRAPHS.values())]:
        yield Triple(service, _term("sd:resultFormat"), NamedNode(iri))
    yield Triple(service, _term("sd:defaultDataset"), dataset)
    yield Triple(dataset, RDF_TYPE, _term("sd:Dataset"))
    yield Triple(dataset, _term("sd:defaultGraph"), _part(endpoint, "default-graph"))
    yield Triple(_part(endpoint, "default-graph"), RDF_TYPE, _term("sd:Graph"))
    for number, graph in enumerate(edition.graph.store.graphs(), 1):
        named = _part(endpoint, f"named-graph-{number}")
        yield Triple(dataset, _term("sd:namedGraph"), named)
        yield Triple(named, RDF_TYPE, _term("sd:NamedGraph"))
        yield Triple(named, _term("sd:name"), graph)


def _dataset(asked: Asked) -> Iterator[Triple]:
    root = str(asked.request.base_url)
    data, workspace = NamedNode(f"{root}.well-known/void#data"), asked.graph.workspace
    for kind in ("void:Dataset", "dcat:Dataset"):
        yield Triple(data, RDF_TYPE, _term(kind))
    yield Triple(data, _term("dcterms:title"), Literal(workspace.root.name))
    yield Triple(data, _term("dcterms:modified"), _built(asked.edition))
    yield Triple(data, _term("void:uriSpace"), Literal(workspace.base))
    yield Triple(data, _term("void:dataDump"), NamedNode(f"{root}dump.nq"))
    yield from _dump(data, root)
    if asked.settings.is_live:
        yield from _endpoint(data, root)
    for property, value in asked.edition.once(_statistics):
        yield Triple(data, property, value)
    yield from _partitions(data, asked.edition)


def _dump(data: NamedNode, root: str) -> Iterator[Triple]:
    dump = NamedNode(f"{root}.well-known/void#dump")
    yield Triple(data, _term("dcat:distribution"), dump)
    yield Triple(dump, RDF_TYPE, _term("dcat:Distribution"))
    yield Triple(dump, _term("dcat:downloadURL"), NamedNode(f"{root}dump.nq"))
    yield Triple(
        dump, _term("dcat:mediaType"), NamedNode("https://www.iana.org/assignments/media-types/application/n-quads")
    )


def _endpoint(data: NamedNode, root: str) -> Iterator[Triple]:
    service = NamedNode(f"{root}sparql#service")
    yield Triple(data, _term("void:sparqlEndpoint"), NamedNode(f"{root}sparql"))
    yield Triple(service, RDF_TYPE, _term("dcat:DataService"))
    yield Triple(service, _term("dcat:endpointURL"), NamedNode(f"{root}sparql"))
    yield Triple(service, _term("dcat:endpointDescription"), NamedNode(f"{root}sparql"))
    yield Triple(service, _term("dcat:servesDataset"), data)


def _statistics(edition: Edition) -> list[tuple[NamedNode, Literal]]:
    store = edition.graph.store
    counts = {
        "void:triples": _TRIPLES,
        "void:distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s ?p ?o }",
        "void:distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?count) WHERE { ?s ?p ?o }",
        "void:properties": "SELECT (COUNT(DISTINCT ?p) AS ?count) WHERE { ?s ?p ?o }",
        "void:classes": "SELECT (COUNT(DISTINCT ?o) AS ?count) WHERE { ?s a ?o }",
    }
    return [(_term(name), _number(select(store, text).rows[0][0])) for name, text in counts.items()]


def _partitions(data: NamedNode, edition: Edition) -> Iterator[Triple]:
    for kind, count, number in edition.once(_class_sizes):
        part = _part(data, f"class-{number}")
        yield Triple(data, _term("void:classPartition"), part)
        yield Triple(part, _term("void:class"), kind)
        yield Triple(part, _term("void:entities"), count)
    for property, count, number in edition.once(_property_sizes):
        part = _part(data, f"property-{number}")
        yield Triple(data, _term("void:propertyPartition"), part)
        yield Triple(part, _term("void:property"), property)
        yield Triple(part, _term("void:triples"), count)


def _class_sizes(edition: Edition) -> list[tuple[NamedNode, Literal, int]]:
    return _sizes(edition, "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?x } GROUP BY ?x ORDER BY ?x")


def _property_sizes(edition: Edition) -> list[tuple[NamedNode, Literal, int]]:
    return _sizes(edition, "SELECT ?x (COUNT(*) AS ?n) WHERE { ?s ?x ?o } GROUP BY ?x ORDER BY ?x")


def _sizes(edition: Edition, text: str) -> list[tuple[NamedNode, Literal, int]]:
    rows = select(edition.graph.store, text).rows
    return [(x, _number(n), place) for place, (x, n) in enumerate(rows, 1) if isinstance(x, NamedNode)]


def _built(edition: Edition) -> Literal:
    time = datetime.fromtimestamp((edition.home / "store" / "CURRENT").stat().st_mtime, UTC)
    return Literal(time.isoformat(timespec="seconds"), datatype=_term("xsd:dateTime"))


def _number(term: Term | None) -> Literal:
    assert isinstance(term, Literal)
    return term


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_SPACES[prefix] + local)


def _part(whole: NamedNode, name: str) -> NamedNode:
    return NamedNode(f"{whole.value.partition('#')[0]}#{name}")


def _serialized(triples: Iterable[Triple], format: str) -> bytes:
    return ox.serialize(triples, format=GRAPHS[format], prefixes=_SPACES) or b""
