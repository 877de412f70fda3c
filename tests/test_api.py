"""What Python users call: load records, open a graph, hold RDF against the shapes."""

import datetime
import decimal
import subprocess
import sys

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS
from workspaces import DOCUMENT, lay

import kg
from kg.terms import BASE

IREL = "https://w3id.org/irel/ont#"
RABAT = {"id": "place/rabat", "type": "Place", "label": "Rabat", "inState": "MAR"}
FISH = """\
- type: Agreement
  id: agreement/CHL-MAR.fisheries
  label: Agreement on fisheries
  kind: agreement
  party: [state/CHL, state/MAR]
  status: signed
  date: 2022-05-03
  evidence: [{source: brief, quote: "signed an agreement on fisheries on 3 May 2022"}]
"""
TRADE = """\
type,reporter,partner,indicator,period,value,unit
TradeFigure,CHL,MAR,export,2022,12.5 million,USD
TradeFigure,CHL,MAR,import,2022,30.1 million,USD
TradeFigure,CHL,MAR,turnover,2022,45 million,USD
"""


@pytest.fixture(scope="module")
def chile_and_morocco(tmp_path_factory):
    """A directory with nothing but a text, a YAML file and a table, built."""
    files = {"brief.md": DOCUMENT, "facts.yaml": FISH, "trade.csv": TRADE}
    folder = lay(tmp_path_factory.mktemp("chile-morocco"), files)
    assert isinstance(kg.build(kg.open_workspace(folder)), kg.builds.Built)
    return folder


def test_records_become_a_dataset_with_what_follows_from_them():
    figure = {"type": "TradeFigure", "reporter": "CHL", "partner": "MAR", "indicator": "export", "unit": "USD"}
    data = kg.load([RABAT, figure | {"period": datetime.date(2022, 1, 1), "value": decimal.Decimal("12.50")}])
    assert isinstance(data, Dataset)
    assert data.value(URIRef(f"{BASE}place/rabat"), RDFS.label) == Literal("Rabat", lang="en")
    figures = list(data.subjects(RDF.type, URIRef(f"{IREL}TradeFigure")))
    assert figures == [URIRef(f"{BASE}figure/CHL.MAR.export.2022-01-01.USD.12.50")]
    assert (figures[0], URIRef(f"{IREL}dyad"), URIRef(f"{BASE}dyad/CHL-MAR")) in data


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([RABAT | {"lable": "x"}], "records:1:77: the key 'lable' is not known: 'lable'; did you mean 'label'?"),
        ([RABAT | {"inState": "XYZ"}], "records:1:59: no record has this id: 'state/XYZ'"),
        ([RABAT | {"label": float("nan")}], "records:1:50: this is not JSON: NaN is not a number of JSON"),
        ([RABAT | {"label": "\ud800"}], "remove the character U+D800"),
        ([RABAT | {"label": None}, "x"], "a record is an object: '\"x\"'"),
        (RABAT, "a record is an object"),
    ],
)
def test_wrong_records_are_refused_with_every_violation(records, message):
    with pytest.raises(kg.DataError) as caught:
        kg.load(records)
    assert message in str(caught.value)
    assert all(isinstance(problem, kg.Problem) for problem in caught.value.problems)


def test_rdf_is_held_against_the_shapes():
    data = Graph()
    data.add((URIRef(f"{BASE}place/rabat"), RDF.type, URIRef(f"{IREL}Place")))
    assert {problem.subject for problem in kg.validate(data)} == {f"{BASE}place/rabat"}
    assert kg.validate(kg.load([RABAT])) == []


def test_a_directory_is_enough(chile_and_morocco):
    with kg.open(chile_and_morocco) as graph:
        trade = graph.query("trade", state="CHL")
        assert len(trade) == 3
        assert "Agreement on fisheries" in {row["agreement"] for row in graph.query("agreements", state="Morocco")}
        assert [row["judged"] for row in graph.query("disagreements")] == ["contradiction"]
        assert graph.dossier("CHL", "MAR").title
        relations = {relation for *_, relation in graph.network("states").edges(data="relation")}
        assert relations >= {"agreement", "trade figure"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["build", "."], "Up to date: build/current"),
        (["show", "CHL", "MAR"], "Agreement on fisheries"),
        (["query", "trade", "--state", "CHL"], "12500000"),
        (["export", "CHL", "MAR"], "agreement:CHL-MAR.fisheries a irel:Agreement"),
    ],
)
def test_a_directory_is_enough_for_the_command_line(chile_and_morocco, words, expected):
    command = [sys.executable, "-m", "kg", *words]
    done = subprocess.run(command, cwd=chile_and_morocco, capture_output=True, text=True)
    assert done.returncode == 0
    assert expected in done.stdout


def test_a_graph_opens_by_its_workspace_its_build_folder_or_its_store(chile_and_morocco):
    ask = "ASK { ?agreement a <https://w3id.org/irel/ont#Agreement> }"
    folders = [chile_and_morocco, chile_and_morocco / "build"]
    assert [kg.open(folder).sparql(ask) for folder in folders] == [True, True]
    assert kg.open(store=str(chile_and_morocco / "build" / "current" / "store")).sparql(ask) is True


def test_what_is_not_built_cannot_be_opened(tmp_path):
    with pytest.raises(kg.Error, match="run `kg build` first"):
        kg.open(tmp_path)


def test_a_table_becomes_a_data_frame(chile_and_morocco):
    table = kg.open(chile_and_morocco).query("trade", state="CHL")
    frame = table.to_pandas()
    assert len(frame) == 3
    assert frame["value"].sum() == float(sum(row["value"] for row in table)) > 0


def test_a_session_shows_what_a_graph_and_a_table_are(chile_and_morocco):
    graph = kg.open(chile_and_morocco)
    assert repr(graph) == f"<Graph of {chile_and_morocco}>"
    assert repr(graph.query("trade", state="CHL")).startswith("<Table of 3 rows: figure, sides, period")


def test_the_network_of_two_states_has_their_names(chile_and_morocco):
    graph = kg.open(chile_and_morocco)
    network = graph.network("CHL-Morocco")
    assert network.number_of_edges() == graph.network("pair", state="CHL", partner="MAR").number_of_edges() > 0


def test_a_projection_that_is_not_there_is_told_as_one(chile_and_morocco):
    with pytest.raises(kg.Error, match="no projection is called 'peple'; did you mean 'people'"):
        kg.open(chile_and_morocco).network("peple")


def test_a_wrong_query_is_told_in_a_line(chile_and_morocco):
    with pytest.raises(kg.Error, match=r"not valid SPARQL: error at 1:\d+") as caught:
        kg.open(chile_and_morocco).sparql("SELECT * { ")
    assert len(str(caught.value)) < 250


def test_a_graph_is_an_rdflib_dataset_too(chile_and_morocco):
    with kg.open(chile_and_morocco) as graph:
        agreement = URIRef(f"{BASE}agreement/CHL-MAR.fisheries")
        assert (agreement, RDF.type, URIRef(f"{IREL}Agreement")) in graph.rdf
