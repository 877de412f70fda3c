"""A small network with all that graph files trip over; as a script, it writes it in three formats.

python tests/sample_network.py FOLDER
"""

import sys
from pathlib import Path

import networkx as nx
from pyoxigraph import Literal, NamedNode

from kg.graphfiles import write_gexf, write_graphml, write_json
from kg.network import network_of
from kg.table import Table, Term

BASE = "https://example.org/"
EDGE_COLUMNS = ("source", "target", "relation", "fact", "label", "weight", "date", "sources", "disputed")
NODE_COLUMNS = ("node", "label", "kind", "colour", "size")


def cell(value: str | float | bool | None) -> Term | None:
    """Return a term: an IRI for `:name`, else a literal."""
    if isinstance(value, str) and value.startswith(":"):
        return NamedNode(BASE + value[1:])
    return None if value is None else Literal(value)


def table(columns: tuple[str, ...], *rows: tuple[str | float | bool | None, ...]) -> Table:
    """Return a table of such cells."""
    return Table(columns, [tuple(cell(value) for value in row) for row in rows])


NO_FACTS = table(("fact",))


def sample() -> nx.MultiDiGraph:
    """Return a network with parallel edges, a loop, a lone node, partial dates and hostile labels."""
    edges = table(
        EDGE_COLUMNS,
        (":n/a", ":n/b", "met", ":f/1", 'Talks on "trade" & <transit>', 2.5, "2021-10-11", 2, False),
        (":n/a", ":n/b", "met", ":f/2", "", None, "2021-10", None, None),
        (":n/a", ":n/b", "invited", ":f/3", "دعوة", 1.0, "2021-10-11/2021-10-12", 1, True),
        (":n/b", ":n/c", "met", ":f/3", "tab\tand\nline\u2028end", 0.1, "../2021", 1, False),
        (":n/c", ":n/c", "met", ":f/4", "null\x00 bell\x07 \uffff", 1e-7, "spring", 1, False),
    )
    nodes = table(
        NODE_COLUMNS,
        (":n/a", "İlham 'A' \U0001f91d <b>&amp;</b>", "Person", "#16324f", 2),
        (":n/b", "‏עברית, then; Latin", "Person", "#AA0011", 1),
        (":n/lone", "=1+1", None, None, None),
    )
    return network_of(edges, nodes, NO_FACTS, title='Who "met" <whom>', subtitle="")


def main(folder: Path) -> None:
    """Write the sample as network.graphml, network.gexf and network.json."""
    for write in (write_graphml, write_gexf, write_json):
        with (folder / f"network.{write.__name__.removeprefix('write_')}").open("wb") as stream:
            write(sample(), stream)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
