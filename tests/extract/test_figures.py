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
