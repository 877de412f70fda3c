"""What Python users call beside an open graph: load records, hold RDF against the shapes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .check import fill
from .cite import Source
from .errors import DataError
from .gather import gather
from .jsonfiles import read_json
from .loading import load
from .ontology import read_ontology
from .problems import Problem, Severity
from .rdf import rdflib_dataset, read_rdf
from .records import Record
from .workspace import open_workspace, registry_files

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

_NAME = "records"


def load_records(records: Iterable[Mapping[str, object]], *, workspace: str | Path = ".") -> Dataset:
    """Load records, written as in a JSON file, with the registry into an rdflib Dataset, and derive what follows.

    Numbers are best given as text, which keeps their digits. Raises DataError, which holds every violation.

    >>> data = load_records([{"id": "place/baku", "type": "Place", "label": "Baku", "inState": "AZE"}])
    """
    place = open_workspace(Path(workspace))
    ontology = read_ontology(place.ontology_files())
    text = json.dumps(list(records), ensure_ascii=False, default=str)
    given = list(read_json(text, _NAME))
    registry, sources, _ = gather(registry_files())
    own = Source(_NAME, _NAME, _NAME, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    read = registry + [part for part in given if isinstance(part, Record)]
    loaded = load(read, [*sources, own], ontology, base=place.base)
    problems = [part for part in given if isinstance(part, Problem)] + loaded.problems
    if bad := [problem for problem in problems if problem.severity is Severity.VIOLATION]:
        raise DataError(bad)
    return rdflib_dataset(fill(loaded, ontology, place))


def validate(data: Dataset | Graph, *, workspace: str | Path = ".") -> list[Problem]:
    """Return what a workspace's shapes find wrong in an rdflib Dataset or Graph (SHACL, by pySHACL)."""
    from .validation import validate_shapes

    place = open_workspace(Path(workspace))
    return validate_shapes(data, read_rdf(place.shape_files()), read_rdf(place.ontology_files()), origins={})
