"""The page of networks: a projection, or a part of it, as a picture, as a table and as files."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from ...dossier.words import spoken_time
from ...draw.raster import rasterize
from ...graphfiles import write_csv, write_gexf, write_graphml, write_json
from ...network import fact_of
from ...terms import is_iri
from ..resource import Asked, resource
from .labels import labels, shown
from .networks import (
    Network,
    Selection,
    networks,
    pictures,
    projections,
    read_selection,
    relation_counts,
    selected,
    year_counts,
)
from .picture import MOST_NODES, svg

_MOST = 500  # lines in the table
_SCALE = 2.0  # pixels of a PNG image per pixel of the SVG document
_WRITERS = {"graphml": write_graphml, "gexf": write_gexf, "json": write_json, "csv": write_csv}
_PICTURES = ("svg", "png")
_FORMATS = ("json", "graphml", "gexf", "csv", "svg", "png")


def network(asked: Asked) -> str | bytes:
    """Return what is selected of a projection."""
    selection = _selection(asked)
    whole = asked.edition.once(networks)(selection.projection)
    part = selected(whole, selection)
    if asked.format == "html":
        return _page(asked, selection, whole, part)
    return network_file(part, asked.format)


def offered(formats: tuple[str, ...], part: Network[str]) -> tuple[str, ...]:
    """Return those of the formats that a network can have, which for a large one are no pictures."""
    return tuple(format for format in formats if format not in _PICTURES or len(part) <= MOST_NODES)


def network_file(part: Network[str], format: str) -> bytes | str:
    """Write a network in a format of files or pictures; raise HTTPException 400 for too large a picture."""
    if format in _WRITERS:
        stream = BytesIO()
        _WRITERS[format](part, stream)
        return stream.getvalue()
    if len(part) > MOST_NODES:
        raise HTTPException(400, f"{len(part)} nodes are too many for a picture here; select fewer, or use `kg draw`")
    return svg(part) if format == "svg" else rasterize(svg(part), _SCALE)


def _selection(asked: Asked) -> Selection:
    known = asked.edition.once(projections)
    selection = read_selection(asked.query, known)
    if not selection.around:
        return selection
    return replace(selection, around=_iri(asked, selection.around))


def _iri(asked: Asked, id: str) -> str:
    space, _, name = id.partition("/")
    if space not in asked.graph.prefixes or not name:
        raise HTTPException(400, f"around: {id!r} is not the id of a thing; write its space, a slash and its name")
    iri = asked.graph.prefixes[space] + name
    if not is_iri(iri):
        raise HTTPException(400, f"around: {id!r} holds characters that no id has")
    return iri


def _page(asked: Asked, selection: Selection, whole: Network[str], part: Network[str]) -> str:
    edges = list(part.edges(keys=True, data=True))
    known = labels(asked.graph.store, [NamedNode(selection.around)]) if selection.around else {}
    return asked.render(
        "network.html.j2",
        selection=selection,
        projections=asked.edition.once(projections),
        around=shown(NamedNode(selection.around), known) if selection.around else None,
        around_id=asked.query.get("around", ""),
        relations=relation_counts(whole),
        years=year_counts(whole),
        picture=asked.edition.once(pictures)(selection.projection, selection),
        most_nodes=MOST_NODES,
        nodes=part.nodes(data=True),
        edges=[(source, target, fact_of(key), edge) for source, target, key, edge in edges[:_MOST]],
        spoken=spoken_time,
        edge_count=len(edges),
        formats=offered(_FORMATS, part),
        words=asked.request.url.query,
    )


ROUTES = resource("/network", network, "html", *_FORMATS)
