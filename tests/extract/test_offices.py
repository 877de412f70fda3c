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
        (
            "President of the Norwegian Chamber of Commerce and Industry Kari Lund spoke.",
            {("Kari Lund", "president of the norwegian chamber of commerce and industry", "NOR")},
        ),
        ("Kari Lund is Norway's minister of health.", {("Kari Lund", "minister of health", "NOR")}),
        ("Kari Lund has been named Norway's ambassador.", {("Kari Lund", "ambassador", "NOR")}),
        ("Kari Lund, it is said, met Norway's ambassador.", set()),
        ("Ambassador of Norway H.E. Ms. Kari Lund left.", {("Kari Lund", "ambassador", "NOR")}),
        (
            "The secretary of Norway's Security Council, Kari Lund, spoke.",
            {("Kari Lund", "secretary security council", "NOR")},
        ),
        (
            "Minister of National Defence of Norway Kari Lund spoke.",
            {("Kari Lund", "minister of national defence", "NOR")},
        ),
        (
            "The Director General of Norwegian Customs Kari Lund spoke.",
            {("Kari Lund", "director general of norwegian customs", "NOR")},
        ),
        ("It rained. Kari Lund, 54, Norway's trade minister, left.", {("Kari Lund", "trade minister", "NOR")}),
        ("Norway's ex-president Kari Lund left.", {("Kari Lund", "ex-president", "NOR")}),
        ("Norway's president-elect Kari Lund left.", {("Kari Lund", "president-elect", "NOR")}),
        (
            "The trade ministers of Norway (Kari Lund) and Chile (Pedro Soto) met.",
            {("Kari Lund", "trade minister", "NOR"), ("Pedro Soto", "trade minister", "CHL")},
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
    "name",
    [
        "Ola Amir-Dahl",
        "Md. Ola Dahl",
        "Ola Dahl oglu",
        "Ola Dahl Jr.",
        "Carlos Soto Lima",
        "Jean-Noël Barrot",
        "Luiz Inácio da Silva",
        "Ola Dahl-o-cha",
        "Ahmed bin Fahd bin Jassim Al Thani",
    ],
)
def test_names_of_many_lands_are_read_whole(name, grammar: Grammar):
    found = extract(f"Norwegian Foreign Minister {name} met reporters.", grammar).facts

    assert [fact.text("person") for fact in found if fact.kind == "tenure"] == [name]


@pytest.mark.parametrize(
    "title",
    [
        "Minister of Foreign Affairs and Worship",
        "Minister of Trade, Cooperatives and Marketing",
        "Minister of Industry and Zymurgy",
        "Minister of State Security",
        "Head of the President's Office",
        "Coordinating Minister for Economic Affairs",
        "Special Representative for Afghanistan",
        "Chief of Protocol",
    ],
)
def test_titles_are_read_whole(title, grammar: Grammar):
    found = extract(f"Norway's {title} Kari Lund met reporters.", grammar).facts

    assert [(fact.text("person"), fact.text("role")) for fact in found if fact.kind == "tenure"] == [
        ("Kari Lund", title.lower())
    ]


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


def test_an_office_of_an_international_body_has_no_state(grammar: Grammar):
    found = extract("President of the European Council Kari Lund spoke about Chile and Norway.", grammar)

    assert [(fact.text("state"), fact.text("organization")) for fact in found.facts] == [("", "European Council")]
