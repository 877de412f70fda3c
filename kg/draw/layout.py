"""Where the boxes of a picture go: forces spread them over a landscape, spacing parts them, components are packed."""

from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from .forces import Floats, Links, spread
from .legibility import faults
from .spacing import part

ASPECT = 1.5  # width of a landscape through its height
GAP = 18.0  # between boxes, in pixels
BLOCK_GAP = 24.0  # more between components
ROOM = 4.3  # area of a picture in areas of its boxes, with one line per box; it grows by the root of their number
CROWDED = 2.0  # the least area, where lines would be short
LONGEST = 2.2  # mean length of a line in widths of a box, likewise
EVENNESS = 0.5  # 0 keeps the distances that the forces gave, 1 makes all equal
STARTS = 24
WORK = 200_000  # pairs of nodes or of lines: the more there are, the fewer starting points are tried


def arrange(sizes: Floats, pairs: Iterable[tuple[int, int]], *, seed: int) -> Floats:
    """Place boxes of the given widths and heights so that none touch and linked ones lie near each other.

    The answer has one row per box, its centre in pixels; no box reaches left of or above the origin. The same input
    gives the same answer, and the seed chooses among good ones.
    """
    graph = nx.Graph(sorted((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]))
    graph.add_nodes_from(range(len(sizes)))
    centres = np.zeros((len(sizes), 2))
    blocks = [np.array(sorted(block)) for block in nx.connected_components(graph)]
    for block in blocks:
        links = np.searchsorted(block, np.array(graph.subgraph(block).edges, dtype=np.int64).reshape(-1, 2))
        centres[block] = _component(sizes[block] + GAP, links, seed)
    extents = [(centres[block] + (sizes[block] + GAP) / 2).max(axis=0) for block in blocks]
    for block, corner in zip(blocks, _corners(extents), strict=True):
        centres[block] += corner
    return centres - GAP / 2


def _component(sizes: Floats, links: Links, seed: int) -> Floats:
    """Lay out one connected component: the most legible of several starts, its upper left corner at the origin."""
    starts = max(1, min(STARTS, WORK // max(len(sizes), len(links)) ** 2)) if len(sizes) > 2 else 1
    tries = [
        _attempt(places, sizes, links) for places in spread(starts, len(sizes), links, np.random.default_rng(seed))
    ]
    best = min(tries, key=lambda centres: faults(centres, sizes - GAP, links)) if starts > 1 else tries[0]
    corner: Floats = (best - sizes / 2).min(axis=0)
    return best - corner


def _attempt(places: Floats, sizes: Floats, links: Links) -> Floats:
    level = _landscape(places)
    return part(level * _scale(level, sizes, links), sizes)


def _landscape(places: Floats) -> Floats:
    """Turn the longest axis level, even the places out and give them the proportions of a landscape."""
    x, y = (places - places.mean(axis=0)).T
    # The direction of the principal axis by square roots only: sines differ in their last bit between machines.
    cosine, sine = ((x * x).sum() - (y * y).sum()), 2 * (x * y).sum()
    cosine += np.sqrt(cosine * cosine + sine * sine) + 1e-9
    length = np.sqrt(cosine * cosine + sine * sine)
    x, y = (x * cosine + y * sine) / length, (y * cosine - x * sine) / length
    stretch = min(2.2, max(1 / 2.2, ASPECT * (np.ptp(y) + 1e-9) / (np.ptp(x) + 1e-9)))
    return np.column_stack((_evened(x) * np.sqrt(stretch), _evened(y) / np.sqrt(stretch)))


def _evened(values: Floats) -> Floats:
    """Blend values with their ranks, so that crowds are thinned and outliers come near."""
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.linspace(values.min(), values.max(), len(values))
    return (1 - EVENNESS) * values + EVENNESS * ranks


def _scale(places: Floats, sizes: Floats, links: Links) -> float:
    """Find the scale of places to pixels: wide enough for the boxes and lines, but no line needlessly long."""
    density = np.sqrt(max(1.0, len(links) / len(sizes)))
    ways = places[links[:, 0]] - places[links[:, 1]]
    length = np.sqrt((ways * ways).sum(axis=1)).sum() / max(1, len(links)) + 1e-9
    longest = LONGEST * density * sizes[:, 0].mean() / length
    return max(_scale_for(CROWDED, places, sizes), min(_scale_for(ROOM * density, places, sizes), float(longest)))


def _scale_for(room: float, places: Floats, sizes: Floats) -> float:
    """Find the scale at which places, with an average box around each, cover so many times the area of the boxes."""
    box, extent = sizes.mean(axis=0), np.ptp(places, axis=0)
    missing = sizes.prod(axis=1).sum() * room - box.prod()
    linear, square = extent[0] * box[1] + extent[1] * box[0], extent.prod()
    return float(2 * missing / (linear + np.sqrt(linear**2 + 4 * square * missing) + 1e-9))


def _corners(extents: Sequence[Floats]) -> list[Floats]:
    """Pack blocks into a landscape, the tallest first, each as high as it can go; give their upper left corners."""
    sizes = np.array(extents).reshape(-1, 2) + BLOCK_GAP
    limit = max(np.sqrt(1.1 * ASPECT * sizes.prod(axis=1).sum()), sizes[:, 0].max(initial=0.0))
    order = sorted(range(len(sizes)), key=lambda number: (-sizes[number, 1], number))
    corners = np.zeros_like(sizes)
    for rank, number in enumerate(order):
        placed = order[:rank]
        corners[number] = _highest(sizes[number, 0], corners[placed], corners[placed] + sizes[placed], limit)
    return list(corners)


def _highest(width: float, starts: Floats, ends: Floats, limit: float) -> Floats:
    """Find the highest place, then the leftmost, for a block of a width beside or below those placed."""
    lefts = np.unique(np.append(ends[:, 0], 0.0))
    lefts = lefts[(lefts + width <= limit) | (lefts == 0)]
    beside = (ends[:, 0] <= lefts[:, None]) | (starts[:, 0] >= lefts[:, None] + width)
    tops = np.where(beside, 0.0, ends[:, 1]).max(axis=1, initial=0.0)
    return np.array((lefts[tops.argmin()], tops.min()))
