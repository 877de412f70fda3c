"""Gather: data files to records and sources, less what was withdrawn."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from .cite import Source
from .errors import UsageError
from .files import digest, read_document, read_records
from .problems import Problem, violation
from .reading import did_you_mean
from .records import Origin, Record
from .terms import is_id
from .workspace import DataFile

_ID = re.compile(rb"[a-z-]+/[\w.-]*\w")


def gather(
    files: Iterable[DataFile], withdrawn: frozenset[str] = frozenset()
) -> tuple[list[Record], list[Source], list[Problem]]:
    """Read documents and record files; a part that cannot be read is a problem, a withdrawn source is left out.

    Raises UsageError for a withdrawn source that is not known.
    """
    sources: dict[str, Source] = {}
    records: list[Record] = []
    problems: list[Problem] = []
    known = set()
    for file in files:
        known.add(file.slug)
        if file.slug not in withdrawn:
            source, parts = _read(file, sources)
            sources |= {source.slug: source} if source else {}
            records += [part for part in parts if isinstance(part, Record)]
            problems += [part for part in parts if isinstance(part, Problem)]
    known |= {record.id.partition("/")[2] for record in records if record.id and record.type == "Source"}
    for slug in sorted(withdrawn - known):
        advice = did_you_mean(slug, known) or "see `kg query sources`"
        raise UsageError(f"withdrawn: no source is called {slug!r}; {advice}")
    return list(_standing(records, withdrawn)), list(sources.values()), problems


def lost_ids(files: Iterable[DataFile], problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the ids that lost records may have: all that stand in files which problems are about."""
    broken = {problem.origin.file for problem in problems if problem.origin}
    for file in files:
        if file.shown in broken:
            yield f"source/{file.slug}"
            yield from (id.decode() for id in _ID.findall(_content(file)))


def _content(file: DataFile) -> bytes:
    try:
        return file.path.read_bytes()
    except OSError:
        return b""


def _read(file: DataFile, others: Mapping[str, Source]) -> tuple[Source | None, Iterable[Record | Problem]]:
    if not is_id(f"source/{file.slug}"):
        message, advice = "the file's name cannot be part of an IRI", "use ASCII letters, digits, dots and dashes"
        return None, [violation("file-name", Origin(file.shown, 1), file.slug, message, advice)]
    if other := others.get(file.slug):
        message = f"{other.file} has the same name as a source"
        return None, [violation("file-name", Origin(file.shown, 1), file.slug, message, "rename one of the two")]
    if not file.is_document:
        return Source(file.slug, file.name, file.shown, digest(file.path)), list(read_records(file.path, file.shown))
    document, parts = read_document(file.path, file.shown)
    return (Source(file.slug, file.name, file.shown, document.digest, document) if document else None), parts


def _standing(records: Iterable[Record], withdrawn: frozenset[str]) -> Iterator[Record]:
    """The records that keep some evidence; those that never quoted any stand as they are."""
    gone = {f"source/{slug}" for slug in withdrawn}
    for record in records:
        evidence = tuple(part for part in record.evidence if part.source not in withdrawn)
        if record.id not in gone and (evidence or not record.evidence):
            yield record if evidence == record.evidence else replace(record, evidence=evidence)
