"""Every query file is a question that runs as it stands, in any tool, and gives the answer that a person has read."""

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql import prepareQuery

from kg.check import Checked
from kg.questions import Question, bind, read_question
from kg.store import OxigraphStore
from kg.table import Table
from kg.terms import BASE, term
from kg.workspace import bundle

EXPECTED = Path(__file__).parent / "expected" / "answers"
FILES = sorted((bundle() / "queries").rglob("*.rq"))
ANSWERS = {
    path.stem: read_question(path.stem, path.read_text("utf-8")) for path in FILES if path.parent.name == "answers"
}
UNORDERED = {"infer", "network", "pairs", "queries"}
"""Folders whose queries give a set: of triples, or of edges and nodes, which the network puts in order."""
COUNTED = {"evidence", "ministries", "path", "sources", "topics"}
FACTS = """PREFIX irel: <https://w3id.org/irel/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?fact { ?fact a/rdfs:subClassOf+ irel:Fact }"""


def answer(store: OxigraphStore, question: Question, **values: str) -> Table:
    """Ask a question about things, by id, or days."""
    terms = {name: [as_term(value)] for name, value in values.items()}
    table = store.query(bind(question, terms))
    assert isinstance(table, Table)
    return table


def as_term(value: str) -> NamedNode | Literal:
    return NamedNode(BASE + value) if "/" in value else Literal(value, datatype=term("xsd:date"))


def lines(table: Table) -> list[list[str]]:
    """Return columns and rows as text, IRIs less the base, unbound cells empty."""
    rows = [["" if cell is None else cell.value.removeprefix(BASE) for cell in row] for row in table.rows]
    return [list(table.columns), *rows]


def column(table: Table, name: str) -> list[str]:
    return [row[table.columns.index(name)] for row in lines(table)[1:]]


def told(table: Table) -> set[tuple[str, str]]:
    """Return the facts that a table has quotes for, each with them."""
    return {
        (fact, quote)
        for name in table.columns
        if name in ("fact", "export", "import")
        for fact, quote in zip(column(table, name), column(table, "quote"), strict=True)
    }


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


# ---------------------------------------------------------------- every file


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_query_begins_with_its_question(path):
    question = read_question(path.stem, path.read_text("utf-8"))

    assert question.title.endswith("?")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_query_is_standard_sparql(path):
    assert prepareQuery(path.read_text("utf-8"))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_query_declares_the_prefixes_that_it_uses_in_order(path):
    text = path.read_text("utf-8")
    declared = re.findall(r"^PREFIX ([\w-]+):", text, re.MULTILINE)
    body = re.sub(r"(?m)^PREFIX .*$|<[^>]*>", "", text)

    assert declared == ["irel", *sorted(set(declared) - {"irel"})]
    assert all(re.search(rf"(?<![\w-]){prefix}:", body) for prefix in declared)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_parameter_of_a_query_is_described_and_has_an_example(path):
    text = path.read_text("utf-8")
    question = read_question(path.stem, text)
    bindings = set(re.findall(r"^\s*VALUES \?(\w+) \{ UNDEF", text, re.MULTILINE))

    assert bindings <= {parameter.name for parameter in question.parameters}
    assert all(parameter.example for parameter in question.parameters)


@pytest.mark.parametrize("path", [path for path in FILES if not {path.parent.name, path.stem} & UNORDERED], ids=name_of)
def test_a_query_has_an_order(path):
    assert re.search(r"^ORDER BY \S", path.read_text("utf-8"), re.MULTILINE)


# ---------------------------------------------------------------- the answers


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_answers_as_a_person_has_read(sample: Checked, name):
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert lines(answer(sample.store, ANSWERS[name])) == list(csv.reader(file))


def test_every_expected_answer_has_a_question():
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(ANSWERS)


@pytest.mark.parametrize("name", sorted(set(ANSWERS) - COUNTED))
def test_a_question_about_facts_gives_source_and_quote_before_the_fact(sample: Checked, name):
    columns = answer(sample.store, ANSWERS[name]).columns

    assert {"source", "quote"} < set(columns)
    assert columns[-1] in ("fact", "import", "disagreement")


def test_every_fact_of_the_bundled_data_is_got_by_a_question_with_its_words(sample: Checked):
    tables = [answer(sample.store, question) for name, question in ANSWERS.items() if name not in COUNTED]
    serbian = answer(sample.store, ANSWERS["offices"], state="state/SRB")
    got = {fact for table in [*tables, serbian] for fact, quote in told(table) if quote}

    assert {fact for (fact,) in lines(sample.store.query(FACTS))[1:]} - got == set()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_the_same_from_a_store_on_disk(sample: Checked, tmp_path, name):
    engine = ox.Store(str(tmp_path))
    engine.extend(sorted(sample.store.quads(), key=str, reverse=True))

    assert answer(OxigraphStore(engine), ANSWERS[name]) == answer(sample.store, ANSWERS[name])


# ---------------------------------------------------------------- parameters


ASKED = [
    (
        "agreements",
        {"asOf": "2018-12-31"},
        "agreement",
        ["Declaration on Strategic Partnership", "Joint Action Plan on Strategic Partnership"],
    ),
    ("agreements", {"asOf": "2021-04-21"}, "reached", ["signed", "signed"]),
    ("agreements", {"asOf": "2021-04-22"}, "reached", ["signed", "signed", "drafted"]),
    ("agreements", {"status": "status/drafted"}, "fact", ["agreement/AZE-SRB.social-security"]),
    ("agreements", {"status": "status/drafted", "partner": "state/CHL"}, "fact", []),
    ("agreement-path", {"agreement": "agreement/AZE-SRB.visa-abolition"}, "where", ["Belgrade"]),
    ("bodies", {"state": "state/SRB", "partner": "state/AZE"}, "fact", ["body/AZE-SRB.trade-commission"]),
    ("disagreements", {"verdict": "verdict/contradiction"}, "disagreement", []),
    (
        "evidence",
        {"fact": "presence/AZE-in-SRB.azvirt"},
        "quote",
        ["the Azerbaijani company Azvirt is working successfully in Serbia"],
    ),
    ("gatherings", {"place": "place/belgrade"}, "kind", ["anniversary"]),
    ("meetings", {"partner": "state/CHL"}, "fact", []),
    ("ministries", {"state": "state/SRB"}, "facts", ["6", "4", "1"]),
    ("offices", {"asOf": "2021-10-11"}, "person", ["Sahil Babayev"]),
    ("offices", {"state": "state/SRB"}, "person", ["Darija Kisic Tepavcevic", "Aleksandar Vucic"]),
    ("path", {"to": "person/aleksandar-vucic"}, "steps", ["1"]),
    ("path", {"from": "person/sahil-babayev"}, "steps", []),
    ("statements", {"stance": "stance/supports"}, "speakers", ["Darija Kisic Tepavcevic"]),
    ("statements", {"speaker": "person/ilham-aliyev"}, "fact", []),
    (
        "statements",
        {"topic": "topic/social-sphere", "stance": "stance/expects"},
        "speakers",
        ["Darija Kisic Tepavcevic", "unnamed"],
    ),
    (
        "statements",
        {"topic": "topic/social-sphere", "stance": "stance/informs"},
        "topics",
        ["social security", "labour and employment, social reforms, social security"],
    ),
    ("trade", {"indicator": "indicator/turnover-growth"}, "value", ["6.3"]),
    ("visits", {"status": "status/held"}, "fact", []),
    ("visits", {"status": "status/invited", "state": "state/SRB"}, "to", ["Serbia"]),
    ("who", {"person": "person/ilham-aliyev"}, "kind", ["Invitation", "Tenure", "Visit"]),
]


@pytest.mark.parametrize(("name", "values", "shown", "expected"), ASKED)
def test_a_parameter_narrows_an_answer(sample: Checked, name, values, shown, expected):
    assert column(answer(sample.store, ANSWERS[name], **values), shown) == expected
