"""Locality: how far rules, checks and shapes look, as their texts tell it.

What a rule, a check or a shape says of a thing depends on that thing and on what it leads to, however far. The header
of a rule or check says so: `# slice  itself`. Or it says by which properties things are also looked at side by side:
`# slice  irel:dyad irel:start` is for those that share a value of the first and one of the second.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from pyoxigraph import NamedNode

from .errors import ShapeError
from .questions import Question
from .shacl.groups import Group, read_query, slice_of
from .shacl.model import Shape
from .terms import RDF_TYPE, absolute, is_iri

Nodes = set[NamedNode]

_OBJECTS = re.compile(r"\?any <([^>]+)> \?focus")


class NotLocalError(Exception):
    """What a change does cannot be told from a part of the graph; the message says why."""


@dataclass(frozen=True)
class Join:
    """Things with the same values of some properties are looked at side by side."""

    names: tuple[NamedNode, ...]


@dataclass(frozen=True)
class Reach:
    """How far rules, checks and shapes look.

    `names` are the properties read at a thing by way of another; `feeding` are the joins of rules that derive such.
    """

    names: frozenset[NamedNode]
    joins: tuple[Join, ...]
    feeding: tuple[Join, ...] = ()


def reach(rules: Iterable[Question], checks: Iterable[Question], shapes: Iterable[Shape]) -> Reach:
    """Return how far rules, checks and shapes look; raise NotLocalError if one does not say it."""
    names, made = {RDF_TYPE}, set[NamedNode]()
    joins: dict[Join, Nodes] = defaultdict(set)
    for question in (*rules, *checks):
        template, pattern, note = _told(question)
        made |= _iris(template)
        names |= _iris(pattern)
        for join in _joins(question.name, note):
            joins[join] |= _iris(_about_found(template, pattern))
    for shape in shapes:
        for name, query, note in _asked(shape):
            names |= _iris(query)
            joins |= {join: joins[join] for join in _joins(name, note)}
        backward = set(_backward(shape))
        # What rules alone make comes and goes with what it is made of.
        names |= set(_nested(shape)) - (backward & made)
        joins |= {join: joins[join] for join in (Join((name,)) for name in sorted(backward - made, key=str))}
    feeding = tuple(join for join, told in joins.items() if told & names)
    names |= {name for join in joins for name in join.names}
    return Reach(frozenset(names), tuple(joins), feeding)


def _told(question: Question) -> tuple[Group, Group, str | None]:
    """What a query constructs, the rest of it, and what it says of how far it looks."""
    try:
        query, note = read_query(question.text, {}, {}), slice_of(question.text, {})
    except ShapeError as reason:
        raise NotLocalError(f"{question.name}: {reason}") from reason
    template = query.groups[0] if query.own[:2] == ("CONSTRUCT", "{}") else Group(())
    return template, Group(tuple(part for part in query.parts if part is not template)), note


def _about_found(template: Group, pattern: Group) -> Group:
    """The statements of a template about nodes that the pattern finds; those that it makes, nothing else leads to."""
    made = {name for word, name in pairwise(pattern.words) if word == "AS"}
    statements = [list(words) for is_dot, words in groupby(template.words, ".".__eq__) if not is_dot]
    return Group(tuple(word for words in statements if words[0] not in made for word in words))


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
