"""Reading: one record against the ontology; its subject and pairs, or the problems that keep it from being RDF."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from .mint import Pair, mint, slug
from .ontology import Class, Key, Ontology
from .problems import Problem, violation
from .records import Record
from .spelling import did_you_mean
from .terms import BASE, is_id, is_iri, term, thing
from .values import UNWRITABLE, IllTypedError, amount, plain_decimal, span, typed

_DATE, _DECIMAL = term("xsd:date"), term("xsd:decimal")
_MOST_REMEMBERED = 10_000

IdOf = Callable[[str, str], str]
"""Gives the id that a name stands for in an id space, or in all where that is empty; an empty text for none."""


def no_id(space: str, name: str) -> str:
    """Know no name."""
    return ""


@dataclass(frozen=True)
class Reference:
    """A thing that a record refers to, and by which key."""

    target: NamedNode
    key: str


@dataclass(frozen=True)
class Node:
    """A record as RDF: right by itself, its references not yet looked up."""

    record: Record
    kind: Class
    subject: NamedNode
    pairs: tuple[Pair, ...]
    references: tuple[Reference, ...]


def read_node(record: Record, ontology: Ontology, base: str = BASE) -> Node | list[Problem]:
    """Read one record by the ontology; return every problem of it rather than the first."""
    return Reader(ontology, base).read(record)


@dataclass(frozen=True)
class _Meaning:
    """What a text says under a key: its value, what that implies by which property, and the thing referred to."""

    pair: Pair
    implied: tuple[tuple[str, Pair], ...] = ()
    reference: Reference | None = None


class Reader:
    """Reads records by the ontology; what a text means under a key is remembered, since most values recur."""

    def __init__(self, ontology: Ontology, base: str = BASE, id_of: IdOf = no_id) -> None:
        self._ontology, self._base, self._id_of = ontology, base, id_of
        self._keys: dict[str, Mapping[str, Key]] = {}
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._meaning)

    def read(self, record: Record) -> Node | list[Problem]:
        """Read one record; return every problem of it rather than the first."""
        problems = [violation(flaw.rule, flaw.origin, flaw.value, flaw.message, flaw.remedy) for flaw in record.flaws]
        kind = self._ontology.classes.get(record.type)
        if kind is None:
            return problems + ([_unknown_type(record, self._ontology)] if record.type or not problems else [])
        keys = self._keys_of(kind)
        meanings = list(self._meanings(record, kind, keys, problems))
        stated = {keys[name].iri for name in record.values if name in keys}
        pairs = [meaning.pair for meaning in meanings]
        pairs += [pair for meaning in meanings for iri, pair in meaning.implied if iri not in stated]
        references = tuple([meaning.reference for meaning in meanings if meaning.reference])
        subject = self._subject(record, kind, pairs, problems)
        problems += [_self_reference(record, part) for part in references if part.target == subject]
        if subject is None or problems:
            return problems
        return Node(record, kind, subject, tuple(pairs), references)

    def _keys_of(self, kind: Class) -> Mapping[str, Key]:
        """The keys that belong on records of a class, by name."""
        if kind.name not in self._keys:
            self._keys[kind.name] = {name: key for name, key in self._ontology.keys.items() if key.fits(kind)}
        return self._keys[kind.name]

    def _subject(self, record: Record, kind: Class, pairs: list[Pair], problems: list[Problem]) -> NamedNode | None:
        id, space = record.id or mint(kind, pairs, self._ontology, self._base), kind.space
        if not id:
            message = "the record has no id, and nothing to make one from"
            remedy = ", or give ".join(filter(None, [f"write id: {space}/a-name", ", ".join(kind.identity)]))
        elif not is_id(id):
            message = "an id is a word, a slash and a name of ASCII letters, digits, dots and dashes"
            remedy = f"write {space}/{slug(id.rpartition('/')[2])}"
        elif id.partition("/")[0] != space:
            message = f"the ids of the type {kind.name} begin with {space}/"
            remedy = f"write {space}/{id.partition('/')[2]}, or mend the type"
        else:
            return thing(id, self._base)
        # What has no id may lack it only because a key is wrong.
        if id or not problems:
            problems.append(violation("id", record.place("id"), id, message, remedy))
        return None

    def _meanings(
        self, record: Record, kind: Class, keys: Mapping[str, Key], problems: list[Problem]
    ) -> Iterator[_Meaning]:
        """Yield what the values of a record mean; add a problem for each that means nothing."""
        for name, texts in record.values.items():
            if name not in keys:
                problems.append(_misplaced(record, name, keys, self._ontology))
                continue
            for text in texts:
                try:
                    yield self._remembered(name, kind.space, text)
                except IllTypedError as error:
                    message, remedy = f"the value of {name!r} does not fit", str(error)
                    problems.append(violation("value", record.place(name), text, message, remedy))

    def _meaning(self, name: str, space: str, text: str) -> _Meaning:
        """Read a text under a key of a class with an id space; raise IllTypedError where it does not fit."""
        key = self._ontology.keys[name]
        predicate = NamedNode(key.iri)
        if found := UNWRITABLE.search(text):
            raise IllTypedError(f"remove the character U+{ord(found[0]):04X}")
        if key.datatype:
            pair = predicate, _literal(key, text)
            return _Meaning(pair, tuple([(implied[0].value, implied) for implied in _implied(key, text)]))
        if key.is_concept:
            return _Meaning((predicate, self._concept(key, text)))
        target = self._thing(key, space, text)
        return _Meaning((predicate, target), reference=Reference(target, name))

    def _concept(self, key: Key, text: str) -> NamedNode:
        namespace = key.namespace(self._base)
        if f"{namespace}{text}" not in self._ontology.concepts:
            known = [iri.removeprefix(namespace) for iri in self._ontology.concepts if iri.startswith(namespace)]
            raise IllTypedError(did_you_mean(text, known) or f"known are {', '.join(sorted(known))}")
        return NamedNode(namespace + text)

    def _thing(self, key: Key, own: str, text: str) -> NamedNode:
        namespace = key.namespace(self._base)
        space, _, name = text.rpartition("/")
        prefix, _, local = text.partition(":")
        if prefix in self._ontology.spaces and local:
            raise IllTypedError(f"write {local if namespace else f'{prefix}/{local}'}")
        if is_iri(text):
            return NamedNode(text)
        if namespace and space:
            raise IllTypedError(f"write {name}, without {space}/")
        if not is_id(f"id/{text}" if namespace else text):
            likely = self._id_of(key.space, text)
            shape = "a-name" if namespace else "a-class/a-name"
            advice = as_written(likely, key) if likely else f"the id of a record, {shape}"
            raise IllTypedError(f"write {advice}")
        return NamedNode((namespace or self._base) + text)


def as_written(id: str, key: Key) -> str:
    """Return an id as values of a key are written: without its space where that is understood."""
    return id.removeprefix(f"{key.space}/")


def _implied(key: Key, text: str) -> Iterator[Pair]:
    """The bounds of a time span, and the granularity of an amount."""
    if key.lower:
        found = span(text)
        bounds = ((key.lower, found.first), (key.upper, found.last))
        yield from ((NamedNode(iri), Literal(day, datatype=_DATE)) for iri, day in bounds if day)
    if key.precision:
        yield NamedNode(key.precision), Literal(plain_decimal(amount(text).granularity), datatype=_DECIMAL)


def _literal(key: Key, text: str) -> Literal:
    if key.datatype.endswith("#langString"):
        return Literal(text, language="en")
    return Literal(typed(text, key.datatype.rpartition("#")[2]), datatype=NamedNode(key.datatype))


def _unknown_type(record: Record, ontology: Ontology) -> Problem:
    message = f"the type {record.type!r} is not known" if record.type else "the record has no type"
    remedy = did_you_mean(record.type, ontology.classes) or f"known are {', '.join(sorted(ontology.classes))}"
    return violation("unknown-type", record.place("type"), record.type, message, remedy)


def _misplaced(record: Record, name: str, keys: Mapping[str, Key], ontology: Ontology) -> Problem:
    fitting = sorted([*keys, "evidence"])
    remedy = did_you_mean(name, fitting) or f"keys of the type {record.type} are {', '.join(fitting)}"
    rule = "misplaced-key" if name in ontology.keys else "unknown-key"
    fault = f"does not belong on the type {record.type}" if name in ontology.keys else "is not known"
    return violation(rule, record.head(name), name, f"the key {name!r} {fault}", remedy)


def _self_reference(record: Record, reference: Reference) -> Problem:
    message, remedy = "the record refers to itself", "name another record, or remove the key"
    return violation("self-reference", record.place(reference.key), record.id or "", message, remedy)
