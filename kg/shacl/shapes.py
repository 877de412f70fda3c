"""Read a shapes graph: the shapes that have targets, and those that are left to another validator."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..errors import ShapeError
from ..table import Term
from .components import instances
from .constraints import read_constraints
from .model import SH, Shape
from .paths import read_path
from .triples import RDF, RDFS, TRUE, Holders, Triples, english, holders, index, lineage, texts, values

_TARGETS: Mapping[str, Callable[[Term], str]] = {
    "targetNode": lambda node: f"VALUES ?focus {{ {node} }}",
    "targetClass": lambda kind: instances("?focus", kind),
    "targetSubjectsOf": lambda property: f"?focus {property} ?any",
    "targetObjectsOf": lambda property: f"?any {property} ?focus",
}
_CLASSES = {NamedNode(f"{RDFS}Class"), NamedNode("http://www.w3.org/2002/07/owl#Class")}
_SHAPES = {NamedNode(f"{SH}NodeShape"), NamedNode(f"{SH}PropertyShape")}


@dataclass(frozen=True)
class Shapes:
    """The shapes that have targets, by name; of those that are `left` to another validator, the reason."""

    covered: tuple[Shape, ...]
    left: Mapping[Term, str]


def read_shapes(triples: Iterable[Triple | Quad]) -> Shapes:
    """Read the shapes that have targets; a shape that cannot be compiled, or is not well formed, is left."""
    about = index(triples)
    held = holders(about)
    covered, left = [], {}
    for node in sorted(about, key=str):
        try:
            if _target(about, node):
                covered.append(_read(about, held, node, ()))
        except ShapeError as reason:
            left[node] = str(reason)
    return Shapes(tuple(covered), left)


def without_targets(triples: Iterable[Quad], shapes: Iterable[Shape]) -> list[Quad]:
    """Return the triples of a shapes graph but for the targets of some shapes, which then apply to nothing."""
    nodes, names = {shape.node for shape in shapes}, {f"{SH}{name}" for name in _TARGETS}
    return [
        quad
        for quad in triples
        if quad.subject not in nodes or not (quad.predicate.value in names or quad.object in _CLASSES)
    ]


def _read(about: Triples, held: Holders, node: Term, above: tuple[Term, ...]) -> Shape:
    if node in above:
        raise ShapeError(f"{node} refers to itself")

    def read_part(part: Term) -> Shape:
        return _read(about, held, part, (*above, node))

    named = lineage(held, node)
    paths = values(about, node, "path")
    constraints = tuple(read_constraints(about, node, read_part))
    remedies = (english(texts(about, each, f"{RDFS}comment", "description")) for each in named)
    return Shape(
        node=node,
        path=read_path(about, paths[0]) if paths else None,
        target=_target(about, node),
        constraints=() if TRUE in values(about, node, "deactivated") else constraints,
        severity=next(iter(values(about, node, "severity")), NamedNode(f"{SH}Violation")),
        messages=texts(about, node, "message"),
        rule=named[-1].value if isinstance(named[-1], NamedNode) else "",
        remedy=next(filter(None, remedies), ""),
    )


def _target(about: Triples, node: Term) -> str:
    """The group that binds ?focus to each target of a shape once; empty if it has none."""
    targets = [(name, value) for name in _TARGETS for value in values(about, node, name)]
    for name, value in targets:
        if not isinstance(value, NamedNode | Literal if name == "targetNode" else NamedNode):
            raise ShapeError(f"sh:{name} is no IRI")
    groups = [_TARGETS[name](value) for name, value in targets]
    types = set(values(about, node, f"{RDF}type"))
    if types & _SHAPES and types & _CLASSES:
        groups.append(instances("?focus", node))
    return f"{{ SELECT DISTINCT ?focus {{ {{ {' } UNION { '.join(groups)} }} }} }}" if groups else ""
