"""A figure written as an SVG document: title, lines, shapes and legend."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree as ET

import numpy as np

from .caption import Text
from .colour import colour_class, day_rules
from .curve import CORNER
from .element import add, add_box, add_text, number
from .figure import Figure, Line, Shape
from .font import BOLD, REGULAR
from .forces import Floats
from .label import Label, Style, wrap
from .scene import Fact, Scene
from .strand import Strand

MARGIN = 36.0
NARROWEST = 640.0
TITLE = Style(23.0, BOLD, NARROWEST, lines=3)
SUBTITLE = Style(13.0, REGULAR, NARROWEST, lines=3)
LEGEND = Style(12.5, REGULAR, 260.0, lines=1)
LEGEND_ROW = 26.0
SWATCH = np.array((28.0, 15.0))
DOT_RADIUS = 5.0
THINNEST, THICKEST, DISPUTED = 1.2, 5.2, 2.0  # widths of lines
LISTED = 12  # facts named in the tooltip of a bundle


def write_svg(figure: Figure) -> str:
    """Write a figure as one SVG document, which names its fonts and needs nothing else."""
    scene, (low, high) = figure.scene, _bounds(figure)
    width = max(high[0] - low[0] + 2 * MARGIN, NARROWEST)
    kind = "network crowded" if any(shape.is_dot for shape in figure.shapes) else "network"
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": kind, "role": "img"})
    root.set("aria-label", scene.title or "Network")
    add(root, "desc", text=describe(scene))
    add(root, "style", text=style_sheet(scene))
    add(root, "rect", {"class": "ground", "width": "100%", "height": "100%"})
    top = _add_heading(root, scene, width)
    shift = f"translate({number((width - low[0] - high[0]) / 2)} {number(top - low[1])})"
    _add_body(add(root, "g", {"class": "body", "transform": shift}), figure)
    height = _add_legend(root, scene, width, top + high[1] - low[1] + MARGIN) + MARGIN
    root.attrib |= {"width": number(width), "height": number(height)}
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    return ET.tostring(root, encoding="unicode")


def describe(scene: Scene) -> str:
    """Say in one sentence what a scene holds."""
    counts = Counter(node.kind or "other" for node in scene.nodes)
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    disputed = sum(fact.disputed for fact in scene.facts)
    return f"{len(scene.nodes)} nodes ({kinds}) and {len(scene.facts)} facts that link them, {disputed} disputed."


def _bounds(figure: Figure) -> tuple[Floats, Floats]:
    """Find the upper left and the lower right corner of all that is drawn."""
    drawn: list[Shape | Line] = [*figure.shapes, *figure.lines]
    boxes: list[Shape | Text] = [*figure.shapes, *(one.text for one in drawn if one.text)]
    corners = [box.centre + side * box.size / 2 for box in boxes for side in (-1, 1)]
    points = np.vstack([np.zeros((1, 2)), *corners, *(line.curve.sampled(40.0) for line in figure.lines)])
    return points.min(axis=0), points.max(axis=0)


def style_sheet(scene: Scene) -> str:
    """Join the style of every picture and the colours of this one."""
    rules = files(__package__).joinpath("assets", "picture.css").read_text(encoding="utf-8")
    return rules + "\n".join(day_rules(colour) for colour in sorted({node.colour for node in scene.nodes}))


def _add_heading(root: ET.Element, scene: Scene, width: float) -> float:
    """Write title and subtitle; give the height at which the picture begins."""
    heading, top = add(root, "g", {"class": "heading"}), MARGIN - 8
    for text, style, kind in ((scene.title, TITLE, "start"), (scene.subtitle, SUBTITLE, "start quiet")):
        label = wrap(text, replace(style, width=width - 2 * MARGIN))
        add_text(heading, Text(label, np.array((MARGIN, top + label.height / 2))), kind)
        top += label.height
    return top + MARGIN / 2


def _add_body(body: ET.Element, figure: Figure) -> None:
    for line, stroke in zip(figure.lines, _strokes(figure.lines), strict=True):
        _add_line(body, line, stroke, figure.scene)
    for shape in figure.shapes:
        _add_shape(body, shape)


def _strokes(lines: Sequence[Line]) -> list[float]:
    """Widen lines by the root of their weight: the thinnest weighs one or less, the thickest sixteen or the most."""
    roots = np.sqrt([max(1.0, line.strand.weight) for line in lines])
    return list(THINNEST + (THICKEST - THINNEST) * (roots - 1) / (roots.max(initial=4.0) - 1))


def _add_line(body: ET.Element, line: Line, stroke: float, scene: Scene) -> None:
    strand, curve = line.strand, line.curve
    kinds = ("edge", "bundle" if strand.is_bundle else "", "disputed" if strand.disputed else "")
    iris = " ".join(fact.iri for fact in strand.facts)
    edge = add(body, "g", {"class": " ".join(kind for kind in kinds if kind), "data-iri": iris})
    add(edge, "title", text=_tooltip(strand, scene))
    points = [number(value) for point in (curve.start, curve.control, curve.end) for value in point]
    path = "M{} {}Q{} {} {} {}".format(*points)
    add(edge, "path", {"d": path, "stroke-width": max(stroke, DISPUTED) if strand.disputed else stroke})
    if line.text:
        add_text(edge, line.text)


def _tooltip(strand: Strand, scene: Scene) -> str:
    if not strand.is_bundle:
        return describe_fact(strand.facts[0], scene)
    one, other = scene.nodes[strand.one], scene.nodes[strand.other]
    rest = len(strand.facts) - LISTED
    lines = [f"{one.label} – {other.label}: {len(strand.facts)} facts"]
    lines += [describe_fact(fact, scene) for fact in strand.facts[:LISTED]]
    return "\n".join(lines + [f"and {rest} more"] * (rest > 0))


def describe_fact(fact: Fact, scene: Scene) -> str:
    """Say in one line what a fact links, when, after how many sources, and whether it is disputed."""
    ends = f"{scene.labels[fact.source]} → {scene.labels[fact.target]}"
    sources = f"{fact.sources} source{'' if fact.sources == 1 else 's'}" if fact.sources else ""
    parts = (fact.label, f"{fact.relation}: {ends}" if fact.relation else ends, fact.date, sources)
    return " · ".join(part for part in (*parts, "disputed" if fact.disputed else "") if part)


def _add_shape(body: ET.Element, shape: Shape) -> None:
    node = shape.node
    kinds = ("node", "large" if node.large else "", "dot" if shape.is_dot else "", colour_class(node.colour))
    group = add(body, "g", {"class": " ".join(kind for kind in kinds if kind), "data-iri": node.iri})
    add(group, "title", text=f"{node.label} · {node.kind}" if node.kind else node.label)
    if shape.is_dot:
        add(group, "circle", {"cx": shape.centre[0], "cy": shape.centre[1], "r": DOT_RADIUS})
    else:
        add_box(group, shape.centre, shape.size, CORNER)
    if shape.text:
        add_text(group, shape.text)


def _add_legend(root: ET.Element, scene: Scene, width: float, top: float) -> float:
    """Write a sample of each kind of node, and of a disputed line if there is one; give the height at which it ends."""
    legend, left = add(root, "g", {"class": "legend"}), MARGIN
    disputed = [("disputed", "edge disputed")] if any(fact.disputed for fact in scene.facts) else []
    for name, kinds in [*samples(scene), *disputed]:
        label = wrap(name or "other", LEGEND)
        step = SWATCH[0] + 8 + label.width
        if left > MARGIN and left + step > width - MARGIN:
            left, top = MARGIN, top + LEGEND_ROW
        _add_sample(legend, label, kinds, np.array((left, top)))
        left += step + 22
    return top + LEGEND_ROW


def samples(scene: Scene) -> list[tuple[str, str]]:
    """List each kind of node with the classes that style it, large kinds first."""
    looks = sorted({(not node.large, node.kind, colour_class(node.colour)) for node in scene.nodes})
    return [(kind, f"node {'' if is_small else 'large '}{colour}") for is_small, kind, colour in looks]


def _add_sample(legend: ET.Element, label: Label, kinds: str, corner: Floats) -> None:
    middle = corner + SWATCH / 2
    sample = add(legend, "g", {"class": kinds})
    if kinds.startswith("edge"):
        path = f"M{number(corner[0])} {number(middle[1])}h{number(SWATCH[0])}"
        add(sample, "path", {"d": path, "stroke-width": DISPUTED})
    else:
        add_box(sample, middle, SWATCH, CORNER)
    add_text(legend, Text(label, np.array((corner[0] + SWATCH[0] + 8, middle[1]))), "start")
