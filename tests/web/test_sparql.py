"""The SPARQL Protocol, clause by clause, over HTTP."""

import pytest
from rdflib import Graph, URIRef

THREE = "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.mark.parametrize(
    ("accept", "type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", '{"head"'),
        ("application/json", "application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "s\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?s\n<"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.6", "application/sparql-results+xml", "<?xml"),
        ("*/*", "application/sparql-results+json", '{"head"'),
    ],
)
def test_a_table_comes_in_the_format_accepted(client, accept, type, start):
    response = client.get("/sparql", params={"query": THREE}, headers={"Accept": accept})
    assert (response.status_code, response.headers["Content-Type"]) == (200, type)
    assert response.text.startswith(start)
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ],
)
def test_triples_come_in_the_format_accepted(client, accept, format):
    response = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": accept})
    assert response.headers["Content-Type"].partition(";")[0] == accept
    assert len(Graph().parse(data=response.text, format=format)) == 3


@pytest.mark.parametrize(
    ("query", "format", "type"),
    [
        (THREE, "csv", "text/csv; charset=utf-8"),
        (THREE, "json", "application/sparql-results+json"),
        (THREE, "xml", "application/sparql-results+xml"),
        (THREE, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (TRIPLES, "json", "application/ld+json"),
        (TRIPLES, "xml", "application/rdf+xml"),
        (TRIPLES, "ttl", "text/turtle; charset=utf-8"),
        (TRIPLES, "n3", "text/turtle; charset=utf-8"),
        (TRIPLES, "rdf+xml", "application/rdf+xml"),
        (TRIPLES, "json-ld", "application/ld+json"),
        ("ASK {}", "json", "application/sparql-results+json"),
    ],
)
def test_the_parameter_format_goes_before_the_header(client, query, format, type):
    response = client.get("/sparql", params={"query": query, "format": format}, headers={"Accept": "image/png"})
    assert response.headers["Content-Type"] == type


def test_the_three_ways_to_ask_give_one_answer(client):
    answers = [
        client.get("/sparql", params={"query": THREE}),
        client.post("/sparql", data={"query": THREE}),
        client.post("/sparql", content=THREE, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize(
    ("method", "parts", "status", "message"),
    [
        ("GET", {"params": {"query": "SELECT * {"}}, 400, "not valid SPARQL"),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://x/> {} }"}}, 400, "fetches nothing"),
        ("GET", {"params": {"query": "SELECT * FROM <http://x/> {}"}}, 400, "no graph of this name"),
        ("GET", {"params": {"query": "SELECT * FROM <file:///etc/passwd> {}"}}, 400, "no graph of this name"),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "no iri"}}, 400, "not an absolute IRI"),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "one at a time"),
        ("GET", {"params": {"query": THREE}, "headers": {"Accept": "image/png"}}, 406, "ask for one of"),
        ("GET", {"params": {"query": THREE}, "headers": {"Accept": "text/turtle"}}, 406, "SELECT and ASK"),
        ("GET", {"params": {"query": TRIPLES}, "headers": {"Accept": "text/csv"}}, 406, "CONSTRUCT and DESCRIBE"),
        ("GET", {"params": {"query": THREE, "format": "docx"}}, 406, "SELECT and ASK"),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400, "by POST"),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403, "only reads"),
        ("POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "only reads"),
        ("POST", {"data": {"quarry": "ASK {}"}}, 400, "query is missing"),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "send a query as"),
        ("POST", {"content": "ASK {}"}, 415, "send a query as"),
        ("POST", {"content": b"\xff", "headers": {"Content-Type": "application/sparql-query"}}, 400, "not UTF-8"),
        (
            "POST",
            {"content": "#" * 70_000, "headers": {"Content-Type": "application/sparql-query"}},
            413,
            "longer than",
        ),
        ("PUT", {"content": "ASK {}"}, 405, "Method Not Allowed"),
        ("DELETE", {}, 405, "Method Not Allowed"),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(client, method, parts, status, message):
    response = client.request(method, "/sparql", **parts)
    assert response.status_code == status
    assert message in response.text
    assert "Traceback" not in response.text


def test_the_default_graph_is_the_union_of_all(client):
    response = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
    assert int(response.text.split()[1]) > 1000


def test_a_request_may_choose_its_dataset(client):
    graph = "https://w3id.org/irel/id/graph/ontology"
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    default = client.get("/sparql", params={"query": query, "default-graph-uri": graph, "format": "csv"}).text
    named = client.get("/sparql", params={"query": query, "named-graph-uri": graph, "format": "csv"}).text
    none = client.get("/sparql", params={"query": query, "default-graph-uri": "http://x/none", "format": "csv"}).text
    assert default == named
    assert none == "n\r\n0\r\n"


def test_relative_iris_are_read_below_the_base(client):
    response = client.get("/sparql", params={"query": "ASK { <state/AZE> ?p ?o }"})
    assert response.json()["boolean"] is True


@pytest.mark.parametrize("query", [THREE.replace("3", "11"), TRIPLES.replace("3", "11")])
@pytest.mark.parametrize(("accept", "count"), [("application/sparql-results+json, application/n-triples", 10)])
def test_too_many_rows_are_cut_and_it_is_said(serve, query, accept, count):
    response = serve(max_rows=count).get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert response.headers["Kg-Truncated"] == "rows=10"
    assert response.text.count('"s":{') + response.text.count(" .\n") == count


def test_as_many_rows_as_allowed_are_not_cut(serve):
    response = serve(max_rows=3).get("/sparql", params={"query": THREE, "format": "csv"})
    assert "Kg-Truncated" not in response.headers
    assert len(response.text.splitlines()) == 4


def test_without_a_query_the_service_is_described(client):
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=response.text, format="turtle")
    (service,) = graph.subjects(URIRef(f"{SD}endpoint"), URIRef("http://localhost/sparql"))
    languages = set(graph.objects(service, URIRef(f"{SD}supportedLanguage")))
    assert languages == {URIRef(f"{SD}SPARQL11Query")}
    assert URIRef("https://w3id.org/irel/id/graph/ontology") in set(graph.objects(None, URIRef(f"{SD}name")))


def test_a_browser_without_a_query_is_led_to_the_editor(client):
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (response.status_code, response.headers["Location"]) == (303, "/editor")


def test_values_survive_every_format(client):
    query = (
        'SELECT * { VALUES (?a ?b) { ("tab\\t\\"q\\" \\n" 1.5) (<http://e/é> "x"@en-GB)'
        ' (UNDEF "2021-10-11"^^<http://www.w3.org/2001/XMLSchema#date>) } }'
    )
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert rows[0]["a"]["value"] == 'tab\t"q" \n'
    assert rows[1]["b"] == {"type": "literal", "value": "x", "xml:lang": "en-gb"}
    assert rows[2]["b"]["datatype"].endswith("#date")
    assert "a" not in rows[2]
