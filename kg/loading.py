"""Loading: records to quads, in the named graph of each source that says so."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from .cite import Citation, Source, cite, passage_quads, source_quads
from .gather import Lost, Part
from .linking import EVIDENCE_KEY, Advice, Held, fallen
from .merges import IS_REPLACED_BY, Merges, find_merges, is_merge
from .mint import Pair
from .ontology import Ontology
from .problems import Problem, Severity, violation
from .quotes import Library, no_quote, quote_problems
from .reading import IdOf, Node, Reader, Reference, no_id
from .records import Evidence, LeftOut, Origin, Record
from .terms import BASE, EVIDENCE, RDF_TYPE, SOURCE, graph_name, is_id, term, thing

_TITLE, _DEPRECATED = term("dcterms:title"), term("owl:deprecated")

T = TypeVar("T")


@dataclass(frozen=True)
class Loaded(Generic[T]):
    """What a load gives: what its quads were put into, problems, the places of the records of each subject.

    `left_out` are the records without which it went.
    """

    quads: T
    problems: list[Problem]
    origins: Mapping[str, list[Origin]]
    left_out: list[LeftOut]

    @property
    def records(self) -> int:
        """The number of records loaded."""
        return sum(len(places) for places in self.origins.values())


def load(
    parts: Iterable[Part],
    sources: Iterable[Source],
    ontology: Ontology,
    *,
    base: str = BASE,
    barred: Mapping[Origin, str] | None = None,
    id_of: IdOf = no_id,
) -> Loaded[list[Quad]]:
    """Turn records into a list of quads, each once; see `Loader` for what becomes of bad records."""
    loader = Loader(list(parts), sources, ontology, base=base, id_of=id_of)
    return loader.load(lambda quads: list(dict.fromkeys(quads)), barred)


class Loader:
    """Turns records into quads; a record with a problem is left out, and so is one that refers to it.

    Equal records give equal quads: loading twice adds nothing. A fact is in the graph of each source that it quotes; a
    record without evidence is in the graph of its file. The parts stream: they are iterated over as often as needed.
    `elsewhere` are the IRIs of what other records describe, for advice.
    """

    def __init__(
        self,
        parts: Iterable[Part],
        sources: Iterable[Source],
        ontology: Ontology,
        *,
        base: str = BASE,
        id_of: IdOf = no_id,
        elsewhere: Set[str] = frozenset(),
    ) -> None:
        self.parts, self.ontology, self.base, self.id_of, self.elsewhere = parts, ontology, base, id_of, elsewhere
        self.reader = Reader(ontology, base, id_of)
        self.sources = {source.slug: source for source in sources}
        self.files = {source.file: self.source(slug) for slug, source in self.sources.items()}
        self._index: _Index | None = None

    def load(self, into: Callable[[Iterator[Quad]], T], barred: Mapping[Origin, str] | None = None) -> Loaded[T]:
        """Give the quads to `into`; where they prove wrong at their end, call it once more, to begin afresh.

        A first pass takes it that every reference leads somewhere and that nothing is merged, which is mostly so. Where
        it is not, a second one goes by what the first has learnt. `barred` says why more records are to be left out, by
        their places.
        """
        barred = barred or {}
        if self._index is None:
            index, first = _Index(self), _Pass(self, _World(out=barred))
            quads = into(first.quads(index.add))
            self._index = index
            if index.world(barred) == first.world:
                return first.loaded(quads)
            del quads
        last = _Pass(self, self._index.world(barred))
        return last.loaded(into(last.quads(lambda part, node, is_refused: None)))

    def source(self, slug: str) -> NamedNode:
        """Return the IRI of a source."""
        return thing(f"source/{quote(slug, safe='')}", self.base)


@dataclass(frozen=True)
class _World:
    """What holds of all records together, and none tells of itself; a first pass takes it that all is well."""

    unknown: Set[str] = frozenset()
    missing: Set[str] = frozenset()
    lost: Set[str] = frozenset()
    merged: Merges = field(default_factory=dict)
    torn: Mapping[Origin, Problem] = field(default_factory=dict)
    out: Mapping[Origin, str] = field(default_factory=dict)
    known: Set[str] = field(default=frozenset(), compare=False)
    described: Set[str] = field(default=frozenset(), compare=False)


class _Index:
    """What a pass learns of all records, in short: of those that are right by themselves only what they link."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._grounds = {node.value for node in loader.files.values()}
        self._held: list[Held] = []
        self._merging: list[Node] = []
        self._refused: set[Origin] = set()
        self._names: dict[str, str] = {}
        self._known: set[str] = set()
        self._described: set[str] = set()
        self._lost: set[str] = set()
        self._quoted: set[str] = set()

    def add(self, part: Part, node: Node | None, is_refused: bool) -> None:
        """Take up a part, and the node that it gave."""
        if isinstance(part, Lost):
            self._name(part.id, self._lost)
        elif isinstance(part, Record):
            self._quoted.update(evidence.source for evidence in part.evidence)
            if is_refused:
                self._refused.add(part.origin)
            if node:
                self._hold(node)
            if not node or part.type == "Source":
                self._name(part.id or "", self._described)

    def world(self, barred: Mapping[Origin, str]) -> _World:
        """Return what holds of all records, if some are barred."""
        subjects = {held.subject for held in self._held}
        absent = {target for held in self._held for target in held.targets if target not in subjects}
        unknown = absent - self._known
        merged, torn = find_merges(self._merging)
        bad = {*barred, *torn, *self._refused}
        standing = (held for held in self._held if held.origin not in bad and unknown.isdisjoint(held.targets))
        out = dict(barred) | fallen(standing, self._loader.base) if bad or absent else {}
        missing = self._quoted - self._loader.sources.keys() - self._described - self._lost
        known = self._known | subjects | self._loader.elsewhere
        return _World(unknown, missing, self._quoted & self._lost, merged, torn, out, known, self._described)

    def _hold(self, node: Node) -> None:
        """Keep what a node links; equal texts are kept once."""
        targets = [reference.target.value for reference in node.references]
        own = (text for text in targets if text.startswith(self._loader.base) and text not in self._grounds)
        names = [self._names.setdefault(text, text) for text in (node.subject.value, *own)]
        self._held.append(Held(node.record.origin, names[0], tuple(names[1:])))
        if is_merge(node):
            self._merging.append(node)

    def _name(self, id: str, slugs: set[str]) -> None:
        """Note an id that a record has or may have."""
        space, _, slug = id.partition("/")
        if space == "source":
            slugs.add(slug)
            self._known.add(self._loader.source(slug).value)
        elif is_id(id):
            self._known.add(thing(id, self._loader.base).value)


class _Pass:
    """One pass over all parts: the world that it goes by, and what it finds."""

    def __init__(self, loader: Loader, world: _World) -> None:
        self.world, self._loader = world, loader
        self._library = Library(loader.sources, world.described, world.missing, world.lost)
        self._advice = Advice(world.unknown, world.known, loader.base, loader.ontology.keys, loader.id_of)
        self._quotes = graph_name("quotes", loader.base)
        self._problems: list[Problem] = []
        self._origins: dict[str, list[Origin]] = defaultdict(list)
        self._out: dict[Origin, str] = {}
        self._titled: set[NamedNode] = set()

    def quads(self, notice: Callable[[Part, Node | None, bool], None]) -> Iterator[Quad]:
        """Yield the quads of the records, then of the sources; tell of each part, and whether it breaks a rule."""
        for part in self._loader.parts:
            node, reason = None, ""
            if isinstance(part, Record):
                node, reason = self._node(part)
                yield from self._loaded(node, part.origin, self.world.out.get(part.origin, reason))
            elif isinstance(part, Problem):
                reason = self._refuse([part])
                self._out |= {part.origin: reason} if reason and part.origin else {}
            notice(part, node, bool(reason))
        for source in self._loader.sources.values():
            yield from self._source_quads(source)

    def loaded(self, quads: T) -> Loaded[T]:
        """Return what was found, once the quads have been consumed."""
        left_out = [LeftOut(origin, reason) for origin, reason in self._out.items()]
        return Loaded(quads, self._problems, dict(self._origins), left_out)

    def _node(self, record: Record) -> tuple[Node | None, str]:
        """Read one record; say why it has to be left out, if it breaks a rule."""
        node = self._loader.reader.read(record)
        subject = node.subject.value if isinstance(node, Node) else ""
        problems = [*quote_problems(record, subject, self._library), *self._twice_described(record)]
        if isinstance(node, list):
            return None, self._refuse(problems + node)
        if node.kind.name in self._loader.ontology.facts and not record.evidence and not record.text:
            problems.append(no_quote(record, subject))
        if self.world.unknown:
            problems += self._advice.problems(node)
        if record.origin in self.world.torn:
            problems.append(self.world.torn[record.origin])
        quoted = (part.source for part in record.evidence if part.source not in self._library.missing)
        sources = tuple([Reference(self._loader.source(slug), EVIDENCE_KEY) for slug in quoted])
        return replace(node, references=node.references + sources) if sources else node, self._refuse(problems)

    def _twice_described(self, record: Record) -> Iterator[Problem]:
        if record.type != "Source":
            return
        document = self._library.document((record.id or "").removeprefix("source/"))
        if document and record.origin.file != document.file:
            message, remedy = f"{document.file} describes this source already", "keep what its front matter says"
            yield violation("twice-described", record.place("id"), record.id or "", message, remedy)

    def _refuse(self, problems: list[Problem]) -> str:
        """Report problems; the first violation is why a record is left out."""
        self._problems += problems
        return next((problem.message for problem in problems if problem.severity is Severity.VIOLATION), "")

    # ---------------------------------------------------------------- quads

    def _loaded(self, node: Node | None, origin: Origin, reason: str) -> list[Quad]:
        if reason:
            self._out[origin] = reason
        if reason or not node:
            return []
        self._origins[node.subject.value].append(origin)
        if node.kind.iri == SOURCE.value:
            self._titled.add(node.subject)
        return self._quads(node)

    def _quads(self, node: Node) -> list[Quad]:
        citations = [self._cited(evidence) for evidence in node.record.evidence]
        own = self._loader.files[node.record.origin.file]
        if not citations and node.kind.name in self._loader.ontology.facts:
            citations = [Citation(own, node.record.fragment, node.record.text)]
        home = node.subject if node.kind.iri == SOURCE.value else own
        pairs = self._resolved(node)
        graphs = {citation.source: None for citation in citations} or {home: None}
        quads = [Quad(node.subject, predicate, value, graph) for graph in graphs for predicate, value in pairs]
        for citation in citations:
            fact = self.world.merged.get(node.subject, node.subject)
            quads.append(Quad(fact, EVIDENCE, citation.iri, citation.source))
            quads += passage_quads(citation, self._quotes)
        return quads

    def _resolved(self, node: Node) -> list[Pair]:
        """The pairs after the merges; of a merged subject only that it is replaced."""
        merged, kind = self.world.merged, (RDF_TYPE, NamedNode(node.kind.iri))
        if not merged:
            return [kind, *node.pairs]
        if node.subject in merged:
            return [(IS_REPLACED_BY, merged[node.subject]), (_DEPRECATED, Literal(True))]
        values = (
            (key, merged.get(value, value) if isinstance(value, NamedNode) else value) for key, value in node.pairs
        )
        return [kind, *values]

    def _cited(self, evidence: Evidence) -> Citation:
        return cite(self._loader.source(evidence.source), evidence.quote, self._library.document(evidence.source))

    def _source_quads(self, source: Source) -> Iterator[Quad]:
        node = self._loader.source(source.slug)
        yield from source_quads(node, source)
        if node not in self._titled:
            yield Quad(node, _TITLE, Literal(source.title, language="en"), node)
