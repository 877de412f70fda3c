"""From facts to records: what is complete is proposed, and things are found under the names that they have."""

import pytest

from kg.extract.extraction import Grammar, extract
from kg.extract.linking import Known
from kg.extract.proposals import Proposal, proposals
from kg.extract.things import Forms, read_forms
from kg.records import Origin, Record
from kg.workspace import bundle

LEAD = "Norwegian Labor and Welfare Minister Kari Lund met Chilean President Pedro Soto in Oslo on May 9, 2024."


@pytest.fixture(scope="module")
def forms() -> Forms:
    return read_forms(bundle() / "ontology" / "extraction")


def proposed(text: str, grammar: Grammar, forms: Forms, *posts: str) -> list[Proposal]:
    """Return what a text proposes where posts with these names are known."""
    records = [Record(f"post/{n}", "Post", {"label": (name,)}, (), Origin("a", 1)) for n, name in enumerate(posts)]
    return list(proposals(extract(text, grammar), "a", forms, Known(records, forms)))


def values(found: list[Proposal], kind: str, key: str) -> list[tuple[str, ...]]:
    return [part.record.values.get(key, ()) for part in found if part.record.type == kind]


@pytest.mark.parametrize(
    ("name", "linked"),
    [
        ("Labor and Welfare Minister of Norway", True),
        ("Minister of Labour and Welfare of Norway", True),
        ("Minister for Welfare and Labour of Norway", True),
        ("Minister of Labour of Norway", False),
        ("Minister of Labour and Welfare of Chile", False),
        ("Deputy Minister of Labour and Welfare of Norway", False),
    ],
)
def test_a_post_is_known_by_the_words_of_its_name(name, linked, grammar: Grammar, forms: Forms):
    found = proposed(LEAD, grammar, forms, name)

    assert (("post/0",) in values(found, "Tenure", "post")) is linked


def test_a_name_that_two_posts_bear_links_to_neither(grammar: Grammar, forms: Forms):
    found = proposed(
        LEAD, grammar, forms, "Minister of Labour and Welfare of Norway", "Labour, Welfare Minister of Norway"
    )

    assert not {("post/0",), ("post/1",)} & set(values(found, "Tenure", "post"))


def test_an_office_is_attested_by_a_meeting_where_the_article_has_no_date(grammar: Grammar, forms: Forms):
    padding = "The weather was fine that day, and the harbour was full of ships from everywhere. " * 3
    found = proposed(f"{padding}{LEAD} {padding} Peruvian President Ana Paz stayed at home. {padding}", grammar, forms)

    assert values(found, "Tenure", "attestedOn") == [("2024-05-09",), ("2024-05-09",)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Four Norwegian companies operate in Chile.", [("4",)]),
        ("Some 40 Norwegian firms operate in Chile.", []),
        ("Norwegian companies operate in Chile.", []),
    ],
)
def test_companies_without_a_name_are_proposed_by_their_number(text, number, grammar: Grammar, forms: Forms):
    assert values(proposed(text, grammar, forms), "Presence", "number") == number


@pytest.mark.parametrize(
    ("text", "indicator", "period"),
    [
        ("Trade between Norway and Chile was $9 million in 2023.", ["turnover"], ["2023"]),
        ("Norway and Chile aim to raise trade to $5 billion by 2030.", ["turnover-target"], ["2030"]),
        ("Norway and Chile aim to raise trade to $5 billion.", ["turnover-target"], [None]),
        ("Trade between Norway and Chile was $9 million.", [], []),
    ],
)
def test_a_goal_needs_no_period_and_a_result_does(text, indicator, period, grammar: Grammar, forms: Forms):
    found = proposed(text, grammar, forms)

    assert values(found, "TradeFigure", "indicator") == [(name,) for name in indicator]
    assert [next(iter(part), None) for part in values(found, "TradeFigure", "period")] == period


def test_a_proposal_carries_the_confidence_of_its_fact(grammar: Grammar, forms: Forms):
    found = proposed(f"date 2024-05-10\n\n{LEAD}", grammar, forms)

    shares = {part.record.type: part.confidence for part in found}
    assert 0 < shares["Meeting"] < 1
    assert shares["Person"] == 0.0
