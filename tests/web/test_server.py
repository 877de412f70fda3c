"""The server as a process, and clients that others wrote."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from kg.errors import QueryError
from kg.store import open_store

AZE = URIRef("https://w3id.org/irel/id/state/AZE")


class Server:
    """A running `kg serve` and its address."""

    def __init__(self, root: Path, *words: str) -> None:
        command = [sys.executable, "-m", "kg", "-C", str(root), "serve", "--port", "0", *words]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path.cwd())
        line = self.process.stderr.readline()
        self.url = re.search(r"http://[^ ]+/", line)[0]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        code = self.process.wait(timeout=15)
        self.process.stderr.close()
        return code


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    server = Server(built)
    yield server
    server.stop()


def test_rdflib_reads_from_the_endpoint(server):
    store = SPARQLStore(f"{server.url}sparql", method="POST")
    rows = list(store.query("SELECT ?label { <state/AZE> <http://www.w3.org/2000/01/rdf-schema#label> ?label }"))
    assert [str(label) for (label,) in rows] == ["Azerbaijan"]
    assert len(list(store.triples((AZE, None, None)))) > 3


def test_our_own_client_reads_from_the_endpoint(server):
    store = open_store(f"{server.url}sparql")
    assert store.query("ASK { <https://w3id.org/irel/id/state/AZE> ?p ?o }") is True
    assert len(store.graphs()) > 3
    store.close()


def test_our_own_client_gives_no_cut_answer(built):
    server = Server(built, "--max-rows", "5", "--workers", "1", "--memory", "2048")
    store = open_store(f"{server.url}sparql")
    with pytest.raises(QueryError, match=r"the answer was cut at rows=5; add a LIMIT"):
        list(store.quads(NamedNode("https://w3id.org/irel/id/graph/ontology")))
    store.close()
    server.stop()


def test_the_server_lives_on_when_nobody_reads_what_it_says(built):
    server = Server(built)
    server.process.stderr.close()
    assert httpx.get(f"{server.url}sparql", params={"query": "ASK {}"}).status_code == 200
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=15) in (0, -signal.SIGTERM)


def test_many_clients_are_answered_at_once(server):
    with httpx.Client() as client:
        times = [_timed(client, f"{server.url}sparql") for _ in range(50)]
    assert sorted(times)[25] < 0.1


def test_a_signal_ends_the_server_and_its_workers(built):
    server = Server(built)
    httpx.get(server.url)
    group = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True).stdout.split()
    server.stop(signal.SIGINT)
    time.sleep(0.3)
    assert len(group) == 2
    assert not any(_is_alive(int(number)) for number in group)


def test_rdflib_writes_with_the_token(workspace_copy, tmp_path):
    token = tmp_path / "token"
    token.write_text("a-secret-of-the-tests\n")
    token.chmod(0o600)
    server = Server(workspace_copy, "--writable", "--token-file", str(token))
    headers = {"Authorization": "Bearer a-secret-of-the-tests"}
    store = SPARQLUpdateStore(f"{server.url}sparql", f"{server.url}sparql", headers=headers)
    store.update("INSERT DATA { <http://e/s> <http://e/p> 1 }")
    rows = list(store.query("SELECT ?o { <http://e/s> <http://e/p> ?o }"))
    server.stop()
    assert [int(o) for (o,) in rows] == [1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--host", "0.0.0.0"], "add --allow-remote"),
        (["--writable"], "belong together"),
        (["--token-file", "token"], "belong together"),
        (["--writable", "--token-file", "token"], "chmod 600"),
        (["--host", "203.0.113.7", "--allow-remote"], "choose another --port or --host"),
    ],
)
def test_an_unsafe_or_impossible_start_is_refused(built, tmp_path, words, message):
    (tmp_path / "token").write_text("a-secret-of-the-tests")
    command = [sys.executable, "-m", "kg", "-C", str(built), "serve", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30, env=_environment())
    assert done.returncode == 2
    assert message in done.stderr


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path.cwd())}


def _timed(client: httpx.Client, url: str) -> float:
    start = time.perf_counter()
    client.get(url, params={"query": "ASK {}"}).raise_for_status()
    return time.perf_counter() - start


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
