"""Slices: the part of a graph in which a change of some quads can make any difference.

What a rule, a check or a shape says of a thing depends on that thing and on what it leads to, however far. The header
of a rule or check says so: `# slice  itself`. Or it says by which properties things are also looked at side by side:
`# slice  irel:dyad irel:start` is for those that share a value of the first and one of the second.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from .errors import ShapeError
from .questions import Question
from .shacl.groups import Group, read_query, slice_of
from .shacl.model import Shape
from .table import Term
from .terms import RDF_TYPE, absolute, is_iri

Nodes = set[NamedNode]
Subject = NamedNode | BlankNode | Triple
Key = tuple["Join", tuple[Term, ...]]

_OBJECTS = re.compile(r"\?any <([^>]+)> \?focus")


class NotLocalError(Exception):
    """What a change does cannot be told from a part of the graph; the message says why."""


@dataclass(frozen=True)
class Join:
    """Things with the same values of some properties are looked at side by side."""

    names: tuple[NamedNode, ...]


@dataclass(frozen=True)
class Reach:
    """How far rules, checks and shapes look: `names` are the properties read at a thing by way of another."""

    names: frozenset[NamedNode]
    joins: tuple[Join, ...]


def reach(rules: Iterable[Question], checks: Iterable[Question], shapes: Iterable[Shape]) -> Reach:
    """Return how far rules, checks and shapes look; raise NotLocalError if one does not say it."""
    names, made = {RDF_TYPE}, set[NamedNode]()
    joins: dict[Join, None] = {}
    for question in (*rules, *checks):
        template, pattern, note = _told(question)
        made |= _iris(template)
        names |= _iris(pattern)
        joins |= dict.fromkeys(_joins(question.name, note))
    for shape in shapes:
        for name, query, note in _asked(shape):
            names |= _iris(query)
            joins |= dict.fromkeys(_joins(name, note))
        backward = set(_backward(shape))
        # What rules alone make comes and goes with what it is made of.
        names |= set(_nested(shape)) - (backward & made)
        joins |= dict.fromkeys(Join((name,)) for name in sorted(backward - made, key=str))
    names |= {name for join in joins for name in join.names}
    return Reach(frozenset(names), tuple(joins))


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
        self._looked |= {key for node in core for key in self._own(node)}
        fresh = core
        while fresh:
            # Many share a value: to look once for each value is to look in time that grows with the slice.
            keys = {key for node in fresh for key in self._keys(node)} - self._looked
            self._looked |= keys
            fresh = self._beside(keys) - core - self._core
            core |= fresh
            self._limit(core | self._core)
        self._core |= core
        self._made |= self._made_of(core)
        witnesses = {witness for made in self._made for witness in self._witnesses(*made)}
        nodes = self._spread(core | witnesses | _subjects(changed), self._referred, self._nodes)
        self._nodes |= nodes
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

    def _keys(self, node: NamedNode) -> Iterator[Key]:
        """The values by which a thing is looked at beside others, each with the join, and the thing as such a value."""
        found: dict[NamedNode, set[Term]] = defaultdict(set)
        for quad in self._quads(node):
            found[quad.predicate].add(quad.object)
        for join in self.reach.joins:
            yield from ((join, values) for values in product(*(found[name] for name in join.names)))
        yield from self._own(node)

    def _own(self, node: NamedNode) -> Iterator[Key]:
        return ((join, (node,)) for join in self.reach.joins if len(join.names) == 1)

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


def _told(question: Question) -> tuple[Group, Group, str | None]:
    """What a query constructs, the rest of it, and what it says of how far it looks."""
    try:
        query, note = read_query(question.text, {}, {}), slice_of(question.text, {})
    except ShapeError as reason:
        raise NotLocalError(f"{question.name}: {reason}") from reason
    template = query.groups[0] if query.own[:2] == ("CONSTRUCT", "{}") else Group(())
    return template, Group(tuple(part for part in query.parts if part is not template)), note


def _asked(shape: Shape) -> Iterator[tuple[str, Group, str | None]]:
    """The queries in a shape, each with the shape's name and what it says of how far it looks."""
    for part in (shape, *_parts(shape)):
        for constraint in part.constraints:
            if constraint.query:
                yield shape.rule, constraint.query, constraint.slice


def _joins(name: str, note: str | None) -> Iterator[Join]:
    if note is None:
        raise NotLocalError(f"{name} does not say what can change its result")
    for words in () if note == "itself" else note.split(","):
        names = [word[1:-1] for word in words.split()]
        if not names or not all(map(is_iri, names)):
            raise NotLocalError(f"{name} does not name properties that can change its result")
        yield Join(tuple(map(NamedNode, names)))


def _iris(query: Group) -> Nodes:
    words = [word[1:-1] for word in query.words if word[0] == "<" and word[-1] == ">"]
    if short := [word for word in words if not is_iri(word)]:
        raise NotLocalError(f"<{short[0]}> in a query is no IRI in full")
    return set(map(NamedNode, words))


def _nested(shape: Shape) -> Iterator[NamedNode]:
    """The properties that a shape reads at other nodes than its focus nodes, and some that it reads at these."""
    if shape.path and not shape.path.steps:
        yield from _in_path(shape)
    for part in _parts(shape):
        yield from _in_path(part)
        yield from (each.value for each in part.constraints if isinstance(each.value, NamedNode))


def _backward(shape: Shape) -> Iterator[NamedNode]:
    """The properties that a shape follows from value to subject."""
    yield from map(absolute, _OBJECTS.findall(shape.target))
    for part in (shape, *_parts(shape)):
        if part.path and "^" in part.path.text:
            yield from _in_path(part)


def _parts(shape: Shape) -> Iterator[Shape]:
    for constraint in shape.constraints:
        for part in constraint.shapes:
            yield part
            yield from _parts(part)


def _in_path(shape: Shape) -> Iterator[NamedNode]:
    yield from map(absolute, re.findall("<([^>]+)>", shape.path.text if shape.path else ""))
