"""Build: a checked workspace to a store on disk, swapped in whole or not at all."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from . import __version__
from .check import Checked, Report, check, silent
from .errors import UnreadableError
from .files import digest
from .loading import LeftOut
from .problems import Problem, Severity
from .records import Origin
from .store import remove_store
from .summary import Summary
from .workspace import CURRENT, Workspace


@dataclass(frozen=True)
class Built:
    """The store in use, and what its build found; `is_new` is False where nothing had changed since."""

    path: Path
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    is_new: bool


def build(
    workspace: Workspace, *, keep_going: bool = False, fresh: bool = False, report: Report = silent
) -> Built | Checked:
    """Build the workspace's graph and return it; with violations return what was found, the last good graph as it was.

    `keep_going` leaves out the records that break a rule instead. Nothing is done when no input has changed since the
    last build, unless `fresh` asks for it. Raises UnreadableError where the graph cannot be written.
    """
    with _locked(workspace.build):
        inputs = _inputs(workspace, str(keep_going))
        last = None if fresh else last_build(workspace)
        if last and (workspace.current / "inputs").read_text("utf-8") == inputs:
            _clear(workspace.current.resolve())
            return last
        found = check(workspace, keep_going=keep_going, report=report, scratch=workspace.build)
        if not found.is_good:
            return found
        report("writing the store")
        with _writing(workspace.build):
            swap_in(_written(workspace.build, inputs, found))
        return Built(workspace.current / "store", found.summary, found.problems, found.left_out, is_new=True)


def last_build(workspace: Workspace) -> Built | None:
    """Return the graph in use, as its build left it, or None before the first by this version."""
    home = workspace.current
    try:
        report = json.loads((home / "report.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if report["version"] != __version__:
        return None
    problems = tuple(_problem(**fields) for fields in report["problems"])
    left_out = tuple(LeftOut(Origin(**part["origin"]), part["reason"]) for part in report["left_out"])
    return Built(home / "store", Summary(**report["summary"]), problems, left_out, is_new=False)


def swap_in(home: Path) -> None:
    """Put the graph in a folder into use, in one step, and remove those beside it that nobody reads any more."""
    link = home.parent / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(home.name)
    os.replace(link, home.parent / CURRENT)
    _clear(home)


def _clear(home: Path) -> None:
    """Remove the graphs beside the one in use that nobody reads any more, among them what a killed build left."""
    for other in home.parent.glob("graph-*"):
        if other != home and remove_store(other / "store"):
            shutil.rmtree(other)


def _written(folder: Path, inputs: str, found: Checked) -> Path:
    """Write a graph and what is known of it into a new folder beside the others."""
    home = folder / f"graph-{token_hex(4)}"
    found.store.save(home / "store")
    report = {
        "version": __version__,
        "summary": asdict(found.summary),
        "problems": [asdict(problem) for problem in found.problems],
        "left_out": [asdict(part) for part in found.left_out],
    }
    _write(home / "report.json", json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    _write(home / "inputs", inputs)
    return home


def _write(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk, so that no name points to a file that a power cut empties."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; the lock goes with the process, even a killed one."""
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadableError(f"{folder}: the graph cannot be written here: {error.strerror or error}") from error


def _inputs(workspace: Workspace, *options: str) -> str:
    """Return a digest of everything that a build depends on, wherever the workspace is."""
    parts = [__version__, workspace.base, *sorted(workspace.withdrawn), *options]
    for path in workspace.input_files():
        name = path.relative_to(workspace.root) if path.is_relative_to(workspace.root) else path
        parts.append(f"{name} {digest(path)}")
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _problem(severity: str, origin: dict[str, Any] | None, **fields: Any) -> Problem:
    return Problem(Severity(severity), origin=Origin(**origin) if origin else None, **fields)
