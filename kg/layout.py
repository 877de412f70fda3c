"""Layout: the files of a new workspace."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from .errors import UsageError
from .workspace import CONFIG, bundle

_SAMPLE = ("data/documents", "data/facts", "data/records")
_FOLDERS = ("ontology", "queries/answers")
_SETTINGS = """\
# A workspace of Communique; every setting may be left out.
# base = "https://example.org/id/"        the namespace of your things
# build = "build"                         where the graph is built
# withdrawn = ["a-source"]                sources whose facts are left out
"""


def lay_out(directory: Path, *, sample: bool, force: bool) -> Iterator[Path]:
    """Make a workspace and yield each file and folder made; raise UsageError for a directory that is not empty."""
    if directory.is_dir() and any(directory.iterdir()) and not force:
        raise UsageError(f"{directory}: the directory is not empty; choose another, or add --force to keep its files")
    for folder in (*_SAMPLE, *_FOLDERS):
        (directory / folder).mkdir(parents=True, exist_ok=True)
        yield directory / folder
    if not (directory / CONFIG).exists():
        (directory / CONFIG).write_text(_SETTINGS, "utf-8")
        yield directory / CONFIG
    for path in sorted(_sample_files()) if sample else ():
        target = directory / path.relative_to(bundle())
        if not target.exists():
            shutil.copyfile(path, target)
            yield target


def _sample_files() -> Iterator[Path]:
    return (path for folder in _SAMPLE for path in (bundle() / folder).iterdir() if path.is_file())
