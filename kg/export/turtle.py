"""Turtle and TriG for people to read: sections with headings, one predicate a line, all in a fixed order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import BinaryIO

from .names import RDF_TYPE, Names, predicate_order

_TYPE = f"<{RDF_TYPE}>"
_ANNOTATION = "<http://www.w3.org/ns/oa#"
_WIDTH = 100
_BARE = re.compile(
    r'"-?[0-9]+"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>'
    r'|"-?[0-9]+\.[0-9]+"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>'
    r'|"(true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>'
)
# Not textwrap.indent: it also breaks lines at U+2028 and its like, which may stand inside a string.
_LINE_START = re.compile(r"^(?=.)", re.MULTILINE)

Statements = dict[str, list[str]]  # predicate -> objects, all as N-Triples terms
Graph = dict[str, Statements]  # subject -> its statements


@dataclass(frozen=True)
class Section:
    """A heading, and the IRIs of the classes whose members stand under it."""

    title: str
    classes: Sequence[str]


def write_turtle(
    lines: Iterable[str],
    stream: BinaryIO,
    *,
    names: Names,
    sections: Sequence[Section],
) -> None:
    """Write canonical N-Quads lines as TriG 1.1, which is Turtle 1.1 where no graph has a name.

    A subject stands in the first section that holds one of its classes, whichever graph says so. After the
    sections come the other subjects, and last those of Web Annotation: passages and their selectors.
    """
    graphs = _graphs(lines)
    places = _places(graphs.values(), sections)
    titles = [*(section.title for section in sections), "Other", "Evidence"]
    iris = _Iris(names)
    blocks = [_block(name, _subjects(graphs[name], places, titles, iris), iris) for name in sorted(graphs)]
    stream.write("\n".join(part for part in (_header(names, iris), *blocks) if part).encode())


class _Iris(dict[str, str]):
    """N-Triples term -> Turtle for each IRI met so far, and so the record of the prefixes in use."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, term: str) -> str:
        iri = term[1:-1]
        relative = self._names.relative(iri)
        self[term] = self._names.prefixed(iri) or (f"<{relative}>" if relative else term)
        return self[term]


def _graphs(lines: Iterable[str]) -> dict[str, Graph]:
    """Group lines by graph ("" is the default one), subject and predicate."""
    graphs: dict[str, Graph] = {}
    for line in lines:
        subject, predicate, rest = line[:-2].split(" ", 2)
        value, graph = _split_graph(rest)
        graphs.setdefault(graph, {}).setdefault(subject, {}).setdefault(predicate, []).append(value)
    return graphs


def _split_graph(text: str) -> tuple[str, str]:
    """Part an object from the graph name after it, which is no part of a string as IRIs hold no quote."""
    value, _, name = text.rpartition(" ")
    return (value, name) if value and name.startswith(("<", "_:")) and '"' not in name else (text, "")


def _places(graphs: Iterable[Graph], sections: Sequence[Section]) -> dict[str, int]:
    """Return the index of the heading of each subject."""
    first_wins = reversed(list(enumerate(sections)))
    ranks = {f"<{iri}>": rank for rank, section in first_wins for iri in section.classes}
    classes: dict[str, list[str]] = {}
    for graph in graphs:
        for subject, statements in graph.items():
            classes.setdefault(subject, []).extend(statements.get(_TYPE, ()))
    return {subject: _place(kinds, ranks, len(sections)) for subject, kinds in classes.items()}


def _place(classes: Sequence[str], ranks: Mapping[str, int], other: int) -> int:
    evidence = any(iri.startswith(_ANNOTATION) for iri in classes)
    return min((ranks[iri] for iri in classes if iri in ranks), default=other + evidence)


def _subjects(graph: Graph, places: Mapping[str, int], titles: Sequence[str], iris: _Iris) -> str:
    """Return the subjects of a graph under their headings; a single section needs none."""
    ordered = sorted(graph, key=lambda subject: (places[subject], subject.strip("<>")))
    parts = [
        (titles[place], "\n".join(_subject(subject, graph[subject], iris) for subject in subjects))
        for place, subjects in groupby(ordered, key=places.__getitem__)
    ]
    if len(parts) == 1:
        return parts[0][1]
    return "\n".join(f"# {title}\n\n{text}" for title, text in parts)


def _subject(subject: str, statements: Statements, iris: _Iris) -> str:
    verbs = {iri: "a" if iri == _TYPE else iris[iri] for iri in statements}
    ordered = sorted(verbs, key=lambda iri: (predicate_order(iri[1:-1]), verbs[iri]))
    lines = [_statement(verbs[iri], [_object(term, iris) for term in statements[iri]]) for iri in ordered]
    return f"{iris[subject]} " + " ;\n  ".join(lines) + " .\n"


def _statement(verb: str, objects: Sequence[str]) -> str:
    if len(objects) == 1:
        return f"{verb} {objects[0]}"
    text = f"{verb} {', '.join(sorted(objects))}"
    return text if len(text) <= _WIDTH else f"{verb}\n    " + ",\n    ".join(sorted(objects))


def _object(term: str, iris: _Iris) -> str:
    if not term.startswith('"'):
        return iris[term]
    if _BARE.fullmatch(term):
        return term[1 : term.index('"', 1)]
    text, _, suffix = term.rpartition('"')
    return f'{text}"^^{iris[suffix[2:]]}' if suffix.startswith("^^") else term


def _block(graph: str, subjects: str, iris: _Iris) -> str:
    return f"{iris[graph]} {{\n{_LINE_START.sub('  ', subjects)}}}\n" if graph else subjects


def _header(names: Names, iris: _Iris) -> str:
    """Return the declarations of the base and of the prefixes that are in use."""
    used = {text.partition(":")[0] for text in iris.values()} & names.prefixes.keys()
    prefixes = "".join(f"@prefix {prefix}: <{names.prefixes[prefix]}> .\n" for prefix in sorted(used))
    has_relative = any(":" not in text for text in iris.values())
    return (f"@base <{names.base}> .\n" if has_relative else "") + prefixes
