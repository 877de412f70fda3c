"""The overview tells what happened last, and apart from it what is still to come."""

from datetime import date

import pytest
from workspaces import lay

from kg.building import build
from kg.web.edition import Edition
from kg.web.pages.newest import newest, upcoming
from kg.workspace import open_workspace

DOCUMENT = "---\ntitle: Chile and Morocco look ahead\nissued: 2023-06-14\n---\n\nThey met. They aim high.\n"
GOAL = """
- {{type: TradeFigure, indicator: turnover-target, between: [CHL, MAR], period: {0}, unit: USD, value: 5 billion,
   evidence: [{{source: brief, quote: They aim high.}}]}}
"""
MEETING = """
- {{id: meeting/{0}, type: Meeting, label: Meeting of {0}, participant: [state/CHL, state/MAR], date: {0}-05-02,
   evidence: [{{source: brief, quote: They met.}}]}}
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """A build of meetings of 2022 and 2023, and of goals for a year that is over by now and for the next one."""
    facts = [MEETING.format(2022), MEETING.format(2023), GOAL.format(2024), GOAL.format(date.today().year + 1)]
    files = {"data/documents/brief.md": DOCUMENT, "data/facts/brief.yaml": "".join(facts)}
    workspace = open_workspace(lay(tmp_path_factory.mktemp("newest"), files))
    build(workspace)
    return Edition(workspace.current.resolve(), workspace)


def test_the_newest_facts_come_last_first_and_no_goal_is_among_them(edition: Edition) -> None:
    assert [one.fact.text for one in newest(edition)] == ["Meeting of 2023", "Meeting of 2022"]


def test_what_is_dated_after_today_is_still_to_come(edition: Edition) -> None:
    assert [(one.kind, one.date) for one in upcoming(edition)] == [("Trade figure", str(date.today().year + 1))]
