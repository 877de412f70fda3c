"""Cite: sources and their passages as Web Annotation nodes, named by RFC 5147 and RFC 7111."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from .documents import Document, Passage
from .terms import PASSAGE_DIGEST, RDF_TYPE, RDF_VALUE, SOURCE, TEXT_DIGEST, fragment_of, term

_PASSAGE, _HAS_SOURCE, _HAS_SELECTOR = map(term, ("oa:SpecificResource", "oa:hasSource", "oa:hasSelector"))
_EXACT, _START, _END = map(term, ("oa:exact", "oa:start", "oa:end"))
_BY_POSITION, _BY_FRAGMENT, _BY_QUOTE = (
    term(f"oa:{name}Selector") for name in ("TextPosition", "Fragment", "TextQuote")
)
_CONFORMS_TO = term("dcterms:conformsTo")
_STANDARDS = {
    "row": NamedNode("https://www.rfc-editor.org/rfc/rfc7111"),
    "line": NamedNode("https://www.rfc-editor.org/rfc/rfc5147"),
}


@dataclass(frozen=True)
class Source:
    """A file that facts may come from.

    `slug` names it in IRIs, `title` to readers, `file` in messages; `digest` is the SHA-256 of its bytes.
    """

    slug: str
    title: str
    file: str
    digest: str
    document: Document | None = None


@dataclass(frozen=True)
class Citation:
    """A part of a source: the graph and IRI of the source, the fragment, and its words if they are known."""

    source: NamedNode
    fragment: str
    text: str
    passage: Passage | None = None

    @cached_property
    def iri(self) -> NamedNode:
        """The IRI of the passage."""
        return fragment_of(self.source, self.fragment)


def cite(source: NamedNode, quote: str, document: Document | None) -> Citation:
    """Cite the first place where a document holds a quote; without a document, the quote by its digest."""
    found = document.find(quote) if document else []
    if found:
        return Citation(source, f"char={found[0].start},{found[0].end}", found[0].text, found[0])
    words = " ".join(quote.split())
    return Citation(source, f"quote={_digest(words)}", words)


def source_quads(node: NamedNode, source: Source) -> Iterator[Quad]:
    """Yield what is known of a source by its file alone, in its own graph."""
    yield Quad(node, RDF_TYPE, SOURCE, node)
    yield Quad(node, TEXT_DIGEST, Literal(source.digest), node)


def passage_quads(citation: Citation, quotes: NamedNode) -> list[Quad]:
    """Return the passage and its selector in the source's graph, and the words in the graph of quotes."""
    name, _, position = citation.fragment.partition("=")
    graph, passage = citation.source, citation.iri
    selector = fragment_of(graph, f"position={position}" if citation.passage else f"selector-{citation.fragment}")
    quads = [
        Quad(passage, RDF_TYPE, _PASSAGE, graph),
        Quad(passage, _HAS_SOURCE, graph, graph),
        Quad(passage, _HAS_SELECTOR, selector, graph),
        *(Quad(selector, predicate, value, graph) for predicate, value in _selector(citation, name)),
    ]
    if citation.text:
        quads.append(Quad(passage, PASSAGE_DIGEST, Literal(_digest(citation.text)), graph))
        quads.append(Quad(selector, _EXACT, Literal(citation.text), quotes))
    return quads


def _selector(citation: Citation, name: str) -> list[tuple[NamedNode, NamedNode | Literal]]:
    if citation.passage:
        passage = citation.passage
        return [(RDF_TYPE, _BY_POSITION), (_START, Literal(passage.start)), (_END, Literal(passage.end))]
    if name in _STANDARDS:
        return [
            (RDF_TYPE, _BY_FRAGMENT),
            (RDF_VALUE, Literal(citation.fragment)),
            (_CONFORMS_TO, _STANDARDS[name]),
        ]
    return [(RDF_TYPE, _BY_QUOTE)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
