"""Linked data, descriptions and the questions API."""

import json

import pytest
from rdflib import Dataset, Graph, URIRef

AZE = URIRef("https://w3id.org/irel/id/state/AZE")


@pytest.mark.parametrize(
    ("suffix", "type", "format"),
    [
        ("ttl", "text/turtle", "turtle"),
        ("jsonld", "application/ld+json", "json-ld"),
        ("nt", "application/n-triples", "nt"),
    ],
)
def test_a_thing_is_described_by_suffix_and_by_accept(client, suffix, type, format):
    by_suffix = client.get(f"/state/AZE.{suffix}")
    by_accept = client.get("/state/AZE", headers={"Accept": type})
    assert by_suffix.content == by_accept.content
    assert by_accept.headers["Content-Location"] == f"/state/AZE.{suffix}"
    assert by_accept.headers["Vary"] == "Accept"
    assert (AZE, None, None) in Graph().parse(data=by_suffix.text, format=format)


def test_a_thing_comes_with_the_facts_that_mention_it(client):
    graph = Graph().parse(data=client.get("/state/AZE.ttl").text, format="turtle")
    assert len(set(graph.subjects(None, AZE))) > 5


def test_a_source_comes_with_its_passages(client):
    question = client.get("/api/questions/sources").json()
    source = next(value for value in question[0].values() if "/id/source/" in str(value))
    text = client.get(f"/{source.removeprefix('https://w3id.org/irel/id/')}.nt").text
    assert f"<{source}#" in text


@pytest.mark.parametrize("path", ["/kind/ministry", "/status/signed"])
def test_concepts_are_things_too(client, path):
    assert client.get(path + ".ttl").status_code == 200


@pytest.mark.parametrize("path", ["/state/NOWHERE", "/nothing/AZE", "/state/NOWHERE.ttl", "/state/A%20B"])
def test_what_is_not_known_is_not_found(client, path):
    assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404


def test_an_unchanged_resource_is_not_sent_again(client):
    tag = client.get("/state/AZE.ttl").headers["ETag"]
    again = client.get("/state/AZE.ttl", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/state/AZE.nt", headers={"If-None-Match": tag}).status_code == 200


def test_a_large_description_is_cut_and_it_is_said(serve):
    response = serve(max_rows=10).get("/state/AZE.nt")
    assert response.headers["Kg-Truncated"] == "rows=10"
    assert len(response.text.splitlines()) == 10


def test_the_ontology_is_there_as_data(client):
    graph = Graph().parse(data=client.get("/ontology.ttl").text, format="turtle")
    assert (URIRef("https://w3id.org/irel/ont#Fact"), None, None) in graph


def test_the_dump_holds_what_sources_say(client):
    dump = Dataset().parse(data=client.get("/dump.nq").text, format="nquads")
    names = {str(graph.identifier) for graph in dump.graphs()}
    assert any("/id/source/" in name for name in names)
    assert "https://w3id.org/irel/id/graph/quotes" not in names


def test_the_data_are_described_in_void_and_dcat(client):
    graph = Graph().parse(data=client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text, format="turtle")
    (data,) = graph.subjects(URIRef("http://rdfs.org/ns/void#sparqlEndpoint"), URIRef("http://localhost/sparql"))
    counted = int(graph.value(data, URIRef("http://rdfs.org/ns/void#triples")))
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
    assert counted == int(client.get("/sparql", params=query).text.split()[1])
    assert list(graph.objects(data, URIRef("http://rdfs.org/ns/void#classPartition")))
    assert list(graph.objects(data, URIRef("http://www.w3.org/ns/dcat#distribution")))


def test_every_question_is_listed_and_in_the_openapi_document(client):
    listed = client.get("/api/questions").json()
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {"/api/questions", *(question["href"] for question in listed)} == set(document["paths"])


def test_every_question_answers_without_parameters(client):
    hrefs = [question["href"] for question in client.get("/api/questions").json()]
    assert {client.get(href).status_code for href in hrefs} == {200}


@pytest.mark.parametrize(
    ("accept", "start"),
    [("application/json", "[\n"), ("text/csv", "agreement,"), ("application/sparql-results+json", '{"head"')],
)
def test_a_question_answers_in_the_format_accepted(client, accept, start):
    response = client.get("/api/questions/agreements?state=AZE&partner=Serbia", headers={"Accept": accept})
    assert response.headers["Content-Type"].startswith(accept)
    assert response.text.startswith(start)


def test_the_api_and_python_give_the_same_rows(client, app):
    rows = client.get("/api/questions/agreements.json?state=AZE&partner=SRB").json()
    graph = app.state.editions.current().graph
    assert rows == json.loads(json.dumps(list(graph.query("agreements", state="AZE", partner="SRB")), default=str))


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/api/questions/agreemnts", 404, "no question is called"),
        ("/api/questions/agreements?stat=AZE", 400, "did you mean 'state'?"),
        ("/api/questions/agreements?state=Azerbaidjan", 400, "did you mean 'Azerbaijan'?"),
        ("/api/questions/agreements?state=%3Cx%3E%20%7D%20SERVICE", 400, "is not known"),
        ("/api/questions/offices?asOf=2021-02-30", 400, "no such day"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(client, path, status, message):
    response = client.get(path)
    assert response.status_code == status
    assert message in response.text
