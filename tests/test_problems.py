"""Problems sort by what a person should mend first, and count by severity."""

import pytest

from kg.problems import Problem, Severity, count_problems, sort_problems, violation
from kg.records import Origin


def problem(**fields: object) -> Problem:
    """Return a problem that differs from a plain one in some fields."""
    plain = {
        "severity": Severity.VIOLATION,
        "rule": "r",
        "subject": "",
        "value": "",
        "message": "m",
        "remedy": "",
    }
    return Problem(**{**plain, "origin": None, **fields})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"severity": Severity.VIOLATION}, {"severity": Severity.WARNING}, id="violation, warning"),
        pytest.param({"severity": Severity.WARNING}, {"severity": Severity.INFO}, id="warning, info"),
        pytest.param(
            {"severity": Severity.VIOLATION, "origin": Origin("b.yaml", 9)},
            {"severity": Severity.INFO, "origin": Origin("a.yaml", 1)},
            id="severity before place",
        ),
        pytest.param({"origin": Origin("a.yaml", 9)}, {"origin": Origin("b.yaml", 1)}, id="file before line"),
        pytest.param({"origin": Origin("a.yaml", 9)}, {"origin": Origin("a.yaml", 10)}, id="lines as numbers"),
        pytest.param({"origin": Origin("a.yaml", 1, 2)}, {"origin": Origin("a.yaml", 1, 10)}, id="columns as numbers"),
        pytest.param({"origin": Origin("z.yaml", 1)}, {"origin": None}, id="known place before unknown"),
        pytest.param({"rule": "a", "subject": "z"}, {"rule": "b", "subject": "a"}, id="rule before subject"),
        pytest.param({"subject": "a"}, {"subject": "b"}, id="subject"),
        pytest.param({"path": "a", "value": "z"}, {"path": "b", "value": "a"}, id="path before value"),
        pytest.param({"message": "a"}, {"message": "b"}, id="message"),
    ],
)
def test_problems_are_sorted_worst_first_then_by_place_rule_and_subject(first, second):
    expected = [problem(**first), problem(**second)]

    assert sort_problems(reversed(expected)) == expected


def test_a_problem_found_twice_is_kept_once():
    twice = [problem(component="sh:A"), problem(component="sh:B"), problem(path="other")]

    assert [kept.component for kept in sort_problems(twice)] == ["sh:A", ""]


def test_counting_names_every_severity_worst_first():
    counts = count_problems([problem(severity=Severity.INFO), problem(), problem(rule="s")])

    assert list(counts.items()) == [(Severity.VIOLATION, 2), (Severity.WARNING, 0), (Severity.INFO, 1)]


def test_a_violation_is_the_worst_sort_of_problem():
    expected = problem(rule="unknown-key", value="pary", remedy="Did you mean party?", origin=Origin("a.yaml", 1))

    assert violation("unknown-key", Origin("a.yaml", 1), "pary", "m", "Did you mean party?") == expected


def test_severities_rank_from_worst_to_mildest():
    assert sorted(Severity, key=lambda severity: severity.rank) == ["violation", "warning", "info"]
