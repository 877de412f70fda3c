"""Merges: which thing stands for another, as records with `isReplacedBy` say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from .problems import Problem, violation
from .reading import Node
from .records import Origin
from .terms import term

IS_REPLACED_BY = term("dcterms:isReplacedBy")
_KEY = "isReplacedBy"

Merges = Mapping[NamedNode, NamedNode]


def is_merge(node: Node) -> bool:
    """Tell whether a node says that its subject is replaced."""
    return _KEY in node.record.values


def find_merges(nodes: Iterable[Node]) -> tuple[Merges, dict[Origin, Problem]]:
    """Return old thing -> the thing that stands for it at last, and the problems of merges that lead nowhere."""
    merging = {node.record.origin: node for node in nodes if is_merge(node)}.values()
    targets: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for node in merging:
        targets[node.subject].update(_targets(node))
    faults = {node.record.origin: _torn(node) for node in merging if len(targets[node.subject]) > 1}
    direct = {old: next(iter(new)) for old, new in targets.items() if len(new) == 1}
    for node in sorted(merging, key=lambda node: node.subject.value):
        if circle := _circle(node.subject, direct):
            faults[node.record.origin] = _circular(node, circle)
            del direct[node.subject]
    return {old: _chain(old, direct)[-1] for old in direct}, faults


def _targets(node: Node) -> list[NamedNode]:
    return [new for predicate, new in node.pairs if predicate == IS_REPLACED_BY and isinstance(new, NamedNode)]


def _chain(old: NamedNode, direct: Merges) -> list[NamedNode]:
    chain = [old]
    while (new := direct.get(chain[-1])) and new not in chain:
        chain.append(new)
    return chain


def _circle(old: NamedNode, direct: Merges) -> list[NamedNode]:
    chain = _chain(old, direct)
    return [*chain, old] if direct.get(chain[-1]) == old else []


def _torn(node: Node) -> Problem:
    origin, value = node.record.place(_KEY), ", ".join(sorted(node.record.values[_KEY]))
    return violation("merge", origin, value, "a thing is replaced by one other", "keep one of the merges")


def _circular(node: Node, circle: Sequence[NamedNode]) -> Problem:
    names = [thing.value.rpartition("/")[2] for thing in circle]
    message = f"the merges lead in a circle: {' -> '.join(names)}"
    return violation("merge", node.record.place(_KEY), names[1], message, "remove the one that leads back")
