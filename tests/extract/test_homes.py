"""For whom an office is held where the phrase does not say so: the clues of a text."""

import pytest

from kg.extract.extraction import Grammar, extract


def states(text: str, grammar: Grammar) -> list[tuple[str, str]]:
    """Person and state of every tenure."""
    return [(fact.text("person"), fact.text("state")) for fact in extract(text, grammar).facts if fact.kind == "tenure"]


@pytest.mark.parametrize(
    ("text", "person", "state"),
    [
        ("Norwegian Foreign Minister Kari Lund and her Chilean counterpart Pedro Soto met.", "Pedro Soto", "CHL"),
        ("Norwegian President Kari Lund and Prime Minister Ola Dahl spoke.", "Ola Dahl", "NOR"),
        ("Trade Minister Kari Lund and Chilean Trade Minister Pedro Soto met in Norway.", "Kari Lund", "NOR"),
        ("OSLO - Foreign Minister Kari Lund praised Chile. Norway and Chile are friends.", "Kari Lund", "NOR"),
        (
            "Norwegian Foreign Minister Kari Lund came, accompanied by Defence Minister Per Moe.",
            "Per Moe",
            "NOR",
        ),
        ("Norwegian President Kari Lund met her opposite number Pedro Soto in Chile.", "Pedro Soto", "CHL"),
        ("Norwegian Minister Kari Lund was in Chile, where she saw Trade Minister Pedro Soto.", "Pedro Soto", "CHL"),
        ("Norway and Chile spoke. Deputy Speaker Pedro Soto thanked Oslo for its help.", "Pedro Soto", "CHL"),
        ("Norway and Chile met. The Chilean delegation included Trade Minister Pedro Soto.", "Pedro Soto", "CHL"),
        ("A Norwegian team came; Trade Minister Pedro Soto headed the Chilean team.", "Pedro Soto", "CHL"),
        ("Norway and Chile met. In Santiago, President Pedro Soto praised the pact.", "Pedro Soto", "CHL"),
        ("Norwegian Minister Kari Lund held talks in Santiago with President Pedro Soto.", "Pedro Soto", "CHL"),
        (
            "Norwegian Minister Kari Lund met many. She met President Pedro Soto of late. Chile is far.",
            "Pedro Soto",
            "CHL",
        ),
        (
            "After talks with Norway's Minister Kari Lund, Trade Minister Pedro Soto said Chile was open.",
            "Pedro Soto",
            "CHL",
        ),
        ("Norway will pay Chile for the port, Fisheries Minister Kari Lund said.", "Kari Lund", "NOR"),
        ("Norway and Chile met. King Ola heard of a visit of President Pedro Soto to Norway.", "Pedro Soto", "CHL"),
        (
            "Norway's Ambassador to Chile Kari Lund presented her credentials to President Pedro Soto.",
            "Pedro Soto",
            "CHL",
        ),
        ("The minister of Norway met President Pedro Soto. The visit ended. Chile paid.", "Pedro Soto", "CHL"),
        (
            "Norwegian Minister Kari Lund flew on to Santiago, where she was to see King Pedro Soto.",
            "Pedro Soto",
            "CHL",
        ),
        (
            "Norway and Chile spoke. Kari Lund left. Trade Minister Pedro Soto said Chile would pay.",
            "Pedro Soto",
            "CHL",
        ),
        ("On behalf of Norway the note was signed by Minister Kari Lund; Chile looked on.", "Kari Lund", "NOR"),
        ("Chile was represented by Minister Pedro Soto in Norway.", "Pedro Soto", "CHL"),
        ("The Norwegian embassy in Chile opened a fair. Ambassador Kari Lund cut the ribbon.", "Kari Lund", "NOR"),
        ("Minister Kari Lund and her colleague from Santiago, Pedro Soto, spoke of Norway.", "Pedro Soto", "CHL"),
        ("Norwegian Minister Kari Lund went to Chile. Minister Pedro Soto received her.", "Pedro Soto", "CHL"),
        (
            "Norwegian Minister Kari Lund, who was in Santiago, dined with her host, Trade Minister Pedro Soto.",
            "Pedro Soto",
            "CHL",
        ),
        (
            "Norwegian Minister Kari Lund came to Chile. Her delegation includes Deputy Minister Per Moe.",
            "Per Moe",
            "NOR",
        ),
        (
            "A Norwegian trade delegation is in Chile. The delegation, led by Minister Kari Lund, stays.",
            "Kari Lund",
            "NOR",
        ),
        (
            "A Norwegian delegation is back from Chile. It was received by Minister Pedro Soto.",
            "Pedro Soto",
            "CHL",
        ),
        ("A visit to Norway by Trade Minister Pedro Soto is fixed. Chile waits.", "Pedro Soto", "CHL"),
        (
            "Norway and Chile spoke. An invitation to come to Oslo went out from Minister Kari Lund.",
            "Kari Lund",
            "NOR",
        ),
        (
            "Trade Minister Pedro Soto shrugged, and stressed that Santiago wants a pact. Norway and Chile spoke.",
            "Pedro Soto",
            "CHL",
        ),
        (
            "Norway sold more fish to Chile, the statistical office in Oslo said. Minister Kari Lund was glad.",
            "Kari Lund",
            "NOR",
        ),
        (
            "SANTIAGO, Chile - Prime Minister Kari Lund called for closer ties with Chile. Norway will pay.",
            "Kari Lund",
            "NOR",
        ),
        ("Norway summoned Chile's envoy. Trade Minister Kari Lund is angry.", "Kari Lund", "NOR"),
        ("OSLO - Chile called. Trade Minister Pedro Soto led the Chilean team to Norway.", "Pedro Soto", "CHL"),
        (
            "There were Minister Kari Lund and Minister Ola Dahl from Norway and Minister Pedro Soto. Chile paid.",
            "Kari Lund",
            "NOR",
        ),
        (
            "President Kari Lund welcomed Minister Pedro Soto to the Blue House. Chile and South Korea met.",
            "Kari Lund",
            "KOR",
        ),
        ("The Korean Minister Kari Lund came. North Korea and South Korea are two.", "Kari Lund", "KOR"),
        ("Norway met Chile. There signed Kari Lund and Pedro Soto, trade minister, for Chile.", "Pedro Soto", "CHL"),
        (
            "The Norwegian side was led by Minister Kari Lund, and the Chilean by Minister Pedro Soto.",
            "Pedro Soto",
            "CHL",
        ),
        ("OSLO, May 5 - Ambassador Pedro Soto came. Norway and Chile are friends.", "Pedro Soto", "CHL"),
        ("Norway and Chile are friends. Ambassador Pedro Soto said in Oslo that it rained.", "Pedro Soto", "CHL"),
        ("Norway sent its foreign minister Kari Lund to Chile.", "Kari Lund", "NOR"),
        ("Norwegian Minister Kari Lund left Chile. Lund's adviser Ola Dahl stayed.", "Ola Dahl", "NOR"),
        ("SANTIAGO, May 5, 2024\n\nTrade Minister Pedro Soto praised Norway. Chile agreed.", "Pedro Soto", "CHL"),
        (
            "Norwegian Minister Kari Lund met her counterparts from Chile and Peru, Pedro Soto and Ana Ruiz.",
            "Ana Ruiz",
            "PER",
        ),
    ],
)
def test_a_missing_state_is_found_and_the_way_is_logged(text, person, state, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "tenure" and fact.text("person") == person]

    assert [fact.text("state") for fact in found] == [state]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Chile are friends. Trade Minister Pedro Soto is ill.",
        "OSLO/SANTIAGO - Trade Minister Pedro Soto is ill. Norway and Chile are friends.",
        "Foreign ministers Kari Lund and Pedro Soto met. Norway and Chile are friends.",
        "OSLO - Foreign ministers Kari Lund and Pedro Soto met. Norway and Chile are friends.",
        "Norway and Chile are friends. His delegation left. Trade Minister Pedro Soto is ill.",
    ],
)
def test_an_office_is_not_proposed_where_nothing_tells_its_state(text, grammar: Grammar):
    assert states(text, grammar) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norwegian Bank Governor Kari Lund met her Chilean colleague Pedro Soto, who leads the Bank.", "governor"),
        ("Norwegian Trade Minister Kari Lund met her Chilean counterpart Pedro Soto, envoy.", "envoy"),
        ("Norwegian Councillor Kari Lund, Trade Minister, met her Chilean counterpart Pedro Soto.", "trade minister"),
        ("Norwegian envoy Kari Lund met Chilean Minister Ana Ruiz and her counterpart Pedro Soto.", "envoy"),
    ],
)
def test_a_counterpart_has_one_office(text, role, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.text("person") == "Pedro Soto"]

    assert [fact.text("role") for fact in found if fact.kind == "tenure"] == [role]


def test_an_envoy_and_the_official_beside_him_need_not_be_of_one_state(grammar: Grammar):
    text = "Norway's ambassador to Chile Kari Lund and Deputy Minister Pedro Soto came."

    assert states(text, grammar) == [("Kari Lund", "NOR")]
