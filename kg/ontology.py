"""Reads ontology/: the classes and keys that records may use, and the JSON-LD context that says the same."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .errors import UnreadableError
from .terms import BASE, FACT, VOCABULARIES, is_id, is_iri, prefixes_of, term
from .values import DATATYPES

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

    `datatype` is an IRI, empty for things; `space` is where bare words are read: an id space, or a namespace in full.
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

    def namespace(self, base: str) -> str:
        """Return the namespace that bare words are names in, or an empty text where values are ids."""
        if not self.space or is_iri(self.space):
            return self.space
        return f"{BASE if self.is_concept else base}{self.space}/"


@dataclass(frozen=True)
class Ontology:
    """Classes by name, keys by name, concepts by IRI, all triples as read, and the prefixes that the files declare."""

    classes: Mapping[str, Class]
    keys: Mapping[str, Key]
    concepts: frozenset[str]
    triples: tuple[Triple, ...]
    declared: Mapping[str, str]

    @cached_property
    def spaces(self) -> frozenset[str]:
        """The first words of all ids, those of computed things among them."""
        named = term("irel:idSpace")
        return frozenset(_text(triple.object) for triple in self.triples if triple.predicate == named)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The names of the classes whose records are facts."""
        return frozenset(name for name, kind in self.classes.items() if FACT.value in kind.ancestors)

    def prefixes(self, base: str) -> dict[str, str]:
        """Return prefix -> namespace: one for each class of things under the base, one for each list of concepts.

        The namespaces of other terms and concepts keep the prefixes that the files give them.
        """
        lists = {concept.removeprefix(BASE).partition("/")[0] for concept in self.concepts if concept.startswith(BASE)}
        common = prefixes_of(self.spaces, base) | prefixes_of(lists, BASE)
        iris = {kind.iri for kind in self.classes.values()} | {key.iri for key in self.keys.values()} | self.concepts
        known = set(common.values())
        return {
            prefix: namespace
            for prefix, namespace in self.declared.items()
            if namespace not in known and any(iri.startswith(namespace) for iri in iris)
        } | common


def read_ontology(paths: Iterable[Path]) -> Ontology:
    """Read Turtle files into one ontology.

    Raises UnreadableError with file and line for broken Turtle, and for a term that records could not use.
    """
    triples: list[Triple] = []
    declared: dict[str, str] = {}
    for path in sorted(paths):
        found, prefixes = _parse(path)
        triples += found
        declared = {**prefixes, **declared}
    index = _Index(triples)
    classes = [_class(iri, index) for iri in index.with_value("irel:idSpace")]
    keys = [_key(iri, index) for iri in index.properties()]
    for iri, fault in _faults(classes, keys):
        raise UnreadableError(f"ontology: <{iri}>: {fault}")
    named = {kind.name: kind for kind in classes}, {key.name: key for key in keys}
    concepts = frozenset(iri.value for iri in index.instances(_CONCEPT))
    return Ontology(*named, concepts, tuple(triples), declared)


def jsonld_context(ontology: Ontology, base: str = BASE) -> dict[str, object]:
    """Return the JSON-LD 1.1 context by which any processor reads records as we do, time spans and amounts apart."""
    context: dict[str, object] = {"@version": 1.1, "@base": base, "id": "@id", "type": "@type"}
    context |= {name: VOCABULARIES[name] for name in ("irel", "xsd")}
    context |= {kind.name: kind.iri for kind in ontology.classes.values()}
    terms = {*context, *ontology.keys}
    return {"@context": context | {key.name: _entry(key, ontology, base, terms) for key in ontology.keys.values()}}


def _entry(key: Key, ontology: Ontology, base: str, terms: Collection[str]) -> dict[str, object]:
    if key.datatype.endswith("#langString"):
        return {"@id": key.iri, "@language": "en"}
    if key.datatype:
        return {"@id": key.iri} if key.datatype.endswith("#string") else {"@id": key.iri, "@type": key.datatype}
    if not key.space:
        return {"@id": key.iri, "@type": "@id"}
    namespace = key.namespace(base)
    # A concept that is called like a key would be read as that key.
    alike = {name: namespace + name for name in sorted(terms) if namespace + name in ontology.concepts}
    return {"@id": key.iri, "@type": "@vocab", "@context": {"@vocab": namespace, **alike}}


def _faults(classes: Sequence[Class], keys: Sequence[Key]) -> Iterator[tuple[str, str]]:
    """Terms that records could not use, each with what is wrong and what to do."""
    names = {key.name for key in keys}
    for kind in classes:
        if not is_id(f"{kind.space}/x"):
            yield kind.iri, f"irel:idSpace {kind.space!r}; write a word of small letters and dashes"
        for name in (name for name in kind.identity if name not in names):
            yield kind.iri, f"owl:hasKey {name!r} is no record key; declare the property, or mend the name"
    for key in keys:
        if key.datatype and _local(key.datatype) not in DATATYPES:
            yield key.iri, f"values cannot be of <{key.datatype}>; use one of {', '.join(sorted(DATATYPES))}"
        if key.is_concept and not key.space:
            yield key.iri, "concepts need irel:valueSpace; name the space of their scheme"
        if bool(key.lower) != bool(key.upper):
            yield key.iri, "a time span has two bounds; give both irel:lower and irel:upper"
    terms: list[Class | Key] = [*classes, *keys]
    yield from _shared([(term.name, term.iri) for term in terms], "give it an irel:key of its own")
    yield from _shared([(kind.space, kind.iri) for kind in classes], "give it an irel:idSpace of its own")


def _shared(pairs: Sequence[tuple[str, str]], advice: str) -> Iterator[tuple[str, str]]:
    first = dict(reversed(pairs))
    return ((iri, f"{name!r} is taken by <{first[name]}>; {advice}") for name, iri in pairs if first[name] != iri)


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
        """The members of an RDF list, as far as it goes."""
        links = [head]
        while (rest := self.all(links[-1], term("rdf:rest"))) and rest[0] not in links:
            links.append(rest[0])
        return [node for link in links for node in self.all(link, term("rdf:first"))]

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
        size=2 if index.text(iri, "irel:size") == "2" else 1,
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
    return index.text(iri, "irel:key") or _local(_text(iri))


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


def _text(node: Node) -> str:
    return str(node) if isinstance(node, Triple) else node.value


def _parse(path: Path) -> tuple[list[Triple], dict[str, str]]:
    try:
        parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        return [quad.triple for quad in parser], parser.prefixes
    except SyntaxError as error:
        raise UnreadableError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle there") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}") from error
