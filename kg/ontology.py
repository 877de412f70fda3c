"""Reads ontology/: the classes and keys that records may use, and the JSON-LD context that says the same."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .errors import UnreadableError
from .terms import BASE, VOCABULARIES, prefixes_of, term

_IS_A, _SUB, _LABEL = term("rdf:type"), term("rdfs:subClassOf"), term("rdfs:label")
_PROPERTIES = {term("owl:ObjectProperty"), term("owl:DatatypeProperty")}
_DOMAINS = (term("rdfs:domain"), term("schema:domainIncludes"))
_RANGES = (term("rdfs:range"), term("schema:rangeIncludes"))
_CONCEPT = term("skos:Concept")

Node = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Class:
    """A class that records may name as their type; `ancestors` holds itself and all its superclasses, as IRIs."""

    name: str
    iri: str
    label: str
    space: str
    heading: str
    colour: str
    size: int
    ancestors: frozenset[str]
    identity: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """A record key and what its values are: literals of a datatype, concepts, or things.

    `space` is where bare words are read, `base` the namespace above it; `datatype` is an IRI, empty for things.
    `lower`, `upper` and `precision` are the IRIs of the properties that take what the text implies.
    """

    name: str
    iri: str
    domains: frozenset[str]
    datatype: str
    space: str
    is_concept: bool
    lower: str
    upper: str
    precision: str

    def fits(self, kind: Class) -> bool:
        """Tell whether the key belongs on records of a class."""
        return not self.domains or not self.domains.isdisjoint(kind.ancestors)


@dataclass(frozen=True)
class Ontology:
    """Classes by name, keys by name, concepts by IRI, and all triples as read."""

    classes: Mapping[str, Class]
    keys: Mapping[str, Key]
    concepts: frozenset[str]
    triples: tuple[Triple, ...]

    @cached_property
    def spaces(self) -> frozenset[str]:
        """The first words of all ids, those of computed things among them."""
        named = term("irel:idSpace")
        return frozenset(triple.object.value for triple in self.triples if triple.predicate == named)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the classes whose records are facts."""
        return frozenset(name for name, kind in self.classes.items() if term("irel:Fact").value in kind.ancestors)

    @cached_property
    def by_space(self) -> Mapping[str, Class]:
        """The classes by the first word of their ids."""
        return {kind.space: kind for kind in self.classes.values()}

    def prefixes(self, base: str) -> dict[str, str]:
        """Return prefix -> namespace: one for each class of things under the base, one for each list of concepts."""
        lists = {concept.removeprefix(BASE).partition("/")[0] for concept in self.concepts if concept.startswith(BASE)}
        return prefixes_of(self.spaces, base) | prefixes_of(lists, BASE)


def read_ontology(paths: Iterable[Path]) -> Ontology:
    """Read Turtle files into one ontology; raise UnreadableError with file and line for broken Turtle."""
    triples = [triple for path in sorted(paths) for triple in _parse(path)]
    index = _Index(triples)
    classes = {kind.name: kind for iri in index.with_value("irel:idSpace") if (kind := _class(iri, index))}
    keys = [_key(iri, index) for iri in index.properties()]
    concepts = frozenset(iri.value for iri in index.instances(_CONCEPT))
    return Ontology(classes, {key.name: key for key in keys}, concepts, tuple(triples))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like a given one, or an empty text if none is like it."""
    folded = {name.casefold(): name for name in known}
    return next((folded[hit] for hit in difflib.get_close_matches(word.casefold(), folded, 1, 0.6)), "")


def jsonld_context(ontology: Ontology, base: str = BASE) -> dict[str, object]:
    """Return the JSON-LD 1.1 context by which any processor reads records as we do, time spans and amounts apart."""
    context: dict[str, object] = {"@version": 1.1, "@base": base, "id": "@id", "type": "@type"}
    context |= {name: VOCABULARIES[name] for name in ("irel", "xsd")}
    context |= {kind.name: kind.iri for kind in ontology.classes.values()}
    context |= {key.name: _context_entry(key, base) for key in ontology.keys.values()}
    return {"@context": context}


def _context_entry(key: Key, base: str) -> dict[str, object]:
    if key.datatype.endswith("#langString"):
        return {"@id": key.iri, "@language": "en"}
    if key.datatype:
        return {"@id": key.iri} if key.datatype.endswith("#string") else {"@id": key.iri, "@type": key.datatype}
    if not key.space:
        return {"@id": key.iri, "@type": "@id"}
    namespace = f"{BASE if key.is_concept else base}{key.space}/"
    return {"@id": key.iri, "@type": "@vocab", "@context": {"@vocab": namespace}}


class _Index:
    """The triples by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._values: dict[Node, dict[NamedNode, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._values[triple.subject][triple.predicate].append(triple.object)

    def all(self, subject: Node, *predicates: NamedNode) -> list[Node]:
        return [node for predicate in predicates for node in self._values[subject].get(predicate, ())]

    def text(self, subject: Node, name: str) -> str:
        return next((_text(node) for node in self.all(subject, term(name))), "")

    def instances(self, kind: NamedNode) -> list[NamedNode]:
        return [node for node in self._named() if kind in self._values[node][_IS_A]]

    def with_value(self, name: str) -> list[NamedNode]:
        return [node for node in self._named() if self.text(node, name) and not self._is_computed(node)]

    def properties(self) -> list[NamedNode]:
        """Own properties that records may use, and reused terms with a key that are no classes."""
        own = [node for node in self._named() if not _PROPERTIES.isdisjoint(self._values[node][_IS_A])]
        reused = [node for node in self.with_value("irel:key") if not self.text(node, "irel:idSpace")]
        return [node for node in dict.fromkeys(own + reused) if not self._is_computed(node)]

    def ancestors(self, kind: Node) -> frozenset[str]:
        found, waiting = set(), [kind]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self.all(node, _SUB)
        return frozenset(_text(node) for node in found)

    def members(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        members = []
        while head != term("rdf:nil"):
            members += self.all(head, term("rdf:first"))
            head = self.all(head, term("rdf:rest"))[0]
        return members

    def _is_computed(self, node: Node) -> bool:
        return self.text(node, "irel:computed") == "true"

    def _named(self) -> list[NamedNode]:
        return [node for node in list(self._values) if isinstance(node, NamedNode)]


def _class(iri: NamedNode, index: _Index) -> Class:
    identity = [_key_name(node, index) for head in index.all(iri, term("owl:hasKey")) for node in index.members(head)]
    return Class(
        name=_key_name(iri, index),
        iri=iri.value,
        label=index.text(iri, "rdfs:label"),
        space=index.text(iri, "irel:idSpace"),
        heading=index.text(iri, "irel:heading"),
        colour=index.text(iri, "irel:colour"),
        size=int(index.text(iri, "irel:size") or 1),
        ancestors=index.ancestors(iri),
        identity=tuple(identity),
    )


def _key(iri: NamedNode, index: _Index) -> Key:
    ranges = [_text(node) for node in index.all(iri, *_RANGES)]
    datatypes = [name for name in ranges if name.startswith(VOCABULARIES["xsd"]) or name.endswith("#langString")]
    return Key(
        name=_key_name(iri, index),
        iri=iri.value,
        domains=frozenset(_text(node) for node in index.all(iri, *_DOMAINS)),
        datatype=datatypes[0] if datatypes else "",
        space=index.text(iri, "irel:valueSpace"),
        is_concept=_CONCEPT.value in ranges,
        lower=index.text(iri, "irel:lower"),
        upper=index.text(iri, "irel:upper"),
        precision=index.text(iri, "irel:precision"),
    )


def _key_name(iri: Node, index: _Index) -> str:
    return index.text(iri, "irel:key") or _text(iri).rpartition("#")[2].rpartition("/")[2]


def _text(node: Node) -> str:
    return str(node) if isinstance(node, Triple) else node.value


def _parse(path: Path) -> list[Triple]:
    try:
        return [quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle there") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
