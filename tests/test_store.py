"""One protocol for stores in memory, in a directory and behind an endpoint: the same calls, answers and bytes."""

import gc
import io
from concurrent.futures import ThreadPoolExecutor

import httpx
import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import URIRef
from sparql_server import sparql_server

from kg.endpoint import EndpointStore
from kg.errors import QueryError, UnreadableError
from kg.graph import Graph
from kg.rdfview import rdflib_view
from kg.store import OxigraphStore, open_store, read_store, remove_store, select, write_store
from kg.summary import count_triples, summarise
from kg.terms import BASE
from kg.workspace import bundle, open_workspace

KINDS = ["memory", "directory", "endpoint"]
URL = "http://store.example/sparql"
A, B, P, G, H = (NamedNode(f"https://example.org/{name}") for name in "abpgh")
QUADS = [
    Quad(A, P, Literal("é\n\"'\\ 😀", language="en"), G),
    Quad(A, P, B, G),
    Quad(A, P, B, H),
    Quad(B, P, Literal(9), H),
]
ANSWERS = sorted(open_workspace(bundle()).questions("answers"))


def endpoint(engine):
    return EndpointStore(URL, client=httpx.Client(transport=httpx.WSGITransport(app=sparql_server(engine))))


def opened(kind, folder, quads):
    """Open a store of a kind that holds quads; a directory is written first and then read."""
    if kind == "directory":
        write_store(folder / "store", quads)
        return open_store(str(folder / "store"))
    store = open_store("memory:") if kind == "memory" else endpoint(ox.Store())
    store.add(quads)
    return store


def writable(kind, folder):
    engine = ox.Store(str(folder / "store")) if kind == "directory" else ox.Store()
    return endpoint(engine) if kind == "endpoint" else OxigraphStore(engine)


@pytest.fixture(scope="session", params=KINDS)
def full(request, sample, tmp_path_factory):
    """The sample in a store of each kind, as an open graph."""
    store = opened(request.param, tmp_path_factory.mktemp(request.param), list(sample.store.quads()))
    return Graph(store, open_workspace(bundle()))


# ---------------------------------------------------------------- the same from each


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT DISTINCT ?o WHERE { ?s ?p ?o }", [(B,), (Literal("é\n\"'\\ 😀", language="en"),), (Literal(9),)]),
        ("SELECT ?g WHERE { GRAPH ?g { ?s ?p <https://example.org/b> } } ORDER BY ?g", [(G,), (H,)]),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }", [(Literal(2),)]),
        ("SELECT ?x ?y WHERE { VALUES (?x ?y) { (1 UNDEF) } }", [(Literal(1), None)]),
        ("SELECT (10 - 3 - 2 AS ?x) WHERE { }", [(Literal(5),)]),
        ("SELECT (10 - (3 - 2) AS ?x) WHERE { }", [(Literal(9),)]),
        ("SELECT (SUM(?x) AS ?sum) WHERE { VALUES ?x { 1.1 2.2 } }", [(Literal("3.3", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),)]),
        ("SELECT ?x WHERE { ?x <https://example.org/none> ?y }", []),
    ],
)  # fmt: skip
def test_a_query_over_the_union_of_graphs_gives_a_table(kind, text, rows, tmp_path):
    assert sorted(select(opened(kind, tmp_path, QUADS), text).rows, key=str) == sorted(rows, key=str)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ASK { <https://example.org/a> ?p <https://example.org/b> }", True),
        ("ASK { <https://example.org/b> ?p <https://example.org/a> }", False),
        ("CONSTRUCT { ?s ?p 9 } WHERE { ?s ?p 9 }", [ox.Triple(B, P, Literal(9))]),
        ("CONSTRUCT { ?s ?p 9 } WHERE { ?s ?p 10 }", []),
        ("DESCRIBE <https://example.org/b>", [ox.Triple(B, P, Literal(9))]),
    ],
)
def test_other_queries_give_a_truth_value_or_triples(kind, text, answer, tmp_path):
    assert opened(kind, tmp_path, QUADS).query(text) == answer


@pytest.fixture
def uncollected():
    gc.disable()
    yield
    gc.enable()


def test_garbage_is_collected_again_once_an_answer_is_read(tmp_path):
    opened("memory", tmp_path, QUADS).query("SELECT * { ?s ?p ?o }")
    assert gc.isenabled()


def test_who_collects_no_garbage_is_left_without(uncollected, tmp_path):
    opened("memory", tmp_path, QUADS).query("SELECT * { ?s ?p ?o }")
    assert not gc.isenabled()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["SELECT ?x WHERE {", "", "INSERT DATA { <a:a> <a:b> <a:c> }"])
def test_a_query_that_is_not_valid_is_refused(kind, text, tmp_path):
    with pytest.raises(QueryError):
        opened(kind, tmp_path, QUADS).query(text)


@pytest.mark.parametrize("kind", KINDS)
def test_a_select_query_is_wanted_where_a_table_is(kind, tmp_path):
    with pytest.raises(QueryError, match="write a SELECT query"):
        select(opened(kind, tmp_path, QUADS), "ASK { }")


@pytest.mark.parametrize("kind", KINDS)
def test_quads_and_graphs_are_those_that_were_put_in(kind, tmp_path):
    store = opened(kind, tmp_path, QUADS)
    assert set(store.quads()) == set(QUADS)
    assert set(store.quads(H)) == {quad for quad in QUADS if quad.graph_name == H}
    assert set(store.quads(A)) == set()
    assert store.graphs() == [G, H]


@pytest.mark.parametrize("kind", KINDS)
def test_quads_are_added_and_graphs_cleared(kind, tmp_path):
    store = writable(kind, tmp_path)
    store.add(QUADS)
    store.add(QUADS)
    store.clear(G)
    store.clear(A)
    assert set(store.quads()) == set(QUADS[2:])
    assert store.graphs() == [H]


@pytest.mark.parametrize("name", ANSWERS)
def test_a_named_question_has_the_same_answer_everywhere(full, sample, name):
    expected = Graph(sample.store, full.workspace).query(name)
    assert (full.query(name).columns, full.query(name).rows) == (expected.columns, expected.rows)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_does_not_depend_on_how_many_graphs_hold_a_triple(flat, sample, name):
    assert flat.query(name).rows == Graph(sample.store, flat.workspace).query(name).rows


@pytest.fixture(scope="session")
def flat(sample):
    """The sample with every triple in one graph: other engines match a triple of two graphs once, Oxigraph twice."""
    store = open_store("memory:")
    store.add(Quad(*quad.triple, G) for quad in sample.store.quads())
    return Graph(store, open_workspace(bundle()))


@pytest.mark.parametrize("format", ["turtle", "trig", "ntriples", "nquads", "jsonld"])
def test_an_export_has_the_same_bytes_everywhere(full, sample, format):
    assert exported(full, format) == exported(Graph(sample.store, full.workspace), format)


@pytest.mark.parametrize("about", [("AZE", "SRB"), ("person/ilham-aliyev",)])
def test_an_export_of_a_part_has_the_same_bytes_everywhere(full, sample, about):
    expected = exported(Graph(sample.store, full.workspace), "turtle", about=about, quotes=True)
    assert exported(full, "turtle", about=about, quotes=True) == expected
    assert len(expected) > 1000


def exported(graph, format, **options):
    stream = io.BytesIO()
    graph.export(stream, format, **options)
    return stream.getvalue()


def test_the_summary_is_the_same_everywhere(full, sample):
    triples = count_triples(full.store, BASE)
    assert summarise(full.store, sample.problems, records=sample.summary.records, triples=triples) == sample.summary


@pytest.mark.parametrize("kind", KINDS)
def test_an_rdflib_dataset_holds_the_same(kind, tmp_path):
    dataset = rdflib_view(opened(kind, tmp_path, QUADS), {})
    assert (len(dataset), len(dataset.graph(URIRef(G.value))), len(dataset.graph(URIRef(H.value)))) == (3, 2, 2)


# ---------------------------------------------------------------- directories


@pytest.mark.parametrize("name", ["nothing", "."])
def test_a_directory_without_a_store_is_refused(tmp_path, name):
    with pytest.raises(UnreadableError, match="there is no store here; run `kg build` first"):
        open_store(str(tmp_path / name))


def test_a_broken_store_is_refused(tmp_path):
    write_store(tmp_path / "store", QUADS)
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(UnreadableError, match="build the store again with `kg build`"):
        open_store(str(tmp_path / "store"))


def test_a_closed_store_is_refused(tmp_path):
    store = opened("directory", tmp_path, QUADS)
    store.close()
    store.close()
    with pytest.raises(UnreadableError, match="the store is closed; open it again"):
        store.query("ASK { }")


def test_any_number_of_readers_may_read_while_none_may_lose_the_store(tmp_path):
    write_store(tmp_path / "store", QUADS)
    one, other = (read_store(tmp_path / "store") for _ in range(2))
    one.close()
    assert remove_store(tmp_path / "store") is False
    assert set(other.quads()) == set(QUADS)
    other.close()
    assert remove_store(tmp_path / "store") is True
    assert remove_store(tmp_path / "store") is True
    assert not (tmp_path / "store").exists()


def test_a_store_is_removed_whose_engine_still_removes_files_of_its_own(tmp_path):
    files = [tmp_path / "store" / f"{number:06}.sst" for number in range(3000)]
    (tmp_path / "store").mkdir()
    for file in files:
        file.touch()
    with ThreadPoolExecutor() as other:
        removed = other.map(lambda file: file.unlink(missing_ok=True), files)
        assert remove_store(tmp_path / "store") is True
    assert list(removed) == [None] * 3000
    assert not (tmp_path / "store").exists()


def test_a_store_that_is_forgotten_is_let_go_of(tmp_path):
    write_store(tmp_path / "store", QUADS)
    read_store(tmp_path / "store")
    assert remove_store(tmp_path / "store")


def test_a_link_is_followed_once_so_that_a_reader_keeps_one_store(tmp_path):
    write_store(tmp_path / "old" / "store", QUADS)
    write_store(tmp_path / "new" / "store", [])
    (tmp_path / "current").symlink_to("old")
    store = read_store(tmp_path / "current" / "store")
    (tmp_path / "current").unlink()
    (tmp_path / "current").symlink_to("new")
    assert set(store.quads()) == set(QUADS)
    assert set(read_store(tmp_path / "current" / "store").quads()) == set()


# ---------------------------------------------------------------- endpoints


def failing(answer):
    return EndpointStore(URL, client=httpx.Client(transport=httpx.MockTransport(answer)))


def refused(request):
    raise httpx.ConnectError("refused", request=request)


def late(request):
    raise httpx.ReadTimeout("", request=request)


@pytest.mark.parametrize(("answer", "message"), [(refused, "refused; check that"), (late, "ReadTimeout; check that")])
def test_an_endpoint_that_cannot_be_reached_is_said_so(answer, message):
    with pytest.raises(UnreadableError, match=f"{URL}: {message} the server runs"):
        failing(answer).query("ASK { }")


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (httpx.Response(503, text="too busy\nmore"), "503 Service Unavailable: too busy$"),
        (httpx.Response(302, headers={"Location": "/x"}), "302 Found"),
        (httpx.Response(200, text="<html>", headers={"Content-Type": "text/html"}), r"not what was asked for \(text"),
        (httpx.Response(200, text="{", headers={"Content-Type": "application/json"}), "not what was asked for"),
        (httpx.Response(200, text="{}", headers={"Content-Type": "application/ld+json"}), "not what was asked for"),
    ],
)
def test_an_answer_of_an_endpoint_that_is_none_is_refused(response, message):
    with pytest.raises(QueryError, match=message):
        failing(lambda request: response).query("ASK { }")


def test_an_address_opens_an_endpoint():
    assert isinstance(open_store("https://example.org/sparql"), EndpointStore)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(UnreadableError):
        open_store("http://[bad").query("ASK { }")


def test_an_endpoint_may_have_its_graphs_elsewhere():
    seen = []
    application = sparql_server(ox.Store())
    transport = httpx.WSGITransport(
        app=lambda environ, start: seen.append(environ["PATH_INFO"]) or application(environ, start)
    )
    store = EndpointStore(URL, graphs_url="http://store.example/data", client=httpx.Client(transport=transport))
    store.add(QUADS)
    assert set(store.quads()) == set(QUADS)
    assert seen == ["/data", "/data", "/sparql", "/sparql", "/sparql"]
    store.close()
