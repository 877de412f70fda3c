"""A text broken into lines that fit, and the size of the box around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .font import text_width
from .forces import Floats

LEADING = 1.3  # line height in font sizes


@dataclass(frozen=True)
class Style:
    """How a text is set: font size, greatest width of a line in pixels, greatest number of lines."""

    size: float
    font: Path
    width: float
    lines: int = 4

    def measure(self, text: str) -> float:
        """Give the width of one line of text in pixels."""
        return text_width(text, self.size, self.font)


@dataclass(frozen=True)
class Label:
    """A text as it is set, line by line."""

    lines: tuple[str, ...]
    style: Style

    @property
    def width(self) -> float:
        """The width of the longest line in pixels."""
        return max((self.style.measure(line) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """The height of all lines in pixels."""
        return len(self.lines) * self.style.size * LEADING

    @property
    def extent(self) -> Floats:
        """Width and height in pixels."""
        return np.array((self.width, self.height), dtype=np.float64)

    def baselines(self, middle: float) -> Iterator[tuple[float, str]]:
        """Give the height of its baseline with each line, for a text centred on a height."""
        first = middle - self.height / 2 + self.style.size * (LEADING / 2 + 0.36)
        return ((first + number * self.style.size * LEADING, line) for number, line in enumerate(self.lines))


def wrap(text: str, style: Style) -> Label:
    """Break a text into the fewest lines, about equally long; an ellipsis stands for what does not fit."""
    words = [part for word in text.split() for part in _parts(word, style)]
    fewest = _fill(words, style, style.width)
    if len(fewest) > style.lines:
        return Label((*fewest[: style.lines - 1], _cut(fewest[style.lines - 1], style)), style)
    narrower = (_fill(words, style, style.width * step / 20) for step in range(10, 20))
    return Label(next((lines for lines in narrower if len(lines) == len(fewest)), fewest), style)


def _fill(words: list[str], style: Style, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        if lines and style.measure(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _parts(word: str, style: Style) -> Iterator[str]:
    """Break one word that is wider than a line."""
    start = 0
    for end in range(2, len(word) + 1):
        if style.measure(word[start:end]) > style.width:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def _cut(line: str, style: Style) -> str:
    while line and style.measure(line + "…") > style.width:
        line = line[:-1]
    return line.rstrip() + "…"
