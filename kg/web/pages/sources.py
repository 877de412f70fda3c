"""The list of sources, and the page of one: its text with every passage that a fact rests on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from ...answers import write_answer
from ...documents import Document
from ...dossier.words import readable
from ...store import select
from ..edition import Edition
from ..resource import Asked, resource
from .asking import ask_for
from .evidence import readable_iri
from .labels import Shown, shown_rows
from .texts import positions, texts

QUESTION = "sources"
_MOST = 500
_PASSAGES = """
SELECT DISTINCT ?passage ?quote ?fact ?label ?kind ?start ?end WHERE {
  ?passage oa:hasSource %s .
  ?fact irel:evidence ?passage ; rdfs:label ?label ; a/rdfs:label ?kind .
  OPTIONAL { ?passage oa:hasSelector ?selector }
  OPTIONAL { ?selector oa:start ?start ; oa:end ?end }
  OPTIONAL { ?selector oa:exact ?quote }
}
ORDER BY ?start ?end ?passage ?kind ?fact
"""
_TOLD = """
SELECT DISTINCT ?thing ?label ?heading WHERE {
  GRAPH %s { ?thing a ?class ; rdfs:label ?label }
  ?class irel:heading ?heading .
}
ORDER BY ?heading ?label ?thing
LIMIT %d
"""


@dataclass(frozen=True)
class Used:
    """A passage of a source, numbered in reading order: its fragment, its words, and the facts that rest on it."""

    number: int
    fragment: str
    quote: str
    facts: tuple[tuple[Shown, str], ...]


@dataclass(frozen=True)
class Piece:
    """A piece of a text: the passages that begin with it, and the number of the shortest that holds it, or 0."""

    text: str
    begins: tuple[str, ...]
    number: int


def source_list(asked: Asked) -> str:
    """Return the list of sources that facts rest on."""
    table = select(asked.graph.store, asked.edition.questions[QUESTION].text)
    if asked.format != "html":
        return write_answer(table, asked.format, asked.graph.prefixes)
    rows = [dict(zip(table.columns, row, strict=True)) for row in shown_rows(asked.graph.store, table)]
    return asked.render("sources.html.j2", rows=rows)


def source_parts(edition: Edition, source: NamedNode) -> dict[str, object]:
    """Return what the page of a source shows: its passages, its text in pieces, and the things that it tells of."""
    used = _used(edition, source)
    text = edition.once(texts).get(source.value)
    pieces = list(_pieces(text, used)) if text else []
    told: dict[str, list[Shown]] = defaultdict(list)
    for thing, label, heading in ask_for(edition.graph.store, _TOLD % (source, _MOST)).rows:
        told[readable(heading)].append(Shown(readable(label), readable_iri(thing)))
    marked = sum(len(piece.text) for piece in pieces if piece.number)
    length = sum(len(piece.text) for piece in pieces)
    return {"used": used, "pieces": pieces, "told": told, "share": round(100 * marked / length) if length else 0}


def _used(edition: Edition, source: NamedNode) -> list[Used]:
    facts: dict[str, list[tuple[Shown, str]]] = defaultdict(list)
    quotes: dict[str, str] = {}
    for passage, quote, fact, label, kind, *_ in ask_for(edition.graph.store, _PASSAGES % source).rows:
        fragment = readable_iri(passage).partition("#")[2]
        quotes[fragment] = " ".join(readable(quote).split())
        facts[fragment].append((Shown(readable(label), readable_iri(fact)), readable(kind)))
    return [
        Used(number, fragment, quotes[fragment], tuple(facts[fragment])) for number, fragment in enumerate(quotes, 1)
    ]


def _pieces(text: Document, used: Sequence[Used]) -> Iterator[Piece]:
    """Cut the body of a text wherever a passage begins or ends."""
    spans = {one: ends for one in used if (ends := positions(one.fragment))}
    cuts = sorted({text.body, len(text.text), *(cut for ends in spans.values() for cut in ends)})
    for start, end in pairwise(cuts):
        begins = tuple(one.fragment for one, ends in spans.items() if ends[0] == start)
        yield Piece(text.text[start:end], begins, _innermost(spans, start, end))


def _innermost(spans: Mapping[Used, tuple[int, int]], start: int, end: int) -> int:
    holding = [(last - first, one.number) for one, (first, last) in spans.items() if first <= start and end <= last]
    return min(holding, default=(0, 0))[1]


ROUTES = resource("/sources", source_list, "html", "csv", "json")
