"""SHACL property paths as SPARQL property paths (SHACL, W3C 2017, section 2.3.1)."""

from pyoxigraph import NamedNode

from ..errors import ShapeError
from ..table import Term
from .model import Path
from .triples import RDF, Triples, members, values

_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def read_path(about: Triples, node: Term, above: tuple[Term, ...] = ()) -> Path:
    """Read the path that a node of a shapes graph describes; raise ShapeError if it is not well formed."""
    if isinstance(node, NamedNode):
        return Path(node, str(node), (str(node),))
    if node in above:
        raise ShapeError("a path is part of itself")

    def part(child: Term) -> Path:
        return read_path(about, child, (*above, node))

    if values(about, node, f"{RDF}first"):
        parts = [part(child) for child in members(about, node)]
        return Path(node, _joined("/", parts), is_optional=all(each.is_optional for each in parts))
    match sorted(about.get(node, {}).items()):
        case [("alternativePath", (choices,))]:
            parts = [part(child) for child in members(about, choices)]
            steps = tuple(step for each in parts for step in each.steps) if all(each.steps for each in parts) else ()
            return Path(node, _joined("|", parts), steps, any(each.is_optional for each in parts))
        case [("inversePath", (child,))]:
            return Path(node, f"^({part(child).text})", is_optional=part(child).is_optional)
        case [(name, (child,))] if name in _REPEATED:
            is_optional = name != "oneOrMorePath" or part(child).is_optional
            return Path(node, f"({part(child).text}){_REPEATED[name]}", is_optional=is_optional)
    raise ShapeError("a path is not well formed")


def _joined(operator: str, parts: list[Path]) -> str:
    if len(parts) < 2:
        raise ShapeError("a path of several has fewer than two")
    return f"({operator.join(part.text for part in parts)})"
