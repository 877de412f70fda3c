"""Reading: one record against the ontology; its subject and pairs, or the problems that keep it from being RDF."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from .mint import mint, slug
from .ontology import Class, Key, Ontology, nearest
from .problems import Problem, violation
from .records import Record
from .terms import BASE, is_id, is_iri, term, thing
from .values import IllTypedError, amount, plain_decimal, span, typed

Pair = tuple[NamedNode, NamedNode | Literal]

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


def read_node(record: Record, ontology: Ontology, base: str) -> Node | list[Problem]:
    """Read a record by the ontology; return every problem of it rather than the first."""
    kind = ontology.classes.get(record.type)
    if kind is None:
        return [_unknown_type(record, ontology)]
    reading = _Reading(record, kind, ontology, base)
    subject, pairs, references = reading.subject(), list(reading.pairs()), reading.references
    if reading.problems or subject is None:
        return reading.problems
    return Node(record, kind, subject, tuple(pairs), tuple(references))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the known word most like a given one, or an empty text."""
    likely = nearest(word, known)
    return f"did you mean {likely!r}?" if likely else ""


class _Reading:
    """The reading of one record: what it is read by, and what was found so far."""

    def __init__(self, record: Record, kind: Class, ontology: Ontology, base: str) -> None:
        self.record, self.kind, self.ontology, self.base = record, kind, ontology, base
        self.problems: list[Problem] = []
        self.references: list[Reference] = []

    def subject(self) -> NamedNode | None:
        id, space = self.record.id or mint(self.record, self.kind, self.ontology), self.kind.space
        if not id:
            needed = " and ".join(self.kind.identity) or "key"
            self._refuse(
                "id",
                "id",
                "",
                f"the record has no id, and no {needed} to make one from",
                f"write id: {space}/a-name",
            )
        elif not is_id(id):
            self._refuse(
                "id",
                "id",
                id,
                "an id is a word, a slash and a name of ASCII letters, digits, dots and dashes",
                f"write {space}/{slug(id.rpartition('/')[2])}",
            )
        elif id.partition("/")[0] != space:
            self._refuse(
                "id",
                "id",
                id,
                f"the ids of the type {self.kind.name} begin with {space}/",
                f"write {space}/{id.partition('/')[2]}, or mend the type",
            )
        else:
            return thing(id, self.base)
        return None

    def pairs(self) -> Iterator[Pair]:
        """Yield what the record states, then what its time spans and amounts imply and it does not state itself."""
        keys = {name: key for name in self.record.values if (key := self._key(name))}
        stated = {key.iri for key in keys.values()}
        for name, key in keys.items():
            for text in self.record.values[name]:
                try:
                    yield NamedNode(key.iri), self._value(key, text)
                    yield from (pair for pair in _implied(key, text) if pair[0].value not in stated)
                except IllTypedError as error:
                    self._refuse("value", name, text, f"the value of {name!r} does not fit", str(error))

    def _key(self, name: str) -> Key | None:
        key = self.ontology.keys.get(name)
        if key and key.fits(self.kind):
            return key
        fitting = sorted([known.name for known in self.ontology.keys.values() if known.fits(self.kind)] + ["evidence"])
        remedy = did_you_mean(name, fitting) or f"keys of the type {self.kind.name} are {', '.join(fitting)}"
        if key:
            self._refuse(
                "misplaced-key",
                name,
                name,
                f"the key {name!r} does not belong on the type {self.kind.name}",
                remedy,
            )
        else:
            self._refuse("unknown-key", name, name, f"the key {name!r} is not known", remedy)
        return None

    def _value(self, key: Key, text: str) -> NamedNode | Literal:
        read: Callable[[Key, str], NamedNode | Literal] = (
            _literal if key.datatype else self._concept if key.is_concept else self._thing
        )
        return read(key, text)

    def _concept(self, key: Key, text: str) -> NamedNode:
        namespace = f"{BASE}{key.space}/"
        if f"{namespace}{text}" not in self.ontology.concepts:
            known = [iri.removeprefix(namespace) for iri in self.ontology.concepts if iri.startswith(namespace)]
            raise IllTypedError(did_you_mean(text, known) or f"known are {', '.join(sorted(known))}")
        return NamedNode(namespace + text)

    def _thing(self, key: Key, text: str) -> NamedNode:
        space, _, name = text.rpartition("/")
        if is_iri(text):
            node = NamedNode(text)
        elif key.space and space:
            raise IllTypedError(f"write {name}, without {space}/")
        elif not is_id(id := f"{key.space}/{text}" if key.space else text):
            raise IllTypedError(f"write the id of a record, such as {key.space or self.kind.space}/a-name")
        else:
            node = thing(id, self.base)
        self.references.append(Reference(node, key.name))
        return node

    def _refuse(self, rule: str, key: str, value: str, message: str, remedy: str) -> None:
        self.problems.append(violation(rule, self.record.place(key), value, message, remedy))


def _implied(key: Key, text: str) -> Iterator[Pair]:
    """The bounds of a time span, and the granularity of an amount."""
    if key.lower:
        found = span(text)
        bounds = ((key.lower, found.first), (key.upper, found.last))
        yield from ((NamedNode(iri), Literal(day, datatype=_DATE)) for iri, day in bounds if day)
    if key.precision:
        yield NamedNode(key.precision), Literal(plain_decimal(amount(text).granularity), datatype=_DECIMAL)


def _literal(key: Key, text: str) -> Literal:
    if key.lower:
        span(text)
    if key.datatype.endswith("#langString"):
        return Literal(text, language="en")
    return Literal(typed(text, key.datatype.rpartition("#")[2]), datatype=NamedNode(key.datatype))


def _unknown_type(record: Record, ontology: Ontology) -> Problem:
    message = f"the type {record.type!r} is not known" if record.type else "the record has no type"
    remedy = did_you_mean(record.type, ontology.classes) or f"known are {', '.join(sorted(ontology.classes))}"
    return violation("unknown-type", record.place("type"), record.type, message, remedy)
