"""rdflib's API reads the open store in place: what it finds is what a copy in rdflib's memory holds."""

from itertools import product

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad
from rdflib import RDF, RDFS, XSD, BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.operators import register_custom_function, unregister_custom_function

import kg
from kg.errors import UnreadableError, UsageError
from kg.graph import Graph
from kg.rdf import rdflib_dataset
from kg.rdfview import rdflib_view
from kg.store import OxigraphStore, read_store, write_store
from kg.terms import BASE
from kg.workspace import bundle, open_workspace

EX = "https://example.org/"
A, B, P, G, H = (URIRef(EX + name) for name in "abpgh")
TURTLE = """
PREFIX : <https://example.org/>
GRAPH :g { :a :p :b , "plain" , 9.0 , 12 . _:x :p "x"@en }
GRAPH :h { :a :p :b . :b :p true , "2021-04-22Z"^^<http://www.w3.org/2001/XMLSchema#date> }
"""
QUESTIONS = open_workspace(bundle()).questions("answers")
# rdflib takes minutes for `path`, and leaves out of `ministries` what a FILTER within an OPTIONAL sees only outside it.
COMPARED = sorted(QUESTIONS.keys() - {"ministries", "path"})

THINGS = st.sampled_from([NamedNode(EX + name) for name in ("a", "b", "ø?x='y'")]) | st.just(BlankNode("x"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.sampled_from(['"\\\n', " a  b ", "0aFF"])
NUMBERS = st.from_regex(r"[+-]?[0-9]{0,22}(\.[0-9]{0,22})?(e[0-9])?|-?INF|NaN", fullmatch=True)
TIMES = st.sampled_from(["2021-04-22Z", "2021-04-22", "2021-04-22T24:00:00Z", "2021-04-22T10:00:00.123456789+02:00"])
TYPES = ["decimal", "integer", "double", "float", "boolean", "date", "dateTime", "token", "hexBinary", "string"]
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(ox.Literal, TEXTS, language=st.sampled_from(["en", "EN-gb"])),
    st.builds(
        ox.Literal,
        NUMBERS | TIMES | TEXTS | st.sampled_from(["1", "true"]),
        datatype=st.sampled_from([NamedNode(str(XSD) + name) for name in TYPES] + [NamedNode(f"{EX}money")]),
    ),
)
GRAPHS = st.sampled_from([NamedNode(f"{EX}g"), NamedNode(f"{EX}h"), BlankNode("g"), DefaultGraph()])
QUADS = st.lists(
    st.builds(Quad, THINGS, st.sampled_from([NamedNode(f"{EX}p"), NamedNode(f"{EX}q")]), THINGS | LITERALS, GRAPHS),
    max_size=8,
)


def store_of(quads):
    store = OxigraphStore(ox.Store())
    store.add(quads)
    return store


@pytest.fixture
def view():
    return rdflib_view(store_of(ox.parse(TURTLE, format=ox.RdfFormat.TRIG)), {"ex": EX})


@pytest.fixture(scope="module")
def graph(sample):
    return Graph(sample.store, open_workspace(bundle()))


def rows(result):
    return sorted(tuple(map(str, row)) for row in result)


def sizes(dataset):
    return {graph.identifier: len(graph) for graph in dataset.graphs()}


# ---------------------------------------------------------------- the same as a copy


def test_the_sample_is_what_a_copy_holds(graph, sample):
    copy = rdflib_dataset(sample.store)
    assert sorted(graph.rdf) == sorted(copy)
    assert sorted(graph.rdf.triples((None, None, None))) == sorted(copy.triples((None, None, None)))
    assert (len(graph.rdf), sizes(graph.rdf)) == (len(copy), sizes(copy))


@given(quads=QUADS)
def test_any_quads_are_what_a_copy_holds(quads):
    store = store_of(quads)
    view, copy = rdflib_view(store, {}), rdflib_dataset(store)
    assert sorted(view, key=repr) == sorted(copy, key=repr)
    assert (len(view), sizes(view)) == (len(copy), sizes(copy))
    assert [triple for triple in copy.triples((None, None, None)) if triple not in view] == []


@given(quads=QUADS)
def test_every_quad_is_found_once_by_any_of_its_terms(quads):
    view = rdflib_view(store_of(quads), {})
    held = sorted(view, key=repr)
    patterns = [
        tuple(term if kept else None for term, kept in zip(quad, mask, strict=True))
        for quad in held
        for mask in product([True, False], repeat=4)
    ]
    assert [sorted(view.quads(pattern), key=repr) for pattern in patterns] == [
        [quad for quad in held if all(want in (None, term) for want, term in zip(pattern, quad, strict=True))]
        for pattern in patterns
    ]
    assert [triple for triple in view.triples((None, None, None)) if [*view.triples(triple)] != [triple]] == []


# ---------------------------------------------------------------- what people look up


def test_a_triple_of_two_graphs_comes_once_with_both(view):
    assert list(view.triples((A, P, B))) == [(A, P, B)]
    assert {quad[3] for quad in view.quads((A, P, B, None))} == {G, H}
    assert list(view.quads((A, P, B, H))) == [(A, P, B, H)]
    assert {graph.identifier for graph in view.graphs((A, P, B))} >= {G, H}
    assert (len(view), len(view.graph(G)), len(view.graph(H)), len(view.graph(A))) == (7, 5, 3, 0)


@pytest.mark.parametrize(
    "value",
    [
        Literal("plain"),
        Literal("plain", datatype=XSD.string),
        Literal("9.0", datatype=XSD.decimal),
        Literal("9", datatype=XSD.decimal),
        Literal(12),
        B,
    ],
)
def test_a_value_is_found_by_any_of_its_forms(view, value):
    assert (A, P, value) in view
    assert (A, P, value) in view.graph(G)


@pytest.mark.parametrize(
    "triple", [(A, P, Literal("none")), (Literal("a"), P, B), (A, BNode(), B), (A, P, Variable("x"))]
)
def test_what_is_not_there_or_cannot_be_is_not_found(view, triple):
    assert triple not in view


def test_values_are_as_rdflib_and_exports_write_them(view):
    assert set(view.objects(A, P)) == {B, Literal("plain"), Literal("9.0", datatype=XSD.decimal), Literal(12)}
    assert set(view.objects(B, P)) == {
        Literal(True),
        Literal("2021-04-22Z", datatype=XSD.date, normalize=False),
    }


def test_prefixes_of_the_workspace_shorten_names(graph, view):
    assert URIRef(f"{BASE}state/AZE").n3(graph.rdf.namespace_manager) == "state:AZE"
    assert "ex:a ex:p" in view.serialize(format="turtle")
    assert (
        rdflib.Dataset(default_union=True).parse(data=view.serialize(format="nquads"), format="nquads").__len__() == 7
    )


def test_a_path_of_properties_is_followed(graph):
    event = next(graph.rdf.subjects(RDF.type, URIRef("https://w3id.org/irel/ont#Meeting")))
    labels = set(graph.rdf.objects(event, URIRef("https://w3id.org/irel/ont#involves") / RDFS.label))
    assert labels == {
        label
        for thing in graph.rdf.objects(event, URIRef("https://w3id.org/irel/ont#involves"))
        for label in graph.rdf.objects(thing, RDFS.label)
    }


# ---------------------------------------------------------------- queries


@pytest.mark.parametrize("name", COMPARED)
def test_a_question_has_the_same_rows_by_the_engine_and_by_rdflib(graph, name):
    text = QUESTIONS[name].text
    assert rows(graph.rdf.query(text)) == rows(graph.rdf.query(text, use_store_provided=False))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o { ?s ex:p ?o }",
        "SELECT DISTINCT ?s ?o { ?s ex:p ?o }",
        "SELECT ?s { ?s ex:p ?o }",
        "SELECT DISTINCT ?s { ?s ex:p ?o } ORDER BY ?s LIMIT 1",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
        "SELECT ?s (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o } GROUP BY ?s",
        "SELECT (SUM(?n) AS ?sum) { SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o } GROUP BY ?s }",
        "CONSTRUCT { ?s ex:q ?o } WHERE { ?s ex:p ?o }",
        "CONSTRUCT { ?s ex:q [] } WHERE { ?s ex:p ex:b }",
        "CONSTRUCT { ?s ex:q ?o } WHERE { ?s ex:p ?o FILTER(isNumeric(?o) || isIRI(?o)) } ORDER BY ?o LIMIT 2",
        "SELECT ?s { ?s ex:p ex:b } LIMIT 5",
        "CONSTRUCT WHERE { ?s ex:p [] }",
        "SELECT DISTINCT (BNODE() AS ?x) { ?s ex:p ex:b }",
        "SELECT DISTINCT ?o { ex:unknown ex:p* ?o }",
        "SELECT DISTINCT ?o { ex:unknown (ex:q|ex:p?) ?o }",
        "SELECT DISTINCT ?o { ex:a ex:p+/^ex:p ?o }",
        "DESCRIBE ex:a",
        "ASK { ex:a ex:p ex:b }",
        "ASK { ex:b ex:p ex:a }",
    ],
)
def test_any_query_counts_a_triple_of_two_graphs_once(view, text):
    assert rows_of_any(view.query(text)) == rows_of_any(view.query(text, use_store_provided=False))
    assert rows_of_any(view.graph(G).query(text)) == rows_of_any(rdflib_memory(view.graph(G)).query(text))


def rows_of_any(result):
    """Return an answer so that two can be compared, whatever their blank nodes are called."""
    if result.type == "ASK":
        return result.askAnswer
    return sorted(tuple("" if isinstance(term, BNode) else str(term) for term in row) for row in result)


def rdflib_memory(graph):
    return rdflib.Graph() + graph


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("SELECT DISTINCT ?s { ?s ex:p ?o }", {"o": Literal(True)}, [(str(B),)]),
        ("SELECT DISTINCT ?s ?o { ?s ex:p ?o }", {"o": Literal("plain")}, [(str(A), "plain")]),
        ("SELECT DISTINCT ?s ?o { ?s ?p ?o }", {"s": B, "o": A}, []),
    ],
)
def test_a_query_takes_values_for_its_variables(view, text, values, expected):
    assert rows(view.query(text, initBindings=values)) == expected
    assert rows(view.query(prepareQuery(text, initNs={"ex": EX}), initBindings=values)) == expected


def test_a_query_takes_other_prefixes_and_graphs(view):
    assert rows(
        view.query("SELECT DISTINCT ?o { y:b y:p ?o FILTER(isNumeric(?o) || ?o = true) }", initNs={"y": EX})
    ) == [("true",)]
    assert rows(view.query("SELECT (COUNT(*) AS ?n) FROM ex:h { ?s ?p ?o }")) == [("3",)]


def test_a_query_names_the_graphs(view):
    text = "SELECT DISTINCT ?g ?s { GRAPH ?g { ?s ex:p ex:b } }"
    assert (
        rows(view.query(text))
        == rows(view.query(text, use_store_provided=False))
        == [(str(G), str(A)), (str(H), str(A))]
    )


def test_a_function_registered_with_rdflib_is_called(view):
    name = URIRef(f"{EX}shout")
    register_custom_function(name, lambda text: Literal(text.upper()), override=True)
    assert rows(view.query("SELECT DISTINCT (ex:shout(?o) AS ?x) { ?s ?p ?o FILTER(?o = 'plain') }")) == [("PLAIN",)]
    unregister_custom_function(name)


# ---------------------------------------------------------------- for reading


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.add((A, P, A)),
        lambda view: view.graph(G).add((A, P, A)),
        lambda view: view.addN([(A, P, A, view.graph(G))]),
        lambda view: view.set((A, P, A)),
        lambda view: view.remove((A, P, B)),
        lambda view: view.remove((None, None, None)),
        lambda view: view.remove_graph(G),
        lambda view: view.parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
        lambda view: view.update("DELETE WHERE { ?s ?p ?o }"),
        lambda view: view.update("INSERT DATA { <a:a> <a:b> <a:c> }", use_store_provided=False),
    ],
)
def test_it_cannot_be_changed(view, change):
    with pytest.raises(UsageError, match=r"change a copy: copy = rdflib.Dataset\(default_union=True\); copy \+= view"):
        change(view)
    assert (len(view), sizes(view)[G], sizes(view)[H]) == (7, 5, 3)


def test_a_copy_of_it_can_be_changed(view):
    copy = rdflib.Dataset(default_union=True)
    copy += view
    copy.graph(G).add((A, P, A))
    assert (len(copy), len(view)) == (8, 7)


def test_it_sees_what_is_put_into_the_open_store(view):
    store = store_of([])
    view = rdflib_view(store, {})
    store.add([Quad(NamedNode(A), NamedNode(P), NamedNode(B), NamedNode(G))])
    assert (A, P, B) in view


@pytest.mark.parametrize(
    "use",
    [len, list, lambda view: view.query("ASK { }"), lambda view: (A, P, B) in view, lambda view: list(view.graphs())],
)
def test_it_ends_with_the_store_on_disk(use, tmp_path):
    write_store(tmp_path / "store", list(ox.parse(TURTLE, format=ox.RdfFormat.TRIG)))
    with Graph(read_store(tmp_path / "store"), open_workspace(bundle())) as graph:
        view = graph.rdf
        assert (A, P, B) in view
    with pytest.raises(UnreadableError, match="the store is closed; open it again"):
        use(view)


def test_a_query_that_fails_is_an_error_of_kg(view):
    with pytest.raises(kg.Error, match="the query failed"):
        view.query("ASK { SERVICE <http://127.0.0.1:59999/sparql> { ?s ?p ?o } }")


def test_the_shapes_find_the_same_in_it_as_in_a_copy(graph, sample):
    store = store_of(graph.store.quads())
    broken = NamedNode(f"{BASE}place/nowhere")
    store.add([Quad(broken, NamedNode(str(RDF.type)), NamedNode("https://w3id.org/irel/ont#Place"), NamedNode(G))])
    found = kg.validate(rdflib_view(store, {}))
    assert found == kg.validate(rdflib_dataset(store))
    assert broken.value in {problem.subject for problem in found}
