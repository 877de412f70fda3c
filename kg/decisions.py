"""Decisions: what people said of proposed records, in files that are whole at every moment."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import UnreadableError, UsageError
from .problems import Problem
from .records import Record
from .yamlfiles import read_yaml

Said = tuple[str | None, str, Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Decision:
    """What was said of one proposal: its digest, the id of its record, and `proposed` where no fact file holds it."""

    proposal: str
    verdict: str
    date: str
    id: str
    how: str
    reason: str = ""
    proposed: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Change:
    """What a file held before and after; an empty text stands for no file."""

    path: Path
    before: str
    after: str


def read_decisions(path: Path) -> Iterator[Decision]:
    """Yield the decisions of a file, none if there is no file; raise UnreadableError for what is no list of them."""
    try:
        entries = yaml.load(_text(path), Loader=yaml.CSafeLoader) or []
        yield from [Decision(**entry) for entry in entries]
    except (yaml.YAMLError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise UnreadableError(f"{path}: this is no list of decisions: {reason}; mend it, or remove the part") from error


def write_decision(path: Path, decision: Decision) -> Change:
    """Add a decision to the end of a file, which is replaced in one step."""
    fields = {name: value for name, value in vars(decision).items() if value}
    entry = yaml.dump([fields], Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120)
    return _replace(path, lambda text: _joined(text, entry))


def write_records(path: Path, addition: str, replaced: tuple[Record, ...] = ()) -> Change:
    """Add records as YAML to the end of a file, and take out those they replace, in one step.

    Raises UnreadableError where the file is no list of records, and leaves it as it is.
    """

    def edited(text: str) -> str:
        result = _joined(_without(text, replaced), addition)
        if broken := next((part for part in read_yaml(result, str(path)) if isinstance(part, Problem)), None):
            raise UnreadableError(f"{broken}; records are added to it only when it is a list of records")
        return result

    return _replace(path, edited)


def undo(change: Change) -> None:
    """Put a file back as it was; raise UsageError if it has changed since."""
    if _text(change.path) != change.after:
        raise UsageError(f"{change.path}: the file has changed since the decision; take it back there by hand")
    if change.before:
        _write(change.path, change.before)
    else:
        change.path.unlink()


def said(record: Record) -> Said:
    """Return what a record says, wherever it stands."""
    return record.id, record.type, record.values, tuple((part.source, part.quote) for part in record.evidence)


def _replace(path: Path, edit: Callable[[str], str]) -> Change:
    before = _text(path)
    change = Change(path, before, edit(before))
    _write(path, change.after)
    return change


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: the file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}; make it readable") from error


def _write(path: Path, text: str) -> None:
    """Write a file beside the old one, wait until it is on the disk, and put it in its place."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise UnreadableError(f"{path}: the decision cannot be written: {error.strerror}; make room for it") from error


def _joined(text: str, addition: str) -> str:
    return f"{text.rstrip()}\n\n{addition}" if text.strip() else addition


def _without(text: str, replaced: tuple[Record, ...]) -> str:
    """The text less the lines of some records."""
    gone = [said(record) for record in replaced]
    lines = text.splitlines(keepends=True)
    for part in reversed(list(read_yaml(text, "")) if gone else []):
        if isinstance(part, Record) and said(part) in gone:
            first, last = map(int, part.fragment.removeprefix("line=").split(","))
            blank = last < len(lines) and not lines[last].strip()
            del lines[first : last + blank]
    return "".join(lines)
