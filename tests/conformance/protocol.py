"""Run the W3C's tests of the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description over HTTP.

    KG_W3C=folder python tests/conformance/protocol.py

The folder holds sparql11/protocol, sparql11/graph-store-protocol and sparql11/service-description.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from httpx2 import Response
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node
from starlette.testclient import TestClient

from kg.store import write_store
from kg.web.app import create_app
from kg.web.settings import Settings
from kg.workspace import Workspace

HERE = "http://localhost"
TOKEN = "a-token-for-conformance"
CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
# The numbers of the statuses that the manifests name by words.
STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


def main() -> int:
    """Print for each suite how many tests pass and which fail; return 1 if any fails."""
    if "KG_W3C" not in os.environ:
        print("SPARQL protocols: skipped, since KG_W3C does not name a folder")
        return 0
    root = Path(os.environ["KG_W3C"], "sparql11").resolve()
    suites = {
        "SPARQL Protocol": http_tests(root / "protocol" / "manifest.ttl"),
        "Graph Store, direct": http_tests(root / "graph-store-protocol" / "manifest-direct.ttl"),
        "Graph Store, indirect": http_tests(root / "graph-store-protocol" / "manifest-indirect.ttl"),
        "Service Description": description_tests(),
    }
    return max([report(suite, dict(outcomes)) for suite, outcomes in suites.items()])


def report(suite: str, outcomes: dict[str, str]) -> int:
    """Print the outcomes of a suite: an empty text is a success, any other says what was wrong."""
    failed = {name: reason for name, reason in outcomes.items() if reason}
    print(f"{suite}: {len(outcomes) - len(failed)} of {len(outcomes)}; failed: {', '.join(failed) or 'none'}")
    for name, reason in failed.items():
        print(f"  {name}: {reason}")
    return int(bool(failed))


def http_tests(path: Path) -> Iterator[tuple[str, str]]:
    """Run the tests of a manifest, each with a store of its own that holds the test's data."""
    manifest = Graph().parse(path)
    for entries in manifest.objects(predicate=MF.entries):
        for test in Collection(manifest, entries):
            with tempfile.TemporaryDirectory() as folder, client(Path(folder), data(manifest, test)) as server:
                yield str(test).rpartition("#")[2], run(manifest, test, server)


def description_tests() -> Iterator[tuple[str, str]]:
    """Run what the manifest of the Service Description says in words."""
    with tempfile.TemporaryDirectory() as folder, client(Path(folder), []) as server:
        response = server.get("/sparql")
        yield "returns-rdf", "" if media_type(response) in FORMATS["RDF"] else media_type(response)
        graph = Graph().parse(data=response.text, format=media_type(response))
        services = set(graph.subjects(SD.endpoint, URIRef(f"{HERE}/sparql")))
        yield "has-endpoint-triple", "" if services else "no matching sd:endpoint"
        typed = all((service, RDF.type, SD.Service) in graph for service in services)
        described = all(
            graph.value(service, name) for service in services for name in (SD.supportedLanguage, SD.feature)
        )
        yield "conforms-to-schema", "" if typed and described else "not a whole sd:Service"


def client(folder: Path, quads: list[ox.Quad]) -> TestClient:
    """Return a client of a server over some quads."""
    workspace = Workspace(folder, f"{HERE}/id/", folder / "build", frozenset())
    write_store(workspace.build / "graph-1" / "store", quads)
    for name in ("report.json", "inputs"):
        (workspace.build / "graph-1" / name).touch()
    workspace.current.symlink_to("graph-1")
    app = create_app(workspace, Settings(token=TOKEN, workers=1))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return TestClient(app, base_url=HERE, headers=headers, raise_server_exceptions=False)


def data(manifest: Graph, test: Node) -> list[ox.Quad]:
    """Return the quads that a test wants to find."""
    return [
        ox.Quad(
            *quad.triple, ox.NamedNode(str(manifest.value(part, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))))
        )
        for part in manifest.objects(test, UT.graphData)
        for quad in ox.parse(path=str(manifest.value(part, UT.graph)).removeprefix("file://"))
    ]


def run(manifest: Graph, test: Node, server: TestClient) -> str:
    """Send a test's requests, and return what was wrong with the first wrong answer."""
    location = ""
    connection = manifest.value(test, MF.action)
    for requests in manifest.objects(connection, HT.requests):
        for number, request in enumerate(Collection(manifest, requests), 1):
            response = send(manifest, request, server, location)
            location = response.headers.get("Location", location)
            wanted = manifest.value(request, HT.resp)
            if wrong := difference(manifest, wanted, response):
                return f"request {number}: {wrong}"
    return ""


def send(manifest: Graph, request: Node, server: TestClient, location: str) -> Response:
    """Send a request as the manifest describes it, to our addresses."""
    path = str(manifest.value(request, HT.absolutePath)).replace("$LOCATION$", location)
    path = path.replace("/sparql/", "/sparql", 1) if path.startswith("/sparql") else path.replace("/gsp", "/graphs", 1)
    body = manifest.value(request, HT.body)
    encoding = str(manifest.value(body, CNT.characterEncoding)) if body else "UTF-8"
    content = str(manifest.value(body, CNT.chars)).encode(encoding) if body else None
    headers = {
        str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
        for fields in manifest.objects(request, HT.headers)
        for header in Collection(manifest, fields)
    }
    return server.request(str(manifest.value(request, HT.methodName)), path, content=content, headers=headers)


def difference(manifest: Graph, wanted: Node | None, response: Response) -> str:
    """Return what is wrong with a response, or an empty text."""
    statuses = {str(status).rpartition("#")[2] for status in manifest.objects(wanted, MF.expectedStatus)}
    if not any(fits(status, str(response.status_code)) for status in statuses):
        return f"{response.status_code} is not {' or '.join(sorted(statuses))}: {response.text.strip()[:200]}"
    expected = manifest.value(wanted, MF.expectedFormat)
    if expected and media_type(response) not in FORMATS[str(expected)]:
        return f"{media_type(response)} is not {expected}"
    truth = manifest.value(wanted, MF.expectedBoolean)
    if isinstance(truth, Literal) and response.json()["boolean"] is not truth.toPython():
        return f"the answer is not {truth}"
    return content_difference(manifest, wanted, response)


def content_difference(manifest: Graph, wanted: Node | None, response: Response) -> str:
    """Return whether the graph in a response is another than the one in the manifest."""
    body = manifest.value(wanted, HT.body)
    if not body:
        return ""
    here = str(response.request.url)
    expected = Graph().parse(data=str(manifest.value(body, CNT.chars)), format="turtle", publicID=here)
    found = Graph().parse(data=response.text, format=media_type(response), publicID=here)
    return "" if isomorphic(expected, found) else "another graph than expected"


def fits(wanted: str, status: str) -> bool:
    """Tell whether a status is the one that the manifest names, or of its class."""
    if wanted.startswith("StatusCode"):
        return status[0] == wanted.removeprefix("StatusCode")[0]
    return STATUS[wanted] == status


def media_type(response: Response) -> str:
    """Return the media type of a response without its parameters."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0]


if __name__ == "__main__":
    sys.exit(main())
