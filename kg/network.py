"""Network: the answers of three queries, on edges, nodes and facts, as a NetworkX MultiDiGraph."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any, cast

import networkx as nx
from pyoxigraph import BlankNode, Literal, NamedNode

from .errors import QueryError
from .table import Table

NEUTRAL = "#7a828c"
"""The colour of a node that no query gave one."""

Value = str | int | float | bool
Row = tuple[Any, ...]

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def network_of(edges: Table, nodes: Table, facts: Table, *, title: str, subtitle: str) -> nx.MultiDiGraph[str]:
    """Draw an edge for each row of `edges`, between nodes that `nodes` describes, with what `facts` says of its fact.

    Columns of `edges`: source, target, relation, fact, which where unbound is the source; and, if the query has them,
    weight, label, date, sources, disputed. The last four are columns of `facts` too, beside fact: they stand on the
    edges whose rows leave them unbound or lack them. Columns of `nodes`: node; and label, kind, colour (`#rrggbb`),
    size. Nodes and edges get all of these as plain attributes, with a default for what is not stated; a node that no
    row describes is labelled by the last part of its IRI.

    Rows alike in source, target, relation and fact are one edge, with the greatest value of each other column; rows
    about one node or fact are one, with the least. Order is alphabetical.

    Keys are unique in the whole network, as edge ids in GraphML, GEXF and graphology must be: the fact's IRI,
    or, where one fact draws several edges, `fact|relation|source|target` (`fact_of` gives the fact back).

    Raise QueryError for a column that is unknown or missing, and for a value that its column cannot hold.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=_line(title), subtitle=_line(subtitle))
    described = _merged(_rows(nodes, _NODE, "nodes"), 1, min)
    told = {fact: (*values,) for fact, *values in _merged(_rows(facts, _FACT, "facts"), 1, min)}
    drawn = sorted(_merged(_edges(edges, told), 4, max))
    _add_nodes(network, described, drawn)
    _add_edges(network, drawn)
    return network


def fact_of(key: str) -> str:
    """Return the IRI of the fact that draws the edge of this key."""
    return key.partition("|")[0]


def strongest(network: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    """Return a network of the pairs of nodes with most edges, no more than `most`; its subtitle says what is left out.

    One with no more pairs is returned as it is. Of pairs with as many edges the first in the alphabet count.
    """
    pairs = Counter(tuple(sorted(ends)) for ends in network.edges())
    if len(pairs) <= most:
        return network
    weakest = {pair for pair, _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[most:]}
    kept = network.copy()
    kept.remove_edges_from([edge for edge in network.edges(keys=True) if tuple(sorted(edge[:2])) in weakest])
    kept.remove_nodes_from(list(nx.isolates(kept)))
    said = f"drawn: the {most:,} of {len(pairs):,} pairs that most facts link"
    kept.graph["subtitle"] = "; ".join(filter(None, (network.graph["subtitle"], said)))
    return kept


def _line(text: str) -> str:
    """Put a text on one line, without the characters that XML, and so GraphML, GEXF and SVG, cannot hold."""
    return text if text.isprintable() else _CONTROLS.sub(" ", text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is not finite")
    return number


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(text):
        raise ValueError(repr(text))
    return text.lower()


@dataclass(frozen=True)
class _Column:
    """How to read the values of a column; one without default must be there and bound in every row."""

    read: Callable[[str], Value]
    form: str
    default: Value | None = None


_IRI = _Column(str, "an IRI")
_TEXT = _Column(_line, "a text", "")
_COUNT = _Column(int, "a whole number", 1)
_TOLD = {
    "label": _TEXT,
    "date": _TEXT,
    "sources": _COUNT,
    "disputed": _Column(_TRUTH.__getitem__, "true or false", False),
}
"""What is told of facts."""
_FACT = {"fact": _IRI} | _TOLD
_EDGE = {
    "source": _IRI,
    "target": _IRI,
    "fact": _Column(str, "an IRI", ""),
    "relation": _Column(_line, "a text"),
    "weight": _Column(_finite, "a number", 1.0),
} | _TOLD
_NODE = {
    "node": _IRI,
    "label": _TEXT,
    "kind": _TEXT,
    "colour": _Column(_colour, "a colour such as #16324f", NEUTRAL),
    "size": _COUNT,
}


def _edges(edges: Table, told: Mapping[str, Row]) -> Iterable[Row]:
    """Return the rows of edges as plain values; what they lack is what is told of their facts."""
    sources, targets, stated, *others = _columns(edges, _EDGE, "edges")
    facts = [fact or source for source, fact in zip(sources, stated, strict=True)]
    plain = tuple(column.default for column in _TOLD.values())
    about = [told.get(fact, plain) for fact in facts]
    for number, name in enumerate(_TOLD):
        place = number - len(_TOLD)
        others[place] = _completed(edges, name, others[place], [values[number] for values in about])
    return zip(sources, targets, facts, *others, strict=True)


def _completed(edges: Table, name: str, stated: Iterable[Value], told: list[Value]) -> Iterable[Value]:
    """Return the values of a column, those of unbound cells, or of all if there is no such column, as they are told."""
    if name not in edges.columns:
        return told
    index = edges.columns.index(name)
    rows = zip(edges.rows, stated, told, strict=True)
    return [known if row[index] is None else value for row, value, known in rows]


def _rows(table: Table, columns: Mapping[str, _Column], what: str) -> Iterable[Row]:
    """Return the rows as plain values, in the order of `columns`."""
    return zip(*_columns(table, columns, what), strict=True)


def _columns(table: Table, columns: Mapping[str, _Column], what: str) -> list[Iterable[Any]]:
    if unknown := sorted(set(table.columns) - set(columns)):
        known = ", ?".join(columns)
        raise QueryError(f"{what} of a network: unknown column ?{unknown[0]}; known are ?{known}")
    return [_values(table, name, column, what) for name, column in columns.items()]


def _values(table: Table, name: str, column: _Column, what: str) -> Iterable[Any]:
    if name in table.columns:
        return _read(_texts(table, table.columns.index(name)), column, f"{what} of a network: ?{name}")
    if column.default is None:
        raise QueryError(f"{what} of a network: ?{name} is missing; select it in the query")
    return repeat(column.default, len(table.rows))


def _texts(table: Table, index: int) -> list[str | None]:
    cells = cast("list[NamedNode | Literal | BlankNode | None]", [row[index] for row in table.rows])
    return [None if cell is None else cell.value for cell in cells]


def _read(texts: list[str | None], column: _Column, place: str) -> Iterable[Any]:
    if column.default is None and None in texts:
        raise QueryError(f"{place} is unbound in row {texts.index(None) + 1}; bind it in the query")
    try:
        return [column.default if text is None else column.read(text) for text in texts]
    except (ValueError, KeyError) as error:
        raise QueryError(f"{place}: {error}; the column holds {column.form}") from error


def _merged(rows: Iterable[Row], width: int, chosen: Callable[[Any, Any], Any]) -> Iterable[Row]:
    """Make one of the rows that are alike in their first cells, with the value chosen of each two."""
    merged: dict[Row, Row] = {}
    for row in rows:
        known = merged.get(row[:width])
        merged[row[:width]] = tuple(map(chosen, known, row)) if known else row
    return merged.values()


def _add_nodes(network: nx.MultiDiGraph[str], described: Iterable[Row], drawn: list[Row]) -> None:
    known = {node: row for node, *row in described}
    ends = {end for row in drawn for end in row[:2]}
    plain = [column.default for name, column in _NODE.items() if name != "node"]
    for node in sorted(known.keys() | ends):
        label, kind, colour, size = known.get(node, plain)
        network.add_node(node, label=label or _name(node), kind=kind, colour=colour, size=size)


def _name(iri: str) -> str:
    """Return the last part of an IRI."""
    return re.split("[/#]", iri.rstrip("/#"))[-1]


def _add_edges(network: nx.MultiDiGraph[str], drawn: list[Row]) -> None:
    count = Counter(row[2] for row in drawn)
    for source, target, fact, relation, weight, label, date, sources, disputed in drawn:
        network.add_edge(
            source,
            target,
            key=fact if count[fact] == 1 else f"{fact}|{relation}|{source}|{target}",
            relation=relation,
            label=label,
            weight=weight,
            date=date,
            sources=sources,
            disputed=disputed,
        )
