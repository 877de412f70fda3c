"""Positions: where the nodes of a network of any size go, computed once and the same each time."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from ...draw.forces import Floats, Links, spread
from ...draw.layout import arrange

_SEED = 1
_MOST_LABELLED = 150  # nodes all of which bear a label
_DOT, _LETTER, _LONGEST = 24.0, 7.0, 34  # pixels of a dot and of a letter, letters of a label
_MOST_EXACT = 400  # nodes between all pairs of which forces are computed
_ROUNDS = 150
_CELLS = 256  # of the grid, each way
_GRAVITY = 0.02
_NEAR = 1.0  # cells within which nodes hardly push each other


def positions(network: nx.MultiDiGraph[str]) -> Floats:
    """Place the nodes, in the order of the network: one row of x and y each, from -1000 to 1000."""
    if not len(network):
        return np.zeros((0, 2))
    number = {node: place for place, node in enumerate(network)}
    pairs = {(number[source], number[target]) for source, target in network.edges() if source != target}
    places = _with_room_for_labels(network, pairs) if len(network) <= _MOST_LABELLED else _dots(len(network), pairs)
    low, high = places.min(axis=0), places.max(axis=0)
    scaled: Floats = (places - (low + high) / 2) * (2000 / max(1e-9, *(high - low)))
    return scaled.round(1)


def _with_room_for_labels(network: nx.MultiDiGraph[str], pairs: set[tuple[int, int]]) -> Floats:
    """Place nodes whose labels stand to the right of them, so that no label need cover another."""
    widths = [_DOT + _LETTER * min(_LONGEST, len(data["label"])) for data in network.nodes.values()]
    sizes = np.column_stack((widths, np.full(len(widths), _DOT)))
    return arrange(sizes, pairs, seed=_SEED) - sizes * (0.5, 0.0)


def _dots(count: int, pairs: set[tuple[int, int]]) -> Floats:
    links = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    random = np.random.default_rng(_SEED)
    return spread(1, count, links, random)[0] if count <= _MOST_EXACT else _spread_far(count, links, random)


def _spread_far(count: int, links: Links, random: np.random.Generator) -> Floats:
    """Place many nodes: they repel each other through a grid, so that a round takes the same time for any number."""
    places = (random.random((count, 2)) - 0.5) * np.sqrt(count)
    mass: Floats = np.bincount(links.ravel(), minlength=count) + np.float64(1)
    kernel = _kernel()
    for turn in range(_ROUNDS):
        force = _repulsion(places, mass, kernel) + _attraction(places, links) - _GRAVITY * mass[:, None] * places
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        longest_step = 0.1 * np.sqrt(count) * (1 - turn / _ROUNDS) ** 1.5 + 0.01
        # A heavy node moves less, so that it does not swing about its place.
        places += force / length * np.minimum(length / mass[:, None], longest_step)
    return np.asarray(places, np.float64)


def _kernel() -> NDArray[np.complex128]:
    """Return the transform of the force that a unit of mass in one cell has on every other, x + iy."""
    way = np.fft.fftfreq(2 * _CELLS, 1 / (2 * _CELLS))
    across = way[:, None] + 1j * way
    return np.asarray(np.fft.fft2(across / (np.abs(across) ** 2 + _NEAR)))


def _repulsion(places: Floats, mass: Floats, kernel: NDArray[np.complex128]) -> Floats:
    """Return the push on each node: masses are shared among the four cells around it, pushes read from them."""
    low = places.min(axis=0)
    step = np.ptp(places, axis=0).max() / (_CELLS - 2) + 1e-9
    cell, part = np.divmod((places - low) / step, 1.0)
    field = np.zeros((2 * _CELLS, 2 * _CELLS))
    corners = [(cell.astype(int) + corner, _share(part, corner)) for corner in np.ndindex(2, 2)]
    for where, share in corners:
        np.add.at(field, (where[:, 0], where[:, 1]), share * mass)
    push = np.fft.ifft2(np.fft.fft2(field) * kernel) / step
    total = sum(share * push[where[:, 0], where[:, 1]] for where, share in corners) * mass
    return np.column_stack((total.real, total.imag))


def _share(part: Floats, corner: tuple[int, ...]) -> Floats:
    """Return the share of a corner of the cell in a node, by how near it is."""
    return np.asarray(np.where(corner, part, 1 - part).prod(axis=1))


def _attraction(places: Floats, links: Links) -> Floats:
    one, other = links[:, 0], links[:, 1]
    way = places[other] - places[one]
    pull = way * np.sqrt((way**2).sum(axis=1, keepdims=True))
    both = [np.bincount(one, axis, len(places)) - np.bincount(other, axis, len(places)) for axis in pull.T]
    return np.column_stack(both)
