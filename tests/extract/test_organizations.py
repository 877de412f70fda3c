"""Companies at work abroad by name or number, joint bodies and membership; statements by who says what."""

import pytest

from kg.extract.extraction import Grammar, extract


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four Norwegian companies operate in Chile.", [("Four Norwegian companies", "4", "operates in")]),
        ("The Norwegian company Fjordvik is working successfully in Chile.", [("Fjordvik", "", "operates in")]),
        ("Fjordvik, a Norwegian builder, has been active in Chile since 2015.", [("Fjordvik", "", "operates in")]),
        ("The carrier Fjord Lines has an agency in Santiago. Norway helps.", [("Fjord Lines", "", "operates in")]),
        ("The Norwegian company works in Chile.", []),
        ("Norwegian Ambassador Kari Lund has worked in Chile since 2020.", []),
        (
            "The Norwegian-Chilean Business Council is ten years old.",
            [("Norwegian-Chilean Business Council", "", "bilateral body")],
        ),
        ("The Joint Commission between Chile and Norway is old.", [("Joint Commission", "", "bilateral body")]),
        ("Chile is a member of the World Trade Organization.", [("World Trade Organization", "", "member of")]),
        ("Norway and Chile met. Both countries belong to COMESA.", [("COMESA", "", "member of")]),
        ("Norway and Chile spoke of COMESA.", []),
        ("Fjordvik is one of 40 Norwegian firms in Chile.", [("40 Norwegian firms", "40", "operates in")]),
        ("Two Norwegian banks have applied for licences in Chile.", []),
        (
            "Chile called. The Norwegian builder Fjordvik runs a plant in Zzyzx.",
            [("Fjordvik", "", "operates in")],
        ),
        ("Chile called. The builder Fjordvik runs a plant in Zzyzx.", []),
    ],
)
def test_organizations_are_read_by_name_or_number(text, expected, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "organization"]

    assert [(fact.text("name"), fact.text("number"), fact.text("relation")) for fact in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"Norway supports the reforms in Chile," Foreign Minister of Norway Kari Lund said.',
            [("Kari Lund", "reforms in Chile")],
        ),
        (
            "Norwegian President Kari Lund supports the reforms in Chile.",
            [("Kari Lund", "reforms in Chile")],
        ),
        ("Norwegian President Kari Lund gave support during the pandemic in Chile.", []),
    ],
)
def test_a_stance_is_that_of_who_speaks_and_not_an_aid_given(text, expected, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "statement"]

    assert [(*fact.texts("speaker"), fact.text("about").split('," ')[0]) for fact in found] == expected
