"""What every answer bears, and whom the server answers."""

import pytest
from starlette.routing import Route

from kg.web.settings import is_loopback

PATHS = [
    "/",
    "/sparql?query=ASK+%7B%7D",
    "/state/AZE",
    "/state/AZE.ttl",
    "/api/questions",
    "/nowhere",
    "/graphs",
    "/ontology",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost.evil.example", "", "[::1", "127.0.0.2"])
def test_a_host_name_that_is_not_ours_is_not_answered(client, host):
    refused = client.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host})
    assert refused.status_code == 421
    assert "boolean" not in refused.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_names_of_this_machine_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_name_that_was_given_is_answered(serve):
    assert serve(names=("Graph.example",)).get("/", headers={"Host": "graph.example:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        (("*",), "http://a", "*"),
        (("http://a",), "http://a", "http://a"),
        (("http://a",), "http://b", None),
        ((), "http://a", None),
    ],
)
def test_scripts_of_other_origins_read_data_only_if_asked_for(serve, origins, origin, allowed):
    client = serve(origins=origins)
    data = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": origin})
    page = client.get("/", headers={"Origin": origin})
    posted = client.post("/sparql", data={"query": "ASK {}"}, headers={"Origin": origin})
    assert data.headers.get("Access-Control-Allow-Origin") == allowed
    assert "Access-Control-Allow-Origin" not in page.headers
    assert "Access-Control-Allow-Origin" not in posted.headers


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("application/json", "application/problem+json"),
        ("*/*", "text/plain; charset=utf-8"),
        ("image/png", "text/plain; charset=utf-8"),
    ],
)
def test_trouble_is_told_in_the_format_accepted(client, accept, type):
    response = client.get("/state/NOWHERE", headers={"Accept": accept})
    assert response.status_code in (404, 406)
    assert response.headers["Content-Type"] == type


def test_a_bug_shows_no_traceback(serve):
    def broken(request):
        raise ZeroDivisionError("secret")

    client = serve()
    client.app.router.routes.insert(0, Route("/broken", broken))
    response = client.get("/broken", headers={"Accept": "text/html"})
    assert response.status_code == 500
    assert "bug of the server" in response.text
    assert "secret" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/state/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/%22%3E%3Cimg%20src=x%3E",
        "/api/questions/%3Cb%3E",
        "/state/..%2F..%2Fetc",
    ],
)
def test_a_hostile_path_is_escaped(client, path):
    response = client.get(path, headers={"Accept": "text/html"})
    assert response.status_code in (404, 406)
    assert "<script>alert" not in response.text
    assert "<img src" not in response.text


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("example.org", False),
    ],
)
def test_loopback_addresses_are_known(host, answer):
    assert is_loopback(host) is answer
