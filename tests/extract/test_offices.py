"""Who holds which office: titles before and after names, with and without state, lists, former and acting."""

import pytest

from kg.extract.extraction import Grammar, extract


def offices(text: str, grammar: Grammar) -> set[tuple[str, str, str]]:
    """Person, role and state of every tenure."""
    facts = [fact for fact in extract(text, grammar).facts if fact.kind == "tenure"]
    return {(fact.text("person"), fact.text("role"), fact.text("state")) for fact in facts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile's President Pedro Soto spoke.", {("Pedro Soto", "president", "CHL")}),
        ("Chilean President Pedro Soto spoke.", {("Pedro Soto", "president", "CHL")}),
        ("The President of the Republic of Chile Pedro Soto spoke.", {("Pedro Soto", "president", "CHL")}),
        ("Pedro Soto, the president of Chile, spoke.", {("Pedro Soto", "president", "CHL")}),
        ("President Pedro Soto of Chile spoke.", {("Pedro Soto", "president", "CHL")}),
        (
            "Norway's Labour, Family, and Social Affairs Minister Kari Lund spoke.",
            {("Kari Lund", "labour, family, and social affairs minister", "NOR")},
        ),
        (
            "Minister of Energy and Natural Resources of Norway Kari Lund spoke.",
            {("Kari Lund", "minister of energy and natural resources", "NOR")},
        ),
        (
            "Norway's Deputy Prime Minister and Minister of Transport Kari Lund spoke.",
            {("Kari Lund", "deputy prime minister", "NOR"), ("Kari Lund", "minister of transport", "NOR")},
        ),
        ("Former Norwegian Prime Minister Kari Lund spoke.", {("Kari Lund", "former prime minister", "NOR")}),
        ("Norway's acting Foreign Minister Kari Lund spoke.", {("Kari Lund", "acting foreign minister", "NOR")}),
        ("Kari Lund, the newly appointed Norwegian ambassador, spoke.", {("Kari Lund", "ambassador", "NOR")}),
        (
            "Norway's Ambassador to Chile Kari Lund spoke.",
            {("Kari Lund", "ambassador to chile", "NOR")},
        ),
        ("Norwegian Foreign Minister Dr Kari Lund spoke.", {("Kari Lund", "foreign minister", "NOR")}),
        ("Norwegian Defence Minister Brigadier General Kari Lund spoke.", {("Kari Lund", "defence minister", "NOR")}),
        (
            "Norwegian Foreign Minister Kari al-Lund van der Berg spoke.",
            {("Kari al-Lund van der Berg", "foreign minister", "NOR")},
        ),
        ("Norwegian President Jan Lund spoke.", {("Jan Lund", "president", "NOR")}),
        ("The Norwegian envoy in Santiago, Kari Lund, spoke.", {("Kari Lund", "envoy in santiago", "NOR")}),
        ("Kari Lund, currently Norway's trade minister, spoke.", {("Kari Lund", "trade minister", "NOR")}),
        (
            "Norwegian and Chilean trade ministers, Kari Lund and Pedro Soto, spoke.",
            {("Kari Lund", "trade minister", "NOR"), ("Pedro Soto", "trade minister", "CHL")},
        ),
        (
            "The trade ministers of both countries, the Norwegian Kari Lund and the Chilean Pedro Soto, spoke.",
            {("Kari Lund", "trade minister", "NOR"), ("Pedro Soto", "trade minister", "CHL")},
        ),
        (
            "Norway's Deputy Prime Minister Kari Lund, who doubles as defence minister, spoke.",
            {("Kari Lund", "deputy prime minister", "NOR"), ("Kari Lund", "defence minister", "NOR")},
        ),
        (
            "The agriculture ministers of both countries met. Norway's Kari Lund thanked Chile's Pedro Soto.",
            {("Kari Lund", "agriculture minister", "NOR"), ("Pedro Soto", "agriculture minister", "CHL")},
        ),
        ("Officials of both countries met. Norway's Kari Lund thanked Chile's Pedro Soto.", set()),
        ("The Norwegian-Chilean panel met. Its Chilean co-chair is Pedro Soto.", {("Pedro Soto", "co-chair", "CHL")}),
        (
            "Kari Lund, MP, Minister of Fisheries of Norway, spoke.",
            {("Kari Lund", "minister of fisheries", "NOR")},
        ),
        ("South African President Kari Lund spoke.", {("Kari Lund", "president", "ZAF")}),
        (
            "Assistant to the President of Norway Kari Lund spoke.",
            {("Kari Lund", "assistant to the president", "NOR")},
        ),
        (
            "Norwegian Minister Kari Lund, Vice Minister Ola Dahl, and Norwegian envoy Per Moe came.",
            {("Kari Lund", "minister", "NOR"), ("Ola Dahl", "vice minister", "NOR"), ("Per Moe", "envoy", "NOR")},
        ),
        ("Commander of the Norwegian Navy Kari Lund spoke.", {("Kari Lund", "commander of the norwegian navy", "NOR")}),
        ("Chinese Vice Premier He Lifeng spoke. He left.", {("He Lifeng", "vice premier", "CHN")}),
        ("Then interior minister Kari Lund of Norway signed it.", {("Kari Lund", "interior minister", "NOR")}),
        (
            "Permanent secretaries Ola Dahl (Ministry of Energy, Norway) and Pedro Soto (Health, Chile) came.",
            {("Ola Dahl", "permanent secretary", "NOR"), ("Pedro Soto", "permanent secretary", "CHL")},
        ),
        (
            "Chief negotiators Kari Lund (for Norway) and Pedro Soto (for Chile) met.",
            {("Kari Lund", "chief negotiator", "NOR"), ("Pedro Soto", "chief negotiator", "CHL")},
        ),
        (
            "The Norwegian ministry's permanent secretary, Kari Lund, spoke.",
            {("Kari Lund", "permanent secretary", "NOR")},
        ),
        ("The official Kari Lund opened a fair with Trade Minister Pedro Soto.", set()),
        ("Norway's Kari Lund spoke.", set()),
        ("Reporters asked about trade with Norway.", set()),
    ],
)
def test_offices_are_read_with_their_holder_and_state(text, expected, grammar: Grammar):
    assert offices(text, grammar) == expected


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
    assert offices(text, grammar) == set()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norwegian Bank Governor Kari Lund met her Chilean colleague Pedro Soto, who leads the Bank.", "governor"),
        ("Norwegian Trade Minister Kari Lund met her Chilean counterpart Pedro Soto, envoy.", "envoy"),
        ("Norwegian Councillor Kari Lund, Trade Minister, met her Chilean counterpart Pedro Soto.", "trade minister"),
    ],
)
def test_a_counterpart_has_one_office(text, role, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.text("person") == "Pedro Soto"]

    assert [fact.text("role") for fact in found if fact.kind == "tenure"] == [role]


@pytest.mark.parametrize(
    ("text", "role", "organization"),
    [
        (
            "Kari Lund, who chairs the foreign policy committee of the Norwegian parliament, spoke.",
            "chair",
            "Norwegian parliament",
        ),
        (
            "Kari Lund, head of the Asia department of the Norwegian foreign ministry, spoke.",
            "head of the asia department",
            "Norwegian foreign ministry",
        ),
        (
            "Deputy Director Kari Lund of the Norwegian Agency for Development spoke.",
            "deputy director",
            "Norwegian Agency for Development",
        ),
        ("Norwegian Foreign Ministry spokesman Kari Lund spoke.", "spokesman", "Foreign Ministry"),
    ],
)
def test_an_office_is_one_of_a_body_with_its_state(text, role, organization, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "tenure"]

    assert [(fact.text("role"), fact.text("organization"), fact.text("state")) for fact in found] == [
        (role, organization, "NOR")
    ]


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("Kari Lund, chief executive of Lund Seafoods, spoke of Chile and Norway.", "Lund Seafoods"),
        ("Lund Seafoods chief executive Kari Lund spoke of Chile and Norway.", "Lund Seafoods"),
        ("Chief executive Kari Lund spoke of Chile and Norway.", ""),
    ],
)
def test_an_office_of_a_company_has_no_state(text, organization, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "tenure"]

    assert [(fact.text("state"), fact.text("organization")) for fact in found] == [("", organization)]


def test_an_envoy_and_the_official_beside_him_need_not_be_of_one_state(grammar: Grammar):
    text = "Norway's ambassador to Chile Kari Lund and Deputy Minister Pedro Soto came."

    assert offices(text, grammar) == {("Kari Lund", "ambassador to chile", "NOR")}


def test_an_office_of_an_international_body_has_no_state(grammar: Grammar):
    found = extract("President of the European Council Kari Lund spoke about Chile and Norway.", grammar)

    assert [(fact.text("state"), fact.text("organization")) for fact in found.facts] == [("", "European Council")]
