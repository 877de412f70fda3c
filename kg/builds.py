"""Builds: a graph's folder, what is told there of how it was built, and how it takes the place of the one in use."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from . import __version__
from .errors import UnreadableError
from .problems import Problem, Severity
from .records import LeftOut, Origin
from .store import remove_store
from .summary import Summary
from .workspace import CURRENT


@dataclass(frozen=True)
class Built:
    """The store in use, and what its build found; `is_new` is False where nothing had changed since.

    `found` are the problems that shapes and checks found; `scope` says how much had changed, if that is known.
    """

    path: Path
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    found: frozenset[Problem]
    is_new: bool
    scope: str = ""


@dataclass(frozen=True)
class Refused:
    """What is wrong with a workspace that was not built; `scope` is as that of what is built."""

    problems: tuple[Problem, ...]
    scope: str = ""


def read_build(home: Path) -> Built | None:
    """Return the graph in a folder, as its build left it, or None if there is none by this version."""
    try:
        report = json.loads((home / "report.json").read_text("utf-8"))
        return _built(home, report) if report["version"] == __version__ else None
    except (OSError, ValueError, KeyError, TypeError):  # What another revision wrote lacks a part, or has one more.
        return None


def _built(home: Path, report: dict[str, Any]) -> Built:
    problems = tuple(_problem(**parts) for parts in report["problems"])
    left_out = tuple(LeftOut(Origin(**part["origin"]), part["reason"]) for part in report["left_out"])
    found = frozenset(problems[number] for number in report["found"])
    return Built(home / "store", Summary(**report["summary"]), problems, left_out, found, is_new=False)


def write_build(home: Path, built: Built, inputs: str) -> None:
    """Write into a graph's folder what its build found, and a digest of all its inputs."""
    report = {
        "version": __version__,
        "summary": built.summary,
        "problems": built.problems,
        "found": [number for number, problem in enumerate(built.problems) if problem in built.found],
        "left_out": built.left_out,
    }
    write_text(home / "report.json", json.dumps(report, default=_fields, ensure_ascii=False) + "\n")
    write_text(home / "inputs", inputs)


def write_text(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk, so that no name points to a file that a power cut empties."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def swap_in(home: Path) -> None:
    """Put the graph in a folder into use, in one step, and remove those beside it that nobody reads any more."""
    link = home.parent / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(home.name)
    os.replace(link, home.parent / CURRENT)
    clear(home)


def clear(home: Path) -> None:
    """Remove the graphs beside the one in use that nobody reads any more, among them what a killed build left."""
    for other in home.parent.glob("graph-*"):
        if other != home and remove_store(other / "store"):
            shutil.rmtree(other)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; the lock goes with the process, even a killed one."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raise UnreadableError where a folder cannot be written."""
    try:
        yield
    except OSError as error:
        raise UnreadableError(f"{folder}: the graph cannot be written here: {error.strerror or error}") from error


def _fields(value: Any) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _problem(severity: str, origin: dict[str, Any] | None, **others: Any) -> Problem:
    return Problem(Severity(severity), origin=Origin(**origin) if origin else None, **others)
