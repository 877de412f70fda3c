"""Reloading: the records that have changed since a build, loaded as they were and as they are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from .changes import Moves, Pair, compare
from .cite import Source
from .documents import document
from .files import digest, read_again
from .gather import read_file, standing
from .inventory import Inventory, Place
from .loading import Loaded, Loader
from .locality import NotLocalError
from .merges import IS_REPLACED_BY
from .names import Names
from .ontology import Ontology
from .problems import Problem
from .reading import Node, Reader
from .records import Origin, Record
from .terms import is_id, thing
from .workspace import DataFile, Workspace

Ends = tuple[Origin | None, Origin | None]

_MOST_STRANGERS = 50  # Of more, not all would be given advice, and which depends on all records.
_UNKNOWN = ("unknown-reference", "unknown-source")


@dataclass(frozen=True)
class Reloaded:
    """What changed records give before and after; what others give that was loaded with them is in both.

    `moves` tells where the records of changed files have come to; `inventory` is that of the files as they are.
    """

    before: Loaded[set[Quad]]
    after: Loaded[set[Quad]]
    moves: Moves
    inventory: Inventory


class Reload:
    """The change from the files of one build to those of the next; `engine` holds the first build's graph."""

    def __init__(
        self, workspace: Workspace, ontology: Ontology, engine: ox.Store, old: Inventory, new: Inventory
    ) -> None:
        self.workspace, self.ontology, self.engine, self.old, self.new = workspace, ontology, engine, old, new
        self.before, self.after = ({file.shown: file for file in side.files.values()} for side in (old, new))
        names = {**old.files, **new.files}
        self.changed = dict.fromkeys(names[name].shown for name in old.changed(new))
        self._reader = Reader(ontology, workspace.base)
        self._id_of = Names(workspace, ontology, self._describing_space)
        self._nodes: dict[int, tuple[Record, Node | None]] = {}
        self._records, self._by_place = cache(self._read), cache(self._placed)
        self._pairs: dict[Origin, Pair] = {}

    def run(self) -> Reloaded:
        """Load the changed records, what shares a subject with them, and what refers to what is gone."""
        self._refuse()
        pairs = [
            pair
            for name in self.changed
            for pair in compare(
                self._records(self.before.get(name)), self._records(self.after.get(name)), self.ontology
            )
        ]
        self._pairs = {before.origin: (before, after) for before, after in pairs if before}
        changed = [pair for pair in pairs if None in pair]
        work = self._closed({}, [*changed, *self._referring(self._other_sources())])
        while True:
            before, after = self._loaded([*work.values()])
            gone = before.origins.keys() - after.origins.keys()
            wider = self._closed(work, self._referring(map(NamedNode, gone)))
            if len(wider) == len(work):
                return Reloaded(before, after, Moves(pairs), replace(self.new, places=self._places(pairs, after)))
            work = wider

    # ---------------------------------------------------------------- which records

    def _refuse(self) -> None:
        """Raise NotLocalError for changes that concern all records, and for what cannot be compared."""
        for name, file in self.old.files.items():
            if digest(file.path) != self.old.digests[name]:
                raise NotLocalError(f"the copy of {file.shown} is not what was built")
        slugs = [file.slug for file in self.after.values()]
        if len(set(slugs)) < len(slugs) or not all(is_id(f"source/{slug}") for slug in slugs):
            raise NotLocalError("the names of the files are in doubt")
        if self.workspace.withdrawn and self.before.keys() != self.after.keys():
            raise NotLocalError("sources are withdrawn, and there are other files than before")
        names = self.old.files.keys() & self.new.files.keys()
        if any(self.old.files[name].shown != self.new.files[name].shown for name in names):
            raise NotLocalError("it is called from another directory than before")

    def _read(self, file: DataFile | None) -> list[Record]:
        """The records of a file as it is or was; none of no file."""
        if not file or file.slug in self.workspace.withdrawn:
            return []
        parts = list(self._parts(file))
        records = [part for part in parts if isinstance(part, Record)]
        if len(records) < len(parts):
            raise NotLocalError(f"{file.shown} cannot be read as a whole")
        return list(standing(records, self.workspace.withdrawn))

    def _parts(self, file: DataFile) -> Iterable[Record | Problem]:
        earlier = self.before.get(file.shown)
        if file.is_document or not earlier or file is earlier:
            return read_file(file)[1]
        return read_again(file.path, file.shown, self._records(earlier))

    def _placed(self, name: str) -> Mapping[Origin, Record]:
        return {record.origin: record for record in self._records(self.before[name])}

    def _other_sources(self) -> Iterator[NamedNode]:
        """The documents that have changed, and the files that have come or gone."""
        for name in self.changed:
            old, new = self.before.get(name), self.after.get(name)
            for file in (old, new):
                if file and (file.is_document or not old or not new):
                    yield self._source(file.slug)

    def _closed(self, work: Mapping[Ends, Pair], pairs: Iterable[Pair]) -> dict[Ends, Pair]:
        """Add pairs to some that are closed, and all that describe the same subjects, each once."""
        known, waiting = dict(work), list(pairs)
        while waiting:
            pair = waiting.pop()
            key = (pair[0].origin if pair[0] else None, pair[1].origin if pair[1] else None)
            if key not in known:
                known[key] = pair
                subjects = {node.subject for record in pair if record and (node := self._node(record))}
                waiting += [other for subject in subjects for other in self._describing(subject)]
        return known

    def _describing(self, subject: NamedNode) -> Iterator[Pair]:
        for place in self.old.places.get(subject.value, ()):
            origin = Origin(*place)
            if origin.file in self.changed:
                yield self._pairs[origin]
            else:
                record = self._by_place(origin.file)[origin]
                yield record, record

    def _describing_space(self, space: str) -> list[DataFile]:
        """The files that describe things of an id space, or of all; which withdrawn sources would is not known."""
        if not space or self.workspace.withdrawn:
            return list(self.after.values())
        start = thing(f"{space}/", self.workspace.base).value
        found = {place[0] for subject, there in self.old.places.items() if subject.startswith(start) for place in there}
        found |= self.changed.keys()
        return [file for name, file in self.after.items() if name in found]

    def _referring(self, nodes: Iterable[NamedNode]) -> Iterator[Pair]:
        """The records whose subjects refer to one of some nodes, or are in the graph of that name."""
        find = self.engine.quads_for_pattern
        quads = (quad for node in nodes for quad in (*find(None, None, node), *find(None, None, None, node)))
        for subject in {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}:
            yield from self._describing(subject)

    # ---------------------------------------------------------------- loading

    def _loaded(self, pairs: list[Pair]) -> tuple[Loaded[set[Quad]], Loaded[set[Quad]]]:
        """Load records as they were and as they are, with a stand-in for each other record that they refer to."""
        sides = [[pair[side] for pair in pairs] for side in (0, 1)]
        records = [[record for record in side if record] for side in sides]
        nodes = [node for side in records for record in side if (node := self._node(record))]
        subjects = {node.subject for node in nodes}
        wanted = {reference.target for node in nodes for reference in node.references}
        self._refuse_merges(nodes, wanted)
        stand_ins, base = self._stand_ins(wanted, subjects), self.workspace.base
        elsewhere = self.old.places.keys() - {subject.value for subject in subjects}
        loaders = (
            Loader([*side, *stand_ins], sources, self.ontology, base=base, id_of=self._id_of, elsewhere=elsewhere)
            for side, sources in zip(records, self._sources, strict=True)
        )
        before, after = (loader.load(set) for loader in loaders)
        if sum(problem.rule in _UNKNOWN for problem in after.problems) > _MOST_STRANGERS:
            raise NotLocalError("many records refer to what is not known")
        return before, after

    def _stand_ins(self, wanted: set[NamedNode], here: set[NamedNode]) -> list[Record]:
        """A record of nothing but id and type for each thing wanted that is on record but not here, and each source."""
        files = {self._source(file.slug) for file in (*self.before.values(), *self.after.values())}
        space = thing("source/", self.workspace.base).value
        sources = {NamedNode(subject) for subject in self.old.places if subject.startswith(space)}
        known = {subject for subject in wanted if subject.value in self.old.places} | sources
        kinds = {kind.space: name for name, kind in self.ontology.classes.items()}
        file = next(name for name in self.before if name not in self.changed)
        ids = [subject.value.removeprefix(self.workspace.base) for subject in sorted(known - files - here, key=str)]
        return [
            Record(id, kinds[id.partition("/")[0]], {}, (), Origin(file, 0, number), fragment="row")
            for number, id in enumerate(ids)
        ]

    def _refuse_merges(self, nodes: Iterable[Node], wanted: set[NamedNode]) -> None:
        merged = list(self.engine.quads_for_pattern(None, IS_REPLACED_BY, None))
        old, new = {quad.subject for quad in merged}, {quad.object for quad in merged}
        subjects = {node.subject for node in nodes}
        merging = any(IS_REPLACED_BY in (predicate for predicate, _ in node.pairs) for node in nodes)
        if merging or subjects & (old | new) or wanted & old:
            raise NotLocalError("things are merged")

    @cached_property
    def _sources(self) -> tuple[list[Source], list[Source]]:
        """All files as sources, as they were and as they are."""
        return self._sources_of(self.old), self._sources_of(self.new)

    def _sources_of(self, side: Inventory) -> list[Source]:
        files = {name: file for name, file in side.files.items() if file.slug not in self.workspace.withdrawn}
        return [_source_of(file, side.digests[name]) for name, file in files.items()]

    def _source(self, slug: str) -> NamedNode:
        return thing(f"source/{slug}", self.workspace.base)

    def _node(self, record: Record) -> Node | None:
        """The node of a record, which is read only once."""
        if id(record) not in self._nodes:
            node = self._reader.read(record)
            self._nodes[id(record)] = record, node if isinstance(node, Node) else None
        return self._nodes[id(record)][1]

    # ---------------------------------------------------------------- places

    def _places(self, pairs: Iterable[Pair], after: Loaded[set[Quad]]) -> dict[str, list[Place]]:
        """The places of all records that stand now."""
        left_out = {_place(part.origin) for part in after.left_out}
        places: dict[str, list[Place]] = {}
        were: dict[Place, str] = {}
        for subject, there in self.old.places.items():
            for place in there:
                if place[0] in self.changed:
                    were[place] = subject
                elif place not in left_out:
                    places.setdefault(subject, []).append(place)
        now = {_place(new.origin): were[_place(old.origin)] for old, new in pairs if old and new}
        now |= {_place(at): subject for subject, there in after.origins.items() for at in there}
        for place, subject in now.items():
            if place[0] in self.changed and place not in left_out:
                places.setdefault(subject, []).append(place)
        rank = {name: number for number, name in enumerate(self.after)}
        for subject in set(now.values()) & places.keys():
            places[subject].sort(key=lambda place: (rank[place[0]], *place[1:]))
        return places


def _place(origin: Origin) -> Place:
    return origin.file, origin.line, origin.column


def _source_of(file: DataFile, content: str) -> Source:
    """A file as a source; reading the head of a document is not needed for that."""
    text = document(file.slug, file.shown, file.path.read_bytes()) if file.is_document else None
    return Source(file.slug, file.name, file.shown, content, text)
