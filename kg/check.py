"""Check: load, infer and validate a workspace in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, Quad

from .gather import gather
from .infer import infer
from .loading import Loaded, load
from .ontology import Ontology, read_ontology
from .problems import Problem, Severity, sort_problems
from .query import select
from .rdf import rdflib_graph, read_rdf
from .records import Origin
from .store import OxigraphStore
from .summary import Summary, summarise
from .terms import graph_name
from .workspace import Workspace

Report = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """A workspace's graph in memory, what is wrong with it, and the places of the records left out."""

    store: OxigraphStore
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[Origin, ...]

    @property
    def is_good(self) -> bool:
        """Tell whether nothing is wrong that stops a build."""
        return not self.summary.violations


def silent(stage: str) -> None:
    """Report no progress."""


def check(workspace: Workspace, *, keep_going: bool = False, report: Report = silent) -> Checked:
    """Load, infer and validate a workspace; with `keep_going`, again without the records that break a rule."""
    report("reading")
    ontology = read_ontology(workspace.ontology_files())
    kept, sources, unread = gather(workspace.data_files(), workspace.withdrawn)
    everything, problems = [record.origin for record in kept], dict.fromkeys(unread)
    while True:
        report(f"loading {len(kept):,} records")
        loaded = load(kept, sources, ontology, base=workspace.base)
        store = fill(loaded, ontology, workspace)
        report(f"validating {len(loaded.quads):,} quads")
        found = [*loaded.problems, *validate(store, workspace, loaded)]
        problems |= dict.fromkeys(found)
        bad = {
            origin
            for problem in found
            if problem.severity is Severity.VIOLATION
            for origin in loaded.origins.get(problem.subject, ())
        }
        if not keep_going or not bad:
            break
        kept = [record for record in kept if record.origin not in bad]
    good = {origin for origins in loaded.origins.values() for origin in origins}
    left_out = tuple(origin for origin in everything if origin not in good)
    return Checked(
        store,
        summarise(store, problems, workspace.base, records=loaded.records),
        tuple(sort_problems(problems)),
        left_out,
    )


def fill(loaded: Loaded, ontology: Ontology, workspace: Workspace) -> OxigraphStore:
    """Put quads, the ontology and what the rules derive into a store in memory."""
    store = OxigraphStore(ox.Store())
    graph = graph_name("ontology", workspace.base)
    named = (triple for triple in ontology.triples if BlankNode not in (type(triple.subject), type(triple.object)))
    store.add(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in named)
    store.add(loaded.quads)
    infer(store, list(workspace.questions("infer").values()), graph_name("derived", workspace.base))
    return store


def validate(store: OxigraphStore, workspace: Workspace, loaded: Loaded) -> list[Problem]:
    """Hold a store against the workspace's shapes and checks."""
    from .validation import run_checks, validate_shapes

    origins = {subject: places[0] for subject, places in loaded.origins.items()}
    data = rdflib_graph(store, without=[graph_name(name, workspace.base) for name in ("ontology", "quotes")])
    shapes, ontology = read_rdf(workspace.shape_files()), read_rdf(workspace.ontology_files())
    checks = workspace.questions("checks").values()
    return validate_shapes(data, shapes, ontology, origins=origins) + run_checks(
        lambda text: select(store, text), checks, origins=origins
    )


def check_rdf(paths: Iterable[Path], workspace: Workspace) -> list[Problem]:
    """Hold RDF files, taken together, against the workspace's shapes."""
    from .validation import validate_shapes

    ontology = read_rdf(workspace.ontology_files())
    return validate_shapes(read_rdf(paths), read_rdf(workspace.shape_files()), ontology, origins={})
