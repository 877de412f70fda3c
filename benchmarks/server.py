"""Measure `kg serve` beside the oxigraph server: python -m benchmarks.server SIZE|FOLDER... [--seconds N].

A number is the size of a workspace to be made up, anything else the folder of one that is built. wrk sends the
requests, eight at a time; both servers read the same store and take turns. A request is new if it was not made before:
a parameter without a value makes an address so, and a comment at its end a query.
"""

import argparse
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import urlopen

import pyoxigraph as ox

from kg.graph import Graph, open_graph
from kg.query import bound
from kg.store import select

from .inputs import lay_out
from .tables import print_heading

ROUNDS = 3
CLIENTS = 8
SAMPLE = 2000  # addresses of a kind, more than any server remembers
TICK = os.sysconf("SC_CLK_TCK")
PREFIXES = (
    "PREFIX irel: <https://w3id.org/irel/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
)
THINGS = {
    "state page": "{ ?s a irel:State }",
    "person page": "{ ?s a foaf:Person }",
    "agreement page": "{ ?s a irel:Agreement }",
    "relation page": "{ ?s a irel:Dyad }",
}
QUERIES = {
    "one value": "SELECT ?label WHERE { %s rdfs:label ?label }",
    "all of a thing": "SELECT ?p ?o WHERE { %s ?p ?o }",
    "small join": "SELECT ?fact ?label WHERE { ?fact irel:involves %s ; rdfs:label ?label } LIMIT 20",
}
NAMED = "visits"
LUA = """
local paths = { %s }
local n, new = 0, %s
function request()
  n = n + 1
  return wrk.format("GET", paths[(n + offset) %% #paths + 1] .. (new and new .. n + offset .. "=" or ""))
end
function init(args) offset = tonumber(args[1]) end
"""


@dataclass(frozen=True)
class Server:
    """A server under test: its process, its address, and the path that answers queries."""

    process: subprocess.Popen[bytes]
    url: str
    sparql: str


@dataclass(frozen=True)
class Figures:
    """What wrk saw: requests a second, milliseconds at the median and the 99th percentile; and CPU ms a request."""

    rate: float
    median: float
    last: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspaces", nargs="+", metavar="SIZE|FOLDER")
    parser.add_argument("--seconds", type=int, default=2, help="of each run")
    given = parser.parse_args()
    tools = {name: _tool(name) for name in ("wrk", "oxigraph")}
    print_heading()
    for workspace in given.workspaces:
        with TemporaryDirectory(prefix="benchmark-") as name:
            folder = _made_up(int(workspace), Path(name)) if workspace.isdigit() else Path(workspace)
            measure(folder, tools, given.seconds)


def measure(folder: Path, tools: dict[str, str], seconds: int) -> None:
    """Print the tables of one workspace."""
    with open_graph(folder) as graph, _serving(folder, tools["oxigraph"]) as (own, peer):
        count = select(graph.store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
        print(f"### Pages and named questions, {int(count.value):,} quads\n")
        print("The first request of a kind comes to a server that has just been started.\n")
        print("| | ms, the first | ms alone, median / p99 | requests a second |\n|---|---:|---:|---:|")
        for name, paths in _pages(graph).items():
            first = _first(own, paths[-1])
            turns = {1: 0, CLIENTS: 10_000_000}
            alone, together = (_run(tools["wrk"], own, paths, seconds, *turn) for turn in turns.items())
            cells = f"{first:.0f} | {alone.median:.1f} / {alone.last:.1f} | {together.rate:.0f}"
            print(f"| {name} | {cells} |", flush=True)
        print(f"\n### SPARQL beside the oxigraph server, {int(count.value):,} quads\n")
        print("Requests a second, with ms at the median / p99 and CPU ms a request; the ratio is that of requests.\n")
        print(
            "| query | kg serve, new | oxigraph, new | ratio | kg serve, again | ratio |\n"
            "|---|---:|---:|---:|---:|---:|"
        )
        for name, texts in _queries(graph).items():
            _compare(name, texts, own, peer, tools["wrk"], seconds)
    print()


def _compare(name: str, texts: Sequence[str], own: Server, peer: Server, wrk: str, seconds: int) -> None:
    """Print a row: the servers take turns, so that both have the same neighbours; the middle of their runs counts."""
    new: list[list[Figures]] = []
    for turn in range(ROUNDS):
        servers = ((server, [f"{server.sparql}?query={quote(text)}" for text in texts]) for server in (own, peer))
        new.append([_run(wrk, server, paths, seconds, CLIENTS, turn * 10_000_000) for server, paths in servers])
    ours, theirs = (sorted(runs, key=lambda run: run.rate)[ROUNDS // 2] for runs in zip(*new, strict=True))
    again = _run(wrk, own, [f"{own.sparql}?query={quote(text)}" for text in texts[:CLIENTS]], seconds, CLIENTS)
    ratios = median(one.rate / other.rate for one, other in new), again.rate / theirs.rate
    cells = f"{_shown(ours)} | {_shown(theirs)} | {ratios[0]:.2f} | {_shown(again)} | {ratios[1]:.2f}"
    print(f"| {name} | {cells} |", flush=True)


def _first(server: Server, path: str) -> float:
    start = time.perf_counter()
    with urlopen(server.url + path) as answer:
        answer.read()
    return 1000 * (time.perf_counter() - start)


def _shown(run: Figures) -> str:
    return f"{run.rate:,.0f} ({run.median:.2f} / {run.last:.1f}; {run.cpu:.3f})"


def _run(
    wrk: str, server: Server, paths: Sequence[str], seconds: int, clients: int, new_from: int | None = None
) -> Figures:
    """Let wrk ask for some paths in turn; with `new_from` each is made one that was not asked for before."""
    listed = ", ".join(f'"{path}"' for path in paths)
    mark = "%20%23" if "query=" in paths[0] else "&" if "?" in paths[0] else "?"
    before, offset = _cpu(server.process.pid), new_from or 0
    with TemporaryDirectory() as name:
        script = Path(name) / "requests.lua"
        script.write_text(LUA % (listed, "false" if new_from is None else f'"{mark}"'))
        command = [wrk, "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20", "--latency", "-s", str(script)]
        shown = subprocess.run([*command, server.url, "--", str(offset)], check=True, capture_output=True, text=True)
    text = shown.stdout
    if "Non-2xx" in text:
        raise SystemExit(f"{server.url}{paths[0]}: some requests failed:\n{text}")
    rate, total = (float(re.search(form, text)[1]) for form in (r"Requests/sec:\s+([\d.]+)", r"(\d+) requests in"))  # type: ignore[index]
    spent = _cpu(server.process.pid) - before
    return Figures(rate, _milliseconds(text, "50%"), _milliseconds(text, "99%"), 1000 * spent / max(1, total))


def _milliseconds(text: str, part: str) -> float:
    number, unit = re.findall(rf"{part}\s+([\d.]+)(us|ms|s)", text)[0]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _cpu(process: int) -> float:
    """Seconds that a process and its children have spent."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICK + sum(_cpu(int(child)) for child in children)


def _pages(graph: Graph) -> dict[str, list[str]]:
    pages = {"overview": ["/"]}
    for name, pattern in THINGS.items():
        ids = [iri.removeprefix(graph.workspace.base) for iri in _sample(graph, pattern)]
        is_pair = name == "relation page"
        pages[name] = [f"/relation/{id.partition('/')[2]}" if is_pair else f"/{quote(id)}" for id in ids]
    pages["picture of a relation"] = [f"{path}/picture" for path in pages["relation page"]]
    states = [iri.rpartition("/")[2] for iri in _sample(graph, THINGS["state page"])]
    pages["named question, JSON"] = [f"/api/questions/{NAMED}?state={code}" for code in states]
    return pages


def _queries(graph: Graph) -> dict[str, list[str]]:
    things = _sample(graph, "{ ?s rdfs:label ?label }")
    states = _sample(graph, THINGS["state page"])
    queries = {name: [PREFIXES + text % f"<{iri}>" for iri in things] for name, text in QUERIES.items()}
    queries["small join"] = [PREFIXES + QUERIES["small join"] % f"<{iri}>" for iri in states]
    question = graph.question("answers", NAMED)
    named = [bound(graph.store, question, {"state": [iri]}, graph.prefixes) for iri in states]
    return queries | {f"named question {NAMED!r}": named}


def _sample(graph: Graph, pattern: str) -> list[str]:
    rows = select(graph.store, f"{PREFIXES} SELECT DISTINCT ?s WHERE {pattern} ORDER BY ?s").rows
    base = graph.workspace.base
    iris = [row[0].value for row in rows if isinstance(row[0], ox.NamedNode) and row[0].value.startswith(base)]
    return random.Random(1).sample(iris, min(SAMPLE, len(iris)))


@contextmanager
def _serving(folder: Path, oxigraph: str) -> Iterator[tuple[Server, Server]]:
    """Start both servers on the store of a workspace."""
    store, ports = folder / "build" / "current" / "store", (_free_port(), _free_port())
    own = [sys.executable, "-m", "kg", "-C", str(folder), "serve", "--port", str(ports[0])]
    peer = [oxigraph, "serve-read-only", "-l", str(store), "--bind", f"127.0.0.1:{ports[1]}", "--union-default-graph"]
    processes = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for command in (own, peer)]
    try:
        for port in ports:
            _wait_for(port)
        urls = [f"http://127.0.0.1:{port}" for port in ports]
        yield Server(processes[0], urls[0], "/sparql"), Server(processes[1], urls[1], "/query")
    finally:
        for process in processes:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("a server did not start")


def _made_up(size: int, folder: Path) -> Path:
    """Lay out a workspace as a build leaves it."""
    lay_out(size, folder)
    home = folder / "build" / "graph-made-up"
    (folder / "build" / "current").rename(home)
    (folder / "build" / "current").symlink_to(home.name)
    return folder


def _tool(name: str) -> str:
    path = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not path:
        raise SystemExit(f"{name} is missing; `make bench` installs it, or says how")
    return path


if __name__ == "__main__":
    main()
