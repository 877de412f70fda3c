"""Networks: the projections of an edition, and the part of one that a request selects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from ...network import fact_of
from ...questions import Question
from ..assets import href
from ..edition import Edition
from .pairs import pairs
from .picture import MOST_NODES, inline_network

Network = nx.MultiDiGraph
_KEPT = 64  # pictures and networks kept in memory
_MAKERS = 2  # networks made at once
STATES = "states"
AROUND = "all"


@dataclass(frozen=True)
class Selection:
    """Which part of a projection: around a thing, of some kinds and relations, from year to year, in dispute only."""

    projection: str
    around: str = ""
    kinds: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    first: str = ""
    last: str = ""
    disputed: bool = False


def read_selection(words: QueryParams, known: dict[str, Question]) -> Selection:
    """Read what a request selects; raise HTTPException 400 for what cannot be."""
    around = words.get("around", "")
    name = words.get("projection") or (AROUND if around else STATES)
    if name not in known:
        raise HTTPException(400, f"projection {name!r} is not known; choose one of {', '.join(known)}")
    first, last = (_read_year(words.get(end, "").strip()) for end in ("from", "to"))
    kinds, relations = (frozenset(words.getlist(name)) for name in ("kind", "relation"))
    return Selection(name, around, kinds, relations, first, last, words.get("disputed") == "1")


def projections(edition: Edition) -> dict[str, Question]:
    """Return the projections that need no parameters, by name; for `Edition.once`."""
    questions = edition.graph.questions("network")
    return {
        name: question
        for name, question in questions.items()
        if all(parameter.optional for parameter in question.parameters)
    }


def networks(edition: Edition) -> Callable[[str], Network[str]]:
    """Return a function from a projection, or a pair, to its network, which is kept; for `Edition.once`.

    It raises HTTPException 503 for a projection that takes longer than a request waits; the next finds it begun, or
    done. A pair is a small part of the graph, and is waited for.
    """
    known, of_pair = edition.once(projections), lru_cache(_KEPT)(edition.graph.network)
    makers = ThreadPoolExecutor(_MAKERS, "network")
    begun = lru_cache(_KEPT)(lambda name: makers.submit(edition.graph.network, name))

    def network(name: str) -> Network[str]:
        if name not in known:
            return of_pair(name)
        try:
            return begun(name).result(edition.patience)
        except TimeoutError as error:
            message = "this network is large and is being prepared; reload the page in a few seconds"
            raise HTTPException(503, message, {"Retry-After": "5"}) from error

    return network


def pictures(edition: Edition) -> Callable[[str, Selection | None], Markup]:
    """Return a function that draws what is selected of a projection, or all of a pair; for `Edition.once`."""

    def draw(name: str, selection: Selection | None) -> Markup:
        whole = edition.once(networks)(name)
        network = selected(whole, selection) if selection else whole
        if not 0 < len(network) <= MOST_NODES:
            return Markup()
        base = edition.graph.workspace.base
        return inline_network(network, lambda iri: href(iri, base), _bundles(edition, network))

    return lru_cache(_KEPT)(draw)


def selected(network: Network[str], selection: Selection) -> Network[str]:
    """Return the part of a network that is selected, without nodes that nothing joins."""
    if selection == Selection(selection.projection):
        return network
    if selection.around:
        network = network.subgraph(_near(network, selection.around))
    if selection.kinds:
        network = network.subgraph([node for node, data in network.nodes.items() if data["kind"] in selection.kinds])
    part = network.copy()
    for source, target, key, edge in network.edges(keys=True, data=True):
        if not _is_selected(edge, selection):
            part.remove_edge(source, target, key)
    part.remove_nodes_from(list(nx.isolates(part)))
    return part


def relation_counts(network: Network[str]) -> list[tuple[str, int]]:
    """Return the relations of a network and how many lines each draws."""
    return sorted(Counter(str(edge["relation"]) for *_, edge in network.edges(data=True)).items())


def year_counts(network: Network[str]) -> list[tuple[str, int]]:
    """Return every year from the first to the last in which something happened, with the number of lines."""
    counts = Counter(year for *_, edge in network.edges(data=True) if (year := _year(edge)))
    years = range(int(min(counts)), int(max(counts)) + 1) if counts else ()
    return [(str(year), counts[str(year)]) for year in years]


def _read_year(text: str) -> str:
    if text and not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise HTTPException(400, f"{text!r} is not a year; write four digits")
    return text


def _near(network: Network[str], node: str) -> set[str]:
    """Return a node and its neighbours, or nothing where nothing joins it."""
    return {node, *nx.all_neighbors(network, node)} if node in network else set()


def _bundles(edition: Edition, network: Network[str]) -> dict[str, str]:
    """Return where a line of several facts leads, by each of its facts."""
    known = {pair.ends: pair.key for pair in edition.once(pairs)}
    return {
        fact_of(key): f"/relation/{known[frozenset((source, target))]}"
        for source, target, key in network.edges(keys=True)
        if frozenset((source, target)) in known
    }


def _is_selected(edge: dict[str, object], selection: Selection) -> bool:
    year = _year(edge)
    in_time = (not selection.first or year >= selection.first) and (not selection.last or "" < year <= selection.last)
    of_kind = not selection.relations or edge["relation"] in selection.relations
    return in_time and of_kind and (not selection.disputed or bool(edge["disputed"]))


def _year(edge: dict[str, object]) -> str:
    """The year in which an edge's date begins, or of its end where it has no begin."""
    year = str(edge["date"]).removeprefix("../")[:4]
    return year if year.isdigit() else ""
