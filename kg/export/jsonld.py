"""JSON-LD 1.1, compact by a given context; all values are strings, since JSON numbers change decimals."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from ..errors import UsageError
from .names import RDF_TYPE, Names, predicate_order, split

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_PREFIX_ENDS = tuple(":/?#[]@")  # JSON-LD 1.1, 9.3: no other namespace works as a prefix by itself
# Whatever else defines a term, such as a container, changes how its values are read.
_PLAIN = {"@id", "@type", "@language", "@context", "@protected"}

Context = Mapping[str, object]
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# What a bare string stands for: ("@type", IRI), ("@vocab", namespace of the name) or ("@language", tag).
Kind = tuple[str, str]


def write_jsonld(
    lines: Iterable[str], stream: BinaryIO, *, prefixes: Mapping[str, str], base: str, context: Context
) -> None:
    """Write canonical N-Quads lines as a document: the default graph's nodes, then one for each named graph.

    The document holds the context (given with or without its @context), the base, and the prefixes that the
    context lacks. Raises UsageError for what JSON-LD cannot say: terms of RDF 1.2, and an IRI whose scheme is
    also a prefix.
    """
    whole = _whole(context, prefixes, base)
    compaction = _Compaction(whole)
    nodes: list[object] = []
    parsed = ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    quads = sorted(parsed, key=lambda quad: (_graph(quad), _subject(quad)))
    for graph, members in groupby(quads, key=_graph):
        content = [compaction.node(subject, about) for subject, about in groupby(members, key=_subject)]
        nodes += [{**compaction.node(graph, []), "@graph": content}] if graph else content
    document = {"@context": whole, "@graph": nodes}
    stream.write(f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode())


class _Compaction:
    """A context turned round: from IRIs and kinds of values to the terms that stand for them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._language = str(context.get("@language", "")).lower()
        self._names = Names(_prefixes(context), str(context.get("@base", "")))
        self._terms = _terms(context, self._names.prefixes, self._language)

    def node(self, subject: str, quads: Iterable[ox.Quad]) -> dict[str, object]:
        """Return the node object of one subject: IRI, types, label, then the other keys in order."""
        values: dict[tuple[int, str], list[object]] = {}
        for quad in quads:
            predicate = quad.predicate.value
            key, value = self._property(predicate, quad.object)
            values.setdefault((predicate_order(predicate), key), []).append(value)
        properties = {key: many if len(many) > 1 else many[0] for (_, key), many in sorted(values.items())}
        return {self._name("@id"): self._iri(subject), **properties}

    def _property(self, predicate: str, value: Object) -> tuple[str, object]:
        if predicate == RDF_TYPE and not isinstance(value, ox.Literal):
            return self._name("@type"), self._name(_text(value))
        terms = self._terms.get(predicate) or {("@language", self._language): self._name(predicate)}
        for kind, bare in self._readings(value):
            if kind in terms:
                return terms[kind], bare
        return min(terms.values()), self._explicit(kind, bare)

    def _readings(self, value: Object) -> Iterator[tuple[Kind, str]]:
        """Yield the bare strings that can stand for a value, each with its kind; the last always can."""
        if isinstance(value, ox.Literal):
            yield _literal_kind(value), value.value
            return
        namespace, local = split(_text(value))
        if local and local not in self._context:
            yield ("@vocab", namespace), local
        yield ("@type", "@id"), self._iri(_text(value))

    def _explicit(self, kind: Kind, bare: str) -> dict[str, str]:
        keyword, what = kind
        if what == "@id":
            return {"@id": bare}
        typing = {keyword: self._name(what) if keyword == "@type" else what} if what else {}
        return {**typing, "@value": bare}

    def _iri(self, iri: str) -> str:
        """Return an IRI or a blank node's label as the value of an @id."""
        return self._names.relative(iri) or self._names.prefixed(iri) or self._full(iri)

    def _name(self, iri: str) -> str:
        """Return the IRI as a key or a class: there terms count, and relative IRIs do not."""
        if iri in self._terms:
            return min(self._terms[iri].values())
        name = self._names.prefixed(iri)
        return name if name and name not in self._context else self._full(iri)

    def _full(self, iri: str) -> str:
        if iri.partition(":")[0] in self._names.prefixes:
            raise UsageError(f"<{iri}>: in JSON-LD its scheme is a prefix; rename the prefix or write Turtle")
        return iri


def _whole(context: Context, prefixes: Mapping[str, str], base: str) -> dict[str, object]:
    usable = {prefix: space for prefix, space in prefixes.items() if prefix and space.endswith(_PREFIX_ENDS)}
    given = context.get("@context", context)
    if not isinstance(given, Mapping):
        raise UsageError(f"@context {given!r}: only one map is read; write the definitions into it")
    return dict(sorted({**usable, **given, **({"@base": base} if base else {})}.items()))


def _prefixes(context: Context) -> dict[str, str]:
    return {
        name: space
        for name, space in context.items()
        if isinstance(space, str) and space.endswith(_PREFIX_ENDS) and not name.startswith("@")
    }


def _terms(context: Context, prefixes: Mapping[str, str], language: str) -> dict[str, dict[Kind, str]]:
    """Return IRI -> kind of bare string -> term."""
    terms: dict[str, dict[Kind, str]] = {}
    for name, definition in sorted(context.items()):
        entry = {"@id": definition} if isinstance(definition, str) else definition
        if isinstance(entry, Mapping) and _is_plain(entry) and not name.startswith("@"):
            iri = _expanded(str(entry["@id"]), prefixes)
            terms.setdefault(iri, {}).setdefault(_kind(entry, prefixes, language), name)
    return terms


def _is_plain(entry: Mapping[str, object]) -> bool:
    scoped = entry.get("@context", {})
    if not isinstance(scoped, Mapping):
        return False
    # Words of the namespace may be given besides, where they would be read as terms.
    if any(iri != f"{scoped.get('@vocab')}{name}" for name, iri in scoped.items() if name != "@vocab"):
        return False
    return "@id" in entry and entry.keys() <= _PLAIN and entry.get("@type") != "@json"


def _kind(entry: Mapping[str, object], prefixes: Mapping[str, str], language: str) -> Kind:
    match entry:
        case {"@type": "@vocab", "@context": {"@vocab": str(namespace)}}:
            return "@vocab", namespace
        case {"@type": str(datatype)}:
            return "@type", _expanded(datatype, prefixes)
        case {"@language": tag}:
            return "@language", str(tag or "").lower()
        case _:
            return "@language", language


def _literal_kind(literal: ox.Literal) -> Kind:
    if literal.direction:
        raise UsageError(f"{literal}: JSON-LD has no RDF for the direction of a text; write Turtle")
    if literal.language or literal.datatype.value == _STRING:
        return "@language", literal.language or ""
    return "@type", literal.datatype.value


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else name


def _graph(quad: ox.Quad) -> str:
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else _text(quad.graph_name)


def _subject(quad: ox.Quad) -> str:
    return _text(quad.subject)


def _text(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    if isinstance(node, ox.Triple):
        raise UsageError(f"{node}: JSON-LD has no form for a triple inside a triple; write Turtle")
    return node.value if isinstance(node, ox.NamedNode) else str(node)
