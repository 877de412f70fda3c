"""Comparison: how the facts of two graphs agree, paired by their ids, else by what they say."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode, Quad

from .answers import readable
from .identity import fold
from .ontology import Ontology
from .table import Table, Term
from .terms import RDF_TYPE, RDFS_LABEL, term

_NAMES = (RDFS_LABEL, term("skos:prefLabel"), term("skos:altLabel"))
_TEXT = term("rdf:langString").value
_WORDS = (*_NAMES, term("dcterms:description"))
_ALIKE = 0.66  # share of what both say, from which on two facts without a common id are about the same
_COMMON = 1000  # a value that more facts share tells none of them apart

Slots = Mapping[NamedNode, frozenset[Term]]


class Verdict(StrEnum):
    """How a fact of one graph stands to the other graph."""

    SAME = "same"
    AGREES = "agrees"
    DIFFERS = "differs"
    FIRST = "first only"
    SECOND = "second only"


@dataclass(frozen=True)
class _Claim:
    """A fact as it is compared: its class, its values by property, and the words of its texts."""

    iri: NamedNode
    kind: str
    slots: Slots
    words: frozenset[str]


def compare(first: Iterable[Quad], second: Iterable[Quad], ontology: Ontology, prefixes: Mapping[str, str]) -> Table:
    """Return a row for each fact of two graphs: verdict, class, its id in each, and where they differ.

    `agrees` means that no value differs, but one says more. Differences stand by `-` for what only the first says, by
    `+` for the second. Things are the same by id, or by class and a name that no other thing of their graph bears;
    texts only help to find pairs.
    """
    one, other = _subjects(first), _subjects(second)
    claims = _claims(one, ontology, {}), _claims(other, ontology, _same_things(one, other))
    pairs = list(_pairs(*claims, ontology))
    met = {theirs.iri: ours.iri for ours, theirs in pairs}
    left = [claim.iri for claim, _ in pairs], list(met)
    rows = [_row(ours, _renamed(theirs, met), theirs.iri, prefixes) for ours, theirs in pairs]
    for number, verdict in enumerate((Verdict.FIRST, Verdict.SECOND)):
        for claim in claims[number]:
            if claim.iri not in left[number]:
                ids: list[Term | None] = [None, None]
                ids[number] = claim.iri
                rows.append((Literal(verdict), Literal(claim.kind), *ids, Literal("")))
    return Table(("verdict", "class", "first", "second", "differences"), sorted(rows, key=_order))


def count_verdicts(table: Table) -> dict[str, Counter[str]]:
    """Return how many facts have each verdict, by class."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table:
        counts[str(row["class"])][str(row["verdict"])] += 1
    return dict(sorted(counts.items()))


def _subjects(quads: Iterable[Quad]) -> dict[NamedNode, dict[NamedNode, set[Term]]]:
    found: dict[NamedNode, dict[NamedNode, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            found[quad.subject][quad.predicate].add(quad.object)
    return found


def _same_things(
    one: Mapping[NamedNode, Mapping[NamedNode, set[Term]]], other: Mapping[NamedNode, Mapping[NamedNode, set[Term]]]
) -> dict[Term, Term]:
    """Things of the other graph that this graph calls by another id but the same name."""
    bearers = _bearers(one), _bearers(other)
    return {
        next(iter(theirs)): next(iter(bearers[0][name]))
        for name, theirs in bearers[1].items()
        if len(theirs) == 1 == len(bearers[0].get(name, ())) and theirs.isdisjoint(one)
    }


def _bearers(subjects: Mapping[NamedNode, Mapping[NamedNode, set[Term]]]) -> dict[tuple[str, ...], set[Term]]:
    found: dict[tuple[str, ...], set[Term]] = defaultdict(set)
    for subject, values in subjects.items():
        kinds = sorted(str(kind) for kind in values.get(RDF_TYPE, ()))
        for name in (name for key in _NAMES for name in values.get(key, ()) if isinstance(name, Literal)):
            found[*kinds, fold(name.value)].add(subject)
    return found


def _claims(
    subjects: Mapping[NamedNode, Mapping[NamedNode, set[Term]]], ontology: Ontology, same: Mapping[Term, Term]
) -> list[_Claim]:
    classes = {NamedNode(ontology.classes[name].iri): name for name in ontology.facts}
    keys = ontology.keys.values()
    valued = [key for key in keys if key.datatype != _TEXT and NamedNode(key.iri) not in _NAMES]
    said = {NamedNode(iri) for key in valued for iri in (key.iri, key.lower, key.upper, key.precision) if iri}
    found = []
    for subject, values in sorted(subjects.items(), key=lambda part: part[0].value):
        kinds = sorted(
            classes[kind] for kind in values.get(RDF_TYPE, ()) if isinstance(kind, NamedNode) and kind in classes
        )
        if kinds:
            kind = max(kinds, key=lambda name: len(ontology.classes[name].ancestors))
            slots = {key: frozenset(same.get(it, it) for it in values[key]) for key in values if key in said}
            words = {word for key in _WORDS for text in values.get(key, ()) for word in _words(text)}
            found.append(_Claim(subject, kind, slots, frozenset(words)))
    return found


def _words(text: Term) -> Iterator[str]:
    name = (
        text.value
        if isinstance(text, Literal)
        else text.value.rpartition("/")[2]
        if isinstance(text, NamedNode)
        else ""
    )
    return (word for word in re.findall(r"[^\W_]+", fold(name)) if len(word) > 2)


def _pairs(ours: list[_Claim], theirs: list[_Claim], ontology: Ontology) -> Iterator[tuple[_Claim, _Claim]]:
    """The pairs of one id, then the most alike first, each fact once."""
    by_iri = {claim.iri: claim for claim in theirs}
    likely = [(2.0, one, by_iri[one.iri]) for one in ours if one.iri in by_iri]
    likely += [
        (score, one, other) for one, other in _candidates(ours, theirs) if (score := _score(one, other, ontology))
    ]
    taken: set[tuple[int, NamedNode]] = set()
    for score, one, other in sorted(likely, key=lambda part: (-part[0], part[1].iri.value, part[2].iri.value)):
        if score >= _ALIKE and not taken & {(1, one.iri), (2, other.iri)}:
            taken |= {(1, one.iri), (2, other.iri)}
            yield one, other


def _candidates(ours: list[_Claim], theirs: list[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Facts of one class that share a value which is not all too common."""
    holders: dict[tuple[str, NamedNode, Term], list[_Claim]] = defaultdict(list)
    for claim in theirs:
        for key, values in claim.slots.items():
            for value in values:
                holders[claim.kind, key, value].append(claim)
    for claim in ours:
        found = [holders.get((claim.kind, key, value), []) for key in claim.slots for value in claim.slots[key]]
        others = {other.iri: other for part in found if len(part) <= _COMMON for other in part}
        yield from ((claim, other) for other in others.values())


def _score(one: _Claim, other: _Claim, ontology: Ontology) -> float:
    """The share of equal values among those that both give; without a key of its own, a fact goes by words for a half.

    Words that name the equal values do not count: what two treaties are about tells them apart, not that they are two.
    """
    both = [key for key in one.slots if key in other.slots]
    equal = [key for key in both if one.slots[key] == other.slots[key]]
    share = len(equal) / len(both) if both else 0.0
    told = {word for key in equal for value in one.slots[key] for word in _words(value)}
    ours, theirs = one.words - told, other.words - told
    if ontology.classes[one.kind].identity or not (ours and theirs):
        return share
    return (share + 2 * len(ours & theirs) / (len(ours) + len(theirs))) / 2


def _renamed(claim: _Claim, met: Mapping[NamedNode, NamedNode]) -> _Claim:
    """A fact with the facts that it refers to called as in the first graph."""
    slots = {
        key: frozenset(met.get(value, value) if isinstance(value, NamedNode) else value for value in values)
        for key, values in claim.slots.items()
    }
    return _Claim(claim.iri, claim.kind, slots, claim.words)


def _row(one: _Claim, other: _Claim, iri: NamedNode, prefixes: Mapping[str, str]) -> tuple[Term | None, ...]:
    told, verdict = [], Verdict.SAME
    for key in sorted({*one.slots, *other.slots}, key=lambda key: key.value):
        ours, theirs = one.slots.get(key, frozenset()), other.slots.get(key, frozenset())
        signs = [(sign, value) for sign, part in (("-", ours - theirs), ("+", theirs - ours)) for value in part]
        told += sorted(f"{sign}{readable(key, prefixes)} {readable(value, prefixes)}" for sign, value in signs)
        if ours - theirs and theirs - ours:
            verdict = Verdict.DIFFERS
        elif signs and verdict is Verdict.SAME:
            verdict = Verdict.AGREES
    return Literal(verdict), Literal(one.kind), one.iri, iri, Literal("; ".join(told))


def _order(row: tuple[Term | None, ...]) -> tuple[object, ...]:
    verdict, kind, *ids, _ = (getattr(part, "value", "") for part in row)
    return kind, list(Verdict).index(Verdict(verdict)), *ids
