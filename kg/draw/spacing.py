"""Boxes moved apart until none intersect, with as little change of the picture as possible."""

from functools import cache
from itertools import count

import numpy as np

from .forces import Floats, Links

ROUNDS = 400
STEP = np.array((24.0, 12.0))  # of the grid on which a free place is sought, in pixels


def part(centres: Floats, sizes: Floats) -> Floats:
    """Move boxes, given by centre and size, so that no two intersect.

    Pushing mends most overlaps and keeps the picture's shape, but may go in circles; what it leaves is settled one box
    after another, which always ends: the settled boxes are finite, so somewhere around each wish there is a free place.
    """
    return _settle(_push(centres, sizes), sizes)


def intersecting(centres: Floats, sizes: Floats) -> Links:
    """List the pairs of boxes that share more than a border, one row of two numbers each."""
    x, y = centres.T
    width, height = sizes.T / 2
    across = np.abs(x[:, None] - x) < width[:, None] + width
    down = np.abs(y[:, None] - y) < height[:, None] + height
    return np.argwhere(np.triu(across & down, 1))


def _push(centres: Floats, sizes: Floats) -> Floats:
    """Push intersecting boxes apart along the shorter way, all at once, a bounded number of times."""
    for _ in range(ROUNDS):
        pairs = intersecting(centres, sizes)
        if not len(pairs):
            break
        one, other = pairs.T
        apart = centres[other] - centres[one]
        depth = (sizes[one] + sizes[other]) / 2 - np.abs(apart)
        # Boxes are wide and low: a way across counts as long as one down of five eighths its length.
        across = depth[:, 0] < 1.6 * depth[:, 1]
        push = np.where(np.column_stack((across, ~across)), np.where(apart < 0, -1, 1) * (depth / 2 + 1.5), 0.0)
        centres = centres + _shared(push, one, other, len(sizes))
    return centres


def _shared(push: Floats, one: Links, other: Links, total: int) -> Floats:
    """Add up the pushes on each box, damped where many push."""
    moves = [np.bincount(other, way, total) - np.bincount(one, way, total) for way in push.T]
    pushes = [np.bincount(np.concatenate((one, other)), np.tile(way != 0, 2), total) for way in push.T]
    return np.column_stack(moves) / np.sqrt(np.maximum(1, np.column_stack(pushes)))


def _settle(centres: Floats, sizes: Floats) -> Floats:
    """Keep each box where it is, or at the nearest free place if a larger one lies there."""
    centres = centres.copy()
    order = np.argsort(-sizes.prod(axis=1), kind="stable")
    for rank, number in enumerate(order):
        taken = order[:rank]
        reach = (sizes[taken] + sizes[number]) / 2
        places = (_free(centres[number] + STEP * _ring(radius), centres[taken], reach) for radius in count())
        centres[number] = next(free[0] for free in places if len(free))
    return centres


def _free(places: Floats, centres: Floats, reach: Floats) -> Floats:
    """Select the places that lie within the reach of no centre."""
    covered = np.all(np.abs(places[:, None] - centres) < reach, axis=2)
    free: Floats = places[~np.any(covered, axis=1)]
    return free


@cache
def _ring(radius: int) -> Floats:
    """Give the steps to the grid places around a place, nearest first."""
    span = range(-radius, radius + 1)
    steps = [(across, down) for across in span for down in span if max(abs(across), abs(down)) == radius]
    return np.array(sorted(steps, key=lambda step: (step[0] ** 2 + step[1] ** 2, step)))
