"""Nothing that a client writes makes the engine open a connection or a file."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.web.guard import RefusedError, dataset_clauses, guard_query, guard_update

ELSEWHERE = "http://127.0.0.1:9/"
# TypeError: the answer of ASK, which is reached before it is given, cannot be iterated.
FAILURES = (SyntaxError, ValueError, OSError, RuntimeError, TypeError)


class Listener:
    """A port of this machine that counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}/"

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> {} }",
        "SELECT * { service silent<%s>{} }",
        "SELECT * { BIND(<%s> AS ?x) SERVICE ?x {} }",
        "PREFIX : <%s> SELECT * { SERVICE:x {} }",
        "PREFIX silent: <%s> SELECT * { SERVICE SILENT silent:x {} }",
        "SELECT * { ?s ?p 1SERVICE<%s>{} }",
        "SELECT * { ?s ?p 'x'SERVICE<%s>{} }",
        "SELECT * { FILTER('#' = '') SERVICE <%s> {} }",
        "SELECT * { FILTER(?a<'>\"') SERVICE <%s> {} } #\"",
        "SELECT * { FILTER(?a<?b#>'''\n) SERVICE <%s> {} #'''\n}",
        "PREFIX a: <http://a/> SELECT * { FILTER(?a<a:b#>'''\n) SERVICE <%s> {} #'''\n}",
        'SELECT * { ?s ?p """it\'s \\"""" SERVICE <%s> {} }',
        "SELECT * { \\u0053ERVICE <%s> {} }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <%s> {} } } } }",
        "SELECT * { ?s <http://a/#> ?o SERVICE <%s> {} }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
        "ASK { FILTER EXISTS { SERVICE <%s> {} } }",
    ],
)
def test_a_federated_query_is_refused(query):
    with pytest.raises(RefusedError):
        guard_query(query.replace("%s", ELSEWHERE))


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <%s>",
        "load silent<%s>into graph<http://a/>",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <http://a> <http://a> 'LOAD' } ; LOAD <%s>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }",
        "DELETE { ?s ?p ?o } USING <http://a> WHERE { SERVICE <%s> { ?s ?p ?o } }",
    ],
)
def test_an_update_that_fetches_is_refused(update):
    with pytest.raises(RefusedError):
        guard_update(update.replace("%s", ELSEWHERE))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'customs service' }",
        "SELECT * { ?s ?p '''load\nSERVICE <http://x/>''' }",
        "SELECT * { ?s <http://example.org/service#x> ?service } # SERVICE <http://x/>",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ?workload }",
        'SELECT * { ?s ?p ?o FILTER(?o < 3 && CONTAINS(?p, "load")) }',
    ],
)
def test_a_query_that_only_speaks_of_services_is_let_through(query):
    guard_query(query)


def test_a_refusal_says_why():
    with pytest.raises(RefusedError, match="this server fetches nothing"):
        guard_query("SELECT * { SERVICE <http://x/> {} }")


def test_the_graphs_of_from_clauses_are_found():
    query = "PREFIX g: <http://g/> SELECT * FROM <file:///a> FROM NAMED g:x from<http://y> { ?from ?p 'FROM <z>' }"
    assert list(dataset_clauses(query)) == ["file:///a", "http://g/x", "http://y"]


PIECES = st.sampled_from(
    ["SELECT * {", "ASK {", "}", "{", "SERVICE", " service silent ", "SERVICE<URL>{}", " SERVICE <URL> {} ", "<URL>",
     "<", ">", "<#>", "<'>", "'", '"', "'''", '"""', "#", "\n", " ", "\\", "\\u0053ERVICE", "\\'", "?a", "?s ?p ?o",
     ".", ";", "FILTER(", ")", "(", "?a<", "?b>", "BIND(<URL> AS ?x)", "SERVICE ?x {}", "'x'", "1", "ex:", "ex:a",
     ":", "@en", "^^", "PREFIX ex: <URL>", "PREFIX : <URL>", "UNION", "OPTIONAL {", "&&", "||", "=", "FROM <URL>",
     "LOAD <URL>", ","]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14), st.booleans())
@settings(max_examples=400, deadline=None)
def test_no_query_that_passes_the_guard_opens_a_connection(listener, pieces, is_wrapped):
    inner = "".join(pieces)
    query = (f"SELECT * {{ {inner} }}" if is_wrapped else inner).replace("URL", listener.url)
    with suppress(RefusedError, *FAILURES):
        guard_query(query)
        list(ox.Store().query(query))
    assert listener.calls == 0


@given(st.text(alphabet=" \n\t'\"<>#\\{}().;:?@ux053E", max_size=12), st.text(alphabet=" \n'\"<>#\\)(}", max_size=6))
@settings(max_examples=400, deadline=None)
def test_nothing_around_a_federated_query_hides_it(listener, before, after):
    query = f"SELECT * {{ FILTER(?a<{before}) SERVICE <{listener.url}> {{}} {after} }}"
    with suppress(RefusedError, *FAILURES):
        guard_query(query)
        list(ox.Store().query(query))
    assert listener.calls == 0


def test_the_listener_would_notice(listener):
    before = listener.calls
    with suppress(*FAILURES):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"))
    assert listener.calls == before + 1
    listener.calls = 0
