"""The tables of a benchmark, in Markdown."""

import datetime
import math
import os
import platform
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import pairwise

PACKAGES = ("pyoxigraph", "rdflib", "pyshacl", "networkx")
SLOWEST = 10  # parts that are shown of a case
SHORTEST = 0.001  # seconds, below which a growth is noise


@dataclass(frozen=True)
class Result:
    """Medians of a case at one size: CPU and wall seconds, peak memory in MB; or a note on why there are none."""

    cpu: float = 0.0
    wall: float = 0.0
    memory: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    note: str = ""

    def __str__(self) -> str:
        return self.note or f"{self.cpu:.3f} s CPU, {self.wall:.3f} s, {self.memory:.0f} MB"


Results = dict[tuple[str, str, int], Result]  # stage, case, quads


def print_heading() -> None:
    """Print the date, the machine, the versions and the load."""
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB of RAM ({platform.machine()}, {platform.system()})"
    print(f"Measured on {datetime.date.today()}: {machine},")
    print(f"Python {platform.python_version()}, {packages}; load average at the start {load}.\n")
    print("Seconds are CPU / wall; MB is the peak of the process, preparation included; x is CPU seconds relative to")
    print("the first row; growth is the exponent of CPU seconds between the sizes (1 is linear). * is a single run.\n")


def print_stages(results: Results, quads: list[int]) -> None:
    """Print one table for each stage, a row for each case."""
    for stage in dict.fromkeys(stage for stage, _, _ in results):
        names = dict.fromkeys(name for of, name, _ in results if of == stage)
        head = [f"{size:,} quads: s | MB | x" for size in quads]
        _print_head(stage, [*head, "growth"])
        for name in names:
            row = [results[stage, name, size] for size in quads]
            first = [results[stage, next(iter(names)), size] for size in quads]
            cells = [_cells(*pair) for pair in zip(row, first, strict=True)]
            growth = _growth({size: result.cpu for size, result in zip(quads, row, strict=True)})
            print(f"| {name} | {' | '.join(cells)} | {growth} |")
        print()


def print_summary(results: Results, quads: list[int]) -> None:
    """Print how many times the CPU seconds of the product each peer takes, at the largest size that it was run at."""
    _print_head("All in one table", ["quads", "kg: CPU s | growth", "beside it", "takes"])
    for stage in dict.fromkeys(stage for stage, _, _ in results):
        product, *peers = dict.fromkeys(name for of, name, _ in results if of == stage)
        for peer in (name for name in peers if not name.startswith("of it")):
            sizes = [size for size in quads if results[stage, peer, size].cpu and results[stage, product, size].cpu]
            if not sizes:
                print(f"| {stage} | | | | {peer} | {results[stage, peer, quads[0]].note} |")
                continue
            own = {size: results[stage, product, size].cpu for size in quads}
            ratio = results[stage, peer, sizes[-1]].cpu / own[sizes[-1]]
            print(f"| {stage} | {sizes[-1]:,} | {_seconds(own[sizes[-1]])} | {_growth(own)} | {peer} | {ratio:.2g}x |")
    print()


def print_parts(results: Results, quads: list[int]) -> None:
    """Print what the slowest parts of the cases took; the growth is that of the first case."""
    for stage in dict.fromkeys(stage for (stage, _, _), result in results.items() if result.parts):
        parts = {
            (name, size): result.parts for (of, name, size), result in results.items() if of == stage and result.parts
        }
        names = dict.fromkeys(name for name, _ in parts)
        columns = [(name, size) for name in names for size in quads if (name, size) in parts]
        last = [column for column in columns if column[0] == next(iter(names))]
        seconds = {part: [parts[column].get(part, 0.0) for column in columns] for part in parts[last[-1]]}
        _print_head(f"{stage}, one by one (CPU seconds)", [*(f"{name}, {size:,}" for name, size in columns), "growth"])
        for part in sorted(seconds, key=lambda part: parts[last[-1]][part], reverse=True)[:SLOWEST]:
            growth = _growth({size: parts[name, size][part] for name, size in last})
            print(f"| {part} | {' | '.join(map(_seconds, seconds[part]))} | {growth} |")
        print()


def _print_head(title: str, columns: list[str]) -> None:
    cells = " | ".join(columns)
    print(f"### {title}\n\n| | {cells} |\n|---|{'---:|' * (cells.count('|') + 1)}")


def _cells(result: Result, first: Result) -> str:
    if result.note:
        return f"{result.note} | |"
    ratio = f"{result.cpu / first.cpu:.2g}" if first.cpu else ""
    memory = f"{result.memory:.0f}" if result.memory else ""
    mark = "*" if result.runs == 1 else ""
    return f"{_seconds(result.cpu)} / {_seconds(result.wall)}{mark} | {memory} | {ratio}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.0f}" if seconds >= 100 else f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2g}"


def _growth(seconds: dict[int, float]) -> str:
    """Return the slopes of log seconds over log quads."""
    known = [(size, spent) for size, spent in seconds.items() if spent >= SHORTEST]
    slopes = [
        math.log(after / before) / math.log(larger / smaller) for (smaller, before), (larger, after) in pairwise(known)
    ]
    return ", ".join(f"{slope:.2f}" for slope in slopes)
