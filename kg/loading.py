"""Loading: records to quads, in the named graph of each source that says so."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from .cite import Citation, Source, cite, passage_quads, source_quads
from .linking import fallen, unknown_references
from .merges import IS_REPLACED_BY, find_merges
from .mint import Pair
from .ontology import Ontology
from .problems import Problem, Severity, violation
from .quotes import Library, no_quote, quote_problems
from .reading import Node, Reference, read_node
from .records import Evidence, Origin, Record
from .terms import BASE, EVIDENCE, RDF_TYPE, SOURCE, graph_name, is_id, term, thing

_TITLE, _DEPRECATED = term("dcterms:title"), term("owl:deprecated")


@dataclass(frozen=True)
class LeftOut:
    """A record that a load went without, and why."""

    origin: Origin
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason}"


@dataclass(frozen=True)
class Loaded:
    """What a load gives: quads, problems, the places of the records of each subject, and the records left out."""

    quads: list[Quad]
    problems: list[Problem]
    origins: Mapping[str, list[Origin]]
    left_out: list[LeftOut]

    @property
    def records(self) -> int:
        """The number of records loaded."""
        return sum(len(places) for places in self.origins.values())


def load(
    records: Iterable[Record],
    sources: Iterable[Source],
    ontology: Ontology,
    *,
    base: str = BASE,
    barred: Mapping[Origin, str] | None = None,
    unread: Collection[str] = (),
) -> Loaded:
    """Turn records into quads; a record with a problem is left out, and so is one that refers to it.

    Equal records give equal quads: loading twice adds nothing. A fact is in the graph of each source that it quotes; a
    record without evidence is in the graph of its file. `barred` says why more records are to be left out, by their
    places; `unread` holds ids of records that may have been lost in reading, so that to refer to one is no fault.
    """
    records, files = list(records), {source.slug: source for source in sources}
    ids = [*unread, *(record.id or "" for record in records)]
    library = Library(files, described=_slugs(record.id or "" for record in records), lost=_slugs(unread))
    found = _Load(library, ontology, base, dict(barred or {}))
    return found.run(records, {thing(id, base) for id in ids if is_id(id)})


class _Load:
    """One load: what it works on, and what it found so far; `out` says why records are left out."""

    def __init__(self, library: Library, ontology: Ontology, base: str, out: dict[Origin, str]) -> None:
        self.library, self.ontology, self.base, self.out = library, ontology, base, out
        self.files = {source.file: self._source(slug) for slug, source in library.files.items()}
        self.merged: Mapping[NamedNode, NamedNode] = {}
        self.problems: list[Problem] = []

    def run(self, records: list[Record], named: set[NamedNode]) -> Loaded:
        nodes = [node for record in records if (node := self._node(record))]
        known = named | {self._source(slug) for slug in self.library.slugs} | {node.subject for node in nodes}
        for node, problem in unknown_references(nodes, known, self.base):
            self._refuse(node.record, [problem])
        self.merged, faults = find_merges(nodes)
        for node, problem in faults:
            self._refuse(node.record, [problem])
        self.out |= fallen(self._standing(nodes), set(self.files.values()), self.base)
        origins = dict.fromkeys(record.origin for record in records if record.origin in self.out)
        return self._loaded(self._standing(nodes), [LeftOut(origin, self.out[origin]) for origin in origins])

    def _node(self, record: Record) -> Node | None:
        """Read one record; one that breaks a rule is left out."""
        node = read_node(record, self.ontology, self.base)
        subject = node.subject.value if isinstance(node, Node) else ""
        self._refuse(record, [*quote_problems(record, subject, self.library), *self._twice_described(record)])
        if isinstance(node, list):
            self._refuse(record, node)
            return None
        is_in_table = record.fragment.startswith("row")
        if node.kind.name in self.ontology.facts and not record.evidence and not is_in_table:
            self._refuse(record, [no_quote(record, subject)])
        quoted = (evidence.source for evidence in record.evidence if evidence.source in self.library.slugs)
        sources = tuple(Reference(self._source(slug), "evidence") for slug in quoted)
        return replace(node, references=node.references + sources) if sources else node

    def _twice_described(self, record: Record) -> Iterator[Problem]:
        document = self.library.document((record.id or "").removeprefix("source/"))
        if document and record.type == "Source" and record.origin.file != document.file:
            message, remedy = f"{document.file} describes this source already", "keep what its front matter says"
            yield violation("twice-described", record.place("id"), record.id or "", message, remedy)

    def _refuse(self, record: Record, problems: Iterable[Problem]) -> None:
        """Report problems; the first violation is why the record is left out."""
        for problem in problems:
            self.problems.append(problem)
            if problem.severity is Severity.VIOLATION:
                self.out.setdefault(record.origin, problem.message)

    def _standing(self, nodes: Iterable[Node]) -> list[Node]:
        return [node for node in nodes if node.record.origin not in self.out]

    # ---------------------------------------------------------------- quads

    def _loaded(self, nodes: list[Node], left_out: list[LeftOut]) -> Loaded:
        titled = {node.subject for node in nodes if node.kind.iri == SOURCE.value}
        sources = self.library.files.values()
        quads = dict.fromkeys(quad for source in sources for quad in self._source_quads(source, titled))
        origins: dict[str, list[Origin]] = defaultdict(list)
        for node in nodes:
            quads |= dict.fromkeys(self._quads(node))
            origins[node.subject.value].append(node.record.origin)
        return Loaded(list(quads), self.problems, dict(origins), left_out)

    def _quads(self, node: Node) -> Iterator[Quad]:
        citations = [self._cited(evidence) for evidence in node.record.evidence]
        own = self.files[node.record.origin.file]
        if not citations and node.kind.name in self.ontology.facts:
            citations = [Citation(own, node.record.fragment, node.record.text)]
        home = node.subject if node.kind.iri == SOURCE.value else own
        pairs = self._resolved(node)
        for graph in {citation.source: None for citation in citations} or {home: None}:
            yield from (Quad(node.subject, predicate, value, graph) for predicate, value in pairs)
        for citation in citations:
            yield Quad(self.merged.get(node.subject, node.subject), EVIDENCE, citation.iri, citation.source)
            yield from passage_quads(citation, graph_name("quotes", self.base))

    def _resolved(self, node: Node) -> list[Pair]:
        """The pairs after the merges; of a merged subject only that it is replaced."""
        if node.subject in self.merged:
            return [(IS_REPLACED_BY, self.merged[node.subject]), (_DEPRECATED, Literal(True))]
        pairs = [
            (predicate, self.merged.get(value, value) if isinstance(value, NamedNode) else value)
            for predicate, value in node.pairs
        ]
        return [(RDF_TYPE, NamedNode(node.kind.iri)), *pairs]

    def _cited(self, evidence: Evidence) -> Citation:
        return cite(self._source(evidence.source), evidence.quote, self.library.document(evidence.source))

    def _source_quads(self, source: Source, titled: Collection[NamedNode]) -> Iterator[Quad]:
        node = self._source(source.slug)
        yield from source_quads(node, source)
        if node not in titled:
            yield Quad(node, _TITLE, Literal(source.title, language="en"), node)

    def _source(self, slug: str) -> NamedNode:
        return thing(f"source/{quote(slug, safe='')}", self.base)


def _slugs(ids: Iterable[str]) -> frozenset[str]:
    """The slugs of the sources among some ids."""
    return frozenset(id.partition("/")[2] for id in ids if id.startswith("source/"))
