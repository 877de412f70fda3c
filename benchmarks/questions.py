"""Measure every shipped question over a made-up graph on disk, and print a table: python -m benchmarks.questions SIZE.

The examples of the questions are what is asked. Beside each stands reading as many triples from the store, just as they
come: what an answer of as many rows costs at least.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kg.graph import Graph, open_graph
from kg.store import select

from .inputs import lay_out
from .tables import print_heading

FOLDERS = ("", "answers", "dossier", "network", "web")
REPEATS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int)
    with TemporaryDirectory(prefix="benchmark-") as name:
        quads = lay_out(parser.parse_args().size, Path(name))
        with open_graph(name) as graph:
            measure(graph, quads)


def measure(graph: Graph, quads: int) -> None:
    """Measure the questions and print the table, the slowest first."""
    print_heading()
    print(f"### Questions over {quads:,} quads on disk, and what is derived from them\n")
    print("| | rows | CPU ms | us a row | x reading as many triples |\n|---|---:|---:|---:|---:|")
    for name, rows, spent, raw in sorted(_measured(graph), key=lambda row: -row[2]):
        shares = f"{1e6 * spent / rows:.0f} | {spent / raw:.1f}" if rows else "|"
        print(f"| {name} | {rows:,} | {1000 * spent:.0f} | {shares} |")


def _measured(graph: Graph) -> Iterator[tuple[str, int, float, float]]:
    """Yield each question with its rows, its CPU seconds, and those of reading as many triples."""
    for folder in FOLDERS:
        for name, question in graph.workspace.questions(folder).items():
            rows, spent = _asked(graph, question.text)
            _, raw = _asked(graph, f"SELECT * WHERE {{ ?s ?p ?o }} LIMIT {rows}")
            yield f"{folder}/{name}".lstrip("/"), rows, spent, raw


def _asked(graph: Graph, text: str) -> tuple[int, float]:
    """Return how many rows a query answers, and the median of the CPU seconds that it took."""
    spent = []
    for _ in range(REPEATS):
        before = time.process_time()
        rows = len(select(graph.store, text))
        spent.append(time.process_time() - before)
    return rows, median(spent)


if __name__ == "__main__":
    main()
