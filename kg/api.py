"""What Python users call beside an open graph: load records, hold RDF against the shapes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .check import derive, fill, read_rules
from .cite import Source
from .errors import DataError
from .gather import gather
from .jsonfiles import read_json
from .loading import load
from .ontology import read_ontology
from .problems import Problem, Severity
from .rdf import rdflib_dataset, read_rdf
from .workspace import open_workspace, registry_files

if TYPE_CHECKING:
    from rdflib import Dataset, Graph

_NAME = "records"


def load_records(records: Iterable[Mapping[str, object]], *, workspace: str | Path = ".") -> Dataset:
    """Load records, written as in a JSON file, with the registry into an rdflib Dataset, and derive what follows.

    Numbers are best given as text, which keeps their digits. Raises DataError, which holds every violation.

    >>> data = kg.load([{"id": "place/baku", "type": "Place", "label": "Baku", "inState": "AZE"}])
    """
    place = open_workspace(Path(workspace))
    ontology = read_ontology(place.ontology_files())
    text = json.dumps(list(records), ensure_ascii=False, default=str)
    registry = gather(registry_files())
    own = Source(_NAME, _NAME, _NAME, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    loaded = load([*registry, *read_json(text, _NAME)], [*registry.sources, own], ontology, base=place.base)
    if bad := [problem for problem in loaded.problems if problem.severity is Severity.VIOLATION]:
        raise DataError(bad)
    store = fill(loaded.quads, ontology, place.base)
    derive(store, read_rules(place), place.base)
    return rdflib_dataset(store)


def validate(data: Dataset | Graph, *, workspace: str | Path = ".") -> list[Problem]:
    """Return what a workspace's shapes find wrong in an rdflib Dataset or Graph (SHACL, by pySHACL)."""
    from .validation import validate_shapes

    place = open_workspace(Path(workspace))
    return validate_shapes(data + read_rdf(place.ontology_files()), read_rdf(place.shape_files()), origins={})
