"""Check: load, infer and validate a workspace in memory."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, Quad

from .checks import run_checks
from .gather import gather, lost_ids
from .infer import infer
from .loading import LeftOut, Loaded, load
from .ontology import Ontology, read_ontology
from .problems import Problem, Severity, sort_problems
from .query import select
from .rdffiles import parse_rdf
from .records import Origin
from .shacl.report import validate_store
from .shacl.shapes import read_shapes, without_targets
from .store import OxigraphStore
from .summary import Summary, summarise
from .table import Table, Term
from .terms import graph_name
from .workspace import Workspace

Report = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """A workspace's graph in memory, what is wrong with the data, and what was left out of the graph.

    `is_good` tells whether the graph itself breaks no rule; that what is left out does, is what `keep_going` is for.
    """

    store: OxigraphStore
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    is_good: bool


def silent(stage: str) -> None:
    """Report no progress."""


def check(workspace: Workspace, *, keep_going: bool = False, report: Report = silent) -> Checked:
    """Load, infer and validate a workspace; with `keep_going`, again without the records that break a rule."""
    report("reading")
    ontology, files = read_ontology(workspace.ontology_files()), workspace.data_files()
    records, sources, unread = gather(files, workspace.withdrawn)
    lost, problems = set(lost_ids(files, unread)), dict.fromkeys(unread)
    barred: dict[Origin, str] = {}
    while True:
        report(f"loading {len(records):,} records")
        loaded = load(records, sources, ontology, base=workspace.base, barred=barred, unread=lost)
        store = fill(loaded, ontology, workspace)
        report(f"validating {len(loaded.quads):,} quads")
        found = validate(store, workspace, loaded)
        problems |= dict.fromkeys([*loaded.problems, *found])
        bad = _violating(found, loaded)
        if not keep_going or not bad:
            break
        barred |= bad
    left_out = [LeftOut(problem.origin, problem.message) for problem in unread if problem.origin] + loaded.left_out
    summary = summarise(store, problems, workspace.base, records=loaded.records)
    is_good = not any(problem.severity is Severity.VIOLATION for problem in (found if keep_going else problems))
    return Checked(store, summary, tuple(sort_problems(problems)), tuple(left_out), is_good)


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
    origins = {subject: places[0] for subject, places in loaded.origins.items()}
    triples = [quad for path in workspace.shape_files() for quad in parse_rdf(path)]
    shapes = read_shapes(triples)
    checks = workspace.questions("checks").values()

    def query(text: str) -> Table:
        return select(store, text)

    broken = validate_store(query, shapes, origins=origins)
    if shapes.left:
        broken += _not_compiled(shapes.left)
        broken += _validate_slowly(store, workspace, without_targets(triples, shapes.covered), origins)
    return sort_problems(broken) + run_checks(query, checks, origins=origins)


def _not_compiled(left: Mapping[Term, str]) -> list[Problem]:
    """A remark for each shape that pySHACL has to check, with the reason."""
    message, remedy = "the shape is not compiled; pySHACL checks it, which takes longer", "write it in SHACL Core"
    return [
        Problem(Severity.INFO, "slow-shape", str(shape), reason, message, remedy, None)
        for shape, reason in left.items()
    ]


def _validate_slowly(
    store: OxigraphStore, workspace: Workspace, shapes: Iterable[Quad], origins: Mapping[str, Origin]
) -> list[Problem]:
    """Hold a store against the shapes that are not compiled to SPARQL, by pySHACL."""
    from .rdf import graph_of, rdflib_graph, read_rdf
    from .validation import validate_shapes

    data = rdflib_graph(store, without=[graph_name(name, workspace.base) for name in ("ontology", "quotes")])
    return validate_shapes(data, graph_of(shapes), read_rdf(workspace.ontology_files()), origins=origins)


def check_rdf(paths: Iterable[Path], workspace: Workspace) -> list[Problem]:
    """Hold RDF files, taken together, against the workspace's shapes."""
    from .rdf import read_rdf
    from .validation import validate_shapes

    ontology = read_rdf(workspace.ontology_files())
    return validate_shapes(read_rdf(paths), read_rdf(workspace.shape_files()), ontology, origins={})


def _violating(problems: Iterable[Problem], loaded: Loaded) -> dict[Origin, str]:
    """The places of the records that violate a rule, each with the first rule."""
    violations = [problem for problem in problems if problem.severity is Severity.VIOLATION]
    pairs = [(origin, bad.message) for bad in violations for origin in loaded.origins.get(bad.subject, ())]
    return dict(reversed(pairs))
