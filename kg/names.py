"""Names: which id a name stands for, by what the records call things; asked only for what to do about wrong ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

from pyoxigraph import NamedNode

from .gather import gather
from .identity import fold
from .ontology import Ontology
from .records import Record
from .spelling import nearest
from .terms import term
from .workspace import DataFile, Workspace

_LABELS = frozenset(term(name) for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel"))
_IS_KIND_OF, _NOTATION = term("rdfs:subPropertyOf"), term("skos:notation")


class Names:
    """The ids, names and codes of a workspace's things, read when they are first asked for.

    `files_of` tells in which files the things of an id space are described, or those of all spaces, of no name.
    """

    def __init__(
        self, workspace: Workspace, ontology: Ontology, files_of: Callable[[str], Iterable[DataFile]] | None = None
    ) -> None:
        self._ontology, self._files_of = ontology, files_of or (lambda space: workspace.data_files())
        self._within, self._read = cache(self._of_space), cache(self._ids)

    def __call__(self, space: str, name: str) -> str:
        """Return the id that a name stands for in an id space, or in all; an empty text for none, or several.

        Within a space the name may be misspelt.
        """
        within, name = self._within(space), fold(name)
        bearers = within.get(name) or (within.get(nearest(name, within)) if space else None) or ()
        return next(iter(bearers)) if len(bearers) == 1 else ""

    def _of_space(self, space: str) -> dict[str, set[str]]:
        start, named = f"{space}/" if space else "", self._read(tuple(self._files_of(space)))
        return {name: found for name, ids in named if (found := {id for id in ids if id.startswith(start)})}

    def _ids(self, files: tuple[DataFile, ...]) -> list[tuple[str, set[str]]]:
        found: dict[str, set[str]] = defaultdict(set)
        for record in gather(files).records():
            for name in self._names(record) if record.id else ():
                found[fold(name)].add(record.id or "")
        return list(found.items())

    def _names(self, record: Record) -> Iterator[str]:
        yield (record.id or "").partition("/")[2]
        for key in self._naming & record.values.keys():
            yield from record.values[key]

    @cached_property
    def _naming(self) -> set[str]:
        """The keys whose values are names or codes."""
        triples = self._ontology.triples
        naming = {
            part.subject for part in triples if (part.predicate, part.object) == (_IS_KIND_OF, _NOTATION)
        } | _LABELS
        return {key.name for key in self._ontology.keys.values() if NamedNode(key.iri) in naming}
