"""What is done side by side comes to the same as one after the other."""

import gc
import sys
from functools import partial

import pytest

from benchmarks.generate import generate
from kg.check import check, read_rules, validate
from kg.checks import run_checks
from kg.errors import QueryError
from kg.questions import read_question
from kg.records import Origin
from kg.store import open_store, select
from kg.threads import side_by_side
from kg.workspace import open_workspace

ELSEWHERE = {f"https://example.org/{number}": (Origin("elsewhere.csv", number),) for number in range(1, 5000)}


def test_results_come_in_the_order_of_the_values():
    assert list(side_by_side(str, range(1000))) == list(map(str, range(1000)))


def test_an_error_comes_out_in_its_place_and_ends_the_rest():
    called = []
    results = side_by_side(lambda text: called.append(text) or int(text), ["1", "two", *map(str, range(10_000))])

    assert next(results) == 1
    with pytest.raises(ValueError, match="two"):
        next(results)
    assert list(results) == []
    assert len(called) < 10_000


def test_among_many_things_the_same_is_found_in_the_same_order(tmp_path):
    generate(5000, tmp_path, fault_rate=0.01)
    workspace = open_workspace(tmp_path)
    store, rules = check(workspace).store, read_rules(workspace)

    found = validate(store, rules, workspace, ELSEWHERE)

    assert len({problem.rule for problem in found}) > 25
    assert found == validate(store, rules, workspace, {})


def test_a_query_that_fails_is_an_error_as_ever():
    store = open_store("memory:")
    checks = [read_question(name, f"# Is it so?\n{text}") for name, text in (("a", "SELECT * {}"), ("b", "SELECT"))]

    with pytest.raises(QueryError, match="the query is not valid SPARQL"):
        run_checks(lambda text: select(store, text), checks, origins={}, each=side_by_side)


def test_a_query_that_fails_halfway_leaves_nothing_to_its_thread(monkeypatch):
    store, unraisable = open_store("memory:"), []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    ask = partial(select, store)

    with pytest.raises(QueryError, match="the query failed"):
        list(side_by_side(ask, ["SELECT * { SERVICE <http://127.0.0.1:59999/sparql> { ?s ?p ?o } }"]))
    gc.collect()
    assert unraisable == []
