"""The made-up workspaces of the benchmarks: exactly the faults that were planted are found."""

import json

import pytest
import yaml
from workspaces import parts_of

from benchmarks.faults import FAULTS
from benchmarks.generate import generate
from kg.check import check
from kg.problems import Severity
from kg.terms import BASE, graph_name
from kg.workspace import open_workspace


def found(folder):
    """Return what is wrong in a workspace, each as a rule and what breaks it, an id or a value."""
    problems = [problem for problem in check(open_workspace(folder)).problems if problem.severity is not Severity.INFO]
    pairs = {(problem.rule.rpartition("#")[2], problem.subject or problem.value) for problem in problems}
    return {(rule, about.removeprefix(BASE)) for rule, about in pairs}


def test_without_faults_nothing_is_wrong(tmp_path):
    generate(8000, tmp_path)
    assert found(tmp_path) == set()


def test_every_planted_fault_is_found_and_no_other(tmp_path):
    generate(8000, tmp_path, fault_rate=0.01)
    planted = json.loads((tmp_path / "expected" / "faults.json").read_text())
    assert found(tmp_path) == {(fault["rule"], fault["about"]) for fault in planted}
    assert {fault["rule"] for fault in planted} >= FAULTS.keys()


def test_tables_as_parquet_say_what_they_say_as_csv(tmp_path):
    graphs = []
    for tables in ("csv", "parquet"):
        generate(8000, tmp_path / tables, tables=tables)
        store = check(open_workspace(tmp_path / tables)).store
        graphs.append({(quad.subject, quad.predicate, quad.object) for quad in store.quads(graph_name("derived"))})
    assert graphs[0] == graphs[1]


def test_a_small_one_says_in_yaml_what_it_would_in_json_lines(tmp_path):
    generate(4000, tmp_path)
    text = (tmp_path / "data" / "records" / "places.yaml").read_text("utf-8")
    lines = "".join(json.dumps(record) + "\n" for record in yaml.safe_load(text))
    found, same = ([(part.id, part.values) for part in parts_of(*as_)] for as_ in ((text, ".yaml"), (lines, ".jsonl")))
    assert found == same
    assert len(found) > 100


def test_all_that_looks_like_data_is_read(tmp_path):
    generate(4000, tmp_path)
    assert open_workspace(tmp_path).unread_files() == []


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_files(tmp_path, seed):
    for name in ("one", "other"):
        generate(4000, tmp_path / name, seed=seed, fault_rate=0.01)
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "other")]
    assert files[0] == files[1]
