"""Queries in shapes, asked once of all focus nodes, find what pySHACL finds by asking them of each."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from shacl_agreement import agree, compiled, quads, reference, store_of
from shacl_cases import SELECTS, TARGETS, TREATIES

from kg.shacl.report import validate_store
from kg.shacl.shapes import read_shapes
from kg.store import select

DECLARED = """
sh:prefixes [ sh:declare [ sh:prefix "" ; sh:namespace "https://example.org/" ],
  [ sh:prefix "rdfs" ; sh:namespace "http://www.w3.org/2000/01/rdf-schema#" ],
  [ sh:prefix "xsd" ; sh:namespace "http://www.w3.org/2001/XMLSchema#" ] ]
"""
XSD = "http://www.w3.org/2001/XMLSchema#"
ALIKE = "{ $this :p ?x } UNION { $this :q ?x }"


def sparql(query: str, more: str = "") -> str:
    """Write a constraint by a query in Turtle."""
    return f"sh:sparql [ {DECLARED} ; sh:select '''{query}''' ; {more} ]"


@pytest.mark.parametrize("target", [TARGETS[1], TARGETS[2]])
@pytest.mark.parametrize("query", SELECTS)
def test_a_query_finds_what_pyshacl_finds(query: str, target: str) -> None:
    agree(f"{target} ; {sparql(query)}", TREATIES)


@pytest.mark.parametrize("path", [":party", "( :next :party )", "[ sh:inversePath :next ]"])
@pytest.mark.parametrize("part", ["$this $PATH ?value", "$this $PATH ?x FILTER (?x != $currentShape)"])
def test_a_query_of_a_property_shape_follows_its_path(path: str, part: str) -> None:
    agree(f"{TARGETS[1]} ; sh:path {path} ; {sparql(f'SELECT $this ?value {{ {part} }}')}", TREATIES)


@pytest.mark.parametrize("holder", ["sh:not", "sh:node", "sh:property [ sh:path :next ; sh:node"])
def test_a_query_tells_which_values_conform(holder: str) -> None:
    closing = "]" * holder.count("[")
    agree(f"{TARGETS[1]} ; {holder} [ {sparql('SELECT $this { $this :party :x }')} ] {closing}", TREATIES)


def test_a_constraint_that_is_not_active_finds_nothing() -> None:
    agree(f"{TARGETS[1]} ; sh:severity sh:Info ; {sparql(SELECTS[0], 'sh:deactivated true')}", TREATIES)


def test_a_message_is_filled_with_what_the_query_selects() -> None:
    more = "sh:message '{$this} has {?value} of {?kind} by {?path}, {?nothing}.'@en"
    shape = sparql("SELECT $this ?value ?kind { $this :signed ?value BIND (DATATYPE(?value) AS ?kind) }", more)
    shapes = quads(f":S sh:targetNode :a ; sh:severity sh:Warning ; {shape} .")

    found = compiled(quads(TREATIES), read_shapes(shapes))

    kind = "http://www.w3.org/2001/XMLSchema#integer"
    assert found[0][0].message == f"https://example.org/a has 3 of {kind} by {{?path}}, {{?nothing}}."
    assert found == reference(quads(TREATIES), shapes)


@pytest.mark.parametrize("counted", ["COUNT(?x)", "COUNT(*)", "SUM(?x)", "COUNT(DISTINCT ?x)"])
def test_a_triple_in_two_graphs_is_counted_once(counted: str) -> None:
    query = f"SELECT $this ({counted} AS ?value) {{ $this :ended ?x }} GROUP BY $this"
    shapes, data = quads(f":S {TARGETS[1]} ; {sparql(query)} ; sh:message 'It is wrong.' ."), quads(TREATIES)
    store = store_of([replace_graph(quad, name) for quad in data for name in ("one", "two")])

    found = validate_store(lambda text: select(store, text), read_shapes(shapes), origins={})

    assert [(problem, problem.component) for problem in found] == reference(data, shapes)


def replace_graph(quad: ox.Quad, name: str) -> ox.Quad:
    return ox.Quad(*quad.triple, NamedNode(f"https://example.org/graph/{name}"))


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this { $this :p ?x MINUS { $this :q ?x } }", "its query has MINUS"),
        ("SELECT $this { VALUES $this { :a } }", "its query has VALUES"),
        ("SELECT $this { SERVICE :s { $this :p ?x } }", "its query has SERVICE"),
        ("SELECT $this { GRAPH $shapesGraph { $this :p ?x } }", "its query has GRAPH"),
        ("SELECT $this { $this :p ?x } LIMIT 1", "its query has LIMIT"),
        ("SELECT ?x { $this :p ?x }", "its query does not select ?this"),
        ("SELECT $this { { SELECT * { $this :p ?x } } }", "its query does not select ?this"),
        ("SELECT (?x AS ?this) { ?x :p ?y }", "its query gives ?this a value"),
        ("SELECT $this { FILTER (:f($this)) }", "its query calls <https://example.org/f>"),
        ("SELECT $this { $this $PATH ?x }", "its query speaks of ?PATH"),
        ("SELECT $this ?failure { BIND (true AS ?failure) }", "its query speaks of ?failure"),
        ("SELECT $this { $this no:p ?x }", "the prefix no: of its query is not declared"),
        ("SELECT $this { FILTER REGEX($this, '(?=a)') }", "the engine cannot match '(?=a)'"),
        ("SELECT $this { FILTER (DATATYPE($this) = xsd:byte) }", f"the engine takes <{XSD}byte> for xsd:integer"),
        (
            f"SELECT $this (COUNT(*) AS ?n) {{ {ALIKE} }} GROUP BY $this",
            "its query adds up solutions that may be alike",
        ),
        ("SELECT $this { $this :p }", "the engine cannot read its query"),
        ("SELECT $this { $this :p ?x", "a brace of its query is not closed"),
        ("DESCRIBE $this", "its query is neither SELECT nor ASK"),
    ],
)
def test_a_query_that_cannot_be_asked_once_is_left_with_the_reason(query: str, reason: str) -> None:
    shapes = read_shapes(quads(f":S sh:targetNode :a ; {sparql(query)} ."))

    assert shapes.left == {NamedNode("https://example.org/S"): reason}


def test_prefixes_are_those_of_imported_ontologies_too() -> None:
    shapes = quads("""
        :S sh:targetNode :a ; sh:message "It is wrong." ;
          sh:sparql [ sh:prefixes :one ; sh:select "SELECT $this { $this e:note ?x }" ] .
        :one owl:imports :two . :two a owl:Ontology ; owl:imports :one ;
          sh:declare [ sh:prefix "e" ; sh:namespace "https://example.org/" ] .""")

    assert len(compiled(quads(TREATIES), read_shapes(shapes))) == 1


# ------------------------------------------------------------------ components

ASK = "sh:ask 'ASK { FILTER (STRLEN(STR($value)) < $most && COALESCE($least, 1) <= STRLEN(STR($value))) }'"
COMPONENT = f"""
:C a sh:ConstraintComponent ; sh:validator [ a sh:SPARQLAskValidator ; {ASK} ; sh:message "Under {{$most}} letters." ] ;
  sh:nodeValidator [ a sh:SPARQLSelectValidator ; {DECLARED} ;
    sh:select "SELECT $this {{ $this :name ?name FILTER (STRLEN(?name) >= $most) }}" ] ;
  sh:parameter [ sh:path :most ] , [ sh:path :least ; sh:optional true ] .
"""


def test_a_component_for_node_shapes_finds_what_pyshacl_finds() -> None:
    agree(f"{TARGETS[1]} ; :most 6 . {COMPONENT} :S rdfs:label 'S'", TREATIES)


@pytest.mark.parametrize(("parameters", "number"), [(":most 6", 1), (":most 6 ; :least 6", 5), (":least 2", 0)])
def test_a_component_asks_of_each_value(parameters: str, number: int) -> None:
    """pySHACL 0.40.1 does not tell the values of property shapes, against SHACL, section 6.3."""
    shapes = quads(f":S {TARGETS[1]} ; sh:path :name ; {parameters} . {COMPONENT}")

    found = compiled(quads(TREATIES), read_shapes(shapes))

    assert len({problem.value for problem, _ in found}) == number
    assert {problem.message for problem, _ in found} <= {"Under 6 letters."}
    assert {component for _, component in found} <= {"https://example.org/C"}


# ------------------------------------------------------------------ random queries over random data

NODES = st.sampled_from([":a", ":b", ":c", ":K", "1", "2.5", "'x'", "'x'@en"])
TRIPLES = st.builds("{} {} {} .".format, st.sampled_from([":a", ":b", ":c"]), st.sampled_from([":p", ":q", "a"]), NODES)
NAMES = st.sampled_from(["$this", "?value", "?x", "?y"])
PATHS = st.sampled_from([":p", ":q", "a", "^:p", ":p/:q", ":p|:q", ":q+"])
PATTERNS = st.builds("{} {} {} .".format, NAMES, PATHS, NAMES | st.sampled_from([":a", ":K", "1"]))
CONDITIONS = st.sampled_from(["isIRI(?x)", "?x != $this", "?y = ?x", "?x = ?value", "$this = :a"])
# rdflib lets a filter see the variables of other groups, so that those of a filter stand beside it.
FILTERS = st.builds("?x {} ?y . $this {} ?value FILTER ({})".format, PATHS, PATHS, CONDITIONS)
WORDS = st.sampled_from(["FILTER EXISTS", "FILTER NOT EXISTS", "OPTIONAL", ""])


def nested(groups: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Patterns with groups in them."""
    beside = st.builds("{} {} {{ {} }}".format, PATTERNS, WORDS, groups)
    either = st.builds("{{ {} }} UNION {{ {} }}".format, groups, groups)
    inner = groups.map("{{ SELECT $this ?x {{ {} }} }}".format)
    return joined(PATTERNS | FILTERS | beside | either | inner)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=3).map(" ".join)


GROUPS = st.recursive(joined(PATTERNS | FILTERS), nested, max_leaves=4)


@given(st.lists(TRIPLES, max_size=12), GROUPS)
def test_random_queries_find_in_random_data_what_pyshacl_finds(data: list[str], group: str) -> None:
    agree(f"sh:targetNode :a, :b, :c ; {sparql(f'SELECT $this ?value {{ {group} }}')}", " ".join(data))
