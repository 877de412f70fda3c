"""Shapes compiled to SPARQL find what pySHACL finds, and say what they leave to it."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from shacl_agreement import agree, compiled, fetching, quads, reference, store_of, told
from shacl_cases import BODIES, TARGETS, TREATIES

from benchmarks.generate import generate
from kg.check import Checked, check
from kg.problems import Severity
from kg.rdffiles import parse_rdf
from kg.shacl.report import validate_store
from kg.shacl.shapes import Shapes, read_shapes, without_targets
from kg.store import select
from kg.terms import graph_name
from kg.workspace import bundle, open_workspace

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "tests" / "examples").glob("*/*.ttl"))
ONTOLOGY = [quad for path in open_workspace(bundle()).ontology_files() for quad in parse_rdf(path)]
RULES = parse_rdf(ROOT / "ontology" / "shapes.ttl")
COMPARED = {NamedNode(f"http://www.w3.org/ns/oa#{name}") for name in ("start", "end")}


@pytest.fixture(scope="module")
def rules() -> Shapes:
    return read_shapes(RULES)


@pytest.fixture(scope="module")
def held(sample: Checked) -> list[ox.Quad]:
    """What the bundled graph holds and is validated."""
    return [quad for quad in sample.store.quads() if quad.graph_name != graph_name("quotes")]


# ------------------------------------------------------------------ our shapes


def test_every_rule_of_ours_is_compiled(rules: Shapes) -> None:
    assert rules.left == {}
    assert len(rules.covered) == len(EXAMPLES) / 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_breaks_the_rule_that_it_should(path: Path, rules: Shapes) -> None:
    broken = {problem.rule.rpartition("#")[2] for problem, _ in compiled(ONTOLOGY + parse_rdf(path), rules)}

    assert broken == {path.parent.name} & {path.parent.name if path.stem == "invalid" else ""}


def test_the_examples_together_have_the_problems_that_pyshacl_finds(rules: Shapes) -> None:
    data = ONTOLOGY + [quad for path in EXAMPLES for quad in parse_rdf(path)]

    found = compiled(data, rules)

    assert len({problem.rule for problem, _ in found}) > 50
    assert found == reference(data, RULES) == fetching(data, RULES)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_damaged_graph_has_the_problems_that_pyshacl_finds(seed: int, held: list[ox.Quad], rules: Shapes) -> None:
    chance = random.Random(seed)
    kept = [quad for quad in held if chance.random() < 0.9]
    pairs = zip(kept, chance.sample(kept, len(kept)), strict=True)
    mixed = [ox.Quad(one.subject, one.predicate, other.object) for one, other in pairs if chance.random() < 0.1]
    # Of values that cannot be compared, which SHACL (4.5.3) calls a violation, rdflib finds some in order.
    mixed = [quad for quad in mixed if quad.predicate not in COMPARED]

    found = compiled(kept + mixed, rules)

    assert len({problem.rule for problem, _ in found}) > 40
    assert found == reference(kept + mixed, RULES)


def test_a_made_up_workspace_has_the_problems_that_pyshacl_finds(tmp_path: Path, rules: Shapes) -> None:
    generate(5000, tmp_path, fault_rate=0.01)
    store = check(open_workspace(tmp_path)).store
    held = [quad for quad in store.quads() if quad.graph_name != graph_name("quotes")]

    found = compiled(held, rules)

    assert len({problem.rule for problem, _ in found}) > 25
    assert found == reference(held, RULES)


# ------------------------------------------------------------------ SHACL Core


@pytest.mark.parametrize("body", BODIES)
def test_a_constraint_finds_what_pyshacl_finds(body: str) -> None:
    agree(f"{TARGETS[1]} ; rdfs:comment 'Mend it.' ; {body}", TREATIES)


@pytest.mark.parametrize("target", [*TARGETS, "a sh:NodeShape, rdfs:Class", "a sh:NodeShape, owl:Class"])
def test_a_target_is_what_pyshacl_takes_it_for(target: str) -> None:
    agree(f"{target} ; sh:nodeKind sh:Literal", f"{TREATIES} :e a :T . :T rdfs:subClassOf :S .")


def test_a_path_leads_from_a_node_that_is_not_in_the_data_to_itself() -> None:
    agree("sh:targetNode :nowhere ; sh:path [ sh:zeroOrMorePath :next ] ; sh:maxCount 0", TREATIES)


def test_the_inverse_of_a_sequence_goes_backwards() -> None:
    """pySHACL 0.40.1 walks such a path forwards, against SPARQL 1.1, section 9.3."""
    shapes = read_shapes(quads(":S sh:targetNode :c ; sh:path [ sh:inversePath ( :p :q ) ] ; sh:hasValue :a ."))

    assert compiled(quads(":a :p :b . :b :q :c ."), shapes) == []


@pytest.mark.parametrize(
    "constraint", ["sh:minInclusive 1", 'sh:minExclusive "2024-01-01"^^xsd:date', "sh:lessThan :b"]
)
@pytest.mark.parametrize("value", ["true", "'2'", ":x", "12345678901234567890"])
def test_values_that_the_engine_cannot_compare_break_a_rule(constraint: str, value: str) -> None:
    """pySHACL compares truth values with numbers, and IRIs as texts; only numbers of 20 digits are rightly compared."""
    shapes = read_shapes(quads(f":S sh:targetSubjectsOf :a ; sh:path :a ; {constraint} ."))

    assert len(compiled(quads(f":t :a {value} ; :b 5 ."), shapes)) == 1


def test_a_shape_without_message_is_named_by_its_constraint() -> None:
    shapes = read_shapes(quads(":S sh:targetClass :Treaty ; sh:path :x ; sh:minCount 1 ; sh:severity sh:Warning ."))

    found = [(problem.severity, problem.message) for problem, _ in compiled(quads(":t a :Treaty ."), shapes)]

    assert found == [(Severity.WARNING, "A value does not keep sh:minCount.")]


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("sh:property [ sh:path :x ; sh:node :S ]", "<https://example.org/S> refers to itself"),
        ("sh:js [ sh:jsFunctionName 'f' ]", "js is not known"),
        ("sh:not [ :limit 3 ] . :C sh:parameter [ sh:path :limit ]", "https://example.org/limit is not known"),
        ("sh:minCount 1", "sh:minCount is only for property shapes"),
        ("sh:path :x ; sh:minCount 1, 2", "sh:minCount stands more than once"),
        ("sh:path :x ; sh:maxCount 'many'", "sh:maxCount is not a whole number"),
        ("sh:path :x ; sh:pattern '(?=a)'", 'the engine cannot match "(?=a)"'),
        ("sh:datatype xsd:int", "the engine takes <http://www.w3.org/2001/XMLSchema#int> for xsd:integer"),
        ("sh:hasValue []", "a blank node means nothing in other data"),
        ("sh:class 'State'", 'sh:class is "State", which is no IRI'),
        ("sh:nodeKind sh:Node", "<http://www.w3.org/ns/shacl#Node> is no kind of node"),
        ("sh:in :x", "a list is not well formed"),
        ("sh:path [ :x :y ] ; sh:minCount 1", "a path is not well formed"),
        ("sh:path [ sh:alternativePath ( :x ) ]", "a path of several has fewer than two"),
        ("sh:targetClass 3", "sh:targetClass is no IRI"),
    ],
)
def test_what_is_not_compiled_is_left_with_the_reason(shape: str, reason: str) -> None:
    shapes = read_shapes(quads(f":S sh:targetClass :Treaty ; {shape} . :T sh:targetClass :Treaty ; sh:class :Pact ."))

    assert shapes.left == {NamedNode("https://example.org/S"): reason}
    assert [shape.rule for shape in shapes.covered] == ["https://example.org/T"]


def test_what_is_left_is_for_pyshacl_alone() -> None:
    triples = quads("""
        :S sh:targetClass :Treaty ; sh:path :party ; sh:maxCount 1 ; sh:message "One party." .
        :T sh:targetClass :Treaty ; sh:path :name ; sh:pattern "(?=R)" ; sh:message "Begins with R." .""")
    shapes, data = read_shapes(triples), quads(TREATIES)
    store = store_of(data)

    found = validate_store(lambda text: select(store, text), shapes, origins={})
    rest = reference(data, without_targets(triples, shapes.covered))

    assert found and rest
    assert sorted(map(str, told(found) + rest)) == sorted(map(str, reference(data, triples)))


# ------------------------------------------------------------------ random shapes over random data

NODES = st.sampled_from([":a", ":b", ":c", ":K", ":L", "1", "2.5", "'x'", "'x'@en", "'ab'@de"])
PROPERTIES = st.sampled_from([":p", ":q", "rdf:type"])
TRIPLES = st.builds("{} {} {} .".format, st.sampled_from([":a", ":b", ":c"]), PROPERTIES, NODES)
BODY = st.sampled_from([body for body in BODIES if ":party" in body]).map(lambda body: body.replace(":party", ":p"))


def combined(shapes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(shapes, min_size=1, max_size=3).map(" ".join)
    listed = st.builds("sh:{} ( {} )".format, st.sampled_from(["and", "or", "xone"]), several)
    inner = listed | shapes.map("sh:not {}".format)
    return inner.map("[ {} ]".format) | inner.map("[ sh:path :q ; {} ]".format)


SHAPES = st.recursive(BODY.map("[ {} ]".format), combined, max_leaves=4)


@given(st.lists(TRIPLES, max_size=12), SHAPES)
def test_random_shapes_find_in_random_data_what_pyshacl_finds(data: list[str], shape: str) -> None:
    agree(f"sh:targetNode :a, :b ; sh:targetClass :K ; {shape[1:-1]}", f":L rdfs:subClassOf :K . {' '.join(data)}")
