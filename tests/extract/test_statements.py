"""Who takes which stance: subjects, quotations, coordinated verbs, and words that are no stance."""

import pytest

from kg.extract.extraction import Grammar, extract

NORWAY = "Norwegian Minister Kari Lund met Chilean Minister Pedro Soto. "


def statements(text: str, grammar: Grammar) -> list[tuple[str, str]]:
    """Speakers and stance of every statement."""
    facts = [fact for fact in extract(text, grammar).facts if fact.kind == "statement"]
    return [(" and ".join(fact.texts("speaker")), fact.text("stance")) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lund praised the work of the joint school.", [("Kari Lund", "values")]),
        ("Lund and Soto praised the work of the joint school.", [("Kari Lund and Pedro Soto", "values")]),
        ("Lund said that Norway supports the port in Chile.", [("Kari Lund", "supports")]),
        ("Norway highly appreciates the help of Chile, Lund said.", [("Kari Lund", "values")]),
        (
            "Lund praised the new school in Arica and urged firms to build more.",
            [("Kari Lund", "values"), ("Kari Lund", "calls for")],
        ),
        (
            "Lund praised the new school in Arica; Soto urged firms to build more.",
            [("Kari Lund", "values"), ("Pedro Soto", "calls for")],
        ),
        ("In the evening Lund was received by Soto, who praised the new school in Arica.", [("Pedro Soto", "values")]),
        ("At the dinner with Soto, Lund praised the new school in Arica.", [("Kari Lund", "values")]),
        ('"We want more ships to call at our ports," said Soto.', [("Pedro Soto", "calls for")]),
        (
            '"We thank Chile for the new school in Arica. The fish is good," Lund told reporters.',
            [("Kari Lund", "values")],
        ),
        ('"Chile is our most important partner in the south," Lund said.', [("Kari Lund", "values")]),
        ("Lund stressed that Oslo wants the port to be closed.", [("Kari Lund", "calls for")]),
        ("Lund welcomed the progress of the talks.", [("Kari Lund", "expresses satisfaction")]),
        ("Norway condemned the attack on the port.", [("state/NOR", "opposes")]),
        ("Lund called on Chile to open its ports.", [("Kari Lund", "calls for")]),
    ],
)
def test_a_stance_is_that_of_its_speaker(text, expected, grammar: Grammar):
    assert statements(NORWAY + text, grammar) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lund was asked about the new school in the port.",
        "Lund called on Soto in the port on Monday evening.",
        "Lund was welcomed by Soto at the port of Oslo.",
        "The school, Lund said, should be finished by the summer.",
        "Norway wanted to charge a toll for the ships.",
        "Lund will praise the work of the joint school.",
    ],
)
def test_an_act_is_no_stance(text, grammar: Grammar):
    assert statements(NORWAY + text, grammar) == []


def test_of_more_than_four_statements_those_with_a_name_stay(grammar: Grammar):
    said = (
        "He praised the new school in Arica. Kari Lund praised the old port of Arica. Kari Lund urged firms to build. "
    )
    more = "Pedro Soto praised the old port of Arica. Pedro Soto urged firms to build ships."

    facts = [fact for fact in extract(NORWAY + said + more, grammar).facts if fact.kind == "statement"]

    assert len(facts) == 4
    assert "new school" not in " ".join(fact.text("about") for fact in facts)
