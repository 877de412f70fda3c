"""The express lane gives what the usual way gives, and leaves to that what is not plain."""

import re
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.web.test_server import Server

ASK = "GET /sparql?query=ASK+%7B%7D HTTP/1.1\r\n"
HOST = "Host: localhost\r\n"


@pytest.fixture(scope="module")
def server(built) -> Iterator[Server]:
    server = Server(built, "--max-rows", "5", "--cors", "*")
    httpx.get(f"{server.url}sparql", params={"query": "ASK {}"})
    yield server
    server.stop()


def _exchange(server: Server, *parts: str, answers: int = 1) -> list[str]:
    """Send parts of requests over one connection and return so many answers, without their dates."""
    host, port = re.search(r"//(.*):(\d+)/", server.url).groups()
    received = b""
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        for part in parts:
            connection.sendall(part.encode())
            time.sleep(0.05)  # until it is answered, and the connection is lent
        while _count(received) < answers and (data := connection.recv(65536)):
            received += data
    text = re.sub(r"date: .*\r\n", "", received.decode())
    return ["HTTP/1.1 " + answer for answer in text.split("HTTP/1.1 ")[1:]]


def _count(received: bytes) -> int:
    """Return how many answers have come whole."""
    count, rest = 0, received
    while found := re.search(rb"content-length: (\d+)\r\n(?:.*\r\n)*?\r\n", rest):
        if len(rest) < found.end() + int(found[1]):
            break
        count, rest = count + 1, rest[found.end() + int(found[1]) :]
    return count


def _headers(answer: str) -> set[str]:
    return set(answer.partition("\r\n\r\n")[0].split("\r\n"))


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK+%7B%7D", "*/*"),
        ("SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D", "text/csv"),
        ("SELECT+*+%7B%3Fs+%3Fp+%3Fo%7D", "application/sparql-results+json"),
        ("DESCRIBE+%3Cstate/AZE%3E", "text/turtle"),
        ("SELECT+nothing", "*/*"),
        ("SELECT+nothing", "text/html"),
        ("ASK+%7B+SERVICE+%3Chttp://127.0.0.1:9/%3E+%7B%7D+%7D", "application/json"),
        ("ASK+%7B%7D", "image/png"),
        ("ASK+%7B%7D%FF", "*/*"),
    ],
)
def test_both_ways_give_one_answer(server, query, accept):
    begin = f"GET /sparql?query={query} HTTP/1.1\r\n{HOST}Accept: {accept}\r\n"
    _, plain = _exchange(server, f"{begin}\r\n", f"{begin}\r\n", answers=2)
    (usual,) = _exchange(server, f"{begin}X-Other: 1\r\n\r\n")
    assert _headers(plain) == _headers(usual)
    assert plain.partition("\r\n\r\n")[2] == usual.partition("\r\n\r\n")[2]


@pytest.mark.parametrize("host", ["Host: evil.example\r\n", ""])
def test_a_host_that_is_not_ours_is_refused_on_both_ways(server, host):
    (refused,) = _exchange(server, f"{ASK}{host}\r\n")
    assert refused.split()[1] in ("400", "421")


def test_a_request_in_parts_is_answered(server):
    (answer,) = _exchange(server, ASK[:20], ASK[20:], HOST, "\r\n")
    assert answer.endswith('"boolean":true}')


def test_requests_sent_ahead_are_answered_in_order(server):
    labels = [f"GET /sparql?query=SELECT+({number}+AS+%3Fn)+%7B%7D HTTP/1.1\r\n{HOST}\r\n" for number in range(6)]
    answers = _exchange(server, labels[0], "".join(labels[1:3]), *labels[3:], answers=6)
    assert re.findall(r'"value":"(\d)"', "".join(answers)) == list("012345")


def test_the_lane_is_closed_where_the_client_asks_to_close(server):
    (answer,) = _exchange(server, f"{ASK}{HOST}Connection: close\r\n\r\n", answers=2)
    assert "connection: close" in answer
