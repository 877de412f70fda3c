"""A graph that fetches what is read of it answers as a copy of the whole would, and holds no more than that.

That compiled shapes find the same by pySHACL on such a graph, is asserted by `shacl_agreement.agree`.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad
from rdflib import BNode, URIRef
from shacl_agreement import fetching, quads, reference, silent, store_of
from shacl_cases import TARGETS, TREATIES

from kg.check import Checked
from kg.fetching import fetching_graph
from kg.rdf import Pattern, graph_of
from kg.shacl.shapes import read_shapes
from kg.validation import validate_shapes

BASE = "https://example.org/"
DATA = quads(TREATIES)
NAMESPACES = "@prefix irel: <https://w3id.org/irel/ont#> . @prefix org: <http://www.w3.org/ns/org#> ."
SELECTS = [
    "{ $this ?p ?value } ORDER BY ?value LIMIT 1",
    "{ ?value ?p ?o } ORDER BY ?value LIMIT 1",
    "{ ?x ?p ?value . ?value ?q ?y } LIMIT 90",
    "{ ?x :next* ?value FILTER (!isBlank(?value)) } LIMIT 90",
    "{ $this :name/:next? ?value } LIMIT 90",
    "{ ?value !(rdf:type|:party) 3 } LIMIT 90",
    "{ ?value ?p ?x . ?x ?q ?y } LIMIT 90",
    "{ $this :party ?x . ?x ?p ?value FILTER NOT EXISTS { ?any ?value $this } } LIMIT 90",
    "{ $this :note ?x BIND (IRI(CONCAT(?x, ' ')) AS ?value) FILTER NOT EXISTS { ?value ?p ?y } } LIMIT 90",
    "{ $this :next ?value FILTER COALESCE(:own(?value), true) }",
    "(COUNT(*) AS ?number) { { $this ?p ?x } UNION { ?x ?p $this } } GROUP BY $this ?value",
]
SHAPES = [
    "sh:path :name ; sh:pattern '^(?=R)'",
    "sh:path :signed ; sh:datatype xsd:int",
    "sh:path :x ; sh:hasValue []",
    "sh:path [ sh:zeroOrMorePath :next ] ; sh:node [ sh:property [ sh:path :name ; sh:pattern '^(?!D)' ] ]",
    "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:pattern '(?=h)'",
]


def sparql(select: str) -> str:
    """Write a constraint by what its query asks for each node and value."""
    return f'sh:sparql [ sh:select "PREFIX : <{BASE}> SELECT $this ?value {select}" ]'


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("shape", [*SHAPES, *map(sparql, SELECTS)])
def test_a_shape_that_is_not_compiled_finds_what_it_would_in_the_whole_graph(shape: str, target: str) -> None:
    shapes = quads(f":S {target} ; {shape} ; sh:message 'It is wrong.' .")

    assert read_shapes(shapes).left
    assert silent(fetching(DATA, shapes)) == silent(reference(DATA, shapes))


@pytest.mark.parametrize(
    "shape",
    [
        "sh:targetClass irel:Meeting ; sh:path rdfs:label ; sh:pattern '^(?!.* )'",
        "sh:targetClass irel:Meeting ; sh:path ( irel:participant [ sh:inversePath org:member ] ) ; sh:hasValue []",
        "sh:targetSubjectsOf irel:evidence ; sh:path irel:involves ; sh:node [ sh:closed true ; sh:pattern '(?=Z)' ]",
        f"sh:targetClass irel:Agreement ; {sparql('{ ?value ?leads $this } ORDER BY ?value LIMIT 1')}",
    ],
)
def test_what_a_shape_of_the_bundled_workspace_reads_is_a_part_of_it(shape: str, sample: Checked) -> None:
    triples, engine = quads(f"{NAMESPACES} :S {shape} ; sh:message 'It is wrong.' ."), sample.store.engine
    shapes, whole, part = graph_of(triples), graph_of(sample.store.quads()), fetching_graph(engine)

    found = validate_shapes(part, shapes, origins={})

    assert read_shapes(triples).left
    assert found == validate_shapes(whole, shapes, origins={}) != []
    assert len(part) < len(whole) / 4


@pytest.mark.parametrize(
    ("select", "number"),
    [
        ("{ $this :next/:party ?value } LIMIT 1", 3),
        ("{ $this ?property ?value } LIMIT 1", 11),
        ("{ ?value :signed ?x } LIMIT 1", 3),
        ("{ ?value ?property ?x } LIMIT 1", len(DATA)),
    ],
)
def test_what_a_query_can_read_is_fetched_and_no_more(select: str, number: int) -> None:
    graph = fetching_graph(store_of(DATA).engine)

    validate_shapes(graph, graph_of(quads(f":S sh:targetNode :a ; {sparql(select)} .")), origins={})

    assert len(graph) == number


def test_graphs_that_are_apart_are_not_read() -> None:
    one, two = (Quad(*DATA[0].triple, NamedNode(f"{BASE}{name}")) for name in ("one", "two"))
    engine = store_of([one, two]).engine

    assert len(list(fetching_graph(engine, without=[one.graph_name]))) == 1
    assert not list(fetching_graph(engine, without=[one.graph_name, two.graph_name]))


# ------------------------------------------------------------------ random patterns

NAMES = [":a", ":b", ":p", ":q"]
LITERALS = ["'x'", "'x'@en", "1", "'01'^^xsd:integer", "''"]
WORDS = st.sampled_from(NAMES)
TRIPLES = st.builds("{} {} {} .".format, WORDS, WORDS, st.sampled_from([*NAMES, *LITERALS]))
TERMS = sorted(graph_of(quads(":a :b 'x', 'x'@en, 1, '01'^^xsd:integer, '' . :p :q :nowhere .")).all_nodes())
PARTS = st.none() | st.sampled_from([*TERMS, URIRef(f"{BASE}b"), URIRef(f"{BASE}q"), URIRef("no iri"), BNode("none")])


@given(st.lists(TRIPLES, max_size=12), st.lists(st.tuples(PARTS, PARTS, PARTS), min_size=1, max_size=6))
def test_random_patterns_match_in_any_order_what_they_match_in_the_whole(
    data: list[str], patterns: list[Pattern]
) -> None:
    store = store_of(quads(" ".join(data)))
    whole, part = graph_of(store.quads()), fetching_graph(store.engine)

    found = [set(part.triples(pattern)) for pattern in patterns]

    assert found == [set(whole.triples(pattern)) for pattern in patterns]
