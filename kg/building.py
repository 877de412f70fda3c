"""Build: a checked workspace to a store on disk, swapped in whole or not at all."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from . import __version__
from .check import Checked, Report, check, silent
from .files import digest
from .problems import Problem, Severity
from .records import Origin
from .store import write_store
from .summary import Summary
from .workspace import Workspace

CURRENT = "current"


@dataclass(frozen=True)
class Built:
    """The store in use, and what its build found; `is_new` is False where nothing had changed since."""

    path: Path
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[Origin, ...]
    is_new: bool


def build(
    workspace: Workspace, *, keep_going: bool = False, fresh: bool = False, report: Report = silent
) -> Built | Checked:
    """Build the workspace's graph and return it; with violations return what was found, the last good graph as it was.

    `keep_going` leaves out the records that break a rule instead. Nothing is done when no input has changed since the last
    build, unless `fresh` asks for it.
    """
    with _locked(workspace.build):
        inputs = _inputs(workspace, str(keep_going))
        last = None if fresh else last_build(workspace)
        if last and (last.path.parent / "inputs").read_text() == inputs:
            return last
        found = check(workspace, keep_going=keep_going, report=report)
        if not found.is_good and not keep_going:
            return found
        report("writing the store")
        return _swap_in(workspace.build, inputs, found)


def last_build(workspace: Workspace) -> Built | None:
    """Return the graph in use, as its build left it, or None before the first."""
    home = workspace.build / CURRENT
    if not (home / "report.json").exists():
        return None
    report = json.loads((home / "report.json").read_text("utf-8"))
    if report["version"] != __version__:
        return None
    problems = tuple(_problem(fields) for fields in report["problems"])
    left_out = tuple(Origin(**fields) for fields in report["left_out"])
    return Built(home / "store", Summary(**report["summary"]), problems, left_out, is_new=False)


def _swap_in(folder: Path, inputs: str, found: Checked) -> Built:
    """Write a new home beside the others and point `current` to it in one step: a crash leaves the old or the new."""
    home = Path(tempfile.mkdtemp(prefix="graph-", dir=folder))
    write_store(home / "store", found.store.quads())
    report = {
        "version": __version__,
        "summary": asdict(found.summary),
        "problems": [asdict(problem) for problem in found.problems],
        "left_out": [asdict(origin) for origin in found.left_out],
    }
    (home / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (home / "inputs").write_text(inputs)
    link = folder / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(home.name)
    os.replace(link, folder / CURRENT)
    for other in folder.glob("graph-*"):
        if other != home:
            shutil.rmtree(other)
    return Built(folder / CURRENT / "store", found.summary, found.problems, found.left_out, is_new=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; the lock goes with the process, even a killed one."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _inputs(workspace: Workspace, *options: str) -> str:
    """Return a digest of everything that a build depends on."""
    parts = [__version__, workspace.base, *sorted(workspace.withdrawn), *options]
    parts += [f"{path} {digest(path)}" for path in workspace.input_files()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _problem(fields: dict[str, object]) -> Problem:
    origin = fields.pop("origin")
    severity = Severity(str(fields.pop("severity")))
    return Problem(severity=severity, origin=Origin(**origin) if isinstance(origin, dict) else None, **fields)  # type: ignore[arg-type]  # JSON
