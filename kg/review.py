"""Review: proposed records to files of facts, one decision at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from .cite import Source
from .decisions import Change, Decision, read_decisions, said, undo, write_decision, write_records
from .errors import UsageError
from .extract.proposals import Proposal
from .extract.writing import yaml_text
from .gather import Lost, gather
from .loading import load
from .ontology import read_ontology
from .problems import Problem, Severity, violation
from .records import Origin, Record
from .spelling import did_you_mean
from .waiting import Proposer, Waiting, fields
from .workspace import Workspace
from .yamlfiles import read_yaml

ACCEPTED, EDITED, REJECTED = "accepted", "edited", "rejected"
_NAME = "record"


class Review:
    """A review of a workspace: what it holds, and the changes made so far."""

    def __init__(self, workspace: Workspace, day: date) -> None:
        self._workspace, self._day = workspace, day
        self._files = {file.slug: file for file in workspace.data_files()}
        self._ontology = read_ontology(workspace.ontology_files())
        gathered = gather(self._files.values(), workspace.withdrawn)
        self._records = gathered.records()
        self._sources = {source.slug: source for source in gathered.sources}
        self._ids = [record.id for record in self._records if record.id]
        self._done: list[tuple[int, list[Change]]] = []

    def waiting(self, documents: Sequence[str] = (), confidence: float = 0.0) -> list[Waiting]:
        """Return what waits in documents, named by slug or path, or in all; raise UsageError for an unknown one."""
        proposer = Proposer(self._records, self._ontology, self._workspace.base)
        found = []
        for source in self._chosen(documents):
            assert source.document
            past = read_decisions(self._decisions(source.slug))
            decided = {part.proposal: "" if part.verdict == REJECTED else part.id for part in past}
            parts = proposer.waiting(source.document, decided)
            found += sorted(parts, key=lambda part: part.excerpt.at - len(part.excerpt.start))
        return [part for part in found if part.confidence >= confidence]

    def text(self, waiting: Waiting) -> str:
        """Return a proposal as YAML: the things it refers to and that nothing describes yet, then its record."""
        things = [thing for thing in waiting.things if thing.record.id not in self._ids]
        return yaml_text([*things, Proposal(waiting.proposal.record)])

    def faults(self, text: str) -> list[Problem]:
        """Return what keeps records, written as YAML, from being loaded into the workspace."""
        parts = list(read_yaml(text, _NAME))
        records = [part for part in parts if isinstance(part, Record)]
        quoted = {part.source for record in records for part in record.evidence} & self._sources.keys()
        sources = [Source(_NAME, _NAME, _NAME, ""), *(self._sources[slug] for slug in sorted(quoted))]
        known = [Lost(id) for id in (*self._ids, *(f"source/{slug}" for slug in self._sources))]
        problems = load([*parts, *known], sources, self._ontology, base=self._workspace.base).problems
        if not any(record.type in self._ontology.facts for record in records) and not problems:
            problems = [violation(_NAME, Origin(_NAME, 1), "", "no fact is left", "keep one, or reject the proposal")]
        return [problem for problem in problems if problem.severity is Severity.VIOLATION]

    def accept(self, waiting: Waiting, text: str) -> str:
        """Write records without faults to the workspace, and return the verdict: accepted, or edited.

        Things go to `records` before the facts that refer to them go to `facts`, and the decision comes last: a process
        that is killed in between leaves only whole records, which are not proposed again.
        """
        records = [part for part in read_yaml(text, _NAME) if isinstance(part, Record)]
        facts = [record for record in records if record.type in self._ontology.facts]
        things = [record for record in records if record not in facts]
        verdict = ACCEPTED if _same(records, read_yaml(self.text(waiting), _NAME)) else EDITED
        proposed = fields(waiting.proposal) if verdict == EDITED else None
        slug = waiting.document.slug
        self._done.append((len(self._ids), changes := []))
        if things:
            changes.append(write_records(self._path("records", slug), _yaml(things)))
        changes.append(write_records(self._path("facts", slug), _yaml(facts), waiting.replaced))
        changes.append(write_decision(self._decisions(slug), self._decision(waiting, verdict, proposed=proposed)))
        self._ids += [record.id for record in records if record.id]
        return verdict

    def reject(self, waiting: Waiting, reason: str) -> None:
        """Write down that a proposal is wrong, and why."""
        decision = self._decision(waiting, REJECTED, reason=reason, proposed=fields(waiting.proposal))
        path = self._decisions(waiting.document.slug)
        self._done.append((len(self._ids), [write_decision(path, decision)]))

    def undo(self) -> None:
        """Take back the last decision of this review; raise UsageError if its files have changed since."""
        count, changes = self._done.pop()
        for change in reversed(changes):
            undo(change)
        del self._ids[count:]

    def _decision(
        self, waiting: Waiting, verdict: str, *, reason: str = "", proposed: dict[str, object] | None = None
    ) -> Decision:
        return Decision(waiting.digest, verdict, self._day.isoformat(), waiting.id, waiting.how, reason, proposed)

    def _chosen(self, names: Sequence[str]) -> Iterator[Source]:
        documents = {slug: source for slug, source in self._sources.items() if source.document}
        by_path = {self._files[slug].path.resolve(): slug for slug in documents}
        for name in names or documents:
            slug = name if name in documents else by_path.get(Path(name).resolve(), "")
            if not slug:
                advice = (
                    did_you_mean(name, documents)
                    or "keep it as one first: kg extract FILE --format document -o data/documents"
                )
                raise UsageError(f"no document of the workspace is called {name!r}; {advice}")
            yield documents[slug]

    def _path(self, folder: str, slug: str) -> Path:
        return self._workspace.data / folder / f"{slug}.yaml"

    def _decisions(self, slug: str) -> Path:
        return self._workspace.data / "proposed" / f"{slug}.decisions.yaml"


def _yaml(records: Iterable[Record]) -> str:
    return yaml_text([Proposal(record) for record in records])


def _same(records: Iterable[Record], others: Iterable[Record | Problem]) -> bool:
    return [said(record) for record in records] == [said(other) for other in others if isinstance(other, Record)]
