"""Linking: what records refer to, and which of them fall when others are left out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from .ontology import Key
from .problems import Problem, violation
from .reading import IdOf, Node, Reference, as_written
from .records import Origin
from .spelling import nearest

EVIDENCE_KEY = "evidence"
_MOST_ADVICE = 100  # comparing a name with all others is slow


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a node: its place, its subject, and the things that it needs records to tell of, as IRIs."""

    origin: Origin
    subject: str
    targets: tuple[str, ...]


class Advice:
    """What is said of references to things that are not known, with the nearest id for the first of them."""

    def __init__(
        self, unknown: Set[str], known: Collection[str], base: str, keys: Mapping[str, Key], id_of: IdOf
    ) -> None:
        self._unknown, self._known, self._base, self._keys, self._id_of = unknown, known, base, keys, id_of
        self._remedies: dict[tuple[str, str], str] = {}

    def problems(self, node: Node) -> Iterator[Problem]:
        """Yield a problem for each unknown thing that a node refers to; what it quotes is no concern of these."""
        for reference in node.references:
            if reference.target.value in self._unknown and reference.key != EVIDENCE_KEY:
                name, place = reference.target.value.removeprefix(self._base), node.record.place(reference.key)
                yield violation(
                    "unknown-reference", place, name, "no record has this id", self._remedy(name, reference)
                )

    def _remedy(self, name: str, reference: Reference) -> str:
        known = (name, reference.key)
        if known not in self._remedies and len(self._remedies) < _MOST_ADVICE:
            likely = self._likely(name)
            self._remedies[known] = likely and f"did you mean {as_written(likely, self._keys[reference.key])!r}?"
        return self._remedies.get(known) or "add a record with this id"

    def _likely(self, name: str) -> str:
        space, _, local = name.partition("/")
        start = f"{self._base}{space}/"
        alike = (thing.removeprefix(self._base) for thing in self._known if thing.startswith(start))
        return self._id_of(space, local) or nearest(name, alike)


def fallen(nodes: Iterable[Held], base: str) -> dict[Origin, str]:
    """Return why nodes fall that refer, however far, to things which no other node stands for."""
    standing = list(nodes)
    holders = Counter(node.subject for node in standing)
    users: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(standing):
        for target in node.targets:
            users[target].append(number)
    reasons: dict[int, str] = {}
    waiting = [target for target in users if target not in holders]
    while waiting:
        target = waiting.pop()
        for number in users[target]:
            if number not in reasons:
                reasons[number] = f"it refers to {target.removeprefix(base)}, which is left out"
                subject = standing[number].subject
                holders[subject] -= 1
                if not holders[subject]:
                    waiting.append(subject)
    return {standing[number].origin: reason for number, reason in reasons.items()}
