"""Every shape is a rule, with an example that keeps all rules and one that breaks this rule and no other."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from kg.rdf import read_rdf

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "examples"
VALID = sorted(EXAMPLES.glob("*/valid.ttl"))
INVALID = sorted(EXAMPLES.glob("*/invalid.ttl"))

ONTOLOGY = read_rdf(ROOT / "ontology" / f"{stem}.ttl" for stem in ("irel", "schemes", "currencies"))
SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")
RULES = sorted(
    str(shape)
    for kind in (SH.NodeShape, SH.PropertyShape)
    for shape in SHAPES.subjects(RDF.type, kind)
    if isinstance(shape, URIRef)
)


def broken_rules(path: Path) -> set[str]:
    """Validate an example together with the ontology and return the names of the shapes that it breaks."""
    _, report, _ = validate(Graph().parse(path) + ONTOLOGY, shacl_graph=SHAPES, inplace=True)
    assert isinstance(report, Graph)
    results = report.objects(None, SH.result)
    return {name(str(shape)) for result in results for shape in report.objects(result, SH.sourceShape)}


def name(iri: str) -> str:
    return iri.rpartition("#")[2]


def folder(path: Path) -> str:
    return path.parent.name


def english(shape: str, predicate: URIRef) -> list[str]:
    texts = SHAPES.objects(URIRef(shape), predicate)
    return [str(text) for text in texts if isinstance(text, Literal) and text.language == "en"]


@pytest.mark.parametrize("path", VALID, ids=folder)
def test_a_valid_example_keeps_every_rule(path: Path) -> None:
    assert broken_rules(path) == set()


@pytest.mark.parametrize("path", INVALID, ids=folder)
def test_an_invalid_example_breaks_its_rule_and_no_other(path: Path) -> None:
    assert broken_rules(path) == {folder(path)}


@pytest.mark.parametrize("path", VALID + INVALID, ids=lambda path: f"{folder(path)}/{path.stem}")
def test_an_example_begins_with_the_reason(path: Path) -> None:
    assert path.read_text("utf-8").startswith(f"# {path.stem.capitalize()}: ")


def test_every_rule_has_a_valid_and_an_invalid_example() -> None:
    rules = [name(rule) for rule in RULES]

    assert [folder(path) for path in VALID] == rules
    assert [folder(path) for path in INVALID] == rules


@pytest.mark.parametrize("shape", RULES, ids=name)
def test_a_rule_says_in_one_sentence_what_holds_and_in_one_what_to_do(shape: str) -> None:
    rule, remedy = english(shape, SH.message), english(shape, RDFS.comment)

    assert len(rule) == len(remedy) == 1
    assert rule[0].endswith(".")
    assert remedy[0].endswith(".")


@pytest.mark.parametrize("shape", RULES, ids=name)
def test_a_rule_has_a_target(shape: str) -> None:
    targets = [SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf]

    assert any((URIRef(shape), target, None) in SHAPES for target in targets)


def test_rules_need_no_more_than_shacl_core() -> None:
    assert list(SHAPES.subject_objects(SH.sparql)) == []
