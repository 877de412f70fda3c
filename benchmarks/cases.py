"""The cases: for each stage the product, its peers and its limits; each prepares its input, then does one thing.

Heavy modules are imported while preparing: what imports cost shows at the command line, and only there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox

from kg.check import validate
from kg.gather import gather
from kg.graph import open_graph
from kg.infer import infer
from kg.loading import Loaded
from kg.query import select
from kg.selection import whole
from kg.store import write_store
from kg.terms import graph_name
from kg.workspace import open_workspace

from .inputs import (
    CALLS,
    PATIENCE,
    Work,
    asked,
    engine_term,
    in_memory,
    in_time,
    loaded,
    projection,
    quads_of,
    rdflib_term,
    rows,
    run,
    store_path,
    texts_of,
)


@dataclass(frozen=True)
class Case:
    """One row of a table: `prepare` is not measured, what it returns is; above `limit` quads the case is left out."""

    stage: str
    name: str
    prepare: Callable[[Path], Work]
    limit: int


CASES: list[Case] = []


def case(stage: str, name: str, limit: int = 10**9) -> Callable[[Callable[[Path], Work]], Callable[[Path], Work]]:
    """Add a function to the cases; the first of a stage is the product, which the others are compared with."""

    def add(prepare: Callable[[Path], Work]) -> Callable[[Path], Work]:
        CASES.append(Case(stage, name, prepare, limit))
        return prepare

    return add


# ------------------------------------------------------------------ records to quads


@case("Records to quads", "kg: read and load")
def load_records(folder: Path) -> Work:
    return lambda: loaded(folder)


@case("Records to quads", "of it, kg: read")
def read_records(folder: Path) -> Work:
    files = open_workspace(folder).data_files()
    return lambda: gather(files)


@case("Records to quads", "limit: read the bytes")
def read_bytes(folder: Path) -> Work:
    paths = [file.path for file in open_workspace(folder).data_files()]
    return lambda: [path.read_bytes() for path in paths]


@case("Records to quads", "limit: pyoxigraph quads from ready texts")
def make_quads(folder: Path) -> Work:
    texts = [texts_of(quad) for quad in quads_of(folder)]
    return lambda: [ox.Quad(*map(engine_term, terms)) for terms in texts]


@case("Records to quads", "rdflib: a Dataset of the same from ready texts")
def make_rdflib(folder: Path) -> Work:
    from rdflib import Dataset

    texts, dataset = [texts_of(quad) for quad in quads_of(folder)], Dataset()
    graphs = {name: dataset.graph(name) for (name,) in {terms[3] for terms in texts}}
    return lambda: dataset.addN((*map(rdflib_term, terms[:3]), graphs[terms[3][0]]) for terms in texts)


# ------------------------------------------------------------------ store on disk


@case("Store on disk", "kg: write_store")
def write(folder: Path) -> Work:
    quads = quads_of(folder)
    return lambda: write_store(Path(mkdtemp(dir=folder)), quads)


@case("Store on disk", "pyoxigraph bulk_load of the same N-Quads")
def bulk_load(folder: Path) -> Work:
    def work() -> None:
        store = ox.Store(mkdtemp(dir=folder))
        store.bulk_load(path=folder / "loaded.nq", format=ox.RdfFormat.N_QUADS)
        store.flush()

    return work


# ------------------------------------------------------------------ inference


@case("Inference", "kg: infer")
def infer_all(folder: Path) -> Work:
    place, store = open_workspace(folder), in_memory(folder, "loaded.nq")
    ontology = (triple for path in place.ontology_files() for triple in ox.parse(path=path))
    store.add(ox.Quad(*triple.triple, graph_name("ontology")) for triple in ontology)
    # One graph for each rule, so that each sees what earlier ones gave, as in one call for all.
    return [
        (name, partial(infer, store, [rule], graph_name(f"derived-{name}")))
        for name, rule in place.questions("infer").items()
    ]


@case("Inference", "limit: scan the quads")
def scan(folder: Path) -> Work:
    store = in_memory(folder, "filled.nq")
    return lambda: sum(1 for _ in store.quads())


# ------------------------------------------------------------------ validation


@case("Validation", "kg: shapes and checks")
def validate_all(folder: Path) -> Work:
    import kg.validation  # noqa: F401

    store, place = in_memory(folder, "filled.nq"), open_workspace(folder)
    return lambda: validate(store, place, Loaded())


@case("Validation", "of it, kg: checks")
def run_checks(folder: Path) -> Work:
    store = in_memory(folder, "filled.nq")
    return asked(open_workspace(folder).questions("checks"), lambda question: select(store, question.text))


@case("Validation", "pySHACL: the shapes alone, on a ready graph")
def run_shapes(folder: Path) -> Work:
    import pyshacl

    from kg.rdf import rdflib_graph, read_rdf

    place = open_workspace(folder)
    apart = [graph_name("ontology"), graph_name("quotes")]
    data = rdflib_graph(in_memory(folder, "filled.nq"), without=apart) + read_rdf(place.ontology_files())
    shapes = read_rdf(place.shape_files())
    return lambda: pyshacl.validate(data, shacl_graph=shapes, inplace=True)


@case("Validation", "limit: scan the quads")
def scan_again(folder: Path) -> Work:
    return scan(folder)


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


# ------------------------------------------------------------------ export


@case("Export as Turtle", "kg: sorted, in sections")
def export_turtle(folder: Path) -> Work:
    import kg.export  # noqa: F401

    graph = open_graph(folder)
    return lambda: graph.export(BytesIO(), "turtle")


@case("Export as Turtle", "pyoxigraph: unsorted")
def dump_turtle(folder: Path) -> Work:
    graph = open_graph(folder)
    triples = (quad.triple for quad in whole(graph.store, graph.workspace.base))
    return lambda: ox.serialize(triples, BytesIO(), ox.RdfFormat.TURTLE, prefixes=graph.prefixes)


@case("Export as N-Quads", "kg: sorted")
def export_nquads(folder: Path) -> Work:
    import kg.export  # noqa: F401

    graph = open_graph(folder)
    return lambda: graph.export(BytesIO(), "nquads")


@case("Export as N-Quads", "pyoxigraph: unsorted")
def dump_nquads(folder: Path) -> Work:
    graph = open_graph(folder)
    quads = whole(graph.store, graph.workspace.base)
    return lambda: ox.serialize(quads, BytesIO(), ox.RdfFormat.N_QUADS)


# ------------------------------------------------------------------ network


@case("Network of states", "kg: network")
def project(folder: Path) -> Work:
    import kg.projection  # noqa: F401

    graph = open_graph(folder)
    projection(graph.workspace)
    return lambda: graph.network("states")


@case("Network of states", "limit: the raw query, and add_edges_from on ready tuples")
def add_edges(folder: Path) -> Work:
    import networkx as nx

    place, store = open_workspace(folder), ox.Store.read_only(str(store_path(folder)))
    text, edges = projection(place).text, list(open_graph(folder).network("states").edges(keys=True, data=True))
    return [("query", lambda: rows(store, text)), ("edges", lambda: nx.MultiDiGraph().add_edges_from(edges))]


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
