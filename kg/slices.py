"""Slices: the part of a graph in which a change of some quads can make any difference."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import islice, product

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from .locality import Join, Nodes, NotLocalError, Reach
from .table import Term

Subject = NamedNode | BlankNode | Triple
Key = tuple[Join, tuple[Term, ...]]


class Slicer:
    """A graph before and after a change, taken together: the nodes of both, and what leads to them.

    `apart` are the graphs that never change; `most` is the number of nodes from which on a slice is no slice.
    """

    def __init__(self, engine: ox.Store, derived: NamedNode, apart: Collection[NamedNode], reach: Reach, most: int):
        self.derived, self.apart, self.reach, self.most = derived, apart, reach, most
        self.engine = engine
        self._added: set[Quad] = set()
        # What was added, by subject, and by what it leads to.
        self._of: dict[Subject, list[Quad]] = defaultdict(list)
        self._to: dict[Term, list[Quad]] = defaultdict(list)
        self._nodes: Nodes = set()
        self._core: Nodes = set()
        self._led: Nodes = set()  # those of the core for which what leads to them is there too
        self._looked: set[Key] = set()
        self._fed: set[Key] = set()
        self._made: set[tuple[NamedNode, NamedNode]] = set()
        self._kept = cache(lambda *pattern: list(engine.quads_for_pattern(*pattern)))

    def add(self, quads: Iterable[Quad]) -> None:
        """Take quads into the graph, which then have changed."""
        for quad in set(quads) - self._added:
            self._added.add(quad)
            self._of[quad.subject].append(quad)
            self._to[quad.object].append(quad)

    def nodes(self, changed: Collection[Quad]) -> Nodes:
        """Return the nodes whose descriptions are to be looked at again, and those that these depend on.

        Nodes that an earlier call has returned may be left out. Raises NotLocalError if they are too many.
        """
        read = _subjects(quad for quad in changed if quad.predicate in self.reach.names)
        core = self._spread(read, self._referring, self._led)
        self._led |= core
        # What leads to one of these nodes is among them already.
        self._looked |= {key for node in core for key in _own(node, self.reach.joins)}
        fresh = core
        while fresh:
            # Many share a value: to look once for each value is to look in time that grows with the slice.
            keys = {key for node in fresh for key in self._keys(node, self.reach.joins)} - self._looked
            self._looked |= keys
            fresh = self._beside(keys) - core - self._core
            core |= fresh
            self._limit(core | self._core)
        self._core |= core
        self._made |= self._made_of(core)
        witnesses = {witness for made in self._made for witness in self._witnesses(*made)}
        return self._leading_on(core | witnesses | _subjects(changed))

    def _leading_on(self, fresh: Nodes) -> Nodes:
        """The nodes that some depend on, with these: what they lead to, and whatever lies beside that and feeds it."""
        nodes: Nodes = set()
        while fresh:
            fresh = self._spread(fresh, self._referred, self._nodes)
            self._nodes |= fresh
            nodes |= fresh
            keys = {key for node in fresh for key in self._keys(node, self.reach.feeding)} - self._looked - self._fed
            self._fed |= keys
            fresh = self._beside(keys) - self._nodes
        return nodes

    def stated(self, nodes: Iterable[NamedNode]) -> set[Quad]:
        """Return what sources said of nodes before the change."""
        unstated = (self.derived, *self.apart)
        return {quad for node in nodes for quad in self._about(node) if quad.graph_name not in unstated}

    def about(self, subjects: Iterable[Subject]) -> set[Quad]:
        """Return all that was said of some subjects before the change."""
        return {quad for subject in subjects for quad in self._about(subject)}

    # ---------------------------------------------------------------- from node to node

    def _spread(self, start: Nodes, step: Callable[[NamedNode], Iterable[NamedNode]], known: Nodes) -> Nodes:
        """The nodes that steps lead to from some, with these; from those known all steps have been taken before."""
        found = set(start)
        waiting = list(found)
        while waiting:
            further = set(step(waiting.pop())) - found - known
            found |= further
            waiting += further
            self._limit(found)
        self._limit(found | known)
        return found

    def _limit(self, nodes: Collection[NamedNode]) -> None:
        if len(nodes) > self.most:
            raise NotLocalError("too much hangs on what has changed")

    def _about(self, subject: Subject) -> list[Quad]:
        return self._kept(subject, None, None, None)

    def _quads(self, subject: Subject) -> list[Quad]:
        return [*self._about(subject), *self._of.get(subject, ())]

    def _described(self, node: NamedNode) -> list[Quad]:
        """What is said of a node; what rules say, only of nodes that they have made."""
        quads = self._quads(node)
        stated = [quad for quad in quads if quad.graph_name != self.derived]
        return stated or quads

    def _referred(self, node: NamedNode) -> Iterator[NamedNode]:
        for quad in self._described(node):
            if isinstance(quad.object, NamedNode) and quad.graph_name not in self.apart:
                yield quad.object

    def _referring(self, node: NamedNode) -> Nodes:
        leading = (*self._kept(None, None, node, None), *self._to.get(node, ()))
        return _subjects((*leading, *self._kept(None, None, None, node)))

    def _keys(self, node: NamedNode, joins: tuple[Join, ...]) -> Iterator[Key]:
        """The values by which a thing is looked at beside others, each with the join, and the thing as such a value."""
        found: dict[NamedNode, set[Term]] = defaultdict(set)
        for quad in self._quads(node) if joins else ():
            found[quad.predicate].add(quad.object)
        for join in joins:
            yield from ((join, values) for values in product(*(found[name] for name in join.names)))
        yield from _own(node, joins)

    def _beside(self, keys: Set[Key]) -> Nodes:
        """The things that have the values of a join, and each value that alone makes it."""
        rows: dict[Join, list[tuple[Term, ...]]] = defaultdict(list)
        for join, values in keys:
            rows[join].append(values)
        alone = {values[0] for _, values in keys if len(values) == 1}
        nodes = {value for value in alone if isinstance(value, NamedNode)}
        for join, sought in rows.items():
            # What was added is about nodes that are looked at already.
            solutions = self.engine.query(_sharing(join, sought), use_default_graph_as_union=True)
            assert isinstance(solutions, ox.QuerySolutions)
            nodes |= {node for (node,) in solutions}
        return nodes

    def _made_of(self, core: Nodes) -> set[tuple[NamedNode, NamedNode]]:
        """The nodes of the rules' making that some lead to, each with the property."""
        derived = (quad for node in core for quad in self._quads(node) if quad.graph_name == self.derived)
        pairs = {(quad.object, quad.predicate) for quad in derived}
        return {(made, name) for made, name in pairs if isinstance(made, NamedNode) and self._is_made(made)}

    def _witnesses(self, made: NamedNode, name: NamedNode) -> Iterator[NamedNode]:
        """Another node that leads to one of the rules' making, and will go on to: each time the same."""
        others = (quad.subject for quad in self.engine.quads_for_pattern(None, name, made))
        there = (other for other in others if isinstance(other, NamedNode) and other not in self._core)
        yield from islice((other for other in there if self.stated([other])), 1)

    def _is_made(self, node: NamedNode) -> bool:
        """Tell whether rules alone speak of a node."""
        quads = self._about(node)
        return bool(quads) and all(quad.graph_name == self.derived for quad in quads)


def _sharing(join: Join, rows: Sequence[tuple[Term, ...]]) -> str:
    """The query for the nodes that have one of some rows of values of a join."""
    if any(isinstance(value, BlankNode) for row in rows for value in row):
        raise NotLocalError("what has no name of its own is looked at beside others")
    columns = [f"?value{number}" for number in range(len(join.names))]
    values = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    pattern = " ; ".join(f"{name} {column}" for name, column in zip(join.names, columns, strict=True))
    return f"SELECT DISTINCT ?node {{ VALUES ({' '.join(columns)}) {{ {values} }} ?node {pattern} }}"


def _subjects(quads: Iterable[Quad]) -> Nodes:
    return {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}


def _own(node: NamedNode, joins: Iterable[Join]) -> Iterator[Key]:
    return ((join, (node,)) for join in joins if len(join.names) == 1)
