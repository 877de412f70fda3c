"""Linking: what records refer to, and which of them fall when others are left out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from pyoxigraph import NamedNode

from .problems import Problem, violation
from .reading import Node, Reference, did_you_mean
from .records import Origin

_MOST_ADVICE = 100  # comparing a name with all others is slow


def unknown_references(
    nodes: Iterable[Node], known: Collection[NamedNode], base: str
) -> Iterator[tuple[Node, Problem]]:
    """Yield each node with a problem for each thing below the base that it refers to and that is not known."""
    advice: dict[str, str] = {}
    for node in nodes:
        for reference in node.references:
            if _is_own(reference, base) and reference.target not in known:
                name = reference.target.value.removeprefix(base)
                if name not in advice and len(advice) < _MOST_ADVICE:
                    advice[name] = did_you_mean(name, _alike(name, known, base))
                remedy = advice.get(name) or "add a record with this id"
                place = node.record.place(reference.key)
                yield node, violation("unknown-reference", place, name, "no record has this id", remedy)


def fallen(nodes: Sequence[Node], grounds: Collection[NamedNode], base: str) -> dict[Origin, str]:
    """Return why nodes fall that refer, however far, to things which no other node and no ground stands for."""
    holders = Counter(node.subject for node in nodes)
    users: dict[NamedNode, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        for reference in node.references:
            if _is_own(reference, base) and reference.target not in grounds:
                users[reference.target].append(number)
    reasons: dict[int, str] = {}
    waiting = [target for target in users if target not in holders]
    while waiting:
        target = waiting.pop()
        for number in users[target]:
            if number not in reasons:
                reasons[number] = f"it refers to {target.value.removeprefix(base)}, which is left out"
                holders[nodes[number].subject] -= 1
                if not holders[nodes[number].subject]:
                    waiting.append(nodes[number].subject)
    return {nodes[number].record.origin: reason for number, reason in reasons.items()}


def _is_own(reference: Reference, base: str) -> bool:
    return reference.target.value.startswith(base)


def _alike(name: str, known: Iterable[NamedNode], base: str) -> list[str]:
    """The ids of the same space."""
    space = f"{base}{name.partition('/')[0]}/"
    return [thing.value.removeprefix(base) for thing in known if thing.value.startswith(space)]
