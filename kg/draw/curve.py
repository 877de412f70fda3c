"""Quadratic curves: points on them, parts of them, and where they leave a box."""

from dataclasses import dataclass

import numpy as np

from .forces import Floats

CORNER = 14.0  # greatest radius of the corners of a box, in pixels


@dataclass(frozen=True)
class Curve:
    """A quadratic Bézier curve; its three points are arrays of x and y."""

    start: Floats
    control: Floats
    end: Floats

    def at(self, share: float | Floats) -> Floats:
        """Give the point after a share of the way, from 0 to 1, or one point per row of shares."""
        rest = 1 - share
        return rest * rest * self.start + 2 * share * rest * self.control + share * share * self.end

    def sampled(self, spacing: float) -> Floats:
        """Give points along the curve, at most a spacing in pixels apart, one row each."""
        length = np.abs(self.control - self.start).sum() + np.abs(self.end - self.control).sum()
        return self.at(np.linspace(0.0, 1.0, int(length / spacing) + 2)[:, None])

    def between(self, first: float, last: float) -> "Curve":
        """Cut out the part between two shares of the way (de Casteljau)."""
        middle = (1 - last) * ((1 - first) * self.start + first * self.control) + last * (
            (1 - first) * self.control + first * self.end
        )
        return Curve(self.at(first), middle, self.at(last))


def bow(start: Floats, end: Floats, height: float) -> Curve:
    """Draw a curve whose middle lies a height, in pixels, to the left of the straight line."""
    way = end - start
    length = np.sqrt((way * way).sum()) + 1e-9
    return Curve(start, (start + end) / 2 + 2 * height * np.array((way[1], -way[0])) / length, end)


def clip(curve: Curve, start_box: Floats, end_box: Floats) -> Curve:
    """Cut off the parts within the boxes, given by width and height, around both ends of a curve."""
    reverse = Curve(curve.end, curve.control, curve.start)
    return curve.between(_leaving(curve, start_box), 1 - _leaving(reverse, end_box))


def _leaving(curve: Curve, box: Floats) -> float:
    """Find by halving where a curve leaves the box, with round ends, around its start."""
    inner, outer = 0.0, 0.5
    for _ in range(12):
        middle = (inner + outer) / 2
        inner, outer = (middle, outer) if _within(curve.at(middle) - curve.start, box) else (inner, middle)
    return outer


def _within(offset: Floats, box: Floats) -> bool:
    radius = min(box.min() / 2, CORNER)
    beyond = np.maximum(np.abs(offset) - (box / 2 - radius), 0.0)
    return bool((beyond * beyond).sum() < radius * radius)
