"""Triples of a shapes graph by subject and predicate, with the lists and texts in them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ..errors import ShapeError
from ..export import canonical
from ..table import Term
from .model import SH

Triples = Mapping[Term, Mapping[str, tuple[Term, ...]]]
"""Subject -> predicate -> objects; predicates of SHACL by local name, others by IRI."""

Holders = Mapping[Term, set[Term]]
"""Blank node -> the subjects that have it as an object."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")
TRUE = Literal("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))


def index(triples: Iterable[Triple | Quad]) -> Triples:
    """Sort triples by subject and predicate."""
    about: dict[Term, dict[str, tuple[Term, ...]]] = defaultdict(dict)
    for subject, predicate, value in dict.fromkeys((each.subject, each.predicate, each.object) for each in triples):
        name = predicate.value.removeprefix(SH)
        about[subject][name] = (*about[subject].get(name, ()), value)
    return about


def values(about: Triples, node: Term, name: str) -> tuple[Term, ...]:
    """Return the objects of a node's property."""
    return about.get(node, {}).get(name, ())


def members(about: Triples, node: Term) -> tuple[Term, ...]:
    """Return the members of a list; raise ShapeError if it is not well formed."""
    found: list[Term] = []
    seen = {node}
    while node != NamedNode(f"{RDF}nil"):
        firsts, rests = values(about, node, f"{RDF}first"), values(about, node, f"{RDF}rest")
        if len(firsts) != 1 or len(rests) != 1 or rests[0] in seen:
            raise ShapeError("a list is not well formed")
        found.append(firsts[0])
        node = rests[0]
        seen.add(node)
    return tuple(found)


def holders(about: Triples) -> Holders:
    """Return which subjects have a blank node as an object."""
    found: dict[Term, set[Term]] = defaultdict(set)
    for subject, properties in about.items():
        for node in (value for objects in properties.values() for value in objects if isinstance(value, BlankNode)):
            found[node].add(subject)
    return found


def lineage(held: Holders, node: Term) -> list[Term]:
    """Return a shape and the blank nodes that hold it, up to the nearest named shape."""
    nodes = [node]
    while isinstance(nodes[-1], BlankNode):
        above = held.get(nodes[-1], set()) - set(nodes)
        if not above:
            break
        nodes.append(max(above, key=lambda holder: (isinstance(holder, NamedNode), str(holder))))
    return nodes


def texts(about: Triples, node: Term, *names: str) -> tuple[Literal, ...]:
    """Return the literals of some properties of a node."""
    found = (value for name in names for value in values(about, node, name))
    return tuple(value for value in found if isinstance(value, Literal))


def english(literals: Iterable[Literal]) -> str:
    """Return the text in English, else in no language, else in any."""
    ranked = sorted((text.language != "en", text.language or "", text.value) for text in literals)
    return ranked[0][-1] if ranked else ""


def placeholders(messages: Iterable[Literal]) -> list[str]:
    """Return the names of the variables in braces in some messages."""
    return sorted({name for message in messages for name in _PLACEHOLDER.findall(message.value)})


def fill(messages: Iterable[Literal], terms: Mapping[str, Term | None]) -> tuple[Literal, ...]:
    """Return messages with the values of variables in place of their names; an unbound variable stays."""

    def told(found: re.Match[str]) -> str:
        term = terms.get(found[1])
        match term:
            case Literal():
                return canonical(term).value
            case NamedNode():
                return term.value
        return found[0] if term is None else str(term)

    texts = ((_PLACEHOLDER.sub(told, message.value), message.language) for message in messages)
    return tuple(Literal(text, language=language) for text, language in texts)


def constants(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return terms that mean the same in other data; raise ShapeError for blank nodes."""
    if any(isinstance(term, BlankNode) for term in terms):
        raise ShapeError("a blank node means nothing in other data")
    return terms
