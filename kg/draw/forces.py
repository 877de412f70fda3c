"""Forces that spread the nodes of a network: all repel each other, links pull, gravity holds together.

Only additions, multiplications, divisions and square roots are used, in a fixed order, so that the same numbers come
out wherever they are computed.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Links = NDArray[np.int64]  # one row of two node numbers per link

ROUNDS = 200
GRAVITY = 0.1


def spread(starts: int, count: int, links: Links, random: np.random.Generator) -> Floats:
    """Place nodes from several starting points by Fruchterman and Reingold's forces, with repulsion grown by degree.

    The answer has, for each start, one row of x and y per node; the starts are computed side by side.
    """
    places = (random.random((starts, count, 2)) - 0.5) * np.sqrt(count)
    x, y = places[..., 0], places[..., 1]
    every = (links + count * np.arange(starts)[:, None, None]).reshape(-1, 2)
    mass = np.sqrt(1.0 + np.bincount(links.ravel(), minlength=count))
    for turn in range(ROUNDS):
        push_x, push_y = _repulsion(x, y, mass)
        pull_x, pull_y = (pull.reshape(x.shape) for pull in _attraction(x.ravel(), y.ravel(), every))
        force_x, force_y = push_x + pull_x - GRAVITY * mass * x, push_y + pull_y - GRAVITY * mass * y
        left = 1.0 - turn / ROUNDS
        longest_step = 0.3 * np.sqrt(count) * left * np.sqrt(left) + 0.005
        length = np.sqrt(force_x**2 + force_y**2) + 1e-9
        step = np.minimum(length, longest_step) / length
        x, y = x + force_x * step, y + force_y * step
    return np.stack((x, y), axis=-1)


def _repulsion(x: Floats, y: Floats, mass: Floats) -> tuple[Floats, Floats]:
    across, down = x[:, :, None] - x[:, None], y[:, :, None] - y[:, None]
    force = mass[:, None] * mass / (across * across + down * down + 1e-4)
    return (force * across).sum(axis=-1), (force * down).sum(axis=-1)


def _attraction(x: Floats, y: Floats, links: Links) -> tuple[Floats, Floats]:
    one, other = links[:, 0], links[:, 1]
    across, down = x[other] - x[one], y[other] - y[one]
    length = np.sqrt(across * across + down * down)
    return _both_ways(across * length, one, other, len(x)), _both_ways(down * length, one, other, len(x))


def _both_ways(pull: Floats, one: Links, other: Links, count: int) -> Floats:
    return (np.bincount(one, pull, count) - np.bincount(other, pull, count)).astype(np.float64)
