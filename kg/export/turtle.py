"""Turtle and TriG for people to read: sections with headings, one predicate a line, all in a fixed order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from .names import RDF_TYPE, Names, predicate_order
from .runs import RUN, sorted_lines

_TYPE = f"<{RDF_TYPE}>"
_ANNOTATION = "<http://www.w3.org/ns/oa#"
_WIDTH = 100
_KEPT = 100_000  # IRIs whose shorter form is remembered
_FIELD_END, _LINE_END = "\0", "\1"
_BARE = re.compile(
    r'"-?[0-9]+"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>'
    r'|"-?[0-9]+\.[0-9]+"\^\^<http://www\.w3\.org/2001/XMLSchema#decimal>'
    r'|"(true|false)"\^\^<http://www\.w3\.org/2001/XMLSchema#boolean>'
)
# Not textwrap.indent: it also breaks lines at U+2028 and its like, which may stand inside a string.
_LINE_START = re.compile(r"^(?=.)", re.MULTILINE)

Statements = dict[str, list[str]]  # predicate -> objects, all as N-Triples terms


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
    """Write canonical N-Quads lines, in order, as TriG 1.1, which is Turtle 1.1 where no graph has a name.

    A subject stands in the first section that holds one of its classes, whichever graph says so. After the
    sections come the other subjects, and last those of Web Annotation: passages and their selectors.
    In memory is one subject at a time; what is ordered, and what waits for its header, may be in files.
    """
    iris, headings = _Iris(names), _Headings(sections)
    ordered = sorted_lines(_blocks(lines, headings, iris))
    with SpooledTemporaryFile(RUN) as body:
        body.writelines(text.encode() for text in _body(ordered, headings, iris))
        header = iris.header()
        stream.write(f"{header}\n".encode() if header else b"")
        body.seek(0)
        copyfileobj(body, stream)


class _Iris:
    """N-Triples terms of IRIs in Turtle, and a record of the shorter ways in use."""

    def __init__(self, names: Names) -> None:
        self._names, self._prefixes, self._is_relative = names, set[str](), False
        self.turtle = lru_cache(_KEPT)(self._turtle)

    def header(self) -> str:
        """Return the declarations of the base and of the prefixes that are in use."""
        used, declared = sorted(self._prefixes & self._names.prefixes.keys()), self._names.prefixes
        prefixes = "".join(f"@prefix {prefix}: <{declared[prefix]}> .\n" for prefix in used)
        return (f"@base <{self._names.base}> .\n" if self._is_relative else "") + prefixes

    def _turtle(self, term: str) -> str:
        iri = term[1:-1]
        relative = self._names.relative(iri)
        text = self._names.prefixed(iri) or (f"<{relative}>" if relative else term)
        prefix, colon, _ = text.partition(":")
        self._prefixes |= {prefix} if colon else set()
        self._is_relative |= not colon
        return text


class _Headings:
    """The headings of subjects by their classes, and which of them each graph has."""

    def __init__(self, sections: Sequence[Section]) -> None:
        first_wins = reversed(list(enumerate(sections)))
        self._ranks = {f"<{iri}>": rank for rank, section in first_wins for iri in section.classes}
        self.titles = [*(section.title for section in sections), "Other", "Evidence"]
        self.used: dict[str, set[int]] = defaultdict(set)

    def place(self, classes: Sequence[str]) -> int:
        """Return the number of the heading that a subject of some classes stands under."""
        is_evidence = any(iri.startswith(_ANNOTATION) for iri in classes)
        other = len(self.titles) - 2 + is_evidence
        return min((self._ranks[iri] for iri in classes if iri in self._ranks), default=other)


def _blocks(lines: Iterable[str], headings: _Headings, iris: _Iris) -> Iterator[str]:
    """Yield each subject of each graph as one line: graph, heading, subject, and its Turtle, in the order wanted.

    What parts these stands in no term: N-Quads escapes control characters.
    """
    for subject, about in groupby(lines, key=lambda line: line[: line.index(" ")]):
        graphs: dict[str, Statements] = {}
        for line in about:
            predicate, rest = line[len(subject) + 1 : -2].split(" ", 1)
            value, graph = _split_graph(rest)
            graphs.setdefault(graph, {}).setdefault(predicate, []).append(value)
        place = headings.place([kind for said in graphs.values() for kind in said.get(_TYPE, ())])
        for graph, said in graphs.items():
            headings.used[graph].add(place)
            text = _subject(subject, said, iris).replace("\n", _LINE_END)
            yield _FIELD_END.join((graph, f"{place:09}", subject.strip("<>"), text))


def _split_graph(text: str) -> tuple[str, str]:
    """Part an object from the graph name after it, which is no part of a string as IRIs hold no quote."""
    value, _, name = text.rpartition(" ")
    return (value, name) if value and name.startswith(("<", "_:")) and '"' not in name else (text, "")


def _body(blocks: Iterable[str], headings: _Headings, iris: _Iris) -> Iterator[str]:
    """Yield the subjects of each graph under their headings, parted by blank lines; a single heading is not shown."""
    parted = (block.split(_FIELD_END) for block in blocks)
    for number, (graph, in_graph) in enumerate(groupby(parted, key=itemgetter(0))):
        opening, indent, closing = (f"{iris.turtle(graph)} {{\n", "  ", "}\n") if graph else ("", "", "")
        yield "\n" * bool(number) + opening
        between = ""
        for place, subjects in groupby(in_graph, key=itemgetter(1)):
            heading = [f"# {headings.titles[int(place)]}\n"] if len(headings.used[graph]) > 1 else []
            for text in (*heading, *(parts[-1].replace(_LINE_END, "\n") for parts in subjects)):
                yield between + (_LINE_START.sub(indent, text) if indent else text)
                between = "\n"
        yield closing


def _subject(subject: str, statements: Statements, iris: _Iris) -> str:
    verbs = {iri: "a" if iri == _TYPE else iris.turtle(iri) for iri in statements}
    ordered = sorted(verbs, key=lambda iri: (predicate_order(iri[1:-1]), verbs[iri]))
    lines = [_statement(verbs[iri], [_object(term, iris) for term in statements[iri]]) for iri in ordered]
    return f"{iris.turtle(subject)} " + " ;\n  ".join(lines) + " .\n"


def _statement(verb: str, objects: Sequence[str]) -> str:
    if len(objects) == 1:
        return f"{verb} {objects[0]}"
    text = f"{verb} {', '.join(sorted(objects))}"
    return text if len(text) <= _WIDTH else f"{verb}\n    " + ",\n    ".join(sorted(objects))


def _object(term: str, iris: _Iris) -> str:
    if not term.startswith('"'):
        return iris.turtle(term)
    if _BARE.fullmatch(term):
        return term[1 : term.index('"', 1)]
    text, _, suffix = term.rpartition('"')
    return f'{text}"^^{iris.turtle(suffix[2:])}' if suffix.startswith("^^") else term
