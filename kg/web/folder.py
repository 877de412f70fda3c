"""Folders that are written whole: beside the one in place, which they take the place of once they are complete."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from ..errors import UnreadableError, UsageError

MARK = ".kg-site"
"""The file that tells what was written here, one name a line."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield a new folder to write to, which is put in place of an old one of ours at the end, or removed at an error.

    Raises UsageError if the old one holds what was not written here, UnreadableError where nothing can be written.
    """
    folder = folder.resolve()
    _require_ours(folder)
    part = folder.with_name(f".{folder.name}.{token_hex(4)}")
    try:
        part.mkdir(parents=True)
        yield part
        (part / MARK).write_text("".join(f"{path.name}\n" for path in sorted(part.iterdir())), "utf-8")
        _swap(part, folder)
    except OSError as error:
        raise UnreadableError(f"{folder}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _require_ours(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{folder}: this is a file; name a folder")
    mark = folder / MARK
    ours = {MARK, *mark.read_text("utf-8").splitlines()} if mark.is_file() else set()
    if others := sorted({path.name for path in folder.iterdir()} - ours):
        raise UsageError(f"{folder}: holds {others[0]}, which was not written here; name a new or an empty folder")


def _swap(new: Path, folder: Path) -> None:
    """Put a folder into place; for a moment there is none, as the system knows no exchange of two."""
    old = new.with_suffix(new.suffix + ".old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
