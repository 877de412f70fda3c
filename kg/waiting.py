"""Waiting: the proposals of a document that nobody has decided on and that the workspace does not hold."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from .documents import Document
from .extract.extraction import Extracted, extract, read_grammar
from .extract.linking import Known
from .extract.proposals import Proposal, proposals
from .extract.texts import read_date
from .extract.things import read_forms
from .extract.writing import jsonl_text
from .mint import Pair
from .ontology import Ontology
from .reading import Node, read_node
from .records import Record
from .workspace import bundle


@dataclass(frozen=True)
class Excerpt:
    """Where a quote stands: the sentence before, its own sentence in three parts, and the sentence after.

    `at` is the position of the quote in the document, in characters.
    """

    before: str
    start: str
    quote: str
    end: str
    after: str
    at: int

    @property
    def sentence(self) -> str:
        """The sentence that holds the quote, white space levelled."""
        return " ".join(f"{self.start}{self.quote}{self.end}".split())


@dataclass(frozen=True)
class Waiting:
    """A proposal to decide on.

    `id` is that of its record, given or computed; `things` are records that it refers to and that are proposed with
    it; `replaced` are records of the same id whose sentence has changed; `digest` names the proposal in its sentence.
    """

    document: Document
    id: str
    proposal: Proposal
    things: tuple[Proposal, ...]
    excerpt: Excerpt
    replaced: tuple[Record, ...]

    @property
    def digest(self) -> str:
        """16 hexadecimal digits of the SHA-256 of sentence and record."""
        content = json.dumps([self.excerpt.sentence, fields(self.proposal)], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """File and line of the quote."""
        return f"{self.document.file}:{self.document.text.count(chr(10), 0, self.excerpt.at) + 1}"

    @property
    def how(self) -> str:
        """The rule, the confidence and the steps by which it was found."""
        return "; ".join(self.proposal.notes)

    @property
    def confidence(self) -> float:
        """The share of such proposals that are right, 0 if it is not known."""
        return self.proposal.confidence


def fields(proposal: Proposal) -> dict[str, object]:
    """Return a proposed record as JSON has it."""
    found: dict[str, object] = json.loads(jsonl_text([Proposal(proposal.record)]))
    found.pop("_notes")
    return found


class Proposer:
    """What proposals are drawn with and compared to: the grammar, the ontology, and what the workspace holds."""

    def __init__(self, records: Sequence[Record], ontology: Ontology, base: str) -> None:
        extraction = bundle() / "ontology" / "extraction"
        self.grammar = read_grammar(extraction, bundle() / "data" / "registry")
        self.forms = read_forms(extraction)
        self.known = Known((record for record in records if record.type not in ontology.facts), self.forms)
        self.ontology, self.base = ontology, base
        self.quoting: dict[str, list[Record]] = defaultdict(list)
        for record in records:
            for slug in {part.source for part in record.evidence}:
                self.quoting[slug].append(record)

    def waiting(self, document: Document, decided: Mapping[str, str]) -> Iterator[Waiting]:
        """Yield what waits in a document, in its order; `decided` maps the digests of past proposals to their ids."""
        found = extract(document.text, self.grammar, start=document.body, issued=read_date(document.front))
        proposed = list(proposals(found, document.slug, self.forms, self.known))
        things = {part.record.id or "": part for part in proposed if part.record.type not in self.ontology.facts}
        nodes = [read_node(record, self.ontology, self.base) for record in self.quoting[document.slug]]
        held = [node for node in nodes if isinstance(node, Node)]
        for part in proposed:
            if part.record.type in self.ontology.facts:
                waiting = self._waiting(part, things, document, found, held)
                if waiting.digest not in decided and not self._is_held(waiting, held, set(decided.values())):
                    yield waiting

    def _waiting(
        self, part: Proposal, things: Mapping[str, Proposal], document: Document, found: Extracted, held: Sequence[Node]
    ) -> Waiting:
        node = read_node(part.record, self.ontology, self.base)
        id = part.record.id or (node.subject.value.removeprefix(self.base) if isinstance(node, Node) else "")
        replaced = tuple(other.record for other in held if other.subject.value == self.base + id)
        excerpt = _excerpt(part.record, document, found)
        return Waiting(document, id, part, tuple(_needed(part.record, things)), excerpt, replaced)

    def _is_held(self, waiting: Waiting, held: Iterable[Node], decided: Collection[str]) -> bool:
        """Tell whether a record says the same by words that still stand; what was reviewed goes by its decision."""
        node = read_node(waiting.proposal.record, self.ontology, self.base)
        return isinstance(node, Node) and any(
            (other.subject == node.subject and waiting.id not in decided and _stands(other.record, waiting.document))
            or (self._says(other, node) and _overlaps(other.record, node.record, waiting.document))
            for other in held
        )

    def _says(self, full: Node, node: Node) -> bool:
        """Tell whether a record states all that another does, wording and the precision of amounts apart."""
        return full.kind == node.kind and set(self._stated(node.pairs)) <= set(self._stated(full.pairs))

    def _stated(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        precisions = {key.precision for key in self.ontology.keys.values()}
        for predicate, value in pairs:
            if predicate.value not in precisions and not (isinstance(value, Literal) and value.language):
                yield predicate, value


def _needed(record: Record, things: Mapping[str, Proposal]) -> list[Proposal]:
    """The proposed things that a record refers to, however far, those first that others refer to."""
    found: dict[str, Proposal] = {}
    for text in (text for texts in record.values.values() for text in texts if text in things and text != record.id):
        found |= {part.record.id or "": part for part in _needed(things[text].record, things)} | {text: things[text]}
    return list(found.values())


def _stands(record: Record, document: Document) -> bool:
    return any(part.source == document.slug and document.find(part.quote) for part in record.evidence)


def _overlaps(one: Record, other: Record, document: Document) -> bool:
    """Tell whether two records quote a document at one place."""
    ours, theirs = (
        [(hit.start, hit.end) for part in record.evidence if part.source == document.slug
         for hit in document.find(part.quote)[:1]]
        for record in (one, other)
    )  # fmt: skip
    return any(first < end and start < last for start, end in ours for first, last in theirs)


def _excerpt(record: Record, document: Document, found: Extracted) -> Excerpt:
    clean, text = found.article.clean, document.text
    spans = sorted({clean.original(line.sentence.start, line.sentence.end) for line in found.article.lines})
    hit = next((hit for part in record.evidence for hit in document.find(part.quote)), None)
    start, end = (hit.start, hit.end) if hit else (document.body, document.body)
    own = [span for span in spans if span[0] < end and start < span[1]]
    first, last = min([start, *(span[0] for span in own)]), max([end, *(span[1] for span in own)])
    before = max((span for span in spans if span[1] <= first), default=(first, first))
    after = min((span for span in spans if span[0] >= last), default=(last, last))
    parts = text[before[0] : first], text[first:start], text[start:end], text[end:last], text[last : after[1]]
    return Excerpt(*parts, at=start)
