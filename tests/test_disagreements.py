"""Facts that do not say the same of one thing are found, and told apart by whether rounding explains it."""

import pytest
from sample_graph import agreement, derived, figure, holds, signed, values

from kg.store import OxigraphStore

EXPORT, IMPORT = figure("export", "11", sides="CHL MAR"), figure("import", "78", sides="CHL MAR")
NINE, TWELVE = figure("turnover", "9"), figure("turnover", "12")
SPRING, SUMMER = "2020-01-03", "2020-01-08"

# What is compared, the figures, and what is found: rule, verdict, difference and tolerance.
COMPARED = [
    ("a sum that is equal", [figure("turnover", "89"), EXPORT, IMPORT], set()),
    ("one that rounding explains", [figure("turnover", "90", grain="10"), EXPORT, IMPORT], {"sum rounding 1 6"}),
    ("one that it does not", [figure("turnover", "96"), EXPORT, IMPORT], {"sum contradiction 7 1.5"}),
    (
        "the reporter's own turnover",
        [figure("turnover", "96", sides="CHL MAR"), EXPORT, IMPORT],
        {"sum contradiction 7 1.5"},
    ),
    ("the other side's", [figure("turnover", "96", sides="MAR CHL"), EXPORT, IMPORT], set()),
    ("another year's", [figure("turnover", "96", period="2019"), EXPORT, IMPORT], set()),
    ("two values that may be one", [NINE, figure("turnover", "10")], {"value rounding 1 1"}),
    ("two that may not", [NINE, TWELVE], {"value contradiction 3 1"}),
    ("a goal and a result", [NINE, figure("turnover-target", "12")], set()),
    ("a goal set anew", [figure("turnover-target", "9"), figure("turnover-target", "12")], set()),
    (
        "a goal below what a part of the year gave",
        [figure("turnover", "9", period=SPRING), figure("turnover-target", "7")],
        set(),
    ),
    ("an attributed one", [NINE, figure("turnover", "12", sides="MAR CHL")], {"value contradiction 3 1"}),
    ("one of each side", [figure("export", "9", sides="CHL MAR"), figure("export", "12", sides="MAR CHL")], set()),
    ("two currencies", [NINE, figure("turnover", "12", unit="EUR")], set()),
    ("a rise", [figure("turnover", "9", period=SPRING), figure("turnover", "12", period=SUMMER)], set()),
    (
        "a fall",
        [figure("turnover", "9", period=SPRING), figure("turnover", "7", period=SUMMER)],
        {"fall contradiction 2 1"},
    ),
    ("a fall by rounding", [figure("turnover", "9", period=SPRING), figure("turnover", "8", period=SUMMER)], set()),
    ("a later start", [figure("turnover", "9", period=SPRING), figure("turnover", "7", period="2020-04-08")], set()),
    (
        "a rate that falls",
        [
            figure("turnover-growth", "9", period=SPRING, unit="percent"),
            figure("turnover-growth", "7", period=SUMMER, unit="percent"),
        ],
        set(),
    ),
    (
        "mirror flows",
        [figure("export", "9", sides="CHL MAR"), figure("import", "12", sides="MAR CHL")],
        {"mirror mirror 3 1"},
    ),
    (
        "mirror flows that rounding explains",
        [figure("export", "9", sides="CHL MAR"), figure("import", "10", sides="MAR CHL")],
        set(),
    ),
]


def disagreements(store: OxigraphStore) -> set[str]:
    """Return rule, verdict, difference and tolerance of each."""
    return values(
        store,
        """?it a irel:Disagreement ; irel:verdict ?as ; irel:difference ?difference ; irel:tolerance ?tolerance .
        BIND(REPLACE(STR(?it), "^.*/([a-z]+)[.].*$", "$1") AS ?rule)
        BIND(REPLACE(STR(?as), "^.*/", "") AS ?verdict)
        BIND(CONCAT(?rule, " ", ?verdict, " ", STR(?difference), " ", STR(?tolerance)) AS ?x)""",
    )


@pytest.mark.parametrize(("figures", "expected"), [row[1:] for row in COMPARED], ids=[row[0] for row in COMPARED])
def test_figures_are_compared(figures, expected):
    assert disagreements(derived("".join(figures))) == expected


def test_a_disagreement_names_its_claims_and_its_pair():
    store = derived(NINE + TWELVE)
    node = "disagreement/value.CHL-MAR.turnover.2020.USD.9-12.1"
    label = "turnover 2020, Chile–Morocco: 9 USD / turnover 2020, Chile–Morocco: 12 USD"

    assert values(store, "?x a irel:Disagreement") == {node}
    assert values(store, f"<{node}> irel:claim ?x") == {"figure/turnover..2020.9", "figure/turnover..2020.12"}
    assert values(store, f"<{node}> irel:dyad/rdfs:label ?x") == {"Chile–Morocco"}
    assert values(store, f"<{node}> rdfs:label ?x") == {label}


def test_the_bundled_data_disagree_once_and_rounding_explains_it(sample):
    node = "disagreement/sum.AZE-SRB.2020.USD.9000000-8900000.600000"

    assert values(sample.store, "?x a irel:Disagreement") == {node}
    assert disagreements(sample.store) == {"sum rounding 100000 600000"}


# ---------------------------------------------------------------- dates and holders


@pytest.mark.parametrize(
    ("own", "claims"),
    [
        (("2024", "2024-01-01", "2024-12-31"), set()),
        (("2023", "2023-01-01", "2023-12-31"), {"step/s", "step/a.signed.2023"}),
        (("../2024-05-01", "", "2024-05-01"), {"step/s", "step/a.signed.open--2024-05-01"}),
    ],
    ids=["in the same year", "in another year", "before the day"],
)
def test_one_step_told_at_two_times_is_a_contradiction(own, claims):
    recorded = signed("2024-05-02", "2024-05-02", "2024-05-02")
    store = derived(f"{agreement(signed(*own))} <step/s> a irel:Step ; irel:agreement <agreement/a> ; {recorded} .")

    assert values(store, "<disagreement/date.a.signed> irel:verdict verdict:contradiction ; irel:claim ?x") == claims


def tenure(person: str, days: dict[str, str]) -> str:
    """Return a tenure of the minister of Chile in Turtle."""
    keys = "".join(f' ; irel:{key} "{day}"^^xsd:date' for key, day in days.items())
    return f"<tenure/{person}> a irel:Tenure ; org:member <person/{person}> ; irel:post <post/CHL.minister>{keys} . "


YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


@pytest.mark.parametrize(
    ("ana", "bo", "is_contradiction"),
    [
        ({"attestedOn": "2024-05-02"}, {"attestedOn": "2024-05-02"}, True),
        ({"attestedOn": "2024-05-02"}, {"attestedOn": "2024-05-03"}, False),
        (YEAR, {"attestedOn": "2024-05-02"}, True),
        (YEAR, {"start": "2024-06-01", "end": "2025-06-01"}, True),
        (YEAR, {"start": "2024-12-31", "end": "2025-06-01"}, False),
        ({"start": "2024-01-01"}, {"attestedOn": "2025-05-02"}, False),
    ],
    ids=["shown on one day", "shown on two", "shown within", "overlap", "handed over", "end not known"],
)
def test_two_holders_of_one_post_at_one_time_are_a_contradiction(ana, bo, is_contradiction):
    store = derived(tenure("ana", ana) + tenure("bo", bo))

    claims = "<disagreement/holder.CHL.minister.ana.bo> irel:claim <tenure/ana> , <tenure/bo>"
    assert holds(store, claims) is is_contradiction
