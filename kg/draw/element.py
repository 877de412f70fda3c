"""SVG elements: the only place that writes markup, so that every text is escaped."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from .caption import Text
from .font import BOLD
from .forces import Floats

Attributes = Mapping[str, str | float]


def add(parent: ET.Element, tag: str, attributes: Attributes = MappingProxyType({}), text: str = "") -> ET.Element:
    """Append an element; numbers are rounded to a tenth of a pixel."""
    written = {name: value if isinstance(value, str) else number(value) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, written)
    element.text = text
    element.tail = "\n" if tag == "g" else ""
    return element


def add_text(parent: ET.Element, text: Text, kind: str = "") -> None:
    """Append the lines of a text, centred on its middle."""
    x, y = text.centre
    style = text.label.style
    attributes = {"class": kind} if kind else {}
    attributes |= {"font-size": number(style.size)} | ({"font-weight": "bold"} if style.font == BOLD else {})
    for height, line in text.label.baselines(y):
        add(parent, "text", {"x": x, "y": height, **attributes}, line)


def add_box(parent: ET.Element, centre: Floats, size: Floats, corner: float) -> None:
    """Append a rectangle with round corners."""
    x, y = centre - size / 2
    radius = min(corner, size[1] / 2)
    add(parent, "rect", {"x": x, "y": y, "width": size[0], "height": size[1], "rx": radius})


def number(value: float) -> str:
    """Write a number with at most one decimal."""
    # Adding zero turns the negative zero into zero.
    return f"{round(float(value), 1) + 0.0:.1f}".removesuffix(".0")
