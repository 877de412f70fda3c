"""SHACL-SPARQL: constraints and components whose meaning a query tells (SHACL, W3C 2017, sections 5 and 6)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from ..errors import ShapeError
from ..table import Term
from .groups import Group, read_query, slice_of
from .model import SH, XSD, Constraint
from .paths import read_path
from .prebinding import for_sets, refuse
from .triples import TRUE, Triples, constants, fill, texts, values

_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
# The engine keeps a valid literal of these as an xsd:integer.
LOST_DATATYPES = """
byte short int long unsignedByte unsignedShort unsignedInt unsignedLong
nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger
"""
_LOST = {f"<{XSD}{name}>" for name in LOST_DATATYPES.split()}
_UNKNOWN = {"?shapesGraph", "?currentShape", "?PATH", "?failure"}


def read_asked(about: Triples, shape: Term, node: Term) -> Iterator[Constraint]:
    """Yield the constraint that a value of sh:sparql describes, if it is active."""
    if TRUE not in values(about, node, "deactivated"):
        query, messages = _query(about, shape, node, {}), _messages(about, node, shape)
        yield Constraint("sparql", node, query=query, messages=messages, slice=_slice(about, node))


def read_components(about: Triples, shape: Term) -> Iterator[Constraint]:
    """Yield a constraint for each constraint component whose parameters a shape has."""
    for component in [node for node, properties in about.items() if "parameter" in properties]:
        parameters = values(about, component, "parameter")
        paths = {path: node for node in parameters for path in values(about, node, "path")}
        given = {path.value: values(about, shape, path.value.removeprefix(SH)) for path in _named(paths)}
        needed = [path.value for path in _named(paths) if TRUE not in values(about, paths[path], "optional")]
        if any(given.values()) and all(given[name] for name in needed):
            yield _applied(about, shape, component, {name: found for name, found in given.items() if found})


def _applied(about: Triples, shape: Term, component: Term, given: Mapping[str, tuple[Term, ...]]) -> Constraint:
    special = "propertyValidator" if values(about, shape, "path") else "nodeValidator"
    validators = [*values(about, component, special), *values(about, component, "validator")]
    if not validators or not isinstance(component, NamedNode):
        raise ShapeError(f"{min(given)} is not known")
    for name, found in given.items():
        if len(found) > 1:
            raise ShapeError(f"{name} stands more than once")
    terms = {re.split("[/#:]", name)[-1]: constants(found)[0] for name, found in given.items()}
    query = _query(about, shape, validators[0], terms)
    messages = fill(_messages(about, validators[0], component, shape), terms)
    return Constraint(component.value, component, query=query, messages=messages, slice=_slice(about, validators[0]))


def _messages(about: Triples, *nodes: Term) -> tuple[Literal, ...]:
    """The messages of the first node that has any."""
    return next(filter(None, (texts(about, node, "message") for node in nodes)), ())


def _query(about: Triples, shape: Term, node: Term, terms: Mapping[str, Term]) -> Group:
    """Read the query of a constraint or validator, and make it one that can be asked of a set of nodes."""
    known = {f"?{name}": str(term) for name, term in terms.items()} | _surroundings(about, shape)
    query = read_query(_text(about, node), _prefixes(about, node), known)
    refuse(query)
    if unknown := query.variables & _UNKNOWN:
        raise ShapeError(f"its query speaks of {min(unknown)}")
    if lost := _LOST.intersection(query.words):
        raise ShapeError(f"the engine takes {min(lost)} for xsd:integer")
    return for_sets(query)


def _slice(about: Triples, node: Term) -> str | None:
    return slice_of(_text(about, node), _prefixes(about, node))


def _text(about: Triples, node: Term) -> str:
    found = [*texts(about, node, "select"), *texts(about, node, "ask")]
    if len(found) != 1:
        raise ShapeError("a constraint in SPARQL has no query, or several")
    return found[0].value


def _surroundings(about: Triples, shape: Term) -> dict[str, str]:
    """The variables that stand for the shape and its path."""
    paths = [read_path(about, path) for path in values(about, shape, "path")]
    known = [("?PATH", path.text) for path in paths if not path.is_optional]
    return dict([*known, ("?currentShape", str(shape))] if isinstance(shape, NamedNode) else known)


def _prefixes(about: Triples, node: Term) -> dict[str, str]:
    """The prefixes that are declared where sh:prefixes says, and in what is imported there."""
    found: dict[str, str] = {}
    waiting, seen = [*values(about, node, "prefixes")], set[Term]()
    while waiting:
        ontology = waiting.pop()
        seen.add(ontology)
        for each in values(about, ontology, "declare"):
            (prefix,), (namespace,) = (texts(about, each, name) for name in ("prefix", "namespace"))
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise ShapeError(f"the prefix {prefix.value}: is declared twice")
        waiting += [imported for imported in values(about, ontology, _IMPORTS) if imported not in seen]
    return found


def _named(terms: Iterable[Term]) -> list[NamedNode]:
    return [term for term in terms if isinstance(term, NamedNode)]
