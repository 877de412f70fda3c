"""Measure every stage at some sizes and print tables in Markdown: python -m benchmarks.stages SIZE...

Each case runs in a process of its own. CPU seconds count all threads; they are what the ratios and growths are made of,
since wall seconds depend on what else a machine is doing.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from . import building, reading  # noqa: F401  # their cases join the list
from .case import CASES, Case
from .inputs import NothingToMeasureError, Parts, lay_out
from .tables import Result, print_heading, print_parts, print_stages, print_summary

REPEATS = 3
ONCE_FROM = 1_000_000  # quads, from which one run must do
ONCE_ABOVE = 20.0  # seconds of a first run, after which no second is made
LONGEST = 120.0  # seconds that a case is expected to take at most, or is skipped
PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
STOP = 300.0  # seconds after which a case is stopped, with its preparation


@dataclass(frozen=True)
class Run:
    """One run of a case: CPU and wall seconds, the process's peak of memory in MB, CPU seconds by part."""

    cpu: float
    wall: float
    memory: float
    parts: dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", metavar="SIZE")
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="WORD", help="only stages with one of these in their name"
    )
    parser.add_argument("--case", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case is not None:
        _show(CASES[given.case], given.folder)
    elif given.folder:
        print(lay_out(given.sizes[0], given.folder))
    else:
        measure(sorted(given.sizes), given.only)


def measure(sizes: list[int], only: list[str]) -> None:
    """Measure the cases at each size and print the tables."""
    print_heading()
    cases = [case for case in CASES if any(word.lower() in case.stage.lower() for word in only)]
    results: dict[tuple[str, str, int], Result] = {}
    quads: list[int] = []
    for size in sizes:
        with TemporaryDirectory(prefix="benchmark-") as name:
            quads.append(int(_child(str(size), "--folder", name)))
            for case in cases:
                known = [results[case.stage, case.name, before] for before in quads[:-1]]
                result = _expect(case, quads, known) or _repeat(case, Path(name), quads[-1])
                results[case.stage, case.name, quads[-1]] = result
                print(f"{quads[-1]:,} quads, {case.stage}, {case.name}: {result}", file=sys.stderr)
    print_stages(results, quads)
    print_parts(results, quads)
    print_summary(results, quads)


def _expect(case: Case, quads: list[int], known: list[Result]) -> Result | None:
    """Say why a case is not run: it is not meant to, it was stopped before, or it would take too long."""
    if quads[-1] > case.limit:
        return Result(note="not run at this size")
    if known and known[-1].note:
        return Result(note=known[-1].note)
    expected = known[-1].wall * quads[-1] / quads[-2] if known else 0.0
    return Result(note=f"skipped, about {expected:.0f} s") if expected > LONGEST else None


def _repeat(case: Case, folder: Path, quads: int) -> Result:
    runs: list[Run] = []
    repeats = 1 if quads >= ONCE_FROM * 0.9 else REPEATS
    while len(runs) < repeats and not (runs and runs[0].wall > ONCE_ABOVE):
        try:
            answer = json.loads(_child("--folder", str(folder), "--case", str(CASES.index(case))))
        except subprocess.TimeoutExpired:
            return Result(note=f"stopped after {STOP:.0f} s")
        if "note" in answer:
            return Result(note=answer["note"])
        runs.append(Run(**answer))
    cpu, wall, memory = (median(getattr(run, name) for run in runs) for name in ("cpu", "wall", "memory"))
    parts = {name: median(run.parts[name] for run in runs) for name in runs[0].parts}
    return Result(cpu, wall, memory, parts, len(runs))


def _child(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.stages", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=STOP).stdout


def _show(case: Case, folder: Path) -> None:
    """Print one run, or why there is none, as JSON."""
    try:
        print(json.dumps(vars(_run(case, folder))))
    except NothingToMeasureError as reason:
        print(json.dumps({"note": str(reason)}))


def _run(case: Case, folder: Path) -> Run:
    work = case.prepare(folder)
    gc.collect()
    start, before = time.perf_counter(), _cpu()
    parts = dict(_timed(work)) if isinstance(work, list) else {}
    if callable(work):
        work()
    cpu, wall = _cpu() - before, time.perf_counter() - start
    # The peak of another program counts the process that started it, so it says nothing.
    starts_others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    memory = 0.0 if starts_others else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(cpu, wall, memory, parts)


def _timed(parts: Parts) -> list[tuple[str, float]]:
    seconds = []
    for name, call in parts:
        before = _cpu()
        call()
        seconds.append((name, _cpu() - before))
    return seconds


def _cpu() -> float:
    """User and system seconds of this process and of those that it waited for."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, PROCESSES))


if __name__ == "__main__":
    main()
