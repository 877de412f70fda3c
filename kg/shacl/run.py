"""Run shapes over a store: results, and which nodes conform."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal

from ..table import Table, Term
from ..threads import Each
from .components import Scope, columns, select
from .model import Constraint, Shape
from .triples import fill

Query = Callable[[str], Table]
Row = tuple[Term | None, ...]
"""What breaks a constraint: focus node, value if there is one, property if it is not the shape's path, and more of
what a constraint in SPARQL tells of.
"""
Scoped = tuple[Shape, Constraint, Scope]
"""A constraint of a shape, and the nodes that it is about."""


@dataclass(frozen=True)
class Result:
    """One validation result of SHACL; the shape has its severity."""

    focus: Term
    path: Term | None
    value: Term | None
    constraint: Constraint
    shape: Shape
    messages: tuple[Literal, ...]


def run(query: Query, shapes: Iterable[Shape], *, each: Each = map) -> Iterator[Result]:
    """Yield what breaks the shapes that have targets; the time grows with the data, not with its square."""

    def results(scoped: Scoped) -> list[Result]:
        shape, constraint, place = scoped
        return [_result(shape, constraint, row) for row in _breaches(query, constraint, place)]

    constraints = (scoped for shape in shapes if shape.target for scoped in _scoped(shape, shape.target))
    return chain.from_iterable(each(results, constraints))


def _scoped(shape: Shape, focus: str) -> Iterator[Scoped]:
    place = Scope(focus, shape.path)
    for constraint in shape.constraints:
        if constraint.name == "property":
            yield from _scoped(constraint.shapes[0], place.values)
        else:
            yield shape, constraint, place


def _result(shape: Shape, constraint: Constraint, row: Row) -> Result:
    focus, value, path = [*row, None, None][:3]
    assert focus is not None
    if shape.path:
        path = path or shape.path.node
    elif constraint.query:
        value = value or focus
    messages = shape.messages
    if constraint.query:
        terms = dict(zip(columns(constraint), (*row[0:1], value, path, *row[3:]), strict=True))
        messages = fill(constraint.messages, terms)
    return Result(focus, path, value, constraint, shape, messages)


def _breaches(query: Query, constraint: Constraint, place: Scope) -> Iterable[Row]:
    if not constraint.shapes:
        return query(select(constraint, place)).rows
    if constraint.name.startswith("qualified"):
        return _miscounted(query, constraint, place)
    bad = _bad_values(query, constraint, place.values)
    return [pair for pair in _pairs(query, place) if pair[1] in bad] if bad else ()


def _bad_values(query: Query, constraint: Constraint, values: str) -> set[Term | None]:
    """The values that a constraint on how they conform to shapes refuses."""
    failing = [_failing(query, shape, values) for shape in constraint.shapes]
    match constraint.name:
        case "and" | "node" | "property":
            return set().union(*failing)
        case "or":
            return set.intersection(*failing)
        case "not":
            return _nodes(query, values) - failing[0]
    return {node for node in _nodes(query, values) if sum(node not in some for some in failing) != 1}


def _miscounted(query: Query, constraint: Constraint, place: Scope) -> Iterator[Row]:
    """The focus nodes with too many or too few values that conform to a shape, and to none of its siblings."""
    failing, *siblings = (_failing(query, shape, place.values) for shape in constraint.shapes)
    counts = Counter(
        focus
        for focus, value in _pairs(query, place)
        if value not in failing and all(value in others for others in siblings)
    )
    limit = constraint.number
    for focus in _nodes(query, place.focus):
        if counts[focus] < limit if constraint.name == "qualifiedMinCount" else counts[focus] > limit:
            yield (focus,)


def _failing(query: Query, shape: Shape, focus: str) -> set[Term | None]:
    """The focus nodes that do not conform to a shape."""
    place = Scope(focus, shape.path)
    return {row[0] for constraint in shape.constraints for row in _breaches(query, constraint, place)}


def _nodes(query: Query, focus: str) -> set[Term | None]:
    return {node for (node,) in query(f"SELECT DISTINCT ?focus {{ {focus} }}").rows}


def _pairs(query: Query, place: Scope) -> list[Row]:
    return query(f"SELECT DISTINCT ?focus ?value {{ {place.pairs} }}").rows
