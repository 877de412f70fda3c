"""Pictures of networks: an SVG document, a PNG image, a web page in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from .figure import compose
from .page import Passage, write_page
from .picture import write_svg
from .raster import rasterize
from .scene import read_scene

__all__ = ["Passage", "draw_html", "draw_png", "draw_svg"]


def draw_svg(network: nx.MultiDiGraph[str], *, seed: int = 7) -> str:
    """Draw a network as an SVG document.

    The same network gives the same bytes, in whatever order it was built; the seed chooses among good layouts.
    """
    return write_svg(compose(read_scene(network), seed=seed))


def draw_png(network: nx.MultiDiGraph[str], *, seed: int = 7, scale: float = 2.0) -> bytes:
    """Draw a network as a PNG image; scale is pixels of the image per pixel of the SVG document."""
    return rasterize(draw_svg(network, seed=seed), scale)


def draw_html(network: nx.MultiDiGraph[str], evidence: Mapping[str, Sequence[Passage]], *, seed: int = 7) -> str:
    """Draw a network as one HTML file that needs no other, with the passages behind each fact by the fact's IRI."""
    return write_page(compose(read_scene(network), seed=seed), evidence)
