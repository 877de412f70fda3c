"""Small workspaces that a test lays out for itself."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad

from kg.cite import Source
from kg.files import read_records
from kg.gather import gather
from kg.loading import Loaded, load
from kg.ontology import read_ontology
from kg.problems import Problem, Severity, sort_problems
from kg.records import Record
from kg.terms import BASE, EVIDENCE
from kg.workspace import bundle, open_workspace

ONTOLOGY = read_ontology(open_workspace(bundle()).ontology_files())

DOCUMENT = """\
---
title: Two states sign
publisher: A desk
issued: 2022-05-04
---
In Rabat, Chile and Morocco signed an agreement on fisheries on 3 May 2022.
Four companies of Chile work in Morocco.
"""
PLACE = "- id: place/rabat\n  type: Place\n  label: Rabat\n  inState: MAR\n"


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read(folder: Path) -> tuple[Loaded[list[Quad]], list[Problem]]:
    """Gather and load a workspace: what was loaded, and everything found wrong on the way."""
    workspace = open_workspace(folder)
    gathered = gather(workspace.data_files(), workspace.withdrawn)
    loaded = load(gathered, gathered.sources, ONTOLOGY, base=workspace.base)
    return loaded, sort_problems(loaded.problems)


def shown(problems: Iterable[Problem], folder: Path) -> list[str]:
    """Return problems as people read them, with the paths of files below a folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in problems]


def own_ids(loaded: Loaded[list[Quad]]) -> list[str]:
    """Return the ids of what was loaded besides the registry, sorted."""
    ids = (subject.removeprefix(BASE) for subject in loaded.origins)
    return sorted(id for id in ids if not id.startswith(("state/", "organization/")))


def about(quads: Iterable[Quad], id: str) -> set[tuple[str, str]]:
    """Return the predicates and objects of a thing, as the last part of their IRIs or as text."""
    mine = (quad for quad in quads if str(quad.subject) == f"<{BASE}{id}>")
    return {(_short(quad.predicate.value), _short(getattr(quad.object, "value", ""))) for quad in mine}


def _short(text: str) -> str:
    return text.rpartition("#")[2].rpartition("/")[2] if "://" in text else text


def parts_of(text: str, suffix: str) -> list[Record | Problem]:
    """Return what the text of a record file gives, in the format of a suffix."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"records{suffix}"
        path.write_bytes(text.encode())
        return list(read_records(path, path.name))


def load_text(text: str, suffix: str) -> Loaded[list[Quad]]:
    """Load the records of one text alone, in the format of a suffix; whatever is wrong with it fails the test."""
    name = f"records{suffix}"
    parts = parts_of(text, suffix)
    records = [part for part in parts if isinstance(part, Record)]
    loaded = load(records, [Source(name, name, name, "")], ONTOLOGY)
    violations = [problem for problem in loaded.problems if problem.severity is Severity.VIOLATION]
    assert (len(records), violations) == (len(parts), [])
    return loaded


def statements(loaded: Loaded[list[Quad]]) -> set[tuple[str, str, str]]:
    """Return what was loaded of records, apart from the passages that support it."""
    ours = (quad for quad in loaded.quads if quad.subject.value in loaded.origins and quad.predicate != EVIDENCE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in ours}
