"""Updating: what a change of some records makes of a graph, and of what is wrong with it.

The rules, shapes and checks run as always, but on the slice of the graph in which the change can make a difference: as
it was, and as it is. What differs between these two is what differs between the two graphs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad, Triple

from .builds import Built
from .check import Rules, derive, fill, read_rules, validate
from .inventory import Inventory
from .locality import NotLocalError, Reach, reach
from .ontology import Ontology, read_ontology
from .problems import Problem
from .reloading import Reload, Reloaded
from .slices import Slicer
from .store import OxigraphStore
from .terms import graph_name
from .workspace import Workspace

Change = tuple[frozenset[Quad], frozenset[Quad]]

_MOST = 20_000  # nodes in a slice; with more, a whole build takes hardly longer


@dataclass(frozen=True)
class Update:
    """What a graph loses and gains, and what is wrong with it then; of `problems`, shapes and checks `found` some.

    `records` and `triples` are how many more there are.
    """

    removed: frozenset[Quad]
    added: frozenset[Quad]
    problems: frozenset[Problem]
    found: frozenset[Problem]
    records: int
    triples: int
    inventory: Inventory


def update(workspace: Workspace, store: OxigraphStore, last: Built, then: Inventory, now: Inventory) -> Update:
    """Return what has to change in the store of the last build, and in its report, from one inventory to the next.

    Raises NotLocalError if that cannot be told from a slice of the graph.
    """
    ontology, rules, base = read_ontology(workspace.ontology_files()), read_rules(workspace), workspace.base
    reloaded = Reload(workspace, ontology, store.engine, then, now).run()
    slicer = Slicer(store.engine, graph_name("derived", base), [graph_name("ontology", base)], _reach(rules), _MOST)
    before, after, (removed, added) = _slices(slicer, reloaded, ontology, rules, base)
    new = set(validate(after, rules, workspace, {}))
    # Where nothing is wrong, and nothing was, there is nothing to compare.
    gone = set(validate(before, rules, workspace, {})) if new or last.found else new
    found = _of_graph(last.found, gone, new, reloaded.inventory)
    return Update(
        removed,
        added,
        found | _of_records(set(last.problems) - last.found, reloaded),
        found,
        reloaded.after.records - reloaded.before.records,
        _more_triples(slicer, removed, added, base),
        reloaded.inventory,
    )


def _more_triples(slicer: Slicer, removed: frozenset[Quad], added: frozenset[Quad], base: str) -> int:
    """How many more distinct triples there are."""
    rest = _triples(slicer.about({quad.subject for quad in removed | added}) - removed, base)
    return len(_triples(added, base) - rest) - len(_triples(removed, base) - rest)


def _triples(quads: Iterable[Quad], base: str) -> set[Triple]:
    apart = {graph_name("ontology", base), graph_name("quotes", base)}
    return {quad.triple for quad in quads if quad.graph_name not in apart}


def _of_graph(
    known: Iterable[Problem], gone: set[Problem], new: set[Problem], inventory: Inventory
) -> frozenset[Problem]:
    """What shapes and checks find, each where its subject is last described."""
    found = {replace(problem, origin=None) for problem in known} - (gone - new) | (new - gone)
    return frozenset(replace(problem, origin=inventory.last_place(problem.subject)) for problem in found)


def _of_records(known: Iterable[Problem], reloaded: Reloaded) -> frozenset[Problem]:
    """What loading says of the records, those that were not loaded again among them."""
    gone, new = set(reloaded.before.problems), set(reloaded.after.problems)
    return frozenset(map(reloaded.moves.moved, set(known) - (gone - new))) | (new - gone)


def _slices(
    slicer: Slicer, reloaded: Reloaded, ontology: Ontology, rules: Rules, base: str
) -> tuple[OxigraphStore, OxigraphStore, Change]:
    """The slice of the graph as it was and as it is, with all that follows, and how the two differ."""
    derived = graph_name("derived", base)
    removed, added = _stated(slicer, reloaded, derived)
    slicer.add(added)
    was = slicer.stated(slicer.nodes(removed | added))
    while True:
        before, after = (fill(quads, ontology, base) for quads in (was, was - removed | added))
        for store in (before, after):
            derive(store, rules, base)
        gone, new = _difference(slicer, before.quads(derived), after.quads(derived))
        slicer.add(new)
        further = slicer.stated(slicer.nodes(gone | new)) - was
        if not further:
            return before, after, (removed | gone, added | new)
        was |= further


def _reach(rules: Rules) -> Reach:
    if rules.shapes.left:
        raise NotLocalError("a shape is not compiled")
    return reach(rules.infer, rules.checks, rules.shapes.covered)


def _stated(slicer: Slicer, reloaded: Reloaded, derived: NamedNode) -> Change:
    """What the sources no longer say, and what they say now; the passages that other records quote too are left."""
    was, now = reloaded.before.quads, reloaded.after.quads
    told = {(quad.subject, quad.predicate) for quad in was ^ now}
    both = {quad for quad in was & now if (quad.subject, quad.predicate) in told}
    gone, new = _difference(slicer, _in_store(was - now | both), _in_store(now - was | both))
    removed, described = set(gone), {quad.subject for quad in now}
    parts = {quad for quad in removed if quad.subject not in described}
    while still := {quad for quad in parts & removed if _is_quoted(slicer.engine, quad, removed, derived)}:
        removed -= still
    return frozenset(removed), new


def _is_quoted(engine: ox.Store, quad: Quad, removed: set[Quad], derived: NamedNode) -> bool:
    """Tell whether a quad is about a part of a source that something else refers to."""
    is_part = isinstance(quad.subject, NamedNode) and "#" in quad.subject.value
    referring = engine.quads_for_pattern(None, None, quad.subject) if is_part else ()
    return any(other not in removed and other.graph_name != derived for other in referring)


def _in_store(quads: Iterable[Quad]) -> set[Quad]:
    """Quads as the engine keeps them: it writes numbers in its own way."""
    store = ox.Store()
    store.bulk_extend(quads)
    return set(store)


def _difference(slicer: Slicer, before: Iterable[Quad], after: Iterable[Quad]) -> Change:
    """What is only in one of two parts of a graph, as far as it makes a difference to the whole graph."""
    was, now = set(before), set(after)
    there = slicer.about({quad.subject for quad in was ^ now})
    return frozenset((was - now) & there), frozenset((now - was) - there)
