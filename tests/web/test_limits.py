"""What a query may cost, and that the server lives on."""

import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.web.answering import Job, Reply
from kg.web.memory import Memory
from kg.web.process import Worker

HEAVY = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"
HUNGRY = (
    "SELECT ?d { BIND('0123456789' AS ?a) "
    + "".join(f"BIND(CONCAT({', '.join([f'?{old}'] * 100)}) AS ?{new}) " for old, new in ("ab", "bc", "cd", "de"))
    + "}"
)
"""Asks for a gigabyte at once, whatever else the machine does."""

ASK = {"query": "ASK {}"}


def test_a_runaway_query_is_ended_and_the_next_is_answered(serve):
    client = serve(timeout=0.5)
    start = time.monotonic()
    stopped = client.get("/sparql", params={"query": HEAVY})
    assert stopped.status_code == 504
    assert "stopped after 0.5 s" in stopped.text
    assert time.monotonic() - start < 5
    assert client.get("/sparql", params=ASK).json()["boolean"] is True


def test_a_query_that_eats_memory_is_ended(serve):
    client = serve(memory=600 << 20)
    stopped = client.get("/sparql", params={"query": HUNGRY})
    assert stopped.status_code == 500
    assert "memory limit of 600 MB" in stopped.text
    assert client.get("/sparql", params=ASK).status_code == 200


def test_a_busy_server_says_when_to_come_back(serve):
    client = serve(timeout=3, patience=0.2)
    runaway = threading.Thread(target=client.get, args=("/sparql",), kwargs={"params": {"query": HEAVY}})
    runaway.start()
    time.sleep(1)
    refused = client.get("/sparql", params={"query": "ASK { ?busy ?p ?o }"})
    runaway.join()
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0


def test_a_worker_that_was_killed_is_replaced(serve):
    client = serve()
    (worker,) = client.app.state.pool._workers
    worker._process.kill()
    assert client.get("/sparql", params={"query": "ASK { ?killed ?p ?o }"}).status_code in (200, 500)
    assert client.get("/sparql", params=ASK).status_code == 200


def test_light_queries_do_not_wait_behind_a_heavy_one(serve):
    client = serve(workers=2, timeout=5, patience=5)
    runaway = threading.Thread(target=client.get, args=("/sparql",), kwargs={"params": {"query": HEAVY}})
    runaway.start()
    with ThreadPoolExecutor(8) as clients:
        codes = list(clients.map(lambda n: client.get("/sparql", params=_light(n)).status_code, range(60)))
    is_running = runaway.is_alive()
    runaway.join()
    assert (set(codes), is_running) == ({200}, True)


def test_jobs_given_to_a_worker_that_dies_are_done_by_the_next(serve):
    client = serve(timeout=0.5)
    with ThreadPoolExecutor(4) as clients:
        asked = [
            clients.submit(client.get, "/sparql", params=one) for one in ({"query": HEAVY}, *map(_light, range(3)))
        ]
        codes = [one.result().status_code for one in asked]
    assert codes == [504, 200, 200, 200]


def test_answers_are_remembered_up_to_so_many_bytes():
    memory, (first, other) = Memory(20), (Job("query", f"ASK {{ {name} }}") for name in ("?a", "?b"))
    memory.keep(first, Reply(200, b"yes"))
    assert memory.recall(first) == Reply(200, b"yes")
    memory.keep(other, Reply(200, b"no"))
    assert (memory.recall(first), memory.recall(other)) == (None, Reply(200, b"no"))


def _light(number: int) -> dict[str, str]:
    return {"query": f"ASK {{ ?light ?p {number} }}"}


def test_what_changes_from_call_to_call_is_not_remembered():
    memory, job = Memory(100), Job("query", "SELECT (NOW() AS ?t) {}")
    memory.keep(job, Reply(200, b"now"))
    assert memory.recall(job) is None


@pytest.mark.skipif(
    subprocess.run(["unshare", "--net", "--map-root-user", "true"], capture_output=True).returncode != 0,
    reason="this system does not let a process leave the network",
)
def test_a_worker_has_no_network_to_reach():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        call = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        script = f"from kg.web.worker import confine; confine(4 << 30); {call}"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "Network is unreachable" in done.stderr


def test_jobs_that_are_taken_back_are_not_sent_again_and_again(serve, monkeypatch):
    client, sent, send = serve(workers=2, timeout=60, patience=60), [], Worker.run
    monkeypatch.setattr(Worker, "run", lambda worker, task, now: (sent.append(task), send(worker, task, now)))
    queries = [one for number in range(24) for one in (_slow(number), _light(number), _light(-1 - number))]

    with ThreadPoolExecutor(12) as clients:
        codes = list(clients.map(lambda query: client.get("/sparql", params=query).status_code, queries))

    assert set(codes) == {200}
    assert len(sent) <= 2 * len(queries)


def _slow(number: int) -> dict[str, str]:
    pattern = f"?a ?b ?c . ?d ?b ?e . FILTER({number + 1})"
    return {"query": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?d {{ {pattern} }} LIMIT 30000 }}"}
