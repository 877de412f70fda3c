"""Figures of trade: amounts, currencies, periods, growth, direction, goals."""

import pytest

from kg.extract.extraction import Grammar, extract


def figures(text: str, grammar: Grammar) -> list[tuple[str, str, str, str, str, str, str, bool]]:
    """Flow, reporter, partner, amount, currency, period and growth of every figure, and whether it is a goal."""
    facts = [fact for fact in extract(f"date 2024-05-10\n\n{text}", grammar).facts if fact.kind == "trade"]
    keys = ("flow", "reporter", "partner", "amount", "currency", "growth")
    return [
        (*(fact.text(key) for key in keys), f"{fact.text('start')}/{fact.text('end')}", fact.values["target"] is True)
        for fact in facts
    ]


YEAR = "2023-01-01/2023-12-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trade turnover between Chile and Norway amounted to $9 million in 2023.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False)],
        ),
        (
            "Bilateral trade between Chile and Norway reached €1.2bn last year, up 12.5%.",
            [("turnover", "CHL", "NOR", "1200000000", "EUR", "12.5", YEAR, False)],
        ),
        (
            "Chile's exports to Norway fell by 4 per cent to US$ 563 million in 2023.",
            [("export", "CHL", "NOR", "563000000", "USD", "-4", YEAR, False)],
        ),
        (
            "Chile's exports to Norway were $5 million in 2023, against $2 million in the opposite direction.",
            [
                ("export", "CHL", "NOR", "5000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "2000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Trade between Chile and Norway came to $9 million in the eleven months to the end of November.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", "2023-01-01/2023-11-30", False)],
        ),
        (
            "Trade between Chile and Norway was $9 million in the fiscal year that ended in June.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", "2022-07-01/2023-06-30", False)],
        ),
        (
            "Trade between Chile and Norway was $9 million in 2023, which is $2 million more than in 2022.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False)],
        ),
        ("Andes Ports had sales of $9 million in 2023. Chile and Norway are friends.", []),
        (
            "In 2023, Chile's exports to Norway amounted to $1.1 million, while imports to $7.8 million.",
            [
                ("export", "CHL", "NOR", "1100000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "7800000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Trade between Chile and Norway rose from $2 billion in 2022 to $3 billion in 2023.",
            [
                ("turnover", "CHL", "NOR", "2000000000", "USD", "", "2022-01-01/2022-12-31", False),
                ("turnover", "CHL", "NOR", "3000000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chilean imports from Norway stood at 40 million euros in January-March 2024.",
            [("import", "CHL", "NOR", "40000000", "EUR", "", "2024-01-01/2024-03-31", False)],
        ),
        (
            "Trade turnover between Chile and Norway was $5.9 million in the first eight months of 2023.",
            [("turnover", "CHL", "NOR", "5900000", "USD", "", "2023-01-01/2023-08-31", False)],
        ),
        (
            "Trade between Chile and Norway doubled in 2023.",
            [("turnover", "CHL", "NOR", "", "", "100", YEAR, False)],
        ),
        (
            "Chile and Norway aim to raise bilateral trade to $5 billion by 2030.",
            [("turnover", "CHL", "NOR", "5000000000", "USD", "", "2030-01-01/2030-12-31", True)],
        ),
        (
            "Chile's exports to and imports from Norway stood at $122 million and $41 million respectively in 2023.",
            [
                ("export", "CHL", "NOR", "122000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "41000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "In 2023 exports and imports between Chile and Norway were 122 and 41 million dollars.",
            [
                ("export", "CHL", "NOR", "122000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "41000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile bought goods worth €5.2bn from Norway in 2023; sales the other way came to €1.1bn.",
            [
                ("import", "CHL", "NOR", "5200000000", "EUR", "", YEAR, False),
                ("export", "CHL", "NOR", "1100000000", "EUR", "", YEAR, False),
            ],
        ),
        (
            "Chile imported goods for 614 million euros from Norway in 2023; the other way went 138 million.",
            [
                ("import", "CHL", "NOR", "614000000", "EUR", "", YEAR, False),
                ("export", "CHL", "NOR", "138000000", "EUR", "", YEAR, False),
            ],
        ),
        (
            "Chile's exports to Norway were $8 million in 2023. In the month of January the total was $3 million.",
            [
                ("export", "CHL", "NOR", "8000000", "USD", "", YEAR, False),
                ("turnover", "CHL", "NOR", "3000000", "USD", "", "2024-01-01/2024-01-31", False),
            ],
        ),
        (
            "Trade of Chile with Norway rose to $5 million in 2023, $1.1 million more than in 2022 ($3.9 million).",
            [
                ("turnover", "CHL", "NOR", "5000000", "USD", "", YEAR, False),
                ("turnover", "CHL", "NOR", "3900000", "USD", "", "2022-01-01/2022-12-31", False),
            ],
        ),
        (
            "Chile's exports to Norway rose to $21 million in January-March 2023 from $15 million in the same period.",
            [
                ("export", "CHL", "NOR", "21000000", "USD", "", "2023-01-01/2023-03-31", False),
                ("export", "CHL", "NOR", "15000000", "USD", "", "2022-01-01/2022-03-31", False),
            ],
        ),
        (
            "Chile's exports to Norway were $2 million in 2023, against $3 million the year before.",
            [
                ("export", "CHL", "NOR", "2000000", "USD", "", YEAR, False),
                ("export", "CHL", "NOR", "3000000", "USD", "", "2022-01-01/2022-12-31", False),
            ],
        ),
        (
            "Chilean-Norwegian trade in 2023 was $4 million, a 3.2 percent drop from a year earlier.",
            [("turnover", "CHL", "NOR", "4000000", "USD", "-3.2", YEAR, False)],
        ),
        (
            "India's exports to Chile were $2 million in FY24, against $1 million a year ago.",
            [
                ("export", "IND", "CHL", "2000000", "USD", "", "2023-04-01/2024-03-31", False),
                ("export", "IND", "CHL", "1000000", "USD", "", "2022-04-01/2023-03-31", False),
            ],
        ),
        (
            "Pakistan imported goods worth $3 million from Chile in the first nine months of fiscal year 2023-24.",
            [("import", "PAK", "CHL", "3000000", "USD", "", "2023-07-01/2024-03-31", False)],
        ),
        (
            "Chile's trade with Norway stood at $9 million in FY24.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", "/", False)],
        ),
        (
            "Trade of Chile with Norway was $9 million in 2023, with Norway's exports reaching $2 million.",
            [
                ("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("export", "NOR", "CHL", "2000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile exported goods worth $9 million to Norway in 2023 and imported goods worth 5 million.",
            [
                ("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "5000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Trade between Chile and Norway was $9 million in 2023 (exports - $5 million, imports - $4 million).",
            [
                ("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("export", "CHL", "NOR", "5000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "4000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Trade between Chile and Norway rose 31% to exceed $1 million in 2023.",
            [("turnover", "CHL", "NOR", "1000000", "USD", "31", YEAR, False)],
        ),
        (
            "Trade between Chile and Norway is forecast to grow to exceed $1 million.",
            [("turnover", "CHL", "NOR", "1000000", "USD", "", "/", True)],
        ),
        (
            "In 2023 trade of Chile with Norway was $9 million; in January 2024 it was $1 million.",
            [
                ("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("turnover", "CHL", "NOR", "1000000", "USD", "", "2024-01-01/2024-01-31", False),
            ],
        ),
        (
            "Chile's exports to Norway were $9 million in 2023. That same year it bought goods for $1 million there.",
            [
                ("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "1000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile's exports to Norway were $9 million in 2023. Total exports reached $70 million.",
            [("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False)],
        ),
        (
            "Chile's exports to Norway were $9 million in 2023, and imports $5 million. In 2022 the two flows stood at "
            "$8 million and $4 million.",
            [
                ("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("import", "CHL", "NOR", "5000000", "USD", "", YEAR, False),
                ("export", "CHL", "NOR", "8000000", "USD", "", "2022-01-01/2022-12-31", False),
                ("import", "CHL", "NOR", "4000000", "USD", "", "2022-01-01/2022-12-31", False),
            ],
        ),
        (
            "Norway's exports to the South American nation fell by a third in 2023. Chile was not pleased.",
            [("export", "NOR", "CHL", "", "", "-33.3", YEAR, False)],
        ),
        ("Chile and Norway are friends. The turnover of the group rose to $9 million in 2023.", []),
        (
            "In 2023 Nepal exported goods worth Rs 9 million to India.",
            [("export", "NPL", "IND", "9000000", "NPR", "", YEAR, False)],
        ),
        (
            "Trade between Chile and Norway came to $9 million in January-June 2023, up 5% on the same period of 2022.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "5", "2023-01-01/2023-06-30", False)],
        ),
        (
            "Chile's exports to Norway were $9 million in 2023, while in the same period of 2022 they were $8 million.",
            [
                ("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("export", "CHL", "NOR", "8000000", "USD", "", "2022-01-01/2022-12-31", False),
            ],
        ),
        (
            "Chile and Norway see room to increase trade to reach $9 million.",
            [("turnover", "CHL", "NOR", "9000000", "USD", "", "/", True)],
        ),
        (
            "Trade between Chile and Norway increased by $3 million, or 5 percent, in 2023.",
            [("turnover", "CHL", "NOR", "", "", "5", YEAR, False)],
        ),
        (
            "Trade between Chile and Norway was $8 million in 2022. The figure topped $9 million in 2023, including "
            "Chile's exports of $4 million.",
            [
                ("turnover", "CHL", "NOR", "8000000", "USD", "", "2022-01-01/2022-12-31", False),
                ("turnover", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
                ("export", "CHL", "NOR", "4000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile's exports to Norway: 2022 - $8 million, 2023 - $9 million.",
            [
                ("export", "CHL", "NOR", "8000000", "USD", "", "2022-01-01/2022-12-31", False),
                ("export", "CHL", "NOR", "9000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile's imports from Norway halved in 2023.",
            [("import", "CHL", "NOR", "", "", "-50", YEAR, False)],
        ),
        (
            "Chile's exports to Norway were $2 million in 2023, short of the $3 million the government had aimed for.",
            [("export", "CHL", "NOR", "2000000", "USD", "", YEAR, False)],
        ),
        (
            "Chile wants trade with Norway to hit a billion dollars by 2030.",
            [("turnover", "CHL", "NOR", "1000000000", "USD", "", "2030-01-01/2030-12-31", True)],
        ),
        (
            "Chile's exports to Norway rose to over $4 million in 2023; those from Norway to Chile fell to $2 million.",
            [
                ("export", "CHL", "NOR", "4000000", "USD", "", YEAR, False),
                ("export", "NOR", "CHL", "2000000", "USD", "", YEAR, False),
            ],
        ),
        (
            "Chile and Norway hope to lift trade from $40 million now to $100 million in 2030.",
            [("turnover", "CHL", "NOR", "100000000", "USD", "", "2030-01-01/2030-12-31", True)],
        ),
        (
            "Trade between Chile and Norway will be $5 million in 2026.",
            [("turnover", "CHL", "NOR", "5000000", "USD", "", "2026-01-01/2026-12-31", True)],
        ),
        (
            "Chile's trade with Norway came to NOK 40 million, or about $4 million, in 2023.",
            [("turnover", "CHL", "NOR", "40000000", "NOK", "", YEAR, False)],
        ),
        ("Chile and Norway are near. Lund Seafoods had sales of $212 million last year.", []),
        ("Chile and Norway are near. Chile's overall exports reached $90 billion in 2023.", []),
        ("More than 90 per cent of Chile's imports from Norway pass the port.", []),
        ("Norway is Chile's third export market, taking $5 billion of goods in 2023.", []),
        ("Norwegian investment in Chile reached $5 billion in 2023.", []),
        ("Chile's trade deficit with Norway was $2 million in 2023.", []),
    ],
)
def test_figures_are_read_with_sides_period_and_growth(text, expected, grammar: Grammar):
    assert figures(text, grammar) == expected


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("$9 million", "9000000", "USD"),
        ("9 million dollars", "9000000", "USD"),
        ("US$9m", "9000000", "USD"),
        ("$1,234.5 million", "1234500000", "USD"),
        ("£3.4 trn", "3400000000000", "GBP"),
        ("RM336.73 billion", "336730000000", "MYR"),
        ("87.713 bln yen", "87713000000", "JPY"),
        ("over €2 billion", "2000000000", "EUR"),
        ("nearly 400,000 Swiss francs", "400000", "CHF"),
        ("$\u00a09\u00a0million", "9000000", "USD"),
    ],
)
def test_money_is_read_in_words_and_signs(words, amount, currency, grammar: Grammar):
    found = figures(f"Trade turnover between Chile and Norway was {words} in 2023.", grammar)

    assert [(figure[3], figure[4]) for figure in found] == [(amount, currency)]
