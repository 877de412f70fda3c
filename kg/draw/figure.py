"""The geometry of a picture: where each node, line and text goes, before anything is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .caption import Space, Text, across, along, beside
from .curve import Curve
from .font import BOLD, REGULAR
from .forces import Floats
from .label import Label, Style, wrap
from .layout import arrange
from .scene import Node, Scene
from .strand import Strand, route, strands_of

MOST_PILLS = 150  # nodes; in a larger picture only large nodes hold their text, the others are dots
PADDING = np.array((24.0, 13.0))  # of a pill, both sides together
DOT = np.array((12.0, 12.0))
AROUND_DOT = np.array((52.0, 20.0))  # left free for its text
LARGE = Style(16.0, BOLD, 190.0)
SMALL = Style(12.5, REGULAR, 168.0)
BESIDE = Style(10.5, REGULAR, 180.0, lines=1)
CAPTION = Style(10.5, REGULAR, 140.0, lines=1)
COUNT = Style(11.5, BOLD, 60.0, lines=1)


@dataclass(frozen=True)
class Shape:
    """A node as it is drawn: a pill around its text, or a dot with its text beside it if there is room."""

    node: Node
    centre: Floats
    size: Floats
    text: Text | None

    @property
    def is_dot(self) -> bool:
        """Whether the text is not within the shape."""
        return bool((self.size == DOT).all())


@dataclass(frozen=True)
class Line:
    """A strand as it is drawn."""

    strand: Strand
    curve: Curve
    text: Text | None


@dataclass(frozen=True)
class Figure:
    """A scene with its geometry in pixels."""

    scene: Scene
    shapes: Sequence[Shape]
    lines: Sequence[Line]


def compose(scene: Scene, *, seed: int) -> Figure:
    """Give everything in a scene its place; the same scene and seed give the same figure."""
    pairs = strands_of(scene)
    labels = [_inner_label(node, len(scene.nodes)) for node in scene.nodes]
    sizes = np.array([_size(label) for label in labels]).reshape(-1, 2)
    reserved = sizes + AROUND_DOT * (sizes == DOT)
    centres = arrange(reserved, [(strands[0].one, strands[0].other) for strands in pairs], seed=seed)
    space = Space(centres, sizes)
    texts = _texts(scene, labels, centres, space)
    shapes = [Shape(*parts) for parts in zip(scene.nodes, centres, sizes, texts, strict=True)]
    return Figure(scene, shapes, _lines(pairs, centres, sizes, space))


def _inner_label(node: Node, total: int) -> Label | None:
    """Break the label of a pill; a dot has none."""
    if node.large:
        return wrap(node.label, LARGE)
    return wrap(node.label, SMALL) if total <= MOST_PILLS else None


def _size(label: Label | None) -> Floats:
    return label.extent + PADDING if label else DOT


def _texts(scene: Scene, labels: Sequence[Label | None], centres: Floats, space: Space) -> list[Text | None]:
    """Put the labels in pills and beside dots, where the dots with most facts choose first."""
    texts = [Text(label, centre) if label else None for label, centre in zip(labels, centres, strict=True)]
    degrees = Counter(iri for fact in scene.facts for iri in (fact.source, fact.target))
    dots = [number for number, text in enumerate(texts) if not text]
    for number in sorted(dots, key=lambda number: -degrees[scene.nodes[number].iri]):
        label = wrap(scene.nodes[number].label, BESIDE)
        texts[number] = space.place(beside(label, centres[number], DOT))
    return texts


def _lines(pairs: Sequence[Sequence[Strand]], centres: Floats, sizes: Floats, space: Space) -> list[Line]:
    strands = [strand for pair in pairs for strand in pair]
    curves = [curve for pair in pairs for curve in route(pair, centres, sizes)]
    texts = across(_counts(strands), curves, space)
    if len(sizes) <= MOST_PILLS:
        texts |= along(_relations(strands), curves, space)
    lines = [Line(*parts, texts.get(number)) for number, parts in enumerate(zip(strands, curves, strict=True))]
    # Other lines may pass under the number on a bundle, so bundles are drawn last.
    return sorted(lines, key=lambda line: line.strand.is_bundle)


def _counts(strands: Sequence[Strand]) -> dict[int, Label]:
    """Say on each bundle how many facts it holds."""
    return {number: wrap(str(len(strand.facts)), COUNT) for number, strand in enumerate(strands) if strand.is_bundle}


def _relations(strands: Sequence[Strand]) -> dict[int, Label]:
    """Name the relation of each fact, unless it is the same for all: then it goes without saying."""
    relations = {number: strand.facts[0].relation for number, strand in enumerate(strands) if not strand.is_bundle}
    several = len(set(relations.values())) > 1
    return {number: wrap(relation, CAPTION) for number, relation in relations.items() if relation and several}
