"""A network written as GraphML, GEXF, JSON or CSV is read back without loss, by us and by NetworkX alone."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import BinaryIO

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, NamedNode
from sample_network import BASE, NO_FACTS, sample, table

from kg.errors import UnreadableError, UsageError
from kg.graphfiles import (
    read_csv,
    read_gexf,
    read_graphml,
    read_json,
    write_csv,
    write_gexf,
    write_graphml,
    write_json,
    write_nodes_csv,
)
from kg.network import network_of
from kg.table import Table

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "gexf-1.3-subset.rng"))
EMPTY = network_of(
    table(("source", "target", "relation", "fact")), table(("node",)), NO_FACTS, title="Nothing", subtitle="at all"
)

Writer = Callable[[nx.MultiDiGraph, BinaryIO], None]
Reader = Callable[[BinaryIO], nx.MultiDiGraph]

FORMATS = pytest.mark.parametrize(
    ("write", "read"),
    [(write_graphml, read_graphml), (write_gexf, read_gexf), (write_json, read_json)],
    ids=["graphml", "gexf", "json"],
)
XML = pytest.mark.parametrize("write", [write_graphml, write_gexf], ids=["graphml", "gexf"])
WRITERS = pytest.mark.parametrize("write", [write_graphml, write_gexf, write_json, write_csv, write_nodes_csv])


def written(write: Writer, network: nx.MultiDiGraph) -> BytesIO:
    """Return a stream that holds the network."""
    stream = BytesIO()
    write(network, stream)
    return BytesIO(stream.getvalue())


@FORMATS
@pytest.mark.parametrize("network", [sample(), EMPTY], ids=["sample", "empty"])
def test_a_network_is_read_back_as_it_was(write: Writer, read: Reader, network: nx.MultiDiGraph) -> None:
    again = read(written(write, network))

    assert nx.utils.graphs_equal(again, network)


@FORMATS
@given(label=st.text(st.characters(codec="utf-8")))
def test_any_label_is_read_back(write: Writer, read: Reader, label: str) -> None:
    nodes = Table(("node", "label"), [(NamedNode(BASE + "n/a"), Literal(label))])
    network = network_of(table(("source", "target", "relation", "fact")), nodes, NO_FACTS, title=label, subtitle=label)

    assert nx.utils.graphs_equal(read(written(write, network)), network)


def test_a_network_is_read_back_from_its_two_tables_but_for_the_title() -> None:
    network = sample()

    again = read_csv(written(write_csv, network), written(write_nodes_csv, network))

    network.graph["title"] = ""
    assert nx.utils.graphs_equal(again, network)


@FORMATS
def test_attributes_of_other_analyses_are_kept(write: Writer, read: Reader) -> None:
    network = sample()
    nx.set_node_attributes(network, 3, "community")
    nx.set_edge_attributes(network, 0.25, "trust")

    assert nx.utils.graphs_equal(read(written(write, network)), network)


@WRITERS
def test_a_network_gives_the_same_bytes_each_time(write: Writer) -> None:
    assert written(write, sample()).getvalue() == written(write, sample()).getvalue()


def test_networkx_alone_reads_the_graphml() -> None:
    network = sample()

    again = nx.read_graphml(written(write_graphml, network), edge_key_type=str, force_multigraph=True)

    assert again.nodes == network.nodes
    assert again.adj == network.adj


def test_networkx_alone_reads_the_gexf() -> None:
    network = sample()

    again = nx.read_gexf(written(write_gexf, network))

    assert set(again) == set(network)
    assert set(again.edges(keys=True)) == set(network.edges(keys=True))
    assert all(data.items() <= again.nodes[node].items() for node, data in network.nodes.items())
    assert all(data.items() <= again.edges[edge].items() for edge, data in network.edges.items())


def test_networkx_alone_reads_the_json() -> None:
    network = sample()

    again = nx.node_link_graph(json.load(written(write_json, network)), edges="edges")

    assert nx.utils.graphs_equal(again, network)


@pytest.mark.parametrize("network", [sample(), EMPTY], ids=["sample", "empty"])
def test_gexf_is_valid(network: nx.MultiDiGraph) -> None:
    SCHEMA.assertValid(etree.parse(written(write_gexf, network)))


def test_gexf_puts_edges_on_a_time_line_from_the_first_day_of_their_date() -> None:
    document = etree.parse(written(write_gexf, sample()))

    starts = [edge.get("start") for edge in document.iter("{*}edge")]
    assert starts == ["2021-10-11", "2021-10-01", "2021-10-11", None, None]


def test_gexf_without_dates_has_no_time_line() -> None:
    document = etree.parse(written(write_gexf, EMPTY))

    assert next(document.iter("{*}graph")).get("mode") is None


def test_a_table_of_edges_says_who_the_ends_are() -> None:
    rows = list(csv.DictReader(StringIO(written(write_csv, sample()).getvalue().decode(), newline="")))

    assert rows[0] == {
        "source": BASE + "n/a",
        "target": BASE + "n/b",
        "key": BASE + "f/1",
        "relation": "met",
        "label": 'Talks on "trade" & <transit>',
        "weight": "2.5",
        "date": "2021-10-11",
        "sources": "2",
        "disputed": "false",
        "source_label": "İlham 'A' \U0001f91d <b>&amp;</b>",
        "target_label": "‏עברית, then; Latin",
        "source_kind": "Person",
        "target_kind": "Person",
    }


@XML
def test_a_character_that_xml_lacks_is_refused_and_not_dropped(write: Writer) -> None:
    network = sample()
    network.nodes[BASE + "n/a"]["label"] = "bell \x07"

    with pytest.raises(UsageError, match="cannot hold the last character"):
        write(network, BytesIO())


@XML
@pytest.mark.parametrize("value", [None, ["a"], "text"])
def test_an_attribute_has_one_plain_type(write: Writer, value: object) -> None:
    network = sample()
    network.nodes[BASE + "n/a"]["size"] = value

    with pytest.raises(UsageError, match="attribute 'size'"):
        write(network, BytesIO())


@pytest.mark.parametrize("read", [read_graphml, read_gexf, read_json], ids=["graphml", "gexf", "json"])
@pytest.mark.parametrize("content", [b"", b"{}", b"<a/>", b"\xff"])
def test_another_file_is_unreadable(read: Reader, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(BytesIO(content))


def test_another_table_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        read_csv(BytesIO(b"a,b\n1,2\n"), BytesIO(b"node\n"))
