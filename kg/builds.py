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
from .durable import write_text
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
    except (OSError, ValueError, LookupError, TypeError):  # What another revision wrote lacks a part, or has one more.
        return None


def read_inputs(home: Path) -> str:
    """Return the digest of all inputs of the graph in a folder, or an empty text if that is not known."""
    try:
        return (home / "inputs").read_text("utf-8")
    except (OSError, ValueError):
        return ""


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


def swap_in(home: Path) -> None:
    """Put the graph in a folder into use, in one step."""
    link = home.parent / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(home.name)
    os.replace(link, home.parent / CURRENT)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one build at a time work in a folder; the lock goes with the process, even a killed one.

    Before and after, graphs are removed that are not in use and that nobody reads, such as what a failed build left.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _clear(folder.resolve())
        try:
            yield
        finally:
            _clear(folder.resolve())


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raise UnreadableError where a folder cannot be written."""
    try:
        yield
    except OSError as error:
        advice = 'check the rights and the room there, or name another folder in kg.toml, as in build = "/other/build"'
        message = f"{folder}: the graph cannot be written here: {error.strerror or error}; {advice}"
        raise UnreadableError(message) from error


def _clear(folder: Path) -> None:
    used = (folder / CURRENT).resolve()
    for home in folder.glob("graph-*"):
        if home != used and remove_store(home / "store"):
            # The engine of a build that failed may still tidy up there; what is left goes the next time.
            shutil.rmtree(home, ignore_errors=True)


def _fields(value: Any) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _problem(severity: str, origin: dict[str, Any] | None, **others: Any) -> Problem:
    return Problem(Severity(severity), origin=Origin(**origin) if origin else None, **others)
