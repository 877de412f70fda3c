"""A connection lent to a worker: its answers are whole and in order, whatever comes between them and happens."""

import json
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.web.test_limits import HEAVY
from tests.web.test_server import Server

HEADERS = "Host: localhost\r\nAccept: application/sparql-results+json\r\n"
POST = f"POST /sparql HTTP/1.1\r\n{HEADERS}Content-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\n"
ANSWER = re.compile(rb"HTTP/1\.1 (\d+) (?:.*\r\n)*?content-length: (\d+)\r\n(?:.*\r\n)*?\r\n")


class Connection:
    """A client's connection, which is lent once a plain query was asked on it."""

    def __init__(self, server: Server) -> None:
        host, port = re.search(r"//(.*):(\d+)/", server.url).groups()
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self._received = b""
        self.ask("ASK {}")
        time.sleep(0.05)  # until it is lent

    def send(self, *parts: str) -> None:
        """Send parts of requests one after another, so that each is seen."""
        for part in parts:
            self.socket.sendall(part.encode())
            time.sleep(0.02)

    def receive(self) -> tuple[int, bytes]:
        """Return the status and the content of the next answer."""
        while not (found := ANSWER.match(self._received)) or len(self._received) < found.end() + int(found[2]):
            data = self.socket.recv(1 << 20)
            assert data, f"the connection ended after {self._received[:200]!r}"
            self._received += data
        end = found.end() + int(found[2])
        content, self._received = self._received[found.end() : end], self._received[end:]
        return int(found[1]), content

    def ask(self, query: str) -> tuple[int, bytes]:
        """Ask a query and return the answer."""
        self.send(plain(query))
        return self.receive()


def plain(query: str) -> str:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\n{HEADERS}\r\n"


def number(value: int) -> str:
    return f"SELECT ({value} AS ?n) {{}}"


def numbers(*answers: tuple[int, bytes]) -> list[str]:
    return re.findall(r'"value":"(\d+)"', b"".join(content for _, content in answers).decode())


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    server = Server(built, "--max-rows", "100000")
    yield server
    server.stop()


@pytest.fixture
def impatient(built: Path) -> Iterator[Server]:
    """A server whose queries may take one second."""
    server = Server(built, "--timeout", "1")
    yield server
    server.stop()


@pytest.fixture
def connect() -> Iterator[Callable[[Server], Connection]]:
    """Return connections that are closed after the test."""
    with ExitStack() as stack:

        def open_one(server: Server) -> Connection:
            connection = Connection(server)
            stack.callback(connection.socket.close)
            return connection

        yield open_one


@pytest.mark.parametrize(
    ("parts", "statuses"),
    [
        ((POST, "ASK {}"), [200]),
        ((f"GET /nothing HTTP/1.1\r\n{HEADERS}\r\n",), [404]),
        ((plain(number(7)).replace("Host: localhost", "Host: evil.example"),), [421]),
        ((plain(number(7))[:30], plain(number(7))[30:]), [200]),
        ((plain(number(7)).replace("Accept", f"User-Agent: {'x' * 5000}\r\nAccept"),), [200]),
        ((plain("SELECT nothing"),), [400]),
        ((plain("ASK { SERVICE <http://127.0.0.1:9/> {} }"),), [400]),
        ((plain("ASK {}").replace("%7D", "%FF"),), [400]),
        ((plain("ASK {}").replace("%7D", "%7"),), [400]),
        ((plain(number(7)) * 3,), [200, 200, 200]),
        ((plain(number(7)) + plain(number(8))[:30], plain(number(8))[30:]), [200, 200]),
    ],
)
def test_what_is_not_plain_is_answered_between_plain_queries(server, connect, parts, statuses):
    connection = connect(server)
    before = connection.ask(number(1))
    connection.send(*parts)
    answers = [connection.receive() for _ in statuses]
    after = [connection.ask(number(2)), connection.ask(number(3))]
    assert [status for status, _ in answers] == statuses
    assert numbers(before, *after) == ["1", "2", "3"]


def test_an_answer_larger_than_the_client_takes_at_once_comes_whole(server, connect):
    connection = connect(server)
    connection.send(plain("SELECT * { ?a a ?type . ?b a ?type } LIMIT 90000"))
    time.sleep(1)
    status, content = connection.receive()
    assert (status, len(json.loads(content)["results"]["bindings"])) == (200, 90_000)
    assert numbers(connection.ask(number(5))) == ["5"]


def test_a_heavy_query_holds_up_no_light_one_and_loses_only_itself(impatient, connect):
    heavy, *light = (connect(impatient) for _ in range(7))
    heavy.send(plain(HEAVY))
    begin = time.monotonic()
    during = [connection.ask(number(place)) for place, connection in enumerate(light)]
    passed = time.monotonic() - begin
    status, content = heavy.receive()
    after = [connection.ask(number(place)) for place, connection in enumerate([*light, heavy])]
    assert (status, b"stopped after 1 s" in content) == (504, True)
    assert (numbers(*during), numbers(*after)) == (list("012345"), list("0123456"))
    assert passed < 0.9


def test_a_client_that_goes_during_its_query_leaves_the_others_alone(impatient, connect):
    gone, other = connect(impatient), connect(impatient)
    gone.send(plain(HEAVY))
    gone.socket.close()
    during = other.ask(number(1))
    time.sleep(1.5)
    assert numbers(during, other.ask(number(2)), connect(impatient).ask(number(3))) == ["1", "2", "3"]


def test_a_query_under_way_is_answered_before_the_server_stops(built, connect):
    server = Server(built, "--timeout", "1")
    idle, busy = connect(server), connect(server)
    busy.send(plain(HEAVY))
    server.process.send_signal(signal.SIGTERM)
    status, _ = busy.receive()
    ends = busy.socket.recv(1), idle.socket.recv(1)
    server.stop()
    assert (status, ends) == (504, (b"", b""))


def test_a_new_build_is_seen_on_a_connection_that_is_lent(workspace_copy, tmp_path, connect):
    token = tmp_path / "token"
    token.write_text("a-secret-of-the-tests\n")
    token.chmod(0o600)
    server = Server(workspace_copy, "--writable", "--token-file", str(token))
    connection = connect(server)
    before = connection.ask("ASK { <http://e/s> ?p ?o }")
    headers = {"Authorization": "Bearer a-secret-of-the-tests", "Content-Type": "application/sparql-update"}
    done = httpx.post(f"{server.url}sparql", headers=headers, content="INSERT DATA { <http://e/s> <http://e/p> 1 }")
    after = connection.ask("ASK { <http://e/s> ?p ?o }")
    server.stop()
    assert (done.status_code, b"false" in before[1], b"true" in after[1]) == (204, True, True)


def _sockets(server: Server) -> int:
    """Return how many sockets a server's workers hold."""
    process = server.process.pid
    workers = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    files = [file for worker in workers for file in Path(f"/proc/{worker}/fd").iterdir()]
    return sum(str(file.readlink()).startswith("socket:") for file in files)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see what a process holds")
def test_a_connection_is_lent_until_its_client_goes(server, connect):
    before = _sockets(server)
    connections = [connect(server) for _ in range(5)]
    lent = _sockets(server)
    answers = [connection.ask(number(place)) for place, connection in enumerate(connections)]
    closed = [connection.socket.close() for connection in connections]
    time.sleep(0.3)
    assert numbers(*answers) == list("01234")
    assert (lent - before, _sockets(server) - before, len(closed)) == (5, 0, 5)
