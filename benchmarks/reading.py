"""The cases of asking, exporting and drawing: for each stage the product, its peers and its limits.

Each prepares its input, then does one thing. Heavy modules are imported while preparing: what imports cost shows at the
command line, and only there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph import open_graph
from kg.selection import whole
from kg.workspace import open_workspace

from .case import case
from .inputs import (
    CALLS,
    PATIENCE,
    Work,
    asked,
    in_memory,
    in_time,
    projection,
    rows,
    run,
    store_path,
    two_states,
)

if TYPE_CHECKING:
    from rdflib import Dataset

LOOKED_UP = 2_000  # things

# ------------------------------------------------------------------ named questions


@case("Named questions", "kg: on disk")
def ask_kg(folder: Path) -> Work:
    graph = open_graph(folder)
    return asked(graph.workspace.questions("answers"), lambda question: graph.ask(question, {}))


@case("Named questions", "pyoxigraph: on disk, rows as they come")
def ask_pyoxigraph(folder: Path) -> Work:
    store = ox.Store.read_only(str(store_path(folder)))
    return asked(open_workspace(folder).questions("answers"), lambda question: rows(store, question.text))


@case("Named questions", f"rdflib: in memory, {PATIENCE:.0f} s at most for each", limit=20_000)
def ask_rdflib(folder: Path) -> Work:
    from kg.rdf import rdflib_dataset

    data = rdflib_dataset(in_memory(folder, "filled.nq"))
    return asked(open_workspace(folder).questions("answers"), lambda question: in_time(data.query, question.text))


# ------------------------------------------------------------------ questions about two states


@case("Dossier and networks", "kg: on disk")
def ask_dossier(folder: Path) -> Work:
    graph = open_graph(folder)
    return asked(two_states(graph.workspace), lambda question: graph.ask(question, {}))


@case("Dossier and networks", "pyoxigraph: on disk, rows as they come")
def ask_dossier_rows(folder: Path) -> Work:
    store = ox.Store.read_only(str(store_path(folder)))
    return asked(two_states(open_workspace(folder)), lambda question: rows(store, question.text))


# ------------------------------------------------------------------ rdflib's interface


@case("Look-ups by rdflib", "kg: g.rdf, on disk")
def look_up_view(folder: Path) -> Work:
    return look_up(open_graph(folder).rdf)


@case("Look-ups by rdflib", "rdflib: in memory", limit=200_000)
def look_up_copy(folder: Path) -> Work:
    from kg.rdf import rdflib_dataset

    return look_up(rdflib_dataset(in_memory(folder, "filled.nq")))


@case("Look-ups by rdflib", "rdflib: in memory, read from N-Quads first", limit=200_000)
def look_up_file(folder: Path) -> Work:
    from rdflib import Dataset

    path = folder / "filled.nq"
    return lambda: look_up(Dataset(default_union=True).parse(path, format="nquads"))()


def look_up(data: Dataset) -> Callable[[], object]:
    """Return the look-up of what is said of some things, and of what leads to them."""
    from rdflib import RDFS

    things = list(islice(data.subjects(RDFS.label), LOOKED_UP))
    return lambda: [(list(data.predicate_objects(thing)), list(data.subjects(None, thing))) for thing in things]


# ------------------------------------------------------------------ export


@case("Export as Turtle", "kg: sorted, in sections")
def export_turtle(folder: Path) -> Work:
    import kg.export  # noqa: F401

    graph = open_graph(folder)
    return lambda: graph.export(TemporaryFile(), "turtle")


@case("Export as Turtle", "pyoxigraph: unsorted")
def dump_turtle(folder: Path) -> Work:
    graph = open_graph(folder)
    triples = (quad.triple for quad in whole(graph.store, graph.workspace.base))
    return lambda: ox.serialize(triples, TemporaryFile(), ox.RdfFormat.TURTLE, prefixes=graph.prefixes)


@case("Export as N-Quads", "kg: sorted")
def export_nquads(folder: Path) -> Work:
    import kg.export  # noqa: F401

    graph = open_graph(folder)
    return lambda: graph.export(TemporaryFile(), "nquads")


@case("Export as N-Quads", "pyoxigraph: unsorted")
def dump_nquads(folder: Path) -> Work:
    graph = open_graph(folder)
    quads = whole(graph.store, graph.workspace.base)
    return lambda: ox.serialize(quads, TemporaryFile(), ox.RdfFormat.N_QUADS)


# ------------------------------------------------------------------ network


@case("Network of states", "kg: network")
def project(folder: Path) -> Work:
    import kg.projection  # noqa: F401

    graph = open_graph(folder)
    projection(graph.workspace)
    return lambda: graph.network("states")


@case("Network of states", "limit: the raw queries, and add_edges_from on ready tuples")
def add_edges(folder: Path) -> Work:
    import networkx as nx

    place, store = open_workspace(folder), ox.Store.read_only(str(store_path(folder)))
    asked = {"edges": projection(place), "facts": place.questions("")["facts"]}
    edges = list(open_graph(folder).network("states").edges(keys=True, data=True))
    drawn = ("add_edges_from", lambda: nx.MultiDiGraph().add_edges_from(edges))
    return [(name, partial(rows, store, question.text)) for name, question in asked.items()] + [drawn]


# ------------------------------------------------------------------ command line


@case(f"Command line, {CALLS} calls", "python -c pass")
def start_python(folder: Path) -> Work:
    return lambda: run("-c", "pass")


@case(f"Command line, {CALLS} calls", "kg --help")
def start_help(folder: Path) -> Work:
    return lambda: run("-m", "kg", "--help")


@case(f"Command line, {CALLS} calls", "kg info")
def start_info(folder: Path) -> Work:
    return lambda: run("-m", "kg", "-C", str(folder), "info")


@case(f"Command line, {CALLS} calls", "kg query agreements")
def start_query(folder: Path) -> Work:
    return lambda: run("-m", "kg", "-C", str(folder), "query", "agreements")
