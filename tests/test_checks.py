"""Every query in queries/checks finds what breaks its rule, and nothing else."""

from pathlib import Path

import pytest
from sample_graph import derived

from kg.checks import run_checks
from kg.problems import Problem, Severity
from kg.store import select
from kg.workspace import bundle, open_workspace

EXAMPLES = Path(__file__).parent / "checks"
CHECKS = open_workspace(bundle()).questions("checks")


def found(name: str) -> list[Problem]:
    """Return what all checks find in an example."""
    store = derived((EXAMPLES / name).read_text("utf-8"))
    return run_checks(lambda text: select(store, text), CHECKS.values(), origins={})


def test_every_check_has_a_valid_and_an_invalid_example():
    examples = {f"{path.parent.name}/{path.stem}" for path in EXAMPLES.glob("*/*.ttl")}

    assert examples == {f"{name}/{which}" for name in CHECKS for which in ("valid", "invalid")}


@pytest.mark.parametrize("name", CHECKS)
def test_a_valid_example_passes_every_check(name):
    assert found(f"{name}/valid.ttl") == []


@pytest.mark.parametrize("name", CHECKS)
def test_an_invalid_example_fails_its_check_and_no_other(name):
    assert [problem.rule for problem in found(f"{name}/invalid.ttl")] == [name]


@pytest.mark.parametrize("name", CHECKS)
def test_a_problem_says_in_words_what_is_wrong_and_what_to_do(name):
    (problem,) = found(f"{name}/invalid.ttl")

    assert problem.subject
    assert problem.message.endswith(".")
    assert problem.remedy.endswith(".")
    assert "http" not in problem.message + problem.remedy
    assert "unknown" not in problem.message


def test_messages_name_the_things_by_their_labels():
    messages = {problem.message for name in CHECKS for problem in found(f"{name}/invalid.ttl")}

    assert messages == {
        "Ana, Minister of Chile: the tenure of 1979-01-01 precedes the birth on 1980-05-02.",
        "Talks is dated from 2024-05-03, after its source of 2024-05-02.",
        "Talks is not at the time of Summit, which it is part of.",
        "The facts do not fit together. What is counted in a period has one value. Here: "
        "turnover 2020, Chile–Morocco: 9 million USD / turnover 2020, Chile–Morocco: 11.2 million USD.",
        "Turnover covers the days until 2024-12-31, after its source of 2024-05-02.",
        "ratified: Pact comes before signed: Pact, though an agreement goes the other way.",
    }


@pytest.mark.parametrize("name", CHECKS)
def test_a_doubt_is_a_warning_and_an_impossibility_a_violation(name):
    impossible = {"event-after-source", "tenure-before-birth"}

    (problem,) = found(f"{name}/invalid.ttl")

    assert problem.severity is (Severity.VIOLATION if name in impossible else Severity.WARNING)


def test_the_bundled_data_pass_every_check(sample):
    assert run_checks(lambda text: select(sample.store, text), CHECKS.values(), origins={}) == []
