"""Shapes as frozen values: what a shapes graph says, without its triples."""

from dataclasses import dataclass

from pyoxigraph import Literal

from ..errors import ShapeError
from ..table import Term
from .groups import Group

SH = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Path:
    """A SHACL path: its node in the shapes graph, and the SPARQL property path that means the same.

    `steps` are its properties, if it is one of them or any of several; `is_optional` tells whether it also leads
    from every node to the node itself.
    """

    node: Term
    text: str
    steps: tuple[str, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True)
class Constraint:
    """One parameter of a shape: the local name of the property of SHACL, and its value.

    A component of the user's own has its IRI for a name; like sh:sparql it has a `query`, and `messages` with the
    query's variables in braces, and `slice` is what the query says of how far it looks. `terms` are the members of a
    list, the flags of a pattern, or the properties that a closed shape allows; `shapes` are those that the value names,
    for a qualified count the qualifying one and then its siblings.
    """

    name: str
    value: Term
    terms: tuple[Term, ...] = ()
    shapes: tuple["Shape", ...] = ()
    query: Group | None = None
    messages: tuple[Literal, ...] = ()
    slice: str | None = None

    @property
    def component(self) -> str:
        """The IRI of the constraint component."""
        name = "SPARQL" if self.name == "sparql" else f"{self.name[0].upper()}{self.name[1:]}"
        return self.name if ":" in self.name else f"{SH}{name}ConstraintComponent"

    @property
    def term(self) -> str:
        """The property of SHACL that it is a value of, or the IRI of the user's own component."""
        return self.name if ":" in self.name else f"sh:{self.name}"

    @property
    def number(self) -> int:
        """The value of a constraint that counts; raises ShapeError for what is not a whole number."""
        if not isinstance(self.value, Literal) or not self.value.value.isdecimal():
            raise ShapeError(f"sh:{self.name} is not a whole number")
        return int(self.value.value)


@dataclass(frozen=True)
class Shape:
    """A node shape, or with a path a property shape; a deactivated one has no constraints.

    `target` is the group of SPARQL that binds ?focus to each focus node once, empty without targets;
    `rule` is the IRI of the nearest named shape and `remedy` the nearest comment.
    """

    node: Term
    path: Path | None
    target: str
    constraints: tuple[Constraint, ...]
    severity: Term
    messages: tuple[Literal, ...]
    rule: str
    remedy: str
