"""A SPARQL 1.1 endpoint with a Graph Store over a pyoxigraph store, as a WSGI application: no network is needed."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., object]], Iterable[bytes]]
Answer = tuple[str, str, bytes]


def sparql_server(store: ox.Store) -> Application:
    """Return an application that answers queries by POST, and reads and writes named graphs (`?graph=IRI`)."""

    def application(environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        graph = parse_qs(environ["QUERY_STRING"]).get("graph")
        status, media, content = (
            _change(store, environ["REQUEST_METHOD"], NamedNode(graph[0]), body) if graph else _query(store, body)
        )
        start_response(status, [("Content-Type", media), ("Content-Length", str(len(content)))])
        return [content]

    return application


def _query(store: ox.Store, body: bytes) -> Answer:
    form = parse_qs(body.decode(), keep_blank_values=True)
    default, named = ([NamedNode(iri) for iri in form.get(f"{kind}-graph-uri", [])] for kind in ("default", "named"))
    try:
        found = store.query(form["query"][0], default_graph=default or None, named_graphs=named or None)
    except (SyntaxError, ValueError) as error:
        return "400 Bad Request", "text/plain", str(error).encode()
    return "200 OK", *_serialized(found)


def _serialized(found: QuerySolutions | QueryBoolean | QueryTriples) -> tuple[str, bytes]:
    if isinstance(found, QueryTriples):
        return "application/n-triples", bytes(found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"")
    content = found.serialize(format=ox.QueryResultsFormat.JSON)
    return "application/sparql-results+json", bytes(content or b"")


def _change(store: ox.Store, method: str, graph: NamedNode, body: bytes) -> Answer:
    """Write to one graph, as the SPARQL 1.1 Graph Store HTTP Protocol says."""
    if method in ("PUT", "DELETE"):
        store.remove_graph(graph)
    triples = ox.parse(body, format=ox.RdfFormat.N_TRIPLES) if method != "DELETE" else ()
    store.extend(Quad(found.subject, found.predicate, found.object, graph) for found in triples)
    return "204 No Content", "text/plain", b""
