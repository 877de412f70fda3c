"""How hard a layout is to read: lines that cross, lines that run behind boxes, long lines."""

import numpy as np

from .forces import Floats, Links

SAMPLES = 24  # points looked at on each line


def faults(centres: Floats, sizes: Floats, links: Links) -> float:
    """Count the faults of a layout: a crossing is one, a line behind a box three, a line across the picture two."""
    return crossings(centres, links) + 3 * hidden(centres, sizes, links) + 2 * _lengths(centres, links)


def crossings(centres: Floats, links: Links) -> int:
    """Count the pairs of straight lines that cross, not those that meet at an end."""
    start, end = centres[links[:, 0]], centres[links[:, 1]]
    apart = _sides(start, end, start) * _sides(start, end, end) < 0
    meet = np.any(links[:, None, :, None] == links[None, :, None, :], axis=(2, 3))
    return int(np.triu(apart & apart.T & ~meet).sum())


def hidden(centres: Floats, sizes: Floats, links: Links) -> int:
    """Count the pairs of a straight line and a box, not at its ends, that the line runs behind."""
    share = np.linspace(0, 1, SAMPLES)[:, None]
    points = centres[links[:, 0]][:, None] * (1 - share) + centres[links[:, 1]][:, None] * share
    inside = np.all(np.abs(points[:, :, None] - centres) < sizes / 2, axis=3)
    passed = np.asarray(np.any(inside, axis=1))
    passed[np.arange(len(links))[:, None], links] = False
    return int(passed.sum())


def _sides(start: Floats, end: Floats, points: Floats) -> Floats:
    """Tell on which side of each line each point lies, by sign."""
    way, to = (end - start)[:, None], points - start[:, None]
    return way[:, :, 0] * to[:, :, 1] - way[:, :, 1] * to[:, :, 0]


def _lengths(centres: Floats, links: Links) -> float:
    way, extent = centres[links[:, 0]] - centres[links[:, 1]], np.ptp(centres, axis=0)
    return float(np.sqrt((way * way).sum(axis=1)).sum() / np.sqrt((extent * extent).sum() + 1e-9))
