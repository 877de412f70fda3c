"""Meetings and visits with their modality, and what later sentences refer to."""

import pytest

from kg.extract.extraction import Grammar, extract
from kg.extract.facts import Fact


def facts(text: str, kind: str, grammar: Grammar) -> list[Fact]:
    """The facts of a kind in a text of 10 May 2024."""
    return [fact for fact in extract(f"date 2024-05-10\n\n{text}", grammar).facts if fact.kind == kind]


LUND, SOTO = "Norwegian Foreign Minister Kari Lund", "Chilean President Pedro Soto"


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} met {SOTO}.",
        f"{SOTO} received {LUND} in Santiago.",
        f"{LUND} was received by {SOTO}.",
        f"{LUND} and {SOTO} held talks.",
        f"{LUND} held a telephone conversation with {SOTO}.",
        f"{LUND}, who is on a visit to Chile, met with {SOTO}.",
        f"Talks between {LUND} and {SOTO} were held in Santiago.",
        f"Speaking after talks with {SOTO}, {LUND} praised the ties.",
        f"The session was co-chaired by {LUND} and {SOTO}.",
        f"{LUND} called on {SOTO}.",
        f"{LUND} and {SOTO} met on the sidelines of the UN General Assembly.",
        f"A delegation headed by {LUND} met with {SOTO}.",
        f"{LUND} flew to Chile and later sat down with {SOTO}.",
        f"{LUND} visited Santiago, where she had lunch with {SOTO}.",
        f"Speaking by phone on Thursday, {LUND} and {SOTO} praised the ties.",
        f"{LUND} was given a warm welcome by {SOTO}.",
        f"The guest was {LUND}, with whom {SOTO} had a long conversation.",
        f"{LUND} found {SOTO} in a good mood when the two sat down in Oslo.",
        "Norway's Kari Lund and Chile's Pedro Soto crossed paths in Oslo.",
        f"Following a meeting with {SOTO} in Santiago, {LUND} said that help may come.",
        f"{LUND} said this when {SOTO} called on her in Oslo.",
        f"{LUND} told {SOTO} in a phone call that whales matter.",
        f"{LUND} was accorded a warm reception by {SOTO}.",
        f"{LUND} and {SOTO} agreed on quotas during their talks in Oslo.",
        f"{LUND} and {SOTO} signed a memorandum. After their talks Lund spoke of whales.",
        f"{LUND} arrived in Santiago. {SOTO} received her in the palace.",
    ],
)
def test_a_meeting_is_read_from_many_forms(text, grammar: Grammar):
    found = facts(text, "meeting", grammar)

    assert [set(fact.texts("participant")) for fact in found] == [{"Kari Lund", "Pedro Soto"}]


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} will meet {SOTO}.",
        f"{LUND} is expected to hold talks with {SOTO}.",
        f"{LUND} did not meet {SOTO}.",
        f"A meeting between {LUND} and {SOTO} is scheduled for Monday.",
        f"{LUND} wrote to {SOTO}.",
    ],
)
def test_what_has_not_happened_is_no_meeting(text, grammar: Grammar):
    assert facts(text, "meeting", grammar) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on May 3", "2024-05-03"),
        ("on 3 May 2023", "2023-05-03"),
        ("on Wednesday", "2024-05-08"),
        ("yesterday", "2024-05-09"),
        ("today", "2024-05-10"),
        ("in April", "2024-04"),
        ("in 2022", "2022"),
        ("", ""),
    ],
)
def test_dates_are_reckoned_from_the_day_of_the_article(words, day, grammar: Grammar):
    found = facts(f"{LUND} met {SOTO} in Oslo {words}.", "meeting", grammar)

    assert [fact.text("date") for fact in found] == [day]


def test_day_and_place_of_what_is_still_to_come_are_not_those_of_the_meeting(grammar: Grammar):
    text = f"{LUND} and {SOTO} reviewed plans for a session that is to convene in Bergen in October."
    found = facts(text, "meeting", grammar)

    assert [(fact.text("date"), fact.text("place")) for fact in found] == [("", "")]


@pytest.mark.parametrize(
    ("second", "participants"),
    [
        ("The minister then met Chilean Trade Minister Ana Ruiz.", {"Kari Lund", "Ana Ruiz"}),
        ("Lund then met Chilean Trade Minister Ana Ruiz.", {"Kari Lund", "Ana Ruiz"}),
        ("She then met Chilean Trade Minister Ana Ruiz.", {"Kari Lund", "Ana Ruiz"}),
        ("The Norwegian foreign minister then met Chilean Trade Minister Ana Ruiz.", {"Kari Lund", "Ana Ruiz"}),
    ],
)
def test_a_person_is_known_again_later_and_the_step_is_logged(second, participants, grammar: Grammar):
    found = facts(f"{LUND} arrived in Santiago. {second}", "meeting", grammar)

    assert [set(fact.texts("participant")) for fact in found] == [participants]
    assert any("-> Kari Lund" in step for step in found[0].chain)


@pytest.mark.parametrize(
    ("second", "subject"),
    [
        ("He then met Kenyan Trade Minister Ann Otieno.", "Pedro Soto"),
        ("She then met Kenyan Trade Minister Ann Otieno.", "Kari Lund"),
    ],
)
def test_a_pronoun_means_the_one_whom_the_text_calls_by_it(second, subject, grammar: Grammar):
    found = facts(
        f"{LUND} is in Chile. She is tired. At a meeting with {LUND}, {SOTO} smiled. {second}", "meeting", grammar
    )

    assert subject in found[-1].texts("participant")


@pytest.mark.parametrize(
    "text",
    [
        f"Norway and Chile held talks in Oslo on Monday. {LUND} led the Norwegian team. Across the table was {SOTO}.",
        f"The joint commission of Norway and Chile sat in Oslo on Monday. {LUND} and {SOTO} presided.",
        f"Talks were held in Oslo on Monday. Norway was represented by {LUND}, and Chile by {SOTO}.",
        f"Talks were held on Monday. The Chilean side was led by {SOTO}. {LUND} headed the Norwegian delegation.",
        f"On Monday {SOTO} met with a Norwegian delegation led by {LUND}.",
        f"A delegation headed by {LUND} is in Chile. On Monday the Norwegian delegation was received by {SOTO}.",
        f"{LUND} is in Chile. On Monday the Norwegian guest was received by {SOTO}.",
    ],
)
def test_who_leads_a_side_stands_for_it(text, grammar: Grammar):
    found = facts(text, "meeting", grammar)

    assert [(set(fact.texts("participant")), fact.text("date")) for fact in found] == [
        ({"Kari Lund", "Pedro Soto"}, "2024-05-06")
    ]


def test_two_who_are_seen_separately_met_one_each_in_turn(grammar: Grammar):
    found = facts(f"{SOTO} met separately with {LUND} and Kenyan Trade Minister Ann Otieno.", "meeting", grammar)

    assert [fact.texts("participant")[1] for fact in found] == ["Kari Lund", "Ann Otieno"]


@pytest.mark.parametrize(
    ("text", "state", "status"),
    [
        (f"{SOTO} held talks with visiting {LUND}.", "CHL", "made"),
        (f"{LUND} met {SOTO} as part of her visit to Santiago.", "CHL", "made"),
        (f"{LUND}'s visit to Chile in May was short.", "CHL", "made"),
        (f"{LUND} accepted the invitation to visit Chile.", "CHL", "invited"),
        (f"{LUND} visited Chile.", "CHL", "made"),
        (f"{LUND} will travel to Santiago on Monday.", "CHL", "planned"),
        (f"{SOTO} invited {LUND} to visit Chile.", "CHL", "invited"),
        (f"{LUND} paid an official visit to Chile.", "CHL", "made"),
        (f"{LUND} spoke during a two-day visit to Chile.", "CHL", "made"),
        (f"{LUND} has returned from Santiago.", "CHL", "made"),
        (f"{LUND} arrives in the Chilean capital on Monday.", "CHL", "planned"),
        (f"{LUND}, who is due in Santiago next week, smiled.", "CHL", "planned"),
        (f"{LUND} accepted an invitation from {SOTO} to come to Santiago.", "CHL", "invited"),
        (f"{LUND} was invited by {SOTO}.", "CHL", "invited"),
    ],
)
def test_visits_are_made_planned_or_invited(text, state, status, grammar: Grammar):
    found = facts(text, "visit", grammar)

    assert [(fact.text("visitor"), fact.text("state"), fact.text("status")) for fact in found] == [
        ("Kari Lund", state, status)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} met with the UN High Commissioner for Refugees, Anita Ruiz.",
        f"{LUND} met with the Chile Zorbing Council Chairwoman Anita Ruiz.",
    ],
)
def test_a_name_behind_a_long_title_is_that_of_who_was_met(text, grammar: Grammar):
    found = facts(text, "meeting", grammar)

    assert [set(fact.texts("participant")) for fact in found] == [{"Kari Lund", "Anita Ruiz"}]


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} met {SOTO} on the sidelines of the Harbour Security Conference in Oslo on Monday.",
        f"On the margins of the Harbour Security Conference, {LUND} held talks with {SOTO}.",
    ],
)
def test_the_gathering_beside_which_two_met_is_named(text, grammar: Grammar):
    found = facts(text, "meeting", grammar)

    assert [fact.text("occasion") for fact in found] == ["Harbour Security Conference"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} is in Chile. The two countries held talks on fisheries.",
        f"{LUND} arrived in Santiago for talks with {SOTO}.",
    ],
)
def test_what_is_only_spoken_of_is_no_meeting(text, grammar: Grammar):
    assert facts(text, "meeting", grammar) == []


def test_journeys_of_different_months_are_two(grammar: Grammar):
    found = facts(f"{LUND} visited Chile in January. She will travel to Santiago on 3 June.", "visit", grammar)

    assert [(fact.text("date"), fact.text("status")) for fact in found] == [
        ("2024-01", "made"),
        ("2024-06-03", "planned"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (f"{LUND} spoke in Santiago during a two-day visit.", "made"),
        (f"{SOTO} met {LUND} in Santiago. Lund began her visit on Monday.", "made"),
        (f"{SOTO} met {LUND} in Santiago. Lund, who arrived on Monday, was calm.", "made"),
        (f"Chile will host {LUND} in June.", "planned"),
        (f"{LUND} begins a visit to Chile on Sunday.", "planned"),
        (
            f"{LUND} was handed an invitation. The ambassador renewed the invitation to {LUND} to visit Chile.",
            "invited",
        ),
    ],
)
def test_where_a_visit_leads_is_taken_from_the_text_around(text, status, grammar: Grammar):
    found = facts(text, "visit", grammar)

    assert [(fact.text("visitor"), fact.text("state"), fact.text("status")) for fact in found] == [
        ("Kari Lund", "CHL", status)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{LUND} hopes to visit Chile.",
        f"{LUND} spoke in Oslo during a visit to the fair.",
        "The Norwegian ambassador, Kari Lund, said in Santiago that she had come for the cake.",
        f"{SOTO} received the Norwegian ambassador to Chile, Kari Lund, on a courtesy visit in Santiago.",
        f"{LUND} put off her journey to Chile.",
        f"Will {LUND} visit Chile?",
        f"{LUND} reached an agreement in Santiago.",
        f"{LUND} will visit Norway.",
    ],
)
def test_what_is_no_journey_abroad_is_no_visit(text, grammar: Grammar):
    assert facts(text, "visit", grammar) == []


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("The same evening she met Chilean Trade Minister Ana Ruiz.", "2024-05-06"),
        ("A day later she met Chilean Trade Minister Ana Ruiz.", "2024-05-07"),
    ],
)
def test_days_are_reckoned_from_the_day_told_of_before(second, day, grammar: Grammar):
    found = facts(f"{LUND} arrived in Santiago on Monday. {second}", "meeting", grammar)

    assert [fact.text("date") for fact in found] == [day]
