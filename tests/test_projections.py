"""Every projection in queries/network gives a network that leads back to facts and their sources."""

import shutil
from collections import Counter
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.check import Checked, check
from kg.network import NEUTRAL, fact_of
from kg.ontology import read_ontology
from kg.projection import Projection, passages, project
from kg.store import OxigraphStore
from kg.terms import RDFS_LABEL, thing
from kg.workspace import bundle, open_workspace

PLACE = open_workspace(bundle())
PROJECTIONS = PLACE.questions("network")
PREFIXES = read_ontology(PLACE.ontology_files()).prefixes(PLACE.base)
FILTERED = [
    name for name, question in PROJECTIONS.items() if {"state", "partner"} <= {p.name for p in question.parameters}
]
MOST_NODES_OF_A_PAIR = 45
CONTRADICTION = """
- id: figure/other-turnover
  type: TradeFigure
  indicator: turnover
  between: [AZE, SRB]
  period: 2020
  value: 12 million
  unit: USD
"""


def network(checked: Checked, name: str, *states: str) -> nx.MultiDiGraph:
    """Draw a projection, of a pair of states if two are given."""
    values = {parameter: [state] for parameter, state in zip(("state", "partner"), states, strict=False)}
    asked = Projection(PROJECTIONS[name], **PLACE.questions(""))
    return project(checked.store, asked, values, PREFIXES)


def told(drawn: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    """Return the edges as labels: source, relation, target."""
    labels = dict(drawn.nodes(data="label"))
    return {(labels[one], relation, labels[other]) for one, other, relation in drawn.edges(data="relation")}


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The bundled data with a turnover that contradicts another."""
    root: Path = tmp_path_factory.mktemp("doubtful")
    shutil.copytree(bundle() / "data", root / "data")
    (root / "data" / "added.yaml").write_text(CONTRADICTION, "utf-8")
    return check(open_workspace(root))


def test_a_thing_of_two_names_gives_a_network_the_first_in_the_alphabet_as_title(sample):
    store = OxigraphStore(ox.Store())
    store.fill(sample.store.quads())
    serbia = thing("state/SRB")
    store.add([ox.Quad(serbia, RDFS_LABEL, ox.Literal(name, language="fr"), serbia) for name in ("A", "Zz")])
    asked = Projection(PROJECTIONS["states"], **PLACE.questions(""))

    drawn = project(store, asked, {"state": ["SRB"]}, PREFIXES)

    assert drawn.graph["title"] == drawn.nodes[serbia.value]["label"] == "A"


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_projection_draws_something_of_the_bundled_data(sample, name):
    assert network(sample, name).number_of_edges()


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_node_has_the_label_kind_and_colour_of_its_class(sample, name):
    drawn = network(sample, name).nodes(data=True)

    assert [
        node for node, about in drawn if not about["kind"] or about["colour"] == NEUTRAL or not about["label"]
    ] == []


@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_node_is_joined_to_another(sample, name):
    assert list(nx.isolates(network(sample, name))) == []


@pytest.mark.parametrize("name", FILTERED)
def test_a_pair_of_states_can_be_asked_for_by_name(sample, name):
    assert network(sample, name, "Azerbaijan", "SRB").number_of_edges()


@pytest.mark.parametrize("name", FILTERED)
def test_a_pair_that_no_fact_relates_gives_an_empty_network(sample, name):
    assert network(sample, name, "Fiji", "SRB").number_of_nodes() == 0


def test_states_are_joined_by_one_line_for_each_fact(sample):
    drawn = network(sample, "states")

    relations = Counter(relation for _, _, relation in drawn.edges(data="relation"))
    assert set(drawn) == {thing("state/AZE").value, thing("state/SRB").value}
    assert (relations["agreement"], relations["meeting"], relations["trade figure"]) == (7, 3, 6)


def test_people_who_met_and_posts_whose_holders_are_not_named_are_joined(sample):
    assert told(network(sample, "people")) >= {
        ("Aleksandar Vucic", "invited", "Ilham Aliyev"),
        ("Aleksandar Vucic", "met", "Jeyhun Bayramov"),
        ("Jeyhun Bayramov", "holds", "Minister of Foreign Affairs of Azerbaijan"),
        ("Minister of Foreign Affairs of Azerbaijan", "met", "Minister of Foreign Affairs of Serbia"),
        ("Minister of Defence Industry of Azerbaijan", "signed with", "Defence industry minister of Serbia"),
    }


def test_ministries_are_joined_through_their_ministers_and_as_parties(sample):
    one, other = "Ministry of Foreign Affairs of Azerbaijan", "Ministry of Foreign Affairs of Serbia"

    assert told(network(sample, "ministries")) >= {
        (one, "met", other),
        (one, "signed with", other),
        (one, "agreed with", other),
        (one, "met", "Presidency of Serbia"),
    }


def test_agreements_lead_to_their_parties_and_to_who_signed(sample):
    visas = "Agreement on the mutual abolition of visas for holders of general civil passports"

    assert told(network(sample, "agreements")) >= {
        (visas, "party", "Serbia"),
        (visas, "signed by", "Minister of Foreign Affairs of Serbia"),
    }


def test_everything_leads_from_a_person_through_post_and_body_to_the_state(sample):
    assert told(network(sample, "all")) >= {
        ("Sahil Babayev", "holds", "Minister of Labour and Social Protection of Azerbaijan"),
        (
            "Minister of Labour and Social Protection of Azerbaijan",
            "in",
            "Ministry of Labour and Social Protection of Azerbaijan",
        ),
        ("Ministry of Labour and Social Protection of Azerbaijan", "of state", "Azerbaijan"),
    }


def test_a_pair_is_one_piece_and_small_enough_to_read(sample):
    drawn = network(sample, "pair", "AZE", "SRB")

    assert nx.is_weakly_connected(drawn)
    assert len(drawn) <= MOST_NODES_OF_A_PAIR


def test_a_fact_told_by_two_sources_counts_both(sample):
    told_twice = thing("agreement/AZE-SRB.strategic-partnership-declaration").value
    drawn = network(sample, "agreements")

    assert {edge["sources"] for edge in drawn[told_twice][thing("state/AZE").value].values()} == {2}


def test_only_contradicted_facts_are_disputed(sample, doubtful):
    disputed = [
        {fact_of(key) for _, _, key, doubt in network(which, "states").edges(keys=True, data="disputed") if doubt}
        for which in (sample, doubtful)
    ]

    assert disputed[0] == set()
    assert thing("figure/other-turnover").value in disputed[1]


def test_passages_are_found_by_the_facts_of_a_network(sample):
    drawn = network(sample, "states")

    found = passages(sample.store, PLACE.questions("dossier")["evidence"], drawn)

    assert found[thing("agreement/AZE-SRB.strategic-partnership-action-plan").value] == [
        (
            "Joint Action Plan on Strategic Partnership",
            "the Joint Action Plan on Strategic Partnership that they signed in 2018",
            "Labour ministers of Azerbaijan and Serbia meet online",
            "Communique briefs",
            "2021-04-22",
        ),
        (
            "Joint Action Plan on Strategic Partnership",
            "the Joint Action Plan on Strategic Partnership, which they signed in 2018",
            "Azerbaijan and Serbia sign four documents, and Bayramov meets Vucic",
            "Communique briefs",
            "2021-10-12",
        ),
    ]
