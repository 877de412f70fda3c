"""Read every export of the graph in use with rapper, rdflib and pyoxigraph, and compare what they read.

python tests/conformance/exports.py FOLDER
"""

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

import kg

RAPPER = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads"}
FORMATS = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld"}
RDFLIB = {".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld"}


def main(folder: Path) -> int:
    """Print a line for each format; return 1 if a reader got other triples than were written."""
    with kg.open(".") as graph:
        paths = [_exported(graph, folder / f"graph{suffix}", name) for suffix, name in FORMATS.items()]
    reference = Graph().parse(paths[2], format="nt")
    return max(_compared(path, reference) for path in paths)


def _exported(graph: "kg.Graph", path: Path, name: str) -> Path:
    with path.open("wb") as stream:
        graph.export(stream, name)
    return path


def _compared(path: Path, reference: Graph) -> int:
    readers = {"rdflib": _by_rdflib(path), "pyoxigraph": _by_oxigraph(path)}
    if path.suffix in RAPPER:
        readers["rapper"] = _by_rapper(path)
    same = {name: isomorphic(graph, reference) for name, graph in readers.items()}
    print(f"{path.name}: {len(reference)} triples; read alike by {', '.join(name for name in same if same[name])}")
    for name in (name for name in same if not same[name]):
        print(f"  {name} read {len(readers[name])} triples, and not the same")
    return int(not all(same.values()))


def _by_rdflib(path: Path) -> Graph:
    dataset = Dataset(default_union=True)
    dataset.parse(path, format=RDFLIB[path.suffix])
    return _triples_of("".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in dataset.triples((None, None, None))))


def _by_oxigraph(path: Path) -> Graph:
    triples = (quad.triple for quad in ox.parse(path=path))
    return _triples_of(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode())


def _by_rapper(path: Path) -> Graph:
    command = ["rapper", "-q", "-i", RAPPER[path.suffix], "-o", "ntriples", str(path)]
    return _triples_of(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _triples_of(text: str) -> Graph:
    return Graph().parse(data=text, format="nt")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
