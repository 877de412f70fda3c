"""Graph files: networks as GraphML, GEXF, node-link JSON and CSV, written and read back.

A network is one of `kg.network`: attributes are plain values, and the key of an edge, unique in the network,
is its id in the file. Streams are binary; a network gives the same bytes each time. Writers raise UsageError
for an attribute that the format cannot hold, readers raise UnreadableError.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import networkx as nx

from .errors import UnreadableError, UsageError
from .values import IllTypedError, span

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

_NODE_COLUMNS = ("node", "label", "kind", "colour", "size")
_EDGE_COLUMNS = ("source", "target", "key", "relation", "label", "weight", "date", "sources", "disputed")
_END_COLUMNS = ("source_label", "target_label", "source_kind", "target_kind")
_FROM_CSV: dict[str, Callable[[str], Any]] = {
    "size": int,
    "weight": float,
    "sources": int,
    "disputed": "true".__eq__,
}


def write_graphml(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write GraphML 1.0; title and subtitle are data of the graph."""
    root = Element("graphml", xmlns=_GRAPHML)
    _add_keys(root, "graph", [network.graph])
    _add_keys(root, "node", network.nodes.values())
    _add_keys(root, "edge", network.edges.values())
    graph = SubElement(root, "graph", edgedefault="directed")
    _add_data(graph, "graph", network.graph)
    for node, data in network.nodes.items():
        _add_data(SubElement(graph, "node", id=node), "node", data)
    for (source, target, key), data in network.edges.items():
        _add_data(SubElement(graph, "edge", id=key, source=source, target=target), "edge", data)
    _write(root, stream)


def read_graphml(stream: BinaryIO) -> nx.MultiDiGraph[str]:
    """Read a network that `write_graphml` wrote."""
    with _reading("GraphML"):
        network = _directed(nx.read_graphml(stream, edge_key_type=str, force_multigraph=True))
    del network.graph["node_default"], network.graph["edge_default"]
    return network


def write_gexf(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write GEXF 1.3, with colours and sizes, and a time line: an edge starts at the first day of its date.

    Title and subtitle are the two lines of the description; the relation is also the `kind` of an edge, by
    which Gephi tells parallel edges apart.
    """
    root = Element("gexf", {"xmlns": _GEXF, "xmlns:viz": f"{_GEXF}/viz", "version": "1.3"})
    about = SubElement(SubElement(root, "meta"), "description")
    about.text = f"{network.graph['title']}\n{network.graph['subtitle']}"
    graph = SubElement(root, "graph", defaultedgetype="directed")
    _declare(graph, "node", network.nodes.values())
    _declare(graph, "edge", network.edges.values())
    nodes, edges = SubElement(graph, "nodes"), SubElement(graph, "edges")
    for node, data in network.nodes.items():
        _add_gexf_node(nodes, node, data)
    for (source, target, key), data in network.edges.items():
        _add_gexf_edge(edges, {"id": key, "source": source, "target": target}, data)
    if edges.find("edge[@start]") is not None:
        graph.attrib |= {"mode": "dynamic", "timeformat": "date"}
    _write(root, stream)


def read_gexf(stream: BinaryIO) -> nx.MultiDiGraph[str]:
    """Read a network that `write_gexf` wrote."""
    content = stream.read()
    with _reading("GEXF"):
        read = nx.read_gexf(BytesIO(content))
        about = ElementTree.fromstring(content).findtext(f"{{{_GEXF}}}meta/{{{_GEXF}}}description", "")
        title, _, subtitle = about.partition("\n")
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=title, subtitle=subtitle)
        network.add_nodes_from((node, _without(data, "viz")) for node, data in read.nodes.items())
        for source, target, data in read.edges(data=True):
            network.add_edge(source, target, data["id"], **_without(data, "id", "start"))
    return network


def write_json(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write the node-link JSON that `nx.node_link_graph(data, edges="edges")` reads."""
    data = nx.node_link_data(network, edges="edges")
    stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")


def read_json(stream: BinaryIO) -> nx.MultiDiGraph[str]:
    """Read a network that `write_json` wrote."""
    with _reading("node-link JSON"):
        return _directed(nx.node_link_graph(json.load(stream), edges="edges"))


def write_csv(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a table of the edges, each with label and kind of its ends; `write_nodes_csv` writes the rest.

    Title and subtitle have no place in a table.
    """
    ends = network.nodes
    rows = [
        {"source": source, "target": target, "key": key}
        | data
        | {"source_label": ends[source]["label"], "target_label": ends[target]["label"]}
        | {"source_kind": ends[source]["kind"], "target_kind": ends[target]["kind"]}
        for (source, target, key), data in network.edges.items()
    ]
    _write_csv((*_EDGE_COLUMNS, *_END_COLUMNS), rows, stream)


def write_nodes_csv(network: nx.MultiDiGraph[str], stream: BinaryIO) -> None:
    """Write a table of the nodes."""
    _write_csv(_NODE_COLUMNS, [{"node": node} | data for node, data in network.nodes.items()], stream)


def read_csv(edges: BinaryIO, nodes: BinaryIO) -> nx.MultiDiGraph[str]:
    """Read a network from the tables that `write_csv` and `write_nodes_csv` wrote; its title is empty."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(title="", subtitle="")
    with _reading("CSV of a network"):
        for row in _csv_rows(nodes):
            network.add_node(row["node"], **_without(row, "node"))
        for row in _csv_rows(edges):
            attributes = _without(row, "source", "target", "key", *_END_COLUMNS)
            network.add_edge(row["source"], row["target"], row["key"], **attributes)
    return network


def _directed(network: nx.Graph[str]) -> nx.MultiDiGraph[str]:
    if not isinstance(network, nx.MultiDiGraph):
        raise ValueError("its edges have no direction, or no keys")
    return network


def _types(data: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the type of each attribute, by the words that GraphML and GEXF share."""
    types: dict[str, type] = {}
    for name, value in ((name, value) for attributes in data for name, value in attributes.items()):
        if types.setdefault(name, type(value)) is not type(value) or type(value) not in _TYPES:
            raise UsageError(f"attribute {name!r}: {value!r}: make all its values str, int, float or bool")
    return {name: _TYPES[type_] for name, type_ in types.items()}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def _add_keys(root: Element, scope: str, data: Iterable[Mapping[str, Any]]) -> None:
    for name, type_ in _types(data).items():
        key = {"id": f"{scope}.{name}", "for": scope, "attr.name": name, "attr.type": type_}
        SubElement(root, "key", key)


def _add_data(element: Element, scope: str, data: Mapping[str, Any]) -> None:
    for name, value in data.items():
        SubElement(element, "data", key=f"{scope}.{name}").text = _text(value)


def _declare(graph: Element, scope: str, data: Iterable[Mapping[str, Any]]) -> None:
    declared = SubElement(graph, "attributes", {"class": scope})
    for name, type_ in _without(_types(data), "label", "weight").items():
        SubElement(declared, "attribute", id=name, title=name, type=type_)


def _add_values(element: Element, data: Mapping[str, Any]) -> None:
    values = SubElement(element, "attvalues")
    for name, value in data.items():
        SubElement(values, "attvalue", {"for": name, "value": _text(value)})


def _add_gexf_node(nodes: Element, node: str, data: Mapping[str, Any]) -> None:
    element = SubElement(nodes, "node", id=node, label=data["label"])
    _add_values(element, _without(data, "label"))
    red, green, blue = bytes.fromhex(data["colour"].removeprefix("#"))
    SubElement(element, "viz:color", r=str(red), g=str(green), b=str(blue))
    SubElement(element, "viz:size", value=str(data["size"]))


def _add_gexf_edge(edges: Element, ends: dict[str, str], data: Mapping[str, Any]) -> None:
    native = {"kind": data["relation"], "label": data["label"], "weight": _text(data["weight"])}
    element = SubElement(edges, "edge", ends | native | _start(data["date"]))
    _add_values(element, _without(data, "label", "weight"))


def _start(date: str) -> dict[str, str]:
    try:
        first = span(date).first
    except IllTypedError:
        return {}
    return {"start": first} if first else {}


def _write(root: Element, stream: BinaryIO) -> None:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    if bad := _NOT_XML.search(text):
        near = text[max(0, bad.start() - 20) : bad.end()]
        raise UsageError(f"{near!r}: XML 1.0 cannot hold the last character; replace it")
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode() + b"\n")


@contextmanager
def _reading(what: str) -> Iterator[None]:
    try:
        yield
    except (ElementTree.ParseError, nx.NetworkXException, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(f"not {what} as written here: {error}") from error


def _write_csv(columns: Iterable[str], rows: list[dict[str, Any]], stream: BinaryIO) -> None:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, dict.fromkeys([*columns, *_types(rows)]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _text(value) for name, value in row.items()} for row in rows)
    stream.write(text.getvalue().encode())


def _csv_rows(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    """Return the rows; CSV has no types, so that an attribute unknown to `kg.network` comes back as text."""
    for row in csv.DictReader(StringIO(stream.read().decode(), newline="")):
        yield {name: _FROM_CSV.get(name, str)(value) for name, value in row.items()}
