"""A goal of trade, from its sentence to the answer: never among the results."""

from datetime import date

import pytest
from workspaces import lay

from kg.building import build
from kg.builds import Built
from kg.dossier import to_markdown
from kg.graph import Graph, open_graph
from kg.review import Review
from kg.workspace import open_workspace

TEXT = """\
---
title: Chile and Morocco look ahead
issued: 2023-06-14
---
Trade turnover between Chile and Morocco amounted to $43 million in 2022.
The two countries aim to raise trade to $5 billion by 2030.
"""
OPEN = "Trade between Peru and Kenya was $3 million in 2022. The sides aspire to $2 billion."


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """What is built from two briefs when all that they propose is accepted."""
    open_brief = TEXT.partition("Trade turnover")[0] + OPEN
    folder = lay(tmp_path_factory.mktemp("goals"), {"data/documents/a.md": TEXT, "data/documents/b.md": open_brief})
    workspace = open_workspace(folder)
    desk = Review(workspace, date(2023, 7, 1))
    assert {desk.accept(part, desk.text(part)) for part in desk.waiting()} == {"accepted"}
    built = build(workspace)
    assert isinstance(built, Built) and (built.summary.violations, built.summary.warnings) == (0, 0)
    return open_graph(folder)


@pytest.mark.parametrize(
    ("question", "state", "column", "expected"),
    [
        ("targets", "CHL", "target", ["target for turnover"]),
        ("targets", "CHL", "period", ["2030"]),
        ("targets", "PER", "period", [None]),
        ("targets", "NOR", "target", []),
        ("trade", "CHL", "figure", ["turnover"]),
        ("trade", "PER", "period", ["2022"]),
        ("disagreements", "CHL", "rule", []),
    ],
)
def test_goals_and_results_are_asked_for_apart(graph: Graph, question, state, column, expected):
    values = {} if question == "disagreements" else {"state": state}

    assert [row[column] for row in graph.query(question, **values)] == expected


def test_a_dossier_tells_a_goal_as_a_goal(graph: Graph):
    results, _, goals = to_markdown(graph.dossier("CHL", "MAR")).partition("## Goals of trade")

    assert "5,000,000,000" not in results
    assert "target for turnover" in goals.partition("##")[0]


def test_the_label_of_a_goal_says_so_in_every_network(graph: Graph):
    labels = [label for *_, label in graph.network("states").edges(data="label")]

    assert sorted(label for label in labels if "billion" in label) == [
        "target for turnover 2030, Chile–Morocco: 5 billion USD",
        "target for turnover, Kenya–Peru: 2 billion USD",
    ]
