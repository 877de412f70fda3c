"""Check: load, infer and validate a workspace."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pyoxigraph as ox
from pyoxigraph import BlankNode, Quad

from .checks import run_checks
from .gather import gather
from .infer import infer
from .loading import Loaded, Loader
from .names import Names
from .ontology import Ontology, read_ontology
from .problems import Problem, Severity, sort_problems
from .questions import Question
from .rdffiles import parse_rdf
from .records import LeftOut, Origin
from .shacl.report import validate_store
from .shacl.shapes import Shapes, read_shapes, without_targets
from .store import OxigraphStore, scratch_store, select
from .summary import Summary, count_triples, summarise
from .table import Table, Term
from .terms import graph_name
from .threads import Each, side_by_side
from .workspace import Workspace

Places = Mapping[str, Sequence[Origin]]
Report = Callable[[str], None]

IN_MEMORY = 16_000_000
"""Bytes of records whose graph is made in memory: some two million quads, which take a gigabyte there."""

_FEW = 2_000  # things in a graph; of so few the answers come sooner than threads


@dataclass(frozen=True)
class Checked:
    """A workspace's graph, what is wrong with the data, and what was left out of the graph.

    `found` are the problems that shapes and checks found; `places` are those of the records of each subject.
    `is_good` tells whether the graph itself breaks no rule; that what is left out does, is what `keep_going` is for.
    """

    store: OxigraphStore
    summary: Summary
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    is_good: bool
    found: frozenset[Problem]
    places: Places


@dataclass(frozen=True)
class Rules:
    """What holds in a workspace: rules that derive, checks, and shapes, these also as their `triples`."""

    infer: tuple[Question, ...]
    checks: tuple[Question, ...]
    shapes: Shapes
    triples: tuple[Quad, ...]


def silent(stage: str) -> None:
    """Report no progress."""


def check(
    workspace: Workspace,
    *,
    keep_going: bool = False,
    report: Report = silent,
    scratch: Path | None = None,
    in_memory: int = IN_MEMORY,
) -> Checked:
    """Load, infer and validate a workspace; with `keep_going`, again without the records that break a rule.

    The graph of more than `in_memory` bytes of records is made on disk: in a directory of its own below `scratch`, or
    where temporary files are.
    """
    ontology, rules = read_ontology(workspace.ontology_files()), read_rules(workspace)
    gathered = gather(workspace.data_files(), workspace.withdrawn, notice=_pace(report))
    loader = Loader(gathered, gathered.sources, ontology, base=workspace.base, id_of=Names(workspace, ontology))

    def into(quads: Iterable[Quad]) -> OxigraphStore:
        store = scratch_store(scratch) if gathered.size > in_memory else OxigraphStore(ox.Store())
        return fill(quads, ontology, workspace.base, store)

    problems: dict[Problem, None] = {}
    barred: dict[Origin, str] = {}
    while True:
        loaded = loader.load(into, barred)
        found = _found(loaded, rules, workspace, report)
        problems |= dict.fromkeys([*loaded.problems, *found])
        bad = _violating(found, loaded.origins)
        if not keep_going or not bad:
            break
        barred |= bad
    is_good = not any(problem.severity is Severity.VIOLATION for problem in (found if keep_going else problems))
    triples = count_triples(loaded.quads, workspace.base)
    summary = summarise(loaded.quads, problems, records=loaded.records, triples=triples)
    ordered, left_out = tuple(sort_problems(problems)), tuple(loaded.left_out)
    return Checked(loaded.quads, summary, ordered, left_out, is_good, frozenset(found), loaded.origins)


def _pace(report: Report) -> Callable[[int, int], None]:
    """Return what reports how far a pass over the files has come, how fast it goes, and when it will be over."""
    began = monotonic()

    def notice(done: int, total: int) -> None:
        nonlocal began
        if done:
            rate = done / (monotonic() - began)
            shares = f"{done / 1e6:.1f} of {total / 1e6:.1f} MB"
            report(f"loading {shares}, {rate / 1e6:.2f} MB/s, {(total - done) / rate:.0f} s left")
        else:
            began = monotonic()
            report("loading")

    return notice


def _found(loaded: Loaded[OxigraphStore], rules: Rules, workspace: Workspace, report: Report) -> list[Problem]:
    """Derive what follows from what was loaded, and return what shapes and checks find."""
    derive(loaded.quads, rules, workspace.base, report=report)
    report("validating")
    return validate(loaded.quads, rules, workspace, loaded.origins)


def fill(quads: Iterable[Quad], ontology: Ontology, base: str, store: OxigraphStore | None = None) -> OxigraphStore:
    """Put quads and the ontology into a store, one in memory if none is given, and return it."""
    store = store or OxigraphStore(ox.Store())
    graph = graph_name("ontology", base)
    named = (triple for triple in ontology.triples if BlankNode not in (type(triple.subject), type(triple.object)))
    store.fill(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in named)
    store.fill(quads)
    return store


def read_rules(workspace: Workspace) -> Rules:
    """Read a workspace's rules, checks and shapes."""
    triples = tuple(quad for path in workspace.shape_files() for quad in parse_rdf(path))
    infer, checks = (tuple(workspace.questions(folder).values()) for folder in ("infer", "checks"))
    return Rules(infer, checks, read_shapes(triples), triples)


def derive(store: OxigraphStore, rules: Rules, base: str, *, report: Report = silent) -> None:
    """Put what the rules derive into a store."""

    def notice(done: int, total: int) -> None:
        report(f"deriving, {done} of {total} rules")

    infer(store, rules.infer, graph_name("derived", base), notice=notice)


def validate(store: OxigraphStore, rules: Rules, workspace: Workspace, places: Places) -> list[Problem]:
    """Hold a store against a workspace's shapes and checks; `places` are those of the records of each subject.

    A problem is at the last of these: what a workspace adds to the registry is its own to mend.
    """
    origins = {subject: found[-1] for subject, found in places.items()}
    shapes = rules.shapes
    # What is too large for memory leaves no room for joins side by side.
    each: Each = side_by_side if len(places) > _FEW and not store.scratch else map

    def query(text: str) -> Table:
        return select(store, text)

    broken = validate_store(query, shapes, origins=origins, each=each)
    if shapes.left:
        broken += _not_compiled(shapes.left)
        broken += _validate_slowly(store, workspace, without_targets(rules.triples, shapes.covered), origins)
    return sort_problems(broken) + run_checks(query, rules.checks, origins=origins, each=each)


def _not_compiled(left: Mapping[Term, str]) -> list[Problem]:
    """A remark for each shape that pySHACL has to check, with the reason."""
    message = "the shape is not compiled; pySHACL checks it, on what it reads of the graph, which takes longer"
    remedy = "write it in another way"
    return [
        Problem(Severity.INFO, "slow-shape", str(shape), reason, message, remedy, None)
        for shape, reason in left.items()
    ]


def _validate_slowly(
    store: OxigraphStore, workspace: Workspace, shapes: Iterable[Quad], origins: Mapping[str, Origin]
) -> list[Problem]:
    """Hold a store against the shapes that are not compiled to SPARQL, by pySHACL."""
    from .fetching import fetching_graph
    from .rdf import graph_of, read_rdf
    from .validation import validate_shapes

    apart = [graph_name(name, workspace.base) for name in ("ontology", "quotes")]
    data = fetching_graph(store.engine, without=apart)
    data += read_rdf(workspace.ontology_files())
    return validate_shapes(data, graph_of(shapes), origins=origins)


def check_rdf(paths: Iterable[Path], workspace: Workspace) -> list[Problem]:
    """Hold RDF files, taken together, against the workspace's shapes."""
    from .rdf import read_rdf
    from .validation import validate_shapes

    data = read_rdf(paths) + read_rdf(workspace.ontology_files())
    return validate_shapes(data, read_rdf(workspace.shape_files()), origins={})


def _violating(problems: Iterable[Problem], places: Places) -> dict[Origin, str]:
    """The places of the records that violate a rule, each with the first rule."""
    violations = [problem for problem in problems if problem.severity is Severity.VIOLATION]
    pairs = [(origin, bad.message) for bad in violations for origin in places.get(bad.subject, ())]
    return dict(reversed(pairs))
