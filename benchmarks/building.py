"""The cases from records to a validated store: for each stage the product, its peers and its limits.

Each prepares its input, then does one thing. Heavy modules are imported while preparing: what imports cost shows at the
command line, and only there.
"""

import subprocess
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox

from kg.check import read_rules, validate
from kg.gather import gather
from kg.infer import infer
from kg.shacl.shapes import read_shapes
from kg.store import select, write_store
from kg.terms import graph_name
from kg.workspace import open_workspace

from .case import case
from .inputs import (
    NothingToMeasureError,
    Work,
    asked,
    engine_term,
    in_memory,
    loaded,
    once,
    quads_of,
    rdflib_term,
    texts_of,
)
from .trade import PEERS, lay_out_trade

RULES = Path(__file__).with_name("rules.ttl")

# ------------------------------------------------------------------ records to quads


@case("Records to quads", "kg: read and load")
def load_records(folder: Path) -> Work:
    return lambda: loaded(folder)


@case("Records to quads", "of it, kg: read")
def read_records(folder: Path) -> Work:
    files = open_workspace(folder).data_files()
    return lambda: gather(files).records()


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


# ------------------------------------------------------------------ a trade table to RDF


@case("Trade table to RDF, from the start of a process", "kg: 19 quads a row")
def trade_by_kg(folder: Path) -> Work:
    home = lay_out_trade(folder)
    return lambda: once("-m", "benchmarks.trade", "kg", str(home))


@case("Trade table to RDF, from the start of a process", "Morph-KGC, by RML: 7 triples a row")
def trade_by_morph(folder: Path) -> Work:
    home = lay_out_trade(folder)
    if not PEERS.exists():
        raise NothingToMeasureError("not installed")
    return lambda: subprocess.run([PEERS, "-m", "morph_kgc", "config.ini"], cwd=home, check=True, capture_output=True)


@case("Trade table to RDF, from the start of a process", "pandas and rdflib, as in kglab: 7 triples a row")
def trade_by_hand(folder: Path) -> Work:
    home = lay_out_trade(folder)
    return lambda: once("-m", "benchmarks.trade", "hand", str(home))


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


@case("Store on disk", "limit: write the same N-Quads to a file")
def write_file(folder: Path) -> Work:
    quads = quads_of(folder)
    return lambda: ox.serialize(quads, folder / "plain.nq", ox.RdfFormat.N_QUADS)


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
    given = loaded(folder)
    rules = read_rules(place)
    return lambda: validate(store, rules, place, given.origins)


@case("Validation", "of it, kg: checks")
def run_checks(folder: Path) -> Work:
    store = in_memory(folder, "filled.nq")
    return asked(open_workspace(folder).questions("checks"), lambda question: select(store, question.text))


@case("Validation", "of it, kg: compiled shapes")
def run_compiled(folder: Path) -> Work:
    return compiled(folder, open_workspace(folder).shape_files())


@case("Validation", "pySHACL: the shapes alone, on a ready graph")
def run_shapes(folder: Path) -> Work:
    return interpreted(folder, open_workspace(folder).shape_files())


@case("Validation", "limit: scan the quads")
def scan_again(folder: Path) -> Work:
    return scan(folder)


@case("Validation by SHACL-SPARQL", "kg: asked once")
def run_rules(folder: Path) -> Work:
    return compiled(folder, [RULES])


@case("Validation by SHACL-SPARQL", "pySHACL: asked of each focus node")
def run_rules_slowly(folder: Path) -> Work:
    return interpreted(folder, [RULES])


def compiled(folder: Path, shape_files: Iterable[Path]) -> Work:
    """Return the validation of the quads by our compiled shapes."""
    from kg.shacl.report import validate_store

    store = in_memory(folder, "filled.nq")
    shapes = read_shapes([quad for path in shape_files for quad in ox.parse(path=path)])
    return lambda: validate_store(partial(select, store), shapes, origins={})


def interpreted(folder: Path, shape_files: Iterable[Path]) -> Work:
    """Return the validation of the quads by pySHACL, on a graph of rdflib's."""
    import pyshacl

    from kg.rdf import graph_of, read_rdf

    apart = [graph_name("ontology"), graph_name("quotes")]
    data = graph_of(quad for quad in in_memory(folder, "filled.nq").quads() if quad.graph_name not in apart)
    data += read_rdf(open_workspace(folder).ontology_files())
    shapes = read_rdf(shape_files)
    return lambda: pyshacl.validate(data, shacl_graph=shapes, inplace=True)
