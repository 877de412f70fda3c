"""Texts beside dots and on lines: each goes where it collides with nothing, or nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .curve import Curve
from .forces import Floats
from .label import Label

PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)  # on a line, in parts of its length
MARGIN = np.array((14.0, 3.0))  # around a text, both sides together, in pixels
SPACING = 5.0  # of the points at which lines are looked at, in pixels


@dataclass(frozen=True)
class Text:
    """A label and where its middle is."""

    label: Label
    centre: Floats

    @property
    def size(self) -> Floats:
        """Its width and height with a margin."""
        size: Floats = self.label.extent + MARGIN
        return size


class Space:
    """The boxes that are taken in a picture, by centre and size."""

    def __init__(self, centres: Floats, sizes: Floats) -> None:
        self._centres, self._sizes = centres, sizes

    def place(self, texts: Iterable[Text]) -> Text | None:
        """Take the first place where a text collides with no box."""
        text = next((text for text in texts if self._is_free(text)), None)
        if text:
            self._centres = np.vstack((self._centres, text.centre))
            self._sizes = np.vstack((self._sizes, text.size))
        return text

    def _is_free(self, text: Text) -> bool:
        away, reach = np.abs(self._centres - text.centre), (self._sizes + text.size) / 2
        return not (away < reach - 0.01).all(axis=1).any()


def beside(label: Label, centre: Floats, size: Floats) -> Iterator[Text]:
    """Give the places of a label around a box: right, left, below, above."""
    across, down = (size + Text(label, centre).size) / 2
    return (Text(label, centre + step) for step in ((across, 0.0), (-across, 0.0), (0.0, down), (0.0, -down)))


def across(captions: Mapping[int, Label], curves: list[Curve], space: Space) -> dict[int, Text]:
    """Put captions on the curves with these numbers, where they meet no box; other curves may run behind them."""
    placed = {number: space.place(_places(label, curves[number])) for number, label in captions.items()}
    return {number: text for number, text in placed.items() if text}


def along(captions: Mapping[int, Label], curves: list[Curve], space: Space) -> dict[int, Text]:
    """Put captions on the curves with these numbers, where they meet no box and no other curve."""
    samples = [curve.sampled(SPACING) for curve in curves]
    points = np.vstack([np.zeros((0, 2)), *samples])
    owners = np.repeat(np.arange(len(curves)), [len(sample) for sample in samples])
    order = np.argsort(points[:, 0], kind="stable")
    points, owners = points[order], owners[order]
    placed = {}
    for number, label in captions.items():
        texts = _places(label, curves[number])
        placed[number] = space.place(text for text in texts if not _is_crossed(text, points, owners != number))
    return {number: text for number, text in placed.items() if text}


def _places(label: Label, curve: Curve) -> Iterator[Text]:
    return (Text(label, curve.at(place)) for place in PLACES)


def _is_crossed(text: Text, points: Floats, others: NDArray[np.bool_]) -> bool:
    """Tell whether a point of another curve lies in the text; the points are sorted from left to right."""
    reach = text.size / 2
    first, last = np.searchsorted(points[:, 0], (text.centre[0] - reach[0], text.centre[0] + reach[0]))
    near = np.abs(points[first:last, 1] - text.centre[1]) < reach[1]
    return bool((near & others[first:last]).any())
