"""Gather: data files to records and sources, less what was withdrawn."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .cite import Source
from .files import digest, read_document, read_records
from .problems import Problem
from .records import Record
from .workspace import DataFile


def gather(files: Iterable[DataFile], withdrawn: frozenset[str] = frozenset()) -> tuple[list[Record], list[Source], list[Problem]]:
    """Read documents and record files; a part that cannot be read is a problem, a withdrawn source is left out."""
    records: list[Record] = []
    sources: list[Source] = []
    problems: list[Problem] = []
    for file in files:
        source, parts = _read(file)
        problems += [part for part in parts if isinstance(part, Problem)]
        if source and source.slug not in withdrawn:
            sources.append(source)
            records += [part for part in parts if isinstance(part, Record)]
    return list(_standing(records, withdrawn)), sources, problems


def _read(file: DataFile) -> tuple[Source | None, Iterable[Record | Problem]]:
    if file.path.suffix.lower() == ".md":
        document, parts = read_document(file.path, file.shown)
        source = Source(document.slug, file.name, file.shown, document.digest, document) if document else None
        return source, parts
    slug = file.name.replace("/", ".")
    return Source(slug, file.name, file.shown, digest(file.path)), list(read_records(file.path, file.shown))


def _standing(records: Iterable[Record], withdrawn: frozenset[str]) -> Iterator[Record]:
    """The records that keep some evidence; those that never quoted any stand as they are."""
    for record in records:
        evidence = tuple(part for part in record.evidence if part.source not in withdrawn)
        described = record.id and record.id.startswith("source/") and record.id.removeprefix("source/") in withdrawn
        if (evidence or not record.evidence) and not described:
            yield replace(record, evidence=evidence)
