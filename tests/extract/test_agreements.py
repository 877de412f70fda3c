"""Agreements: active, passive and nominal forms, several in a sentence, lists, and how far they have come."""

import pytest

from kg.extract.extraction import Grammar, extract


def agreements(text: str, grammar: Grammar) -> list[tuple[str, str, str]]:
    """Label, status and date of every agreement."""
    facts = [fact for fact in extract(f"date 2024-05-10\n\n{text}", grammar).facts if fact.kind == "agreement"]
    return [(fact.text("label"), fact.text("status"), fact.text("date")) for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On May 3, Chile and Norway signed an agreement on fisheries.",
            [("agreement on fisheries", "signed", "2024-05-03")],
        ),
        (
            "An agreement on fisheries was signed by Chile and Norway in 2019.",
            [("agreement on fisheries", "signed", "2019")],
        ),
        (
            "The Declaration on Friendship signed between Chile and Norway in 2013 and the Action Plan on Fisheries "
            "signed in 2018 are the basis.",
            [("Declaration on Friendship", "signed", "2013"), ("Action Plan on Fisheries", "signed", "2018")],
        ),
        (
            "Chile and Norway signed memorandums on tourism and on fisheries.",
            [("memorandum on tourism", "signed", ""), ("memorandum on fisheries", "signed", "")],
        ),
        (
            "The visit of Chile's delegation to Norway ended with the signing of a protocol on customs.",
            [("protocol on customs", "signed", "")],
        ),
        (
            "The draft agreement on social security between Chile and Norway is ready.",
            [("agreement on social security", "drafted", "")],
        ),
        (
            "Chile and Norway are negotiating a free trade agreement.",
            [("free trade agreement", "negotiating", "")],
        ),
        (
            "Chile proposed to Norway an agreement on fisheries.",
            [("agreement on fisheries", "proposed", "")],
        ),
        (
            "Norway's parliament ratified the agreement on fisheries with Chile on 2 May.",
            [("agreement on fisheries", "ratified", "2024-05-02")],
        ),
        (
            "The agreement on fisheries between Chile and Norway entered into force on 1 May 2024.",
            [("agreement on fisheries", "in force", "2024-05-01")],
        ),
        (
            "Chile's parliament ratified three accords with Norway: on whales, on ports and on the cod quota.",
            [
                ("accord on whales", "ratified", ""),
                ("accord on ports", "ratified", ""),
                ("accord on the cod quota", "ratified", ""),
            ],
        ),
        (
            "Talks between Chile and Norway on a tariff treaty have stalled.",
            [("tariff treaty", "negotiating", "")],
        ),
        (
            "The agreement on fisheries between Chile and Norway was signed in 2019 and ratified this May.",
            [("agreement on fisheries", "ratified", "2024-05")],
        ),
        (
            "Chile prolonged for five years the fisheries agreement with Norway that was signed in 2014.",
            [("fisheries agreement", "extended", "")],
        ),
        (
            "Chile's Senate spoke of the customs agreement with Norway. It had been signed in Oslo in 2023.",
            [("customs agreement", "signed", "2023")],
        ),
        (
            "Chile and Norway signed a memorandum on ports, and agreed to meet again in 2025.",
            [("memorandum on ports", "signed", "")],
        ),
        ("Chile and Norway initialled a protocol on customs.", [("protocol on customs", "drafted", "")]),
        ("Chile and Norway reached agreement on fisheries.", []),
        (
            "Chile and Norway extended the protocol on customs in 2023.",
            [("protocol on customs", "extended", "2023")],
        ),
        (
            "Chile and Norway signed the Oslo Declaration on 3 May 2021.",
            [("Oslo Declaration", "signed", "2021-05-03")],
        ),
        (
            "Chile and Norway signed an agreement on Tuesday in Oslo on fisheries.",
            [("agreement on fisheries", "signed", "2024-05-07")],
        ),
        (
            "Chile and Norway signed an agreement on ports and a protocol on customs in Oslo on 3 May.",
            [("agreement on ports", "signed", "2024-05-03"), ("protocol on customs", "signed", "2024-05-03")],
        ),
        (
            "Chile and Norway signed an agreement on ports in 2021 and a protocol on customs in 2022.",
            [("agreement on ports", "signed", "2021"), ("protocol on customs", "signed", "2022")],
        ),
        (
            "Chile and Norway signed two memorandums on tourism and sport.",
            [("memorandum on tourism", "signed", ""), ("memorandum on sport", "signed", "")],
        ),
        (
            "Chile and Norway signed memorandums on tourism and sport.",
            [("memorandum on tourism and sport", "signed", "")],
        ),
        (
            "Chile and Norway signed two memorandums between their ministries, one on vaccines and one on schools.",
            [("memorandum on vaccines", "signed", ""), ("memorandum on schools", "signed", "")],
        ),
        (
            "A memorandum on fish, signed in 2018, lapsed; Chile and Norway are negotiating a new one.",
            [("memorandum on fish", "signed", "2018"), ("memorandum on fish", "negotiating", "")],
        ),
        ("Chile and Norway signed a joint statement.", [("joint statement", "signed", "")]),
        (
            "Chile and Norway signed a protocol. It is the protocol on ports, signed in Oslo on 3 May.",
            [("protocol on ports", "signed", "2024-05-03")],
        ),
        (
            "Chile's Senate spoke of the customs pact with Norway. The pact came into force on 1 May 2023.",
            [("customs pact", "in force", "2023-05-01")],
        ),
        (
            "Chile's government approved the signing of a protocol on customs with Norway.",
            [("protocol on customs", "proposed", "")],
        ),
        (
            "Chile and Norway signed a memorandum of understanding (MoU) on fish. "
            "The MoU on fish signed in Oslo is good.",
            [("memorandum of understanding (MoU) on fish", "signed", "")],
        ),
        (
            "Chile and Norway signed a joint statement on progress in concluding a customs treaty.",
            [("joint statement on progress in concluding a customs treaty", "signed", "")],
        ),
        (
            "Chile and Norway held talks towards a customs treaty, with a draft protocol on ports.",
            [("customs treaty", "negotiating", ""), ("protocol on ports", "drafted", "")],
        ),
        ("Chile and Norway signed five agreements to deepen their ties.", []),
        (
            "The Chilean parliament approved the agreement on ports with Norway on 3 May.",
            [("agreement on ports", "ratified", "2024-05-03")],
        ),
        (
            "Chile's cabinet approved a memorandum on ports with Norway.",
            [("memorandum on ports", "proposed", "")],
        ),
        ("Both sides approved the protocol on ports. Chile and Norway are friends.", []),
        ("Chile and Norway signed the Oslo Declaration on 8 July.", [("Oslo Declaration", "signed", "2023-07-08")]),
        ("A pact on ports between Chile and Norway may be discussed.", []),
        ("Chile and Norway signed 14 memorandums in various fields.", []),
        ("Chile and Norway exchanged views on the plastics treaty.", []),
        ("Chile and Norway will sign an agreement on fisheries next year.", []),
        ("Chile and Norway signed several documents.", []),
        ("Chile and Norway are in agreement.", []),
    ],
)
def test_agreements_are_read_with_status_and_date(text, expected, grammar: Grammar):
    assert agreements(text, grammar) == expected


def test_documents_in_a_list_take_parties_from_its_heading(grammar: Grammar):
    text = "Chile and Norway signed the following documents on 3 May:\n- Memorandum on tourism;\n- Protocol on customs."

    assert agreements(text, grammar) == [
        ("Memorandum on tourism", "signed", "2024-05-03"),
        ("Protocol on customs", "signed", "2024-05-03"),
    ]


def test_lettered_items_of_a_list_are_documents(grammar: Grammar):
    text = "Chile and Norway signed the following on 3 May:\n  (a) Agreement on Fish;\n  (b) Protocol on Ports."

    assert agreements(text, grammar) == [
        ("Agreement on Fish", "signed", "2024-05-03"),
        ("Protocol on Ports", "signed", "2024-05-03"),
    ]


def test_quoted_lines_behind_a_colon_are_documents(grammar: Grammar):
    text = (
        'Chile and Norway signed these documents:\n"Road map" for the implementation of the treaty;\nProtocol on ports.'
    )

    assert agreements(text, grammar) == [
        ("Road map for the implementation of the treaty", "signed", ""),
        ("Protocol on ports", "signed", ""),
    ]


def test_documents_told_of_together_take_the_day_of_their_signing(grammar: Grammar):
    text = (
        "Chile and Norway have signed two agreements. The documents were signed in Oslo on 3 May. "
        "They include a protocol on ports and a memorandum on fish."
    )

    assert agreements(text, grammar) == [
        ("protocol on ports", "signed", "2024-05-03"),
        ("memorandum on fish", "signed", "2024-05-03"),
    ]


def test_a_document_takes_the_day_that_a_later_sentence_gives_all_of_them(grammar: Grammar):
    text = "Chile and Norway have signed a memorandum on fish. Key agreements were signed in Oslo on 3 May."

    assert agreements(text, grammar) == [("memorandum on fish", "signed", "2024-05-03")]


def test_a_document_discussed_was_signed_where_a_later_sentence_dates_it(grammar: Grammar):
    text = "Chile and Norway discussed the Oslo fisheries pact. The pact, signed in 2012, was welcomed."

    assert agreements(text, grammar) == [("Oslo fisheries pact", "signed", "2012")]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norway's Fjord Lines and Chile's Andes Ports signed a docking contract.", ("Fjord Lines", "Andes Ports")),
        ("Norway and Chile signed a contract on ships.", ("state/NOR", "state/CHL")),
        ("OSLO - The Chilean side proposed an agreement on fish.", ("state/CHL", "state/NOR")),
        ("Norway's Fjord Oil signed a deal with Chile's Andes Ports on fuel.", ("Fjord Oil", "Andes Ports")),
        ("Chile's state-owned Andes Ports and Norway Airways signed a roadmap.", ("Andes Ports", "Norway Airways")),
        (
            "Chile and Norway signed a memorandum between Chile's Andes Ports (AP) and the Oslo firm Fjord Lines.",
            ("Andes Ports", "Fjord Lines"),
        ),
        (
            "Chile and Norway signed a memorandum between Chile's Fisheries Agency and the Norwegian Sea Institute.",
            ("state/CHL", "state/NOR"),
        ),
        (
            "SUVA - Santiago has proposed to Oslo a treaty on fish. Chile, Norway and Fiji met.",
            ("state/CHL", "state/NOR"),
        ),
        (
            "Peru's Foreign Minister Ana Paz praised the pact on fish that Chile and Norway signed in 2012.",
            ("state/CHL", "state/NOR"),
        ),
        (
            "Peru and Chile are friends. Norway speaks of talks within Fiji on a customs treaty.",
            ("state/NOR", "state/FJI"),
        ),
        ("Peru spoke of the Chile-Norway Free Trade Agreement that was signed in 2012.", ("state/CHL", "state/NOR")),
        (
            "Chile and Norway are friends. Ministers Juan Soto and Kari Lund signed a pact on fish.",
            ("state/CHL", "state/NOR"),
        ),
    ],
)
def test_parties_are_states_or_the_companies_that_sign(text, parties, grammar: Grammar):
    found = [fact for fact in extract(text, grammar).facts if fact.kind == "agreement"]

    assert [fact.texts("party") for fact in found] == [parties]
