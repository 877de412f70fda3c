"""Inventory: what a build was made from, kept beside its store, so that the next can tell what has changed."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import __version__
from .durable import write_text
from .files import digest
from .records import Origin
from .workspace import DataFile, Workspace

Place = tuple[str, int, int]
_FILE = "inventory.json"


@dataclass(frozen=True)
class Inventory:
    """The inputs of a build.

    `settings` is a digest of all but the files of data; these are in `files` by name, and their own in `digests`.
    `places` are file, line and column of the records of each subject, in the order in which they are read.
    """

    settings: str
    files: Mapping[str, DataFile]
    digests: Mapping[str, str]
    places: Mapping[str, Sequence[Place]]

    def digest(self, *options: str) -> str:
        """Return a digest of all inputs and some options, the same wherever the workspace is."""
        return _digest([self.settings, *options, *(f"{name} {content}" for name, content in self.digests.items())])

    def changed(self, other: "Inventory") -> list[str]:
        """Return the names of the files that are not the same in another inventory, or only in one of the two."""
        names = {**self.digests, **other.digests}
        return [name for name in names if self.digests.get(name) != other.digests.get(name)]

    def last_place(self, subject: str) -> Origin | None:
        """Return where a subject is last described."""
        return Origin(*self.places[subject][-1]) if self.places.get(subject) else None


def take_inventory(workspace: Workspace) -> Inventory:
    """Return the inventory of a workspace's inputs as they are now, but for the places of records."""
    files = {file.name: file for file in workspace.data_files()}
    apart = {file.path for file in files.values()}
    settings = [__version__, workspace.base, *sorted(workspace.withdrawn)]
    for path in workspace.input_files():
        if path not in apart:
            name = path.relative_to(workspace.root) if path.is_relative_to(workspace.root) else path
            settings.append(f"{name} {digest(path)}")
    return Inventory(_digest(settings), files, {name: digest(file.path) for name, file in files.items()}, {})


def with_places(inventory: Inventory, places: Mapping[str, Iterable[Origin]]) -> Inventory:
    """Return an inventory with the places of all records."""
    found = {subject: [(at.file, at.line, at.column) for at in there] for subject, there in places.items()}
    return replace(inventory, places=found)


def read_inventory(home: Path) -> Inventory | None:
    """Return what the graph in a folder was made from, with the copies of its files, or None if that is not known."""
    try:
        kept = json.loads((home / _FILE).read_text("utf-8"))
        files = {name: DataFile(_copy(home, name), name, shown) for name, shown in kept["files"].items()}
        places = {subject: [(*place,) for place in there] for subject, there in kept["places"].items()}
        return Inventory(kept["settings"], files, kept["digests"], places)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_inventory(home: Path, inventory: Inventory, last: Inventory | None) -> None:
    """Write an inventory into a graph's folder, with a copy of each file of data, or a link to that of the last build.

    Nothing is written if a file is no longer what the inventory says: then the next build is a whole one.
    """
    if all(_copied(name, home, inventory, last) for name in inventory.files):
        kept = {**vars(inventory), "files": {name: file.shown for name, file in inventory.files.items()}}
        write_text(home / _FILE, json.dumps(kept, ensure_ascii=False))


def _copied(name: str, home: Path, inventory: Inventory, last: Inventory | None) -> bool:
    """Copy a file, or link to its last copy; tell whether it is as the inventory says."""
    copy, content = _copy(home, name), inventory.digests[name]
    copy.parent.mkdir(parents=True, exist_ok=True)
    if last and last.digests.get(name) == content:
        os.link(last.files[name].path, copy)
        return True
    shutil.copyfile(inventory.files[name].path, copy)
    return digest(copy) == content


def _copy(home: Path, name: str) -> Path:
    return home / "files" / name


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
