"""One trade table to RDF, each tool in a process of its own with its start: python -m benchmarks.trade TOOL FOLDER.

kg checks every value, keeps its digits, and says of each figure where it stands, so that it writes some nineteen quads
a row; the others write the seven that the row says.
"""

import csv
import sys
from pathlib import Path
from shutil import copy

from kg.workspace import open_workspace

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-peers" / "bin" / "python"
BASE, ONTOLOGY = "https://w3id.org/irel/id/", "https://w3id.org/irel/ont#"
SPACES = {"reporter": "state/", "partner": "state/", "indicator": "indicator/", "unit": "unit/"}


def lay_out_trade(folder: Path) -> Path:
    """Put the trade tables of a workspace into one table in a workspace of its own, with the mapping beside it."""
    home = folder / "trade"
    (home / "data").mkdir(parents=True, exist_ok=True)
    (home / "kg.toml").touch()
    tables = [file.path for file in open_workspace(folder).data_files() if file.path.name.startswith("trade-")]
    rows = [row for path in tables for row in csv.DictReader(path.open(encoding="utf-8"))]
    with (home / "data" / "trade.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    copy(home / "data" / "trade.csv", home)
    copy(HERE / "trade.ttl", home)
    (home / "config.ini").write_text(
        "[CONFIGURATION]\noutput_file: morph.nt\nlogging_level: ERROR\n[Trade]\nmappings: trade.ttl\n"
    )
    return home


def by_kg(home: Path) -> None:
    import pyoxigraph as ox

    from .inputs import loaded

    ox.serialize(loaded(home).quads, home / "kg.nq", ox.RdfFormat.N_QUADS)


def by_hand(home: Path) -> None:
    """Go the way of kglab: pandas for the table, rdflib for the graph."""
    import pandas as pd
    from rdflib import RDF, Graph, Literal, URIRef

    graph = Graph()
    for row in pd.read_csv(home / "trade.csv", dtype=str).to_dict("records"):
        figure = URIRef(f"{BASE}figure/{row['reporter']}.{row['partner']}.{row['indicator']}.{row['period']}")
        graph.add((figure, RDF.type, URIRef(f"{ONTOLOGY}TradeFigure")))
        for column, value in row.items():
            if column != "type":
                term = URIRef(BASE + SPACES[column] + value) if column in SPACES else Literal(value)
                graph.add((figure, URIRef(ONTOLOGY + column), term))
    graph.serialize(home / "hand.nt", format="nt")


if __name__ == "__main__":
    {"kg": by_kg, "hand": by_hand}[sys.argv[1]](Path(sys.argv[2]))
