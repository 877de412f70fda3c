"""The lines between two nodes: each fact its own line where they are few, one bundle where they are many."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .curve import Curve, bow, clip
from .forces import Floats
from .scene import Fact, Scene

MOST = 6  # lines between two nodes before they are bundled
SPREAD = 26.0  # between the middles of lines side by side, in pixels
DOT = 20.0  # boxes that are no wider may be passed, in pixels
CLEARANCE = 5.0  # between a line and a box that it passes, in pixels
BENDS = (0.06, -0.06, 0.12, -0.12, 0.18, -0.18, 0.24, -0.24, 0.3, -0.3)  # heights of a curve in its lengths


@dataclass(frozen=True)
class Strand:
    """One line between two nodes, given by their numbers: a fact, or a bundle of facts."""

    one: int
    other: int
    facts: Sequence[Fact]

    @property
    def is_bundle(self) -> bool:
        """Whether the line stands for several facts."""
        return len(self.facts) > 1

    @property
    def disputed(self) -> bool:
        """Whether any of the facts is disputed."""
        return any(fact.disputed for fact in self.facts)

    @property
    def weight(self) -> float:
        """The weight of all facts together."""
        return sum(fact.weight for fact in self.facts)


def strands_of(scene: Scene) -> list[list[Strand]]:
    """Gather the facts of a scene into strands, one list for each pair of linked nodes."""
    number = {node.iri: number for number, node in enumerate(scene.nodes)}
    pairs: Mapping[tuple[int, int], list[Fact]] = defaultdict(list)
    for fact in scene.facts:
        one, other = sorted((number[fact.source], number[fact.target]))
        pairs[one, other].append(fact)
    return [[Strand(*ends, facts) for facts in _bundles(pairs[ends])] for ends in sorted(pairs)]


def _bundles(facts: list[Fact]) -> list[list[Fact]]:
    """Keep few facts apart; of many, bundle the disputed ones and the others."""
    if len(facts) <= MOST:
        return [[fact] for fact in facts]
    halves = ([fact for fact in facts if fact.disputed is disputed] for disputed in (False, True))
    return [half for half in halves if half]


def route(strands: Sequence[Strand], centres: Floats, sizes: Floats) -> Iterator[Curve]:
    """Draw the strands between one pair of nodes as a fan of curves that run behind as few boxes as possible."""
    one, other = strands[0].one, strands[0].other
    steps = [number - (len(strands) - 1) / 2 for number in range(len(strands))]
    if one == other:
        return (_loop(centres[one], sizes[one], step + len(strands)) for step in steps)
    length = np.sqrt(((centres[one] - centres[other]) ** 2).sum())
    bends = BENDS if len(strands) == 1 else (0.0, *BENDS)
    pills = np.setdiff1d(np.flatnonzero(sizes[:, 0] > DOT), (one, other))
    start, end = centres[one], centres[other]
    best = min(
        (length * bend for bend in bends),
        key=lambda height: _hits(bow(start, end, height), centres[pills], sizes[pills]),
    )
    fan = (bow(start, end, best + step * min(SPREAD, length / 8)) for step in steps)
    return (clip(curve, sizes[one], sizes[other]) for curve in fan)


def _hits(curve: Curve, centres: Floats, sizes: Floats) -> int:
    """Count the boxes that a curve runs behind."""
    x, y = curve.sampled(16.0).T[:, :, None]
    width, height = sizes.T / 2 + CLEARANCE
    behind = (np.abs(x - centres[:, 0]) < width) & (np.abs(y - centres[:, 1]) < height)
    return int(np.any(behind, axis=0).sum())


def _loop(centre: Floats, size: Floats, step: float) -> Curve:
    """Arch from the top of a box back to it."""
    top, side = centre - (0, size[1] / 2), np.array((10.0 + 3.0 * step, 0.0))
    return Curve(top - side, top - (0, 40.0 + 16.0 * step), top + side)
