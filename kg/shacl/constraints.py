"""Read the constraints of one shape from a shapes graph, and refuse what cannot be compiled."""

from collections.abc import Callable, Iterator

import pyoxigraph as ox
from pyoxigraph import NamedNode

from ..errors import ShapeError
from ..table import Term
from .components import KINDS, NAMES, Scope, select
from .model import SH, XSD, Constraint, Shape
from .queries import LOST_DATATYPES, read_asked, read_components
from .triples import TRUE, Triples, constants, members, values

ReadShape = Callable[[Term], Shape]

_ONCE = """
path deactivated datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
maxLength flags in languageIn uniqueLang closed ignoredProperties qualifiedValueShape qualifiedMinCount
qualifiedMaxCount qualifiedValueShapesDisjoint
"""
_OFTEN = """
class pattern equals disjoint lessThan lessThanOrEquals hasValue not and or xone node property sparql
targetNode targetClass targetSubjectsOf targetObjectsOf name description order group defaultValue message severity
select prefixes
"""
_OF_IRIS = "class datatype nodeKind equals disjoint lessThan lessThanOrEquals"
_OF_PROPERTIES = "minCount maxCount uniqueLang lessThan lessThanOrEquals"
_EMPTY = Scope("VALUES ?focus { 1 }", None)


def read_constraints(about: Triples, node: Term, read_shape: ReadShape) -> Iterator[Constraint]:
    """Yield the constraints of a shape; raise ShapeError for what is not covered."""
    _refuse_foreign(about, node)
    for name, found in about.get(node, {}).items():
        for value in found:
            yield from _read(about, node, name, value, read_shape)
    yield from map(_askable, read_components(about, node))


def _refuse_foreign(about: Triples, node: Term) -> None:
    properties = about.get(node, {})
    for name, found in properties.items():
        if ":" not in name and name not in f"{_ONCE} {_OFTEN}".split():
            raise ShapeError(f"{name} is not known")
        if name in _ONCE.split() and len(found) > 1:
            raise ShapeError(f"sh:{name} stands more than once")
        if name in _OF_PROPERTIES.split() and "path" not in properties:
            raise ShapeError(f"sh:{name} is only for property shapes")


def _read(about: Triples, node: Term, name: str, value: Term, read_shape: ReadShape) -> Iterator[Constraint]:
    match name:
        case "closed" | "uniqueLang" if value != TRUE:
            return
        case "minCount" if Constraint(name, value).number == 0:
            return
        case "closed":
            yield Constraint(name, value, terms=_allowed(about, node))
        case "in" | "languageIn":
            yield Constraint(name, value, terms=constants(members(about, value)))
        case "pattern":
            yield _matchable(Constraint(name, value, terms=values(about, node, "flags")))
        case "sparql":
            yield from map(_askable, read_asked(about, node, value))
        case "and" | "or" | "xone":
            yield Constraint(name, value, shapes=tuple(map(read_shape, members(about, value))))
        case "not" | "node" | "property":
            yield Constraint(name, value, shapes=(read_shape(value),))
        case "qualifiedMinCount" | "qualifiedMaxCount" if values(about, node, "path"):
            counted = values(about, node, "qualifiedValueShape")
            shapes = tuple(map(read_shape, (*counted, *_siblings(about, node)))) if counted else ()
            yield from (_checked(Constraint(name, value, shapes=shapes)) for _ in counted)
        case _ if name in NAMES:
            yield _checked(Constraint(name, value))


def _checked(constraint: Constraint) -> Constraint:
    """Return a constraint whose value can be what its name wants; raise ShapeError for any other."""
    (value,) = constants((constraint.value,))
    if constraint.name.endswith(("Count", "Length")):
        assert constraint.number >= 0
    if constraint.name in _OF_IRIS.split() and not isinstance(value, NamedNode):
        raise ShapeError(f"sh:{constraint.name} is {value}, which is no IRI")
    if constraint.name == "nodeKind" and str(value)[1:-1].removeprefix(SH) not in KINDS:
        raise ShapeError(f"{value} is no kind of node")
    if constraint.name == "datatype" and str(value)[1:-1].removeprefix(XSD) in LOST_DATATYPES.split():
        raise ShapeError(f"the engine takes {value} for xsd:integer")
    return constraint


def _matchable(constraint: Constraint) -> Constraint:
    _refuse_unmatchable(str(constraint.value), *map(str, constraint.terms))
    return constraint


def _askable(constraint: Constraint) -> Constraint:
    words = constraint.query.words if constraint.query else ()
    if {"REGEX", "REPLACE"} & set(words):
        for text in (word for word in words if word[0] in "\"'"):
            _refuse_unmatchable(text)
    try:
        ox.Store().query(select(constraint, _EMPTY))
    except SyntaxError as error:
        raise ShapeError("the engine cannot read its query") from error
    return constraint


def _refuse_unmatchable(*pattern: str) -> None:
    arguments = ", ".join(('""', *pattern))
    results = ox.Store().query(f"SELECT (REGEX({arguments}) AS ?matches) {{}}")
    assert isinstance(results, ox.QuerySolutions)
    if next(results)["matches"] is None:
        raise ShapeError(f"the engine cannot match {pattern[0]}")


def _allowed(about: Triples, node: Term) -> tuple[Term, ...]:
    ignored = [term for each in values(about, node, "ignoredProperties") for term in members(about, each)]
    own = [path for each in values(about, node, "property") for path in values(about, each, "path")]
    return tuple(term for term in [*ignored, *own] if isinstance(term, NamedNode))


def _siblings(about: Triples, node: Term) -> tuple[Term, ...]:
    """The shapes that a value counted by a disjoint qualified shape must not conform to (SHACL, section 4.7.3)."""
    if TRUE not in values(about, node, "qualifiedValueShapesDisjoint"):
        return ()
    parents = [each["property"] for each in about.values() if node in each.get("property", ())]
    shapes = {shape for shared in parents for each in shared for shape in values(about, each, "qualifiedValueShape")}
    return tuple(shapes - set(values(about, node, "qualifiedValueShape")))
