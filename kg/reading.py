"""Reading: one record against the ontology; its subject and pairs, or the problems that keep it from being RDF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from .mint import Pair, mint, slug
from .ontology import Class, Key, Ontology, nearest
from .problems import Problem, violation
from .records import Origin, Record
from .terms import BASE, is_id, is_iri, term, thing
from .values import UNWRITABLE, IllTypedError, amount, plain_decimal, span, typed

_DATE, _DECIMAL = term("xsd:date"), term("xsd:decimal")


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
    """Read a record by the ontology; return every problem of it rather than the first."""
    problems = [violation(flaw.rule, flaw.origin, flaw.value, flaw.message, flaw.remedy) for flaw in record.flaws]
    kind = ontology.classes.get(record.type)
    if kind is None:
        return problems + ([_unknown_type(record, ontology)] if record.type or not problems else [])
    reading = _Reading(record, kind, ontology, base, problems)
    pairs = tuple(reading.pairs())
    subject = reading.subject(pairs)
    problems += [_self_reference(record, part) for part in reading.references if part.target == subject]
    if subject is None or problems:
        return problems
    return Node(record, kind, subject, pairs, tuple(reading.references))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the known word most like a given one, or an empty text."""
    likely = nearest(word, known)
    return f"did you mean {likely!r}?" if likely else ""


class _Reading:
    """The reading of one record: what it is read by, and what was found so far."""

    def __init__(self, record: Record, kind: Class, ontology: Ontology, base: str, problems: list[Problem]) -> None:
        self.record, self.kind, self.ontology, self.base = record, kind, ontology, base
        self.problems = problems
        self.references: list[Reference] = []

    def subject(self, pairs: Iterable[Pair]) -> NamedNode | None:
        id, space = self.record.id or mint(self.kind, pairs, self.ontology, self.base), self.kind.space
        if not id:
            message = "the record has no id, and nothing to make one from"
            remedy = ", or give ".join(filter(None, [f"write id: {space}/a-name", ", ".join(self.kind.identity)]))
        elif not is_id(id):
            message = "an id is a word, a slash and a name of ASCII letters, digits, dots and dashes"
            remedy = f"write {space}/{slug(id.rpartition('/')[2])}"
        elif id.partition("/")[0] != space:
            message = f"the ids of the type {self.kind.name} begin with {space}/"
            remedy = f"write {space}/{id.partition('/')[2]}, or mend the type"
        else:
            return thing(id, self.base)
        # What has no id may lack it only because a key is wrong.
        if id or not self.problems:
            self._refuse("id", self.record.place("id"), id, message, remedy)
        return None

    def pairs(self) -> Iterator[Pair]:
        """Yield what the record states, then what its time spans and amounts imply and it does not state itself."""
        keys = {name: key for name in self.record.values if (key := self._key(name))}
        stated = {key.iri for key in keys.values()}
        for name, key in keys.items():
            for text in self.record.values[name]:
                try:
                    implied = [pair for pair in _implied(key, text) if pair[0].value not in stated]
                    yield NamedNode(key.iri), self._value(key, text)
                    yield from implied
                except IllTypedError as error:
                    message = f"the value of {name!r} does not fit"
                    self._refuse("value", self.record.place(name), text, message, str(error))

    def _key(self, name: str) -> Key | None:
        key = self.ontology.keys.get(name)
        if key and key.fits(self.kind):
            return key
        fitting = sorted([known.name for known in self.ontology.keys.values() if known.fits(self.kind)] + ["evidence"])
        remedy = did_you_mean(name, fitting) or f"keys of the type {self.kind.name} are {', '.join(fitting)}"
        rule = "misplaced-key" if key else "unknown-key"
        fault = f"does not belong on the type {self.kind.name}" if key else "is not known"
        self._refuse(rule, self.record.head(name), name, f"the key {name!r} {fault}", remedy)
        return None

    def _value(self, key: Key, text: str) -> NamedNode | Literal:
        if found := UNWRITABLE.search(text):
            raise IllTypedError(f"remove the character U+{ord(found[0]):04X}")
        if key.datatype:
            return _literal(key, text)
        return self._concept(key, text) if key.is_concept else self._thing(key, text)

    def _concept(self, key: Key, text: str) -> NamedNode:
        namespace = key.namespace(self.base)
        if f"{namespace}{text}" not in self.ontology.concepts:
            known = [iri.removeprefix(namespace) for iri in self.ontology.concepts if iri.startswith(namespace)]
            raise IllTypedError(did_you_mean(text, known) or f"known are {', '.join(sorted(known))}")
        return NamedNode(namespace + text)

    def _thing(self, key: Key, text: str) -> NamedNode:
        namespace = key.namespace(self.base)
        space, _, name = text.rpartition("/")
        prefix, _, local = text.partition(":")
        if prefix in self.ontology.spaces and local:
            raise IllTypedError(f"write {local if namespace else f'{prefix}/{local}'}")
        if is_iri(text):
            node = NamedNode(text)
        elif namespace and space:
            raise IllTypedError(f"write {name}, without {space}/")
        elif not is_id(f"id/{text}" if namespace else text):
            raise IllTypedError(f"write the id of a record, such as {key.space or self.kind.space}/a-name")
        else:
            node = NamedNode((namespace or self.base) + text)
        self.references.append(Reference(node, key.name))
        return node

    def _refuse(self, rule: str, origin: Origin, value: str, message: str, remedy: str) -> None:
        self.problems.append(violation(rule, origin, value, message, remedy))


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


def _self_reference(record: Record, reference: Reference) -> Problem:
    message, remedy = "the record refers to itself", "name another record, or remove the key"
    return violation("self-reference", record.place(reference.key), record.id or "", message, remedy)
