"""Rows of edges and nodes become a network of plain attributes, and a network becomes a table of measures."""

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_network import BASE, NO_FACTS, NODE_COLUMNS, sample, table

from kg.errors import QueryError
from kg.measures import measure
from kg.network import NEUTRAL, fact_of, network_of, strongest
from kg.table import Table

NO_NODES = table(("node",))


def draw(*rows: tuple[str | float | bool | None, ...], columns: str = "source target relation fact") -> nx.MultiDiGraph:
    """Return the network of some rows of edges."""
    return network_of(table(tuple(columns.split()), *rows), NO_NODES, NO_FACTS, title="", subtitle="")


def test_an_edge_is_keyed_by_its_fact_and_carries_plain_values() -> None:
    edge = sample().edges[BASE + "n/a", BASE + "n/b", BASE + "f/1"]

    assert edge == {
        "relation": "met",
        "label": 'Talks on "trade" & <transit>',
        "weight": 2.5,
        "date": "2021-10-11",
        "sources": 2,
        "disputed": False,
    }


def test_what_is_not_stated_has_a_default() -> None:
    network = draw((":n/a", ":n/b", "met", ":f/1"))

    edge = network.edges[BASE + "n/a", BASE + "n/b", BASE + "f/1"]
    assert edge == {
        "relation": "met",
        "label": "",
        "weight": 1.0,
        "date": "",
        "sources": 1,
        "disputed": False,
    }
    assert network.nodes[BASE + "n/a"] == {"label": "a", "kind": "", "colour": NEUTRAL, "size": 1}
    assert network.graph == {"title": "", "subtitle": ""}


def test_an_edge_says_of_its_fact_what_is_told_unless_its_own_row_does() -> None:
    columns = ("source", "target", "relation", "fact", "label", "date")
    edges = table(
        columns, (":n/a", ":n/b", "met", ":f/1", "Talks", None), (":n/b", ":n/a", "met", ":f/2", None, "2022")
    )
    facts = table(
        ("fact", "label", "date", "sources", "disputed"),
        (":f/1", "Meeting", "2021", 3, True),
        (":f/2", "Visit", "2021", 1, False),
    )

    network = network_of(edges, NO_NODES, facts, title="", subtitle="")

    assert network.edges[BASE + "n/a", BASE + "n/b", BASE + "f/1"] == {
        "relation": "met",
        "label": "Talks",
        "weight": 1.0,
        "date": "2021",
        "sources": 3,
        "disputed": True,
    }
    other = network.edges[BASE + "n/b", BASE + "n/a", BASE + "f/2"]
    assert (other["label"], other["date"]) == ("Visit", "2022")


def test_an_edge_without_a_fact_is_drawn_by_its_source() -> None:
    assert list(draw((":n/a", ":n/b", "of", None)).edges) == [(BASE + "n/a", BASE + "n/b", BASE + "n/a")]


def test_rows_about_one_node_or_fact_are_one_with_the_least_values() -> None:
    edges = table(("source", "target", "relation", "fact"), (":n/a", ":n/b", "met", ":f/1"))
    nodes = table(("node", "label"), (":n/a", "B"), (":n/a", "A"))
    facts = table(("fact", "label", "date"), (":f/1", "Talks", "2021-10"), (":f/1", "Visit", "2021-09"))

    network = network_of(edges, nodes, facts, title="", subtitle="")

    edge = network.edges[BASE + "n/a", BASE + "n/b", BASE + "f/1"]
    assert (network.nodes[BASE + "n/a"]["label"], edge["label"], edge["date"]) == ("A", "Talks", "2021-09")


def test_a_node_without_edges_is_kept() -> None:
    assert sample().degree(BASE + "n/lone") == 0


def test_a_fact_that_draws_several_edges_names_each_by_relation_and_ends() -> None:
    network = draw((":n/a", ":n/b", "met", ":f/1"), (":n/a", ":n/b", "hosted", ":f/1"), (":n/a", ":n/c", "met", ":f/2"))

    keys = [key for *_, key in network.edges]
    a, b, fact = BASE + "n/a", BASE + "n/b", BASE + "f/1"
    assert keys == [f"{fact}|hosted|{a}|{b}", f"{fact}|met|{a}|{b}", BASE + "f/2"]
    assert [fact_of(key) for key in keys] == [fact, fact, BASE + "f/2"]


def test_keys_are_unique_in_the_whole_network() -> None:
    keys = [key for *_, key in sample().edges]

    assert len(set(keys)) == len(keys)


def test_rows_alike_in_ends_relation_and_fact_are_one_edge_with_the_greatest_values() -> None:
    network = draw(
        (":n/a", ":n/b", "met", ":f/1", 2.0, 1, None),
        (":n/a", ":n/b", "met", ":f/1", 1.0, 3, True),
        columns="source target relation fact weight sources disputed",
    )

    assert [(edge["weight"], edge["sources"], edge["disputed"]) for edge in network.edges.values()] == [(2.0, 3, True)]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [(f":n/{number % 7}", f":n/{number % 5}", "met", f":f/{number % 20}") for number in range(40)]
    shuffled = random.Random(1).sample(rows, len(rows))

    assert list(draw(*rows).edges) == list(draw(*shuffled).edges)
    assert list(draw(*rows)) == list(draw(*shuffled))


def test_a_label_is_one_line_without_characters_that_xml_lacks() -> None:
    labels = [edge["label"] for edge in sample().edges.values()]

    assert "tab and line end" in labels
    assert "null  bell   " in labels


def test_no_rows_give_an_empty_network() -> None:
    assert draw().order() == 0


@pytest.mark.parametrize(
    ("columns", "row", "message"),
    [
        ("source target fact", (":a", ":b", ":f"), "edges of a network: ?relation is missing"),
        ("source target relation fact sauce", (":a", ":b", "met", ":f", 1), "unknown column ?sauce"),
        ("source target relation fact", (":a", None, "met", ":f"), "?target is unbound in row 1"),
        (
            "source target relation fact weight",
            (":a", ":b", "met", ":f", "much"),
            "'much'; the column holds a number",
        ),
        ("source target relation fact weight", (":a", ":b", "met", ":f", "INF"), "'INF' is not finite"),
        (
            "source target relation fact sources",
            (":a", ":b", "met", ":f", 1.5),
            "'1.5'; the column holds a whole",
        ),
        (
            "source target relation fact disputed",
            (":a", ":b", "met", ":f", "yes"),
            "'yes'; the column holds true or",
        ),
    ],
)
def test_edges_that_cannot_be_read_are_refused(columns: str, row: tuple[str | float | None, ...], message: str) -> None:
    with pytest.raises(QueryError) as refused:
        draw(row, columns=columns)

    assert message in str(refused.value)


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", ""])
def test_a_colour_is_written_as_six_hexadecimal_digits(colour: str) -> None:
    nodes = table(NODE_COLUMNS, (":n/a", "A", "Person", colour, 1))

    with pytest.raises(QueryError, match="holds a colour such as"):
        network_of(table(("source", "target", "relation", "fact")), nodes, NO_FACTS, title="", subtitle="")


def test_the_strongest_pairs_are_kept_and_the_subtitle_says_of_how_many() -> None:
    network = draw(
        (":n/a", ":n/b", "met", ":f/1"),
        (":n/b", ":n/a", "met", ":f/2"),
        (":n/b", ":n/c", "met", ":f/3"),
        (":n/c", ":n/d", "met", ":f/4"),
    )

    kept = strongest(network, 2)

    assert list(kept.edges(keys=True)) == [
        (BASE + "n/a", BASE + "n/b", BASE + "f/1"),
        (BASE + "n/b", BASE + "n/a", BASE + "f/2"),
        (BASE + "n/b", BASE + "n/c", BASE + "f/3"),
    ]
    assert kept.graph["subtitle"] == "drawn: the 2 of 3 pairs that most facts link"


def test_a_network_with_few_pairs_is_kept_whole() -> None:
    network = draw((":n/a", ":n/b", "met", ":f/1"))

    assert strongest(network, 1) is network


def values(measures: Table, *columns: str) -> list[tuple[str, ...]]:
    """Return some columns of a table as texts."""
    places = [measures.columns.index(column) for column in columns]
    return [tuple(row[place].value for place in places) for row in measures.rows]  # type: ignore[union-attr]


def test_the_node_between_the_others_comes_first() -> None:
    network = draw((":n/a", ":n/m", "met", ":f/1"), (":n/b", ":n/m", "met", ":f/2"), (":n/m", ":n/c", "met", ":f/3"))

    measures = measure(network)

    assert values(measures, "label", "degree", "weighted_degree", "betweenness") == [
        ("m", "3", "3", "1"),
        ("a", "1", "1", "0"),
        ("b", "1", "1", "0"),
        ("c", "1", "1", "0"),
    ]


def test_groups_are_numbered_by_size_then_by_their_first_node() -> None:
    network = draw(
        (":n/x", ":n/y", "met", ":f/1"),
        (":n/y", ":n/z", "met", ":f/2"),
        (":n/x", ":n/z", "met", ":f/3"),
        (":n/c", ":n/d", "met", ":f/4"),
        (":n/a", ":n/b", "met", ":f/5"),
    )

    groups = {
        label: (community, component)
        for label, community, component in values(measure(network), "label", "community", "component")
    }

    assert groups == {
        "a": ("2", "2"),
        "b": ("2", "2"),
        "c": ("3", "3"),
        "d": ("3", "3"),
        "x": ("1", "1"),
        "y": ("1", "1"),
        "z": ("1", "1"),
    }


def test_a_community_forms_where_nodes_share_many_edges() -> None:
    often = [(":n/a", ":n/b", "met", f":f/ab{number}") for number in range(9)]
    again = [(":n/c", ":n/d", "met", f":f/cd{number}") for number in range(9)]

    measures = measure(draw(*often, *again, (":n/b", ":n/c", "met", ":f/bc")))

    assert sorted(values(measures, "label", "community")) == [("a", "1"), ("b", "1"), ("c", "2"), ("d", "2")]


MULTIGRAPHS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 1000)), max_size=40)
"""Edges between ten nodes, each with a weight; loops, parallel edges and nodes without any are among them."""


@given(MULTIGRAPHS)
def test_betweenness_is_that_of_the_simple_undirected_network_by_networkx(edges: list[tuple[int, int, int]]) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from((f"{BASE}n/{number}" for number in range(10)), label="", kind="")
    network.add_weighted_edges_from((f"{BASE}n/{one}", f"{BASE}n/{other}", weight) for one, other, weight in edges)

    table = measure(network)

    found = {row[0].value: float(row[5].value) for row in table.rows}  # type: ignore[union-attr]
    assert table.columns[5] == "betweenness"
    assert found == pytest.approx(nx.betweenness_centrality(nx.Graph(network)), abs=1e-6)


def test_an_empty_network_has_no_measures() -> None:
    assert measure(draw()).rows == []


def test_measures_of_a_network_are_the_same_each_time() -> None:
    draws = random.Random(1)
    rows = [(f":n/{draws.randrange(60)}", f":n/{draws.randrange(60)}", "met", f":f/{fact}") for fact in range(150)]

    assert measure(draw(*rows)) == measure(draw(*reversed(rows)))
