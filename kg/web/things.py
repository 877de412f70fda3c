"""Things: every IRI below the base has an address here, with a page for people and RDF for machines."""

import io
import weakref
from collections.abc import Iterable
from itertools import islice
from tempfile import NamedTemporaryFile
from typing import IO

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from .. import selection
from ..export import write
from ..ontology import jsonld_context
from ..store import select
from ..terms import BASE, graph_name, is_iri
from .edition import Edition
from .formats import FORMATS
from .pages.ontology import ontology_page
from .pages.thing import thing_page
from .resource import Asked, resource

_RDF = ("turtle", "jsonld", "ntriples")

# A thing's fragments are described with it, as a request cannot ask for them (RFC 3986, 3.5).
_PARTS = """
SELECT DISTINCT ?part WHERE {
  { ?part ?p %(thing)s }
  UNION { ?between ?p %(thing)s . FILTER(STRSTARTS(STR(?between), "%(iri)s#")) ?between ?q ?part }
  FILTER(STRSTARTS(STR(?part), "%(iri)s#"))
}
ORDER BY ?part
"""


def thing(asked: Asked) -> str | bytes | Response:
    """Return what is known of a thing: the facts that mention it, and what these refer to."""
    node = _node(asked)
    if asked.format == "html":
        return thing_page(asked, node)
    graph = asked.graph
    parts = select(graph.store, _PARTS % {"thing": node, "iri": node.value}).rows
    nodes = [node, *(part for (part,) in parts if isinstance(part, NamedNode))]
    quads = (quad for one in nodes for quad in selection.about(graph.store, graph.workspace.base, [one]))
    return _written(asked, quads)


def ontology(asked: Asked) -> str | bytes | Response:
    """Return the classes, properties and lists."""
    if asked.format == "html":
        return ontology_page(asked)
    return _written(asked, asked.graph.store.quads(graph_name("ontology", asked.graph.workspace.base)))


def dump(request: Request) -> Response:
    """Return everything that sources say and what was derived, as N-Quads in no order."""
    edition: Edition = request.app.state.editions.current()
    return FileResponse(edition.once(_dump_file).name, media_type=FORMATS["nquads"].media_type)


def _node(asked: Asked) -> NamedNode:
    """Return the thing of the address; the concepts of the package's lists live below the package's own base."""
    id = "/".join(asked.path.values())
    for base in dict.fromkeys([asked.graph.workspace.base, BASE]):
        if is_iri(base + id) and asked.graph.store.query(f"ASK {{ <{base}{id}> ?p ?o }}"):
            return NamedNode(base + id)
    raise HTTPException(404, f"{id}: nothing of this name is known here")


def _written(asked: Asked, quads: Iterable[Quad]) -> Response | bytes:
    """Write quads as triples, at most as many as the row limit; a header says that some were left out.

    Clients of linked data, such as Comunica, ask the default graph of a document only.
    """
    limit = asked.settings.max_rows
    found = [Quad(*quad.triple) for quad in islice(quads, limit + 1)]
    stream = io.BytesIO()
    graph, base = asked.graph, asked.graph.workspace.base
    context = jsonld_context(graph.ontology, base)
    write(found[:limit], stream, asked.format, prefixes=graph.prefixes, base=base, context=context)
    if len(found) <= limit:
        return stream.getvalue()
    headers = {"Kg-Truncated": f"rows={limit}", "Content-Type": FORMATS[asked.format].content_type}
    return Response(stream.getvalue(), headers=headers)


def _dump_file(edition: Edition) -> IO[bytes]:
    """Write the dump of an edition to a file that goes when the edition does."""
    quads = selection.whole(edition.graph.store, edition.graph.workspace.base)
    file = NamedTemporaryFile(prefix="dump-", suffix=".nq")  # noqa: SIM115  # open as long as the edition is
    ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
    file.flush()
    weakref.finalize(edition, file.close)
    return file


ROUTES = [
    Route("/dump.nq", dump, methods=["GET"]),
    *resource("/ontology", ontology, "html", *_RDF),
    *resource("/{space}/{key}", thing, "html", *_RDF),
]
