"""Build after a change of one file: python -m benchmarks.incremental SIZE... (seconds, the start included)."""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from .generate import generate
from .tables import print_heading

CHANGES: dict[str, tuple[str, Callable[[list[str]], list[str]]]] = {
    "one figure": ("trade-1992.csv", lambda lines: [*lines[:-1], lines[-1].rpartition(",")[0] + ",1234567"]),
    "one figure more": ("trade-1992.csv", lambda lines: [*lines, lines[-1].rpartition(",")[0] + ",7654321"]),
    "a row less at the top": ("trade-1992.csv", lambda lines: [lines[0], *lines[2:]]),
    "one person's name": (
        "offices.jsonl",
        lambda lines: [*lines[:2], lines[2].replace('"label": "', '"label": "Dr '), *lines[3:]],
    ),
    "one agreement less": ("agreements.jsonl", lambda lines: lines[:-1]),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="+")
    print_heading()
    print("| quads | change | CPU s | s | x whole | what was built |\n|---|---|---|---|---|---|")
    for size in parser.parse_args().size:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    """Print a row for a whole build, and one for each change of a file, one after the other."""
    generate(size, folder)
    cpu, wall, _ = build(folder)
    print(f"| {size:,} | all | {cpu:.2f} | {wall:.2f} | 1 | |", flush=True)
    for name, (file, change) in CHANGES.items():
        path = folder / "data" / "records" / file
        path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")
        spent, waited, scope = build(folder)
        print(f"| {size:,} | {name} | {spent:.2f} | {waited:.2f} | {spent / cpu:.3f} | {scope} |", flush=True)


def build(folder: Path) -> tuple[float, float, str]:
    """Build in a process of its own; return CPU and wall seconds, and what it says of how much it has built."""
    before, begin = _cpu(), time.perf_counter()
    words = [sys.executable, "-m", "kg", "-C", str(folder), "build", "--format", "github"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return _cpu() - before, time.perf_counter() - begin, done.stderr.partition("\n")[0]


def _cpu() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
