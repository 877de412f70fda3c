"""Updates and Graph Store writes: who may, what they do, and that readers never see half of one."""

import threading

import pytest
from rdflib import Graph

from kg.building import build
from kg.workspace import open_workspace

HERE = {"query": "ASK { <http://e/s> <http://e/p> ?o }"}
INSERT = {"update": "INSERT DATA { GRAPH <http://e/g> { <http://e/s> <http://e/p> 1 } }"}
TURTLE = {"Content-Type": "text/turtle"}


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic YTpi", "Bearer", "Bearer a-token-for-the-test"])
def test_without_the_token_nothing_is_written(writer, authorization):
    writer.headers["Authorization"] = authorization
    refused = writer.post("/sparql", data=INSERT)
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert writer.put("/graphs?default", content="", headers=TURTLE).status_code == 401
    assert writer.get("/sparql", params=HERE).json()["boolean"] is False


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_server_that_only_reads_refuses_graph_store_writes(client, method):
    assert client.request(method, "/graphs?default", headers=TURTLE).status_code == 403


def test_an_update_is_seen_at_once_by_queries_and_pages(writer):
    assert writer.post("/sparql", data=INSERT).status_code == 204
    assert writer.get("/sparql", params=HERE).json()["boolean"] is True
    assert "http://e/g" in writer.get("/sparql", headers={"Accept": "text/turtle"}).text


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("LOAD <http://127.0.0.1:9/>", "fetches nothing"),
        ("LOAD <file:///etc/passwd>", "fetches nothing"),
        ("INSERT {} WHERE { SERVICE <http://127.0.0.1:9/> {} }", "fetches nothing"),
        ("CLEAR XYZ", "not valid SPARQL"),
    ],
)
def test_an_update_that_is_refused_changes_nothing(writer, update, message):
    refused = writer.post("/sparql", data={"update": f"DELETE WHERE {{ ?s ?p ?o }} ; {update}"})
    assert refused.status_code == 400
    assert message in refused.text
    assert writer.get("/sparql", params={"query": "ASK { <state/AZE> ?p ?o }"}).json()["boolean"] is True


def test_a_graph_is_put_read_extended_and_deleted(writer):
    address = "/graphs?graph=http://e/g"
    assert writer.put(address, content="<s> <p> 1 .", headers=TURTLE).status_code == 201
    assert writer.post(address, content="<s> <p> 2 .", headers=TURTLE).status_code == 204
    assert len(Graph().parse(data=writer.get(address).text)) == 2
    assert writer.put(address, content="<s> <p> 3 .", headers=TURTLE).status_code == 204
    assert len(Graph().parse(data=writer.get(address).text)) == 1
    assert writer.delete(address).status_code == 204
    assert writer.get(address).status_code == 404
    assert writer.delete(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "type", "status"),
    [
        ("<s> <p> ", "text/turtle", 400),
        ("x", "application/pdf", 415),
        ("<s> <p> <o> <g> .", "application/n-quads", 415),
        ('{"@context": "http://127.0.0.1:9/", "@id": "http://e/s", "http://e/p": 1}', "application/ld+json", 400),
    ],
)
def test_a_graph_that_is_not_rdf_is_refused(writer, content, type, status):
    assert writer.put("/graphs?graph=http://e/g", content=content, headers={"Content-Type": type}).status_code == status
    assert writer.get("/graphs?graph=http://e/g").status_code == 404


@pytest.mark.parametrize(
    "address", ["/graphs", "/graphs?graph=http://a&graph=http://b", "/graphs?graph=http://a&default"]
)
def test_a_graph_must_be_named_once(client, address):
    assert client.get(address).status_code == 400


def test_graphs_of_the_base_have_addresses_of_their_own(client):
    direct = client.get("/graphs/graph/derived", headers={"Accept": "application/n-triples"})
    named = client.get(
        "/graphs",
        params={"graph": "https://w3id.org/irel/id/graph/derived"},
        headers={"Accept": "application/n-triples"},
    )
    assert direct.status_code == 200
    assert direct.text == named.text


def test_a_build_that_ends_while_the_server_runs_is_picked_up(serve, workspace_copy):
    client = serve(workspace_copy)
    query = {"query": "ASK { <place/atlantis> ?p ?o }"}
    before = client.get("/sparql", params=query).json()["boolean"]
    tag = client.get("/state/AZE.ttl").headers["ETag"]
    (workspace_copy / "data" / "records" / "more.yaml").write_text(
        "- {id: place/atlantis, type: Place, label: Atlantis, inState: AZE}\n"
    )
    build(open_workspace(workspace_copy))
    assert (before, client.get("/sparql", params=query).json()["boolean"]) == (False, True)
    assert client.get("/place/atlantis.ttl").status_code == 200
    assert client.get("/state/AZE.ttl").headers["ETag"] != tag


def test_readers_see_each_write_whole_or_not_at_all(writer):
    seen, done = [], threading.Event()
    count = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH <http://e/g> { ?s ?p ?o } }"}

    def read() -> None:
        while not done.is_set():
            response = writer.get("/sparql", params=count)
            seen.append((response.status_code, int(response.json()["results"]["bindings"][0]["n"]["value"])))

    reader = threading.Thread(target=read)
    reader.start()
    bodies = ["".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(size)) for size in (100, 300, 200)]
    wrote = [writer.put("/graphs?graph=http://e/g", content=body, headers=TURTLE).status_code for body in bodies]
    done.set()
    reader.join()
    assert wrote == [201, 204, 204]
    assert set(seen) <= {(200, 0), (200, 100), (200, 300), (200, 200)}
