"""Records to quads, in the named graph of each source that says so."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from .cite import Citation, Source, cite, passage_quads, source_quads
from .documents import Document
from .ontology import Class, Ontology
from .problems import Problem, Severity, violation
from .reading import Node, Pair, did_you_mean, read_node
from .records import Evidence, Origin, Record
from .terms import BASE, EVIDENCE, RDF_TYPE, SOURCE, graph_name, term, thing

_MERGE = "isReplacedBy"


@dataclass
class Loaded:
    """What a load gives: quads, problems, and the places of the records that each subject comes from."""

    quads: list[Quad] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, list[Origin]] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """The number of records loaded."""
        return sum(len(places) for places in self.origins.values())


def load(records: Iterable[Record], sources: Iterable[Source], ontology: Ontology, *, base: str = BASE) -> Loaded:
    """Turn records into quads; a record with a problem is left out, and so is one that refers to it.

    Equal records give equal quads: loading twice adds nothing. A fact is in the graph of each source that it quotes; a
    record without evidence is in the graph of its file.
    """
    return _Load(list(records), list(sources), ontology, base).run()


class _Load:
    """One load: what it works on, and what it found so far."""

    def __init__(self, records: list[Record], sources: list[Source], ontology: Ontology, base: str) -> None:
        self.records, self.sources, self.ontology, self.base = records, sources, ontology, base
        self.slugs = {source.slug: source for source in sources}
        self.files = {source.file: self._source(source.slug) for source in sources}
        described = {record.id.partition("/")[2] for record in records if record.id and record.type == "Source"}
        self.known_sources = described | set(self.slugs)
        self.titled = {self._source(slug) for slug in described}
        self.merged = _merged(records, base)
        self.bad_ids: set[str | None] = set()
        self.found = Loaded()

    def run(self) -> Loaded:
        quads: dict[Quad, None] = {}
        for source in self.sources:
            quads |= dict.fromkeys(self._source_quads(source))
        for node in self._closed([node for record in self.records if (node := self._node(record))]):
            self.found.origins.setdefault(node.subject.value, []).append(node.record.origin)
            quads |= dict.fromkeys(self._quads(node))
        self.found.quads = list(quads)
        return self.found

    def _node(self, record: Record) -> Node | None:
        node = read_node(record, self.ontology, self.base)
        problems = list(self._evidence_problems(record, node)) + (node if isinstance(node, list) else [])
        self.found.problems += problems
        if isinstance(node, Node) and not any(problem.severity is Severity.VIOLATION for problem in problems):
            return node
        self.bad_ids.add(record.id)
        return None

    # ---------------------------------------------------------------- evidence

    def _evidence_problems(self, record: Record, node: Node | list[Problem]) -> Iterator[Problem]:
        subject = node.subject.value if isinstance(node, Node) else ""
        for evidence in record.evidence:
            source = self.slugs.get(evidence.source)
            if evidence.source not in self.known_sources:
                yield violation(
                    "unknown-source",
                    evidence.origin,
                    evidence.source,
                    "no document and no record describes this source",
                    did_you_mean(evidence.source, self.known_sources)
                    or "add the document, or a record of the type Source",
                )
            elif source and source.document:
                yield from _quote_problems(evidence, source.document)
            else:
                yield Problem(
                    Severity.WARNING,
                    "quote-not-checked",
                    subject,
                    evidence.source,
                    "the text of the source is not here, so the quote is not checked",
                    "add the document, to have it checked at each build",
                    evidence.origin,
                )
        if (
            isinstance(node, Node)
            and self._is_fact(node.kind)
            and not record.evidence
            and not record.fragment.startswith("row")
        ):
            yield Problem(
                Severity.WARNING,
                "no-quote",
                subject,
                "",
                "the fact quotes no source; its only evidence is the record itself",
                'add evidence: [{source: a-document, quote: "its words"}]',
                record.origin,
            )

    def _is_fact(self, kind: Class) -> bool:
        return kind.name in self.ontology.facts

    # ---------------------------------------------------------------- references

    def _closed(self, nodes: list[Node]) -> list[Node]:
        """The nodes whose references all resolve, at last: leaving one out may leave others dangling."""
        while True:
            known = {node.subject for node in nodes} | {self._source(slug) for slug in self.known_sources}
            good = [
                node for node in nodes if not any(self._is_dangling(part.target, known) for part in node.references)
            ]
            if len(good) == len(nodes):
                return nodes
            kept = set(map(id, good))
            for node in nodes:
                if id(node) not in kept:
                    self.found.problems += self._dangling(node, known)
                    self.bad_ids.add(node.record.id)
            nodes = good

    def _is_dangling(self, target: NamedNode, known: set[NamedNode]) -> bool:
        return target.value.startswith(self.base) and self.merged.get(target, target) not in known

    def _dangling(self, node: Node, known: set[NamedNode]) -> Iterator[Problem]:
        """The references to nothing; one to a record that is itself bad needs no second message."""
        ids = [subject.value.removeprefix(self.base) for subject in known]
        for reference in node.references:
            name = reference.target.value.removeprefix(self.base)
            if self._is_dangling(reference.target, known) and name not in self.bad_ids:
                alike = [id for id in ids if id.partition("/")[0] == name.partition("/")[0]]
                yield violation(
                    "unknown-reference",
                    node.record.place(reference.key),
                    name,
                    "no record has this id",
                    did_you_mean(name, alike) or "add a record with this id",
                )

    # ---------------------------------------------------------------- quads

    def _quads(self, node: Node) -> Iterator[Quad]:
        subject, pairs = self._resolved(node)
        citations = [self._cited(evidence) for evidence in node.record.evidence]
        own = self.files[node.record.origin.file]
        if not citations and self._is_fact(node.kind):
            citations = [Citation(own, node.record.fragment, node.record.text)]
        home = node.subject if node.kind.iri == SOURCE.value else own
        for graph in {citation.source: None for citation in citations} or {home: None}:
            yield from (Quad(subject, predicate, value, graph) for predicate, value in pairs)
        for citation in citations:
            yield Quad(subject, EVIDENCE, citation.iri, citation.source)
            yield from passage_quads(citation, graph_name("quotes", self.base))

    def _resolved(self, node: Node) -> tuple[NamedNode, list[Pair]]:
        """The subject and its pairs after the merges; of a merged subject only that it is replaced."""
        if node.subject in self.merged:
            return node.subject, [
                (term("dcterms:isReplacedBy"), self.merged[node.subject]),
                (term("owl:deprecated"), Literal(True)),
            ]
        pairs = [
            (predicate, self.merged.get(value, value) if isinstance(value, NamedNode) else value)
            for predicate, value in node.pairs
        ]
        return node.subject, [(RDF_TYPE, NamedNode(node.kind.iri)), *pairs]

    def _cited(self, evidence: Evidence) -> Citation:
        source = self.slugs.get(evidence.source)
        return cite(self._source(evidence.source), evidence.quote, source.document if source else None)

    def _source(self, slug: str) -> NamedNode:
        return thing(f"source/{slug}", self.base)

    def _source_quads(self, source: Source) -> Iterator[Quad]:
        node = self._source(source.slug)
        yield from source_quads(node, source)
        if node not in self.titled:
            yield Quad(node, term("dcterms:title"), Literal(source.title, language="en"), node)


def _merged(records: Iterable[Record], base: str) -> Mapping[NamedNode, NamedNode]:
    """Old thing -> the thing that stands for it at last, through every recorded merge."""
    direct = {
        thing(record.id, base): thing(record.values[_MERGE][0], base)
        for record in records
        if record.id and _MERGE in record.values
    }
    return {old: _last(old, direct) for old in direct}


def _last(old: NamedNode, direct: Mapping[NamedNode, NamedNode]) -> NamedNode:
    seen = [old]
    while (new := direct.get(seen[-1])) and new not in seen:
        seen.append(new)
    return seen[-1]


def _quote_problems(evidence: Evidence, document: Document) -> Iterator[Problem]:
    found = document.find(evidence.quote)
    if not found:
        yield violation(
            "quote-not-found",
            evidence.origin,
            evidence.quote,
            f"the quote is not in {document.file}",
            _nearest_words(evidence.quote, document),
        )
    elif len(found) > 1:
        message = f"the quote stands {len(found)} times in {document.file}; the first is taken"
        yield Problem(
            Severity.INFO,
            "quote-not-unique",
            "",
            evidence.quote,
            message,
            "quote more words",
            evidence.origin,
        )


def _nearest_words(quote: str, document: Document) -> str:
    sentences = re.split(r"(?<=[.!?])\s+", document.text[document.body :])
    likely = difflib.get_close_matches(quote, sentences, 1, 0.3)
    return (
        f"copy the words as they stand; the nearest sentence is {' '.join(likely[0].split())!r}"
        if likely
        else "copy the words as they stand there"
    )
