"""Gather: data files to records and sources, less what was withdrawn."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from .cite import Source
from .errors import UsageError
from .files import digest, read_document, read_records, size
from .problems import Problem, violation
from .records import Origin, Record
from .spelling import did_you_mean
from .terms import is_id
from .workspace import DataFile

Notice = Callable[[int, int], None]

_NOTICED = 1000  # parts
_ID = re.compile(rb"[a-z-]+/[\w.-]*\w")


@dataclass(frozen=True)
class Lost:
    """An id that a record may have which cannot be read."""

    id: str


Part = Record | Problem | Lost
"""What data gives: a record, what keeps a part of it from being one, and what may be lost with that part."""


class Gathered:
    """The data of some files: the sources, and the parts as often as one iterates over them, file by file.

    Documents are kept; record files are read anew each time, so that they may be larger than memory. The end of an
    iteration raises UsageError for a withdrawn source that is not known.
    """

    def __init__(self, files: Iterable[DataFile], withdrawn: frozenset[str], notice: Notice) -> None:
        self._slugs, self._withdrawn, self._notice = {file.slug for file in files}, withdrawn, notice
        found: dict[str, Source] = {}
        self._files = [(file, _read(file, found)) for file in files if file.slug not in withdrawn]
        self.sources = list(found.values())

    def __iter__(self) -> Iterator[Part]:
        known = set(self._slugs)
        done, total = 0, self.size
        self._notice(done, total)
        for file, parts in self._files:
            is_broken = False
            for part in self._heard(parts, done, total):
                if isinstance(part, Problem):
                    is_broken = True
                    yield part
                else:
                    if part.type == "Source" and part.id:
                        known.add(part.id.partition("/")[2])
                    yield from standing([part], self._withdrawn)
            done += size(file.path)
            if is_broken:
                yield from lost(file)
        for slug in sorted(self._withdrawn - known):
            advice = did_you_mean(slug, known) or "see `kg query sources`"
            raise UsageError(f"withdrawn: no source is called {slug!r}; {advice}")

    def _heard(self, parts: Iterable[Record | Problem], done: int, total: int) -> Iterator[Record | Problem]:
        """Yield parts, and tell from time to time how far they have come; most of a large file are texts of records."""
        for number, part in enumerate(parts, start=1):
            done += len(part.text) if isinstance(part, Record) else 0
            if not number % _NOTICED:
                self._notice(min(done, total), total)
            yield part

    @property
    def size(self) -> int:
        """About how many bytes of text the files hold."""
        return sum(size(file.path) for file, _ in self._files)

    def records(self) -> list[Record]:
        """Return all records at once."""
        return [part for part in self if isinstance(part, Record)]


def gather(
    files: Iterable[DataFile], withdrawn: frozenset[str] = frozenset(), *, notice: Notice = lambda done, total: None
) -> Gathered:
    """Gather documents and record files; a part that cannot be read is a problem, a withdrawn source is left out.

    `notice` is told at the beginning and from time to time how many bytes have been read, about, and of how many.
    """
    return Gathered(list(files), withdrawn, notice)


def read_file(file: DataFile) -> tuple[Source | None, Iterable[Record | Problem]]:
    """Read a file as a source and its parts; those of a record file are read anew each time one iterates over them."""
    if not is_id(f"source/{file.slug}"):
        message, advice = "the file's name cannot be part of an IRI", "use ASCII letters, digits, dots and dashes"
        return None, [violation("file-name", Origin(file.shown, 1), file.slug, message, advice)]
    if not file.is_document:
        return Source(file.slug, file.name, file.shown, digest(file.path)), _Records(file)
    document, parts = read_document(file.path, file.shown)
    return (Source(file.slug, file.name, file.shown, document.digest, document) if document else None), parts


def standing(records: Iterable[Record], withdrawn: frozenset[str]) -> Iterator[Record]:
    """Yield the records that keep some evidence; those that never quoted any stand as they are."""
    if not withdrawn:
        yield from records
        return
    gone = {f"source/{slug}" for slug in withdrawn}
    for record in records:
        evidence = tuple([part for part in record.evidence if part.source not in withdrawn])
        if record.id not in gone and (evidence or not record.evidence):
            yield record if evidence == record.evidence else replace(record, evidence=evidence)


def lost(file: DataFile) -> Iterator[Lost]:
    """Yield the ids that lost records of a file may have: all that stand in it."""
    yield Lost(f"source/{file.slug}")
    with suppress(OSError), file.path.open("rb") as lines:
        for line in lines:
            yield from (Lost(id.decode()) for id in _ID.findall(line))


@dataclass(frozen=True)
class _Records:
    """The records of a file, read whenever one iterates over them."""

    file: DataFile

    def __iter__(self) -> Iterator[Record | Problem]:
        return read_records(self.file.path, self.file.shown)


def _read(file: DataFile, others: dict[str, Source]) -> Iterable[Record | Problem]:
    """Read a file whose name no other has, and note it among these."""
    if other := others.get(file.slug):
        message = f"{other.file} has the same name as a source"
        return [violation("file-name", Origin(file.shown, 1), file.slug, message, "rename one of the two")]
    source, parts = read_file(file)
    others |= {source.slug: source} if source else {}
    return parts
