"""Workspace: what a directory holds of ontology, queries and data, laid over what the package brings."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import UnreadableError, UsageError
from .files import READERS
from .questions import Question, read_question
from .terms import BASE, is_iri

CONFIG = "kg.toml"
_SETTINGS = {"base": str, "build": str, "withdrawn": list}


@dataclass(frozen=True)
class DataFile:
    """A file of data: where it is, its name below the data folder, and how messages call it."""

    path: Path
    name: str
    shown: str


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
        """Return the Turtle files of classes, properties and lists; one's own stands before the package's of that name."""
        return [
            path
            for path in self._turtle()
            if path.stem not in ("shapes", "alignments") and not path.stem.endswith("-shapes")
        ]

    def shape_files(self) -> list[Path]:
        """Return the Turtle files of shapes: those called shapes.ttl or something-shapes.ttl."""
        return [path for path in self._turtle() if path.stem == "shapes" or path.stem.endswith("-shapes")]

    def questions(self, folder: str) -> dict[str, Question]:
        """Return the queries of a folder such as `answers` by name; one's own stands before the package's."""
        paths = {path.stem: path for root in self._roots() for path in sorted((root / "queries" / folder).glob("*.rq"))}
        return {name: read_question(name, path.read_text("utf-8")) for name, path in sorted(paths.items())}

    def data_files(self) -> list[DataFile]:
        """Return the documents and record files, the package's registry first; unknown suffixes are left out."""
        own = (path for path in _walk(self.data) if not path.is_relative_to(_registry()))
        return registry_files() + [_data_file(path, self.data) for path in own]

    @property
    def data(self) -> Path:
        """The folder of data: `data`, or the workspace itself where there is none."""
        return self.root / "data" if (self.root / "data").is_dir() else self.root

    def input_files(self) -> list[Path]:
        """Return every file that a build depends on."""
        queries = [path for root in self._roots() for path in sorted((root / "queries").rglob("*.rq"))]
        return [*self._turtle(), *queries, *(file.path for file in self.data_files())]

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
    base = settings.get("base", BASE)
    if not is_iri(base) or base[-1] not in "/#":
        raise UsageError(
            f"{root / CONFIG}: base: {base!r} is not a namespace; write an absolute IRI that ends with / or #"
        )
    return Workspace(root, base, root / settings.get("build", "build"), frozenset(settings.get("withdrawn", ())))


def bundle() -> Path:
    """Return the folder that holds the package's own ontology, queries and data."""
    packaged = Path(__file__).parent / "bundle"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent


def registry_files() -> list[DataFile]:
    """Return the record files that every workspace builds on."""
    return [_data_file(path, bundle() / "data") for path in _walk(_registry())]


def _registry() -> Path:
    return bundle() / "data" / "registry"


def _settings(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: this is not TOML: {error}") from error
    for key, value in settings.items():
        if key not in _SETTINGS or not isinstance(value, _SETTINGS[key]):
            raise UsageError(f"{path}: {key}: {value!r} is no setting; known are {', '.join(_SETTINGS)}")
    return settings


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "_")) for part in parts) or parts[0] in (
            "build",
            "ontology",
            "queries",
            "proposed",
        )
        if (
            path.is_file()
            and not hidden
            and path.suffix.lower() in {*READERS, ".md"}
            and path.name.lower() != "readme.md"
        ):
            yield path


def _data_file(path: Path, folder: Path) -> DataFile:
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return DataFile(path, path.relative_to(folder).as_posix(), str(shown))
