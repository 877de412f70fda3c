"""The canvas: a projection with the positions of its nodes, for scripts to draw, and the facts behind its lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

from pyoxigraph import NamedNode
from starlette.exceptions import HTTPException

from ...dossier.words import spoken_time
from ...draw.colour import NIGHT, WHITE, mix, readable
from ...network import fact_of
from ...terms import is_iri
from ..assets import href
from ..edition import Edition
from ..resource import Asked, resource
from .evidence import Passage, evidence
from .labels import labels, shown
from .networks import Network, networks, projections, read_selection
from .positions import positions

_KEPT = 16  # drawings kept in memory
_MOST = 50  # facts told at once

_EDGE = ("relation", "label", "date", "sources", "disputed")


def canvas(asked: Asked) -> str:
    """Return a projection as JSON: kinds, nodes and edges, each as rows under `columns`."""
    selection = read_selection(asked.query, asked.edition.once(projections))
    return asked.edition.once(drawings)(selection.projection)


def drawings(edition: Edition) -> Callable[[str], str]:
    """Return a function from a projection to its drawing, which is kept; for `Edition.once`."""

    def drawing(name: str) -> str:
        return json.dumps(_drawing(edition.once(networks)(name), edition.graph.workspace.base), ensure_ascii=False)

    return lru_cache(_KEPT)(drawing)


def facts(asked: Asked) -> str:
    """Return facts, given by ids or IRIs, with the passages that they rest on, as JSON."""
    base = asked.graph.workspace.base
    ids = asked.query.getlist("fact")
    iris = [id if id.startswith(("http:", "https:")) else base + id.removeprefix("/") for id in ids[:_MOST]]
    if wrong := [id for id, iri in zip(ids, iris, strict=False) if not is_iri(iri)]:
        raise HTTPException(400, f"fact: {wrong[0]!r} is not the id of a thing; write its space, a slash and its name")
    known = labels(asked.graph.store, map(NamedNode, iris))
    behind = evidence(asked.edition, iris)
    told = [
        {
            "href": href(iri, base),
            "label": shown(NamedNode(iri), known).text,
            "passages": [_passage(passage, base) for passage in behind.get(iri, [])],
        }
        for iri in iris
    ]
    return json.dumps({"facts": told, "left": max(0, len(ids) - _MOST)}, ensure_ascii=False)


def _drawing(network: Network[str], base: str) -> dict[str, object]:
    number = {node: place for place, node in enumerate(network)}
    kinds = sorted({(data["kind"], data["colour"]) for data in network.nodes.values()})
    nodes = [
        [href(node, base), data["label"], kinds.index((data["kind"], data["colour"])), data["size"], *place]
        for (node, data), place in zip(network.nodes.items(), positions(network).tolist(), strict=True)
    ]
    edges = [
        [
            number[source],
            number[target],
            href(fact_of(key), base),
            *(data[name] for name in _EDGE),
            spoken_time(data["date"]),
        ]
        for (source, target, key), data in network.edges.items()
    ]
    columns = {
        "kinds": ["label", "day", "night"],
        "nodes": ["href", "label", "kind", "size", "x", "y"],
        "edges": ["source", "target", "href", *_EDGE, "when"],
    }
    shades = [[kind, colour, _by_night(colour)] for kind, colour in kinds]
    return {"columns": columns, "kinds": shades, "nodes": nodes, "edges": edges}


def _by_night(colour: str) -> str:
    return readable(mix(colour, WHITE, 0.6), NIGHT, toward=WHITE)


def _passage(passage: Passage, base: str) -> dict[str, object]:
    quote = passage.quote
    return {
        "href": href(passage.iri, base),
        "quote": [quote.before, quote.words, quote.after],
        "source": passage.source,
        "details": passage.details,
    }


ROUTES = [*resource("/network/canvas", canvas, "json"), *resource("/network/facts", facts, "json")]
