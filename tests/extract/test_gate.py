"""The gate: one value of a true fact made false, and the fact is refused; the rules' own facts pass it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.extract.extraction import Extracted, Grammar, extract
from kg.extract.facts import Fact, Value
from kg.extract.gate import Kinds, pass_gate, read_kinds

TEXT = """date 2024-05-10

Norwegian Foreign Minister Kari Lund met Chilean President Pedro Soto in Oslo on Thursday, and others told us of it.
Pedro Soto said that Chile supports the plan of Norway. Kari Lund will visit Chile on June 9.
The two countries signed an agreement on fisheries on May 9.
Exports of Norway to Chile fell by 5 percent to $9 million in 2023.
Imports of fish from Chile doubled to $4 million. Forty Norwegian companies operate in Chile.
Swedish Prime Minister Olof Berg and Peru were not there, nor was Anna Kariluna of Quito. It cost 7 euros in 2019."""
KINDS = ("tenure", "meeting", "agreement", "visit", "organization", "statement", "trade")


@pytest.fixture(scope="module")
def found(grammar: Grammar) -> Extracted:
    return extract(TEXT, grammar)


@pytest.fixture(scope="module")
def gate(grammar: Grammar) -> Kinds:
    return grammar.gate


def fact_of(found: Extracted, kind: str) -> Fact:
    """The first fact of a kind."""
    return next(fact for fact in found.facts if fact.kind == kind)


def test_the_rules_own_facts_pass(found: Extracted):
    assert {fact.kind for fact in found.facts} == set(KINDS)
    assert found.rejected == []


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("tenure", {"person": "Anna Kariluna"}),
        ("tenure", {"person": "Kari Berg"}),
        ("tenure", {"person": "ari Lun"}),
        ("tenure", {"state": "SWE"}),
        ("tenure", {"state": "USA"}),
        ("meeting", {"participant": ("Kari Lund", "Olof Berg")}),
        ("meeting", {"participant": ("Kari Lund", "state/PER")}),
        ("meeting", {"participant": ("state/NOR", "state/USA")}),
        ("meeting", {"participant": ("state/NOR", "state/ARE")}),
        ("meeting", {"date": "2024-05-10"}),
        ("meeting", {"date": "2024-05"}),
        ("meeting", {"place": "Quito"}),
        ("agreement", {"party": ("state/NOR", "state/SWE")}),
        ("agreement", {"signatory": ("Olof Berg",)}),
        ("agreement", {"date": "2024-06-09"}),
        ("visit", {"visitor": "Olof Berg"}),
        ("visit", {"state": "PER"}),
        ("visit", {"host": "Pedro Berg"}),
        ("visit", {"date": "2024-06-10"}),
        ("organization", {"name": "Swedish companies"}),
        ("organization", {"states": ("PER",)}),
        ("statement", {"speaker": ("Olof Berg",)}),
        ("statement", {"speaker": ("state/PER",)}),
        ("statement", {"about": "the plan of Sweden"}),
        ("trade", {"reporter": "PER"}),
        ("trade", {"partner": "USA"}),
        ("trade", {"flow": "import"}),
        ("trade", {"amount": "90000000"}),
        ("trade", {"currency": "EUR"}),
        ("trade", {"growth": "5"}),
        ("trade", {"growth": "-9"}),
        ("trade", {"start": "2019-01-01"}),
        ("trade", {"end": "2023-06-30"}),
        ("trade", {"commodity": "fish"}),
    ],
)
def test_a_fact_with_one_value_made_false_is_refused(
    kind: str, changed: dict[str, Value], found: Extracted, gate: Kinds
):
    true = fact_of(found, kind)

    kept, refused = pass_gate(found.article, [replace(true, values={**true.values, **changed})], gate)

    assert kept == []
    assert [rejected.reason.split()[0] for rejected in refused] == [*changed]


@pytest.mark.parametrize(
    ("kind", "changed", "step"),
    [
        ("tenure", {"state": "SWE"}, "'her country' -> SWE"),
        ("meeting", {"participant": ("Kari Lund", "Olof Berg")}, "'the guest' -> Olof Berg"),
        ("meeting", {"date": "2024-05-08"}, "'the day told of before' -> 2024-05-08"),
        ("trade", {"start": "2019-01-01", "end": "2019-12-31"}, "the period told of before -> 2019-01-01/2019-12-31"),
        ("trade", {"flow": "import"}, "the figure told of before -> import"),
    ],
)
def test_a_logged_step_stands_for_the_sentence(
    kind: str, changed: dict[str, Value], step: str, found: Extracted, gate: Kinds
):
    true = fact_of(found, kind)

    kept, _ = pass_gate(found.article, [replace(true, values={**true.values, **changed}, chain=(step,))], gate)

    assert len(kept) == 1


@pytest.mark.parametrize("step", ["'they' -> they are there", "seen by us -> us", "'he' -> swedish"])
def test_words_that_only_look_like_a_state_name_none(step: str, found: Extracted, gate: Kinds):
    true = fact_of(found, "tenure")

    kept = [
        code
        for code in ("ARE", "USA", "SWE")
        if pass_gate(found.article, [replace(true, values={**true.values, "state": code}, chain=(step,))], gate)[0]
    ]

    assert kept == []


@pytest.mark.parametrize("quote", [(-1, 5), (5, 5), (0, 10_000), (15, 16)])
def test_a_quote_that_is_not_in_the_text_is_refused(quote: tuple[int, int], found: Extracted, gate: Kinds):
    kept, refused = pass_gate(found.article, [replace(fact_of(found, "tenure"), quote=quote)], gate)

    assert kept == []
    assert refused[0].reason == "the quote is not in the text"


@pytest.mark.parametrize("content", ["tenure: {identity: [person]}", "tenure: [person]", "- tenure", ""])
def test_a_file_that_does_not_say_what_is_held_to_what_is_refused(content: str, tmp_path: Path):
    (tmp_path / "gate.yaml").write_text(content, "utf-8")

    with pytest.raises(UnreadableError, match=r"gate\.yaml"):
        read_kinds(tmp_path / "gate.yaml")


def test_a_shorter_name_of_a_body_is_the_same_body(grammar: Grammar):
    found = extract(
        "The Intergovernmental Commission between Chile and Norway met. The Joint Intergovernmental Commission on Trade"
        " between Chile and Norway is old. The Joint Council on Fish between Chile and Norway is new.",
        grammar,
    )

    names = [fact.text("name") for fact in found.facts if fact.kind == "organization"]

    assert names == ["Joint Intergovernmental Commission on Trade", "Joint Council on Fish"]
