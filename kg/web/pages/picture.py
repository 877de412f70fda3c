"""Pictures of networks and charts within a page: their nodes and lines are links, their styles are the page's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from xml.etree import ElementTree as ET

import networkx as nx
from markupsafe import Markup

from ...dossier import Chart
from ...dossier.chart import chart_svg
from ...draw import draw_svg

MOST_NODES = 150  # in a picture within a page
_KEPT = 16  # drawings kept in memory
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'

Target = Callable[[str], str]


@lru_cache(_KEPT)
def svg(network: nx.MultiDiGraph[str]) -> str:
    """Draw a network as an SVG document, once for all files and pages that show it."""
    return draw_svg(network)


def inline_network(network: nx.MultiDiGraph[str], href: Target, bundles: Mapping[str, str]) -> Markup:
    """Draw a network whose nodes link to their pages and whose lines link to their facts.

    A line of several facts links to what `bundles` has for its first fact.
    """
    root = _parsed(svg(network))
    # The children of an image have no roles of their own; here they are links.
    root.set("role", "group")
    for group in root.iter("g"):
        iris = group.get("data-iri", "").split()
        target = (href(iris[0]) if len(iris) == 1 else bundles.get(iris[0], "")) if iris else ""
        if target:
            _make_link(group, target)
    return _written(root)


def inline_chart(chart: Chart) -> Markup:
    """Draw a chart in the colours of the page."""
    return _written(_parsed(chart_svg(chart)))


def _parsed(svg: str) -> ET.Element:
    """Read an SVG document without its style and ground, which the page's style sheet stands for."""
    root = ET.fromstring(svg.replace(_NAMESPACE, "", 1))
    for child in list(root):
        if child.tag == "style" or child.get("class") in ("ground", "heading"):
            root.remove(child)
    return root


def _make_link(group: ET.Element, target: str) -> None:
    group.tag = "a"
    group.set("href", target)
    group.set("target", "_top")  # of a page that frames the picture
    if "edge" in group.get("class", ""):
        # The table beside the picture has the same links; the keyboard visits nodes only.
        group.set("tabindex", "-1")


def _written(root: ET.Element) -> Markup:
    # ElementTree escaped every text and attribute.
    return Markup(ET.tostring(root, encoding="unicode"))
