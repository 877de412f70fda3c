"""A workspace loaded, inferred and validated: everything wrong is found at once, and can be left out."""

from dataclasses import replace

import pytest
from shacl_agreement import PREFIXES
from workspaces import DOCUMENT, PLACE, lay, shown

from kg.check import check, check_rdf
from kg.errors import QueryError
from kg.terms import BASE, EVIDENCE, graph_name, thing
from kg.workspace import bundle, open_workspace

COMPUTED = {graph_name("derived"), graph_name("quotes")}
QUOTE = '{source: brief, quote: "signed an agreement on fisheries on 3 May 2022"}'
FACTS = f"""\
- id: agreement/fish
  type: Agreement
  label: Agreement on fisheries
  kind: agreement
  party: [state/CHL, state/MAR]
  status: signed
  date: 2022-05-03
  evidence: {QUOTE}
- id: step/fish
  type: Step
  agreement: agreement/fish
  status: signed
  date: 2022-05-03
  evidence: {QUOTE}
- id: statement/fish
  type: Statement
  speaker: state/CHL
  asserts: step/fish
  description: The agreement was signed.
  stance: informs
  date: 2022-05-03
  evidence: {QUOTE}
"""
GOOD = {"brief.md": DOCUMENT, "facts.yaml": FACTS, "places.yaml": PLACE}
SIGNED_BY_ONE = FACTS.replace("party: [state/CHL, state/MAR]", "party: [state/CHL]")


def checked(folder, files, **options):
    return check(open_workspace(lay(folder, files)), **options)


def left_out(found, folder):
    return [str(part).replace(f"{folder}/", "") for part in found.left_out]


def test_a_good_workspace_has_nothing_left_out(tmp_path):
    found = checked(tmp_path, GOOD, keep_going=True)
    assert (found.is_good, found.problems, found.left_out) == (True, (), ())
    assert (found.summary.violations, found.summary.facts, found.summary.busiest) == (0, 3, "CHL-MAR")


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        pytest.param("party: [state/CHL, Morocco]", "write state/MAR", id="label"),
        pytest.param("party: [state/CHL, MAR]", "write state/MAR", id="code"),
        pytest.param("party: [state/CHL, Ruritania]", "write the id of a record, a-class/a-name", id="no name"),
        pytest.param("party: [state/CHL, state/Morocco]", "did you mean 'state/MAR'?", id="id of a name"),
        pytest.param("involves: [CHL, Marocco]", "did you mean 'MAR'?", id="misspelt, and its space understood"),
        pytest.param("involves: [CHL, Viet Nam]", "write VNM", id="other name"),
    ],
)
def test_the_remedy_for_a_name_is_the_id_as_the_key_takes_it(tmp_path, line, remedy):
    found = checked(tmp_path, GOOD | {"facts.yaml": FACTS.replace("party: [state/CHL, state/MAR]", line)})
    assert remedy in {problem.remedy for problem in found.problems}


def test_every_layer_reports_in_one_run(tmp_path):
    bad = {
        "facts.yaml": SIGNED_BY_ONE,
        "places.yaml": PLACE + "  lable: Rabat\n",
        "open.jsonl": "{\n",
        "x.md": "no head",
    }
    found = checked(tmp_path, GOOD | bad)
    assert not found.is_good
    assert {problem.rule.rpartition("#")[2] for problem in found.problems} >= {
        "syntax", "front-matter", "unknown-key", "AgreementHasTwoParties"
    }  # fmt: skip


def test_what_breaks_a_shape_is_left_out_with_what_refers_to_it_each_with_its_reason(tmp_path):
    found = checked(tmp_path, GOOD | {"facts.yaml": SIGNED_BY_ONE}, keep_going=True)
    assert found.is_good
    reason, *others = left_out(found, tmp_path)
    assert reason.startswith("facts.yaml:1:3: ")
    assert others == [
        "facts.yaml:9:3: it refers to agreement/fish, which is left out",
        "facts.yaml:15:3: it refers to step/fish, which is left out",
    ]


def test_what_is_said_of_a_thing_of_the_registry_too_is_reported_where_it_is_added(tmp_path):
    found = checked(tmp_path, {"a.yaml": "\n- {id: state/AZE, type: State, label: Another}\n"})
    assert [text.partition(": ")[0] for text in shown(found.problems, tmp_path)] == ["a.yaml:2:3"]


def test_what_is_left_out_is_reported_once(tmp_path):
    found = checked(tmp_path, GOOD | {"facts.yaml": SIGNED_BY_ONE}, keep_going=True)
    assert [problem.subject for problem in found.problems] == [f"{BASE}agreement/fish"]
    assert found.summary.violations == 1


def test_the_rest_is_as_if_the_bad_records_had_never_been_there(tmp_path):
    bad = checked(tmp_path / "bad", GOOD | {"facts.yaml": SIGNED_BY_ONE}, keep_going=True)
    good = checked(tmp_path / "good", {"brief.md": DOCUMENT, "facts.yaml": "", "places.yaml": PLACE})
    assert lines(bad) == lines(good)


def lines(found):
    return {str(quad) for quad in found.store.quads() if "textDigest" not in quad.predicate.value}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"x.yaml": "a: [\n"}, "x.yaml:2:1: this is not YAML: "),
        ({"x.csv": "id,type\nperson/x\n"}, "x.csv:2:1: the row has 1 cells, the head 2"),
        ({"x.csv": "id\nperson/x\n"}, "x.csv:1:1: the head must name each record's keys"),
        ({"x.jsonl": '\n{"id":\n'}, "x.jsonl:2:7: this is not JSON: "),
        ({"x y.yaml": PLACE}, "x y.yaml:1:1: the file's name cannot be part of an IRI"),
        ({"x.yaml": PLACE + "  label: twice\n"}, "x.yaml:1:3: a key stands twice in one record"),
        ({"x.md": b"\xff"}, "x.md:1:1: the file is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_left_out_too(tmp_path, files, reason):
    found = checked(tmp_path, GOOD | files, keep_going=True)
    assert found.is_good
    assert [text.startswith(reason) for text in left_out(found, tmp_path)] == [True]


def test_a_violation_that_no_record_is_to_blame_for_cannot_be_left_out(tmp_path):
    rule = "# Is all well?\nSELECT ?this WHERE { VALUES ?this { <https://example.org/x> } }"
    found = checked(tmp_path, GOOD | {"queries/checks/never.rq": rule}, keep_going=True)
    assert not found.is_good


def test_a_rule_that_is_no_construct_query_is_refused(tmp_path):
    with pytest.raises(QueryError, match="95-own: triples are wanted; write a CONSTRUCT query"):
        checked(tmp_path, GOOD | {"queries/infer/95-own.rq": "# What?\nSELECT ?x WHERE { ?x ?y ?z }"})


def test_a_rule_sees_what_earlier_rules_gave(tmp_path):
    rule = "# R\nCONSTRUCT {{ ?s <urn:{}> ?o }} WHERE {{ ?s <urn:{}> ?o }}"
    first = "# R\nCONSTRUCT { ?s <urn:a> ?o } WHERE { ?s <http://www.w3.org/ns/org#postIn> ?o }"
    rules = {"queries/infer/90-a.rq": first, "queries/infer/91-b.rq": rule.format("b", "a")}
    post = "- {id: post/x, type: Post, label: X, postIn: organization/united-nations}\n"
    found = checked(tmp_path, {**rules, "queries/infer/89-c.rq": rule.format("c", "b"), "p.yaml": post})
    assert {quad.predicate.value for quad in found.store.quads() if "urn:" in quad.predicate.value} == {
        "urn:a",
        "urn:b",
    }


def test_a_shape_that_is_not_compiled_is_checked_too_and_told(tmp_path):
    target = "<urn:S> sh:targetClass <https://w3id.org/irel/ont#Step> ; sh:path rdfs:label"
    shape = f"{target} ; sh:pattern '^(?!.*fish)' ; sh:message 'No fish.' ; sh:severity sh:Warning ."
    found = checked(tmp_path, GOOD | {"ontology/own-shapes.ttl": PREFIXES + shape})
    told = [(problem.rule, problem.subject) for problem in found.problems]
    assert told == [("urn:S", f"{BASE}step/fish"), ("slow-shape", "<urn:S>")]


def test_rdf_files_are_held_against_the_shapes(tmp_path):
    turtle = f"<{BASE}place/x> a <https://w3id.org/irel/ont#Place> ."
    path = lay(tmp_path, {"x.ttl": turtle}) / "x.ttl"
    rules = {problem.rule.rpartition("#")[2] for problem in check_rdf([path], open_workspace(tmp_path))}
    assert "ThingHasOneEnglishLabel" in rules


def test_problems_come_worst_first(tmp_path):
    facts = FACTS.replace(f"  evidence: {QUOTE}\n", "") + "- {type: Plase}\n"
    found = checked(tmp_path, GOOD | {"facts.yaml": facts})
    severities = [problem.severity.rank for problem in found.problems]
    assert severities == sorted(severities)
    assert shown(found.problems, tmp_path)[0].startswith("facts.yaml:")


@pytest.mark.parametrize("slug", ["brief-2021-04-22", "brief-2021-10-12"])
def test_without_a_source_exactly_its_graph_is_gone_and_what_followed_from_it(sample, slug):
    whole = {quad for quad in sample.store.quads() if quad.graph_name not in COMPUTED}
    rest = check(replace(open_workspace(bundle()), withdrawn=frozenset([slug])))
    assert rest.is_good
    assert {quad for quad in rest.store.quads() if quad.graph_name not in COMPUTED} == {
        quad for quad in whole if quad.graph_name != thing(f"source/{slug}")
    }
    assert facts(sample) - facts(rest) == supported(sample) - supported(sample, but=slug)
    assert {quad.subject for quad in rest.store.quads(graph_name("derived"))} <= {
        quad.subject for quad in sample.store.quads(graph_name("derived"))
    }


def facts(found):
    return {quad.subject for quad in found.store.quads() if quad.predicate == EVIDENCE}


def supported(found, but=""):
    """Return the facts that some source other than one supports."""
    evidence = (quad for quad in found.store.quads() if quad.predicate == EVIDENCE)
    return {quad.subject for quad in evidence if quad.object.value.partition("#")[0] != f"{BASE}source/{but}"}
