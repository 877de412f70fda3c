"""Workspace: what a directory holds of ontology, queries and data, laid over what the package brings."""

import json
import os
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import UnreadableError, UsageError
from .questions import Question, read_question
from .records import SUFFIXES
from .terms import BASE, is_iri

CONFIG = "kg.toml"
CURRENT = "current"
_SETTINGS = {"base": "https://example.org/id/", "build": "build", "withdrawn": ["a-source"]}
_NO_DATA = ("build", "ontology", "proposed", "queries")
_TAKEN_FOR_DATA = (".xlsx", ".xls", ".ods", ".tsv", ".txt", ".html", ".htm", ".docx", ".pdf")


@dataclass(frozen=True)
class DataFile:
    """A file of data: where it is, its name below the data folder, and how messages call it."""

    path: Path
    name: str
    shown: str

    @property
    def is_document(self) -> bool:
        """Tell whether it is a text, and not a file of records."""
        return self.path.suffix.lower() == ".md"

    @property
    def slug(self) -> str:
        """What the file is called as a source: a document by its stem, a record file by its whole name."""
        return self.path.stem if self.is_document else self.name.replace("/", ".")


@dataclass(frozen=True)
class Workspace:
    """A directory with data of one's own, and perhaps terms and queries of one's own.

    `base` is the namespace of its things; `withdrawn` are slugs of sources that builds leave out.
    """

    root: Path
    base: str
    build: Path
    withdrawn: frozenset[str]

    def ontology_files(self) -> list[Path]:
        """Return the Turtle files of classes, properties and lists; one's own replaces the package's of that name."""
        shapes = self.shape_files()
        return [path for path in self._turtle() if path not in shapes and path.stem != "alignments"]

    def shape_files(self) -> list[Path]:
        """Return the Turtle files of shapes: those called shapes.ttl or something-shapes.ttl."""
        return [path for path in self._turtle() if path.stem == "shapes" or path.stem.endswith("-shapes")]

    def questions(self, folder: str) -> dict[str, Question]:
        """Return the queries of a folder such as `answers` by name; one's own replaces the package's."""
        paths = {path.stem: path for root in self._roots() for path in sorted((root / "queries" / folder).glob("*.rq"))}
        return {name: read_question(name, _text(path)) for name, path in sorted(paths.items())}

    def data_files(self) -> list[DataFile]:
        """Return the documents and record files, the package's registry first; one's own replace those of that name."""
        own = (_data_file(path, self.data) for path in _walk(self.data, self._apart) if _is_data(path))
        return list({file.name: file for file in [*registry_files(), *own]}.values())

    def unread_files(self) -> list[tuple[Path, str]]:
        """Return the files that look like data and are none of data_files(), each with what to do about it."""
        records = f"records are {', '.join(SUFFIXES)}, texts .md; save it as one, or make it one by `kg extract`"
        found = [(path, records) for path in _walk(self.data, self._apart) if path.suffix.lower() in _TAKEN_FOR_DATA]
        if self.data != self.root:
            beside = (path for path in sorted(self.root.iterdir()) if path.is_file() and not _is_hidden(path))
            found += [(path, "move it to data/") for path in beside if path.suffix.lower() in SUFFIXES]
        return found

    @property
    def current(self) -> Path:
        """The folder of the graph in use, as its last build left it."""
        return self.build / CURRENT

    @property
    def data(self) -> Path:
        """The folder of data: `data`, or the workspace itself where there is none."""
        return self.root / "data" if (self.root / "data").is_dir() else self.root

    def input_files(self) -> list[Path]:
        """Return every file that a build depends on."""
        queries = [path for root in self._roots() for path in sorted((root / "queries").rglob("*.rq"))]
        settings = [path for path in [self.root / CONFIG] if path.exists()]
        return [*settings, *self._turtle(), *queries, *(file.path for file in self.data_files())]

    @property
    def _apart(self) -> set[Path]:
        return {self.build, *(self.data / name for name in _NO_DATA)}

    def _turtle(self) -> list[Path]:
        paths = {path.name: path for root in self._roots() for path in (root / "ontology").glob("*.ttl")}
        return [path for _, path in sorted(paths.items())]

    def _roots(self) -> list[Path]:
        return list(dict.fromkeys([bundle(), self.root]))


def open_workspace(directory: Path) -> Workspace:
    """Read a directory's kg.toml, if it has one; raise UnreadableError or UsageError for what is not understood."""
    root = directory.resolve()
    if not root.is_dir():
        raise UnreadableError(f"{directory}: there is no such directory; make one with `kg init {directory}`")
    settings = _settings(root / CONFIG)
    base, build = settings.get("base", BASE), root / settings.get("build", "build")
    if not is_iri(base) or not base.endswith("/"):
        raise UsageError(f"{root / CONFIG}: base: {base!r} is no namespace; write an absolute IRI that ends with /")
    workspace = Workspace(root, base, build, frozenset(settings.get("withdrawn", ())))
    if workspace.data.is_relative_to(build.resolve()):
        raise UsageError(f"{root / CONFIG}: build: {build} holds the data; name a folder of its own")
    return workspace


def bundle() -> Path:
    """Return the folder that holds the package's own ontology, queries and data."""
    packaged = Path(__file__).parent / "bundle"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent


def registry_files() -> list[DataFile]:
    """Return the record files that every workspace builds on."""
    data = bundle() / "data"
    return [_data_file(path, data) for path in _walk(data / "registry", ()) if _is_data(path)]


def _settings(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        settings = tomllib.loads(_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableError(f"{path}: this is not TOML: {error}; mend it there") from error
    for key, value in settings.items():
        if key not in _SETTINGS:
            raise UsageError(f"{path}: {key}: there is no such setting; known are {', '.join(_SETTINGS)}")
        example = _SETTINGS[key]
        if not isinstance(value, type(example)) or not all(isinstance(part, str) for part in value):
            raise UsageError(f"{path}: {key}: {value!r} does not fit; write it such as {json.dumps(example)}")
    return settings


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: the file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}; make it readable") from error


def _walk(folder: Path, apart: Collection[Path]) -> Iterator[Path]:
    """Yield the files below a folder, in order; what cannot be read is left to those who try."""
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        paths = [Path(parent, name) for name in sorted(folders)]
        folders[:] = [path.name for path in paths if not _is_hidden(path) and path not in apart]
        for path in (Path(parent, name) for name in sorted(names)):
            if not _is_hidden(path) and (path.is_file() or path.is_symlink()):
                yield path


def _is_data(path: Path) -> bool:
    return path.suffix.lower() in {*SUFFIXES, ".md"} and path.name.lower() != "readme.md"


def _unreadable(error: OSError) -> None:
    raise UnreadableError(f"{error.filename}: {error.strerror}; make the folder readable") from error


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "_"))


def _data_file(path: Path, folder: Path) -> DataFile:
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return DataFile(path, _printable(path.relative_to(folder).as_posix()), _printable(str(shown)))


def _printable(name: str) -> str:
    """A file's name as text, whatever its bytes are."""
    return name.encode("utf-8", "backslashreplace").decode()
