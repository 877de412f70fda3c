"""Build after a change of one file: python -m benchmarks.incremental SIZE... (seconds, the start included).

Of each change the first row tells what comes before the store is written: what has changed is loaded, derived from, and
held against all shapes and checks (the start not included).
"""

import argparse
import gc
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from kg.__main__ import NEW_OBJECTS
from kg.building import last_build
from kg.inventory import read_inventory, take_inventory
from kg.locality import NotLocalError
from kg.store import read_store
from kg.updating import update
from kg.workspace import open_workspace

from .generate import generate
from .tables import print_heading

CHANGES: dict[str, tuple[str, Callable[[list[str]], list[str]]]] = {
    "one figure": ("trade-1992.csv", lambda lines: [*lines[:-1], lines[-1].rpartition(",")[0] + ",1234567"]),
    "one figure more": ("trade-1992.csv", lambda lines: [*lines, lines[-1].rpartition(",")[0] + ",7654321"]),
    "every figure of a year": (
        "trade-1993.csv",
        lambda lines: [lines[0], *(",1".join(line.rsplit(",", 1)) for line in lines[1:])],
    ),
    "a row less at the top": ("trade-1992.csv", lambda lines: [lines[0], *lines[2:]]),
    "one person's name": (
        "offices.jsonl",
        lambda lines: [*lines[:2], lines[2].replace('"label": "', '"label": "Dr '), *lines[3:]],
    ),
    "one agreement less": ("agreements.jsonl", lambda lines: lines[:-1]),
}
_SCOPE = re.compile(r"^ *(\d+ of \d+ files changed|all is built: .*|Nothing was built)", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="+")
    gc.set_threshold(NEW_OBJECTS)
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
        spent, waited = validate(folder)
        print(f"| {size:,} | {name}: to validate it | {spent:.2f} | {waited:.2f} | {spent / cpu:.3f} | |", flush=True)
        spent, waited, scope = build(folder)
        print(f"| {size:,} | {name} | {spent:.2f} | {waited:.2f} | {spent / cpu:.3f} | {scope} |", flush=True)


def validate(folder: Path) -> tuple[float, float]:
    """Find out what a change makes of the graph and of its problems; return CPU and wall seconds."""
    workspace = open_workspace(folder)
    last, then, now = last_build(workspace), read_inventory(workspace.current), take_inventory(workspace)
    assert last and then
    store = read_store(workspace.current / "store")
    before, begin = time.process_time(), time.perf_counter()
    with suppress(NotLocalError):
        update(workspace, store, last, then, now)
    spent, waited = time.process_time() - before, time.perf_counter() - begin
    store.close()
    return spent, waited


def build(folder: Path) -> tuple[float, float, str]:
    """Build in a process of its own; return CPU and wall seconds, and what it says of how much it has built."""
    before, begin = _cpu(), time.perf_counter()
    words = [sys.executable, "-m", "kg", "-C", str(folder), "build", "--format", "github"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    scopes = _SCOPE.findall(done.stdout + done.stderr)
    return _cpu() - before, time.perf_counter() - begin, scopes[0] if scopes else ""


def _cpu() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
