"""Files to records and documents: the formats by suffix, and what keeps a file from being read."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from .csvfiles import read_csv
from .documents import Document, document
from .errors import UnreadableError
from .jsonfiles import read_json, read_jsonl
from .parquetfiles import read_parquet
from .problems import Problem, Severity, violation
from .records import Flaw, Origin, Record
from .values import UNWRITABLE
from .yamlfiles import read_yaml

_PACKED = 6  # times smaller is a table of figures as Parquet than as CSV

Reader = Callable[[Path, str], Iterator[Record | Problem]]


def read_records(path: Path, name: str) -> Iterator[Record | Problem]:
    """Read a record file by its suffix; yield a problem where a part of it cannot be a record.

    `name` is how messages call the file. Raises UnreadableError for a suffix that is not known.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"{name}: {path.suffix!r} is no record format; known are {', '.join(READERS)}")
    return chain(reader(path, name), _emptiness(path, name))


def read_again(path: Path, name: str, known: Iterable[Record]) -> Iterator[Record | Problem]:
    """Read a record file of which another version's records are known; lines that are as they were give the same."""
    if path.suffix.lower() != ".jsonl":
        return read_records(path, name)
    read = partial(read_jsonl, known={record.origin.line: record for record in known})
    return chain(_by_line(read, "\n")(path, name), _emptiness(path, name))


def read_document(path: Path, name: str) -> tuple[Document | None, list[Record | Problem]]:
    """Read a text with front matter; the front matter is a record about the document as a source."""
    if fault := _fault(path, name):
        return None, [fault]
    found = document(path.stem, name, path.read_bytes())
    return found, [*_unwritable(found), *_front_matter(found)]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal; of a file that cannot be read, that of none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256().hexdigest()


def size(path: Path) -> int:
    """Return about how many bytes of text a file holds; of one that cannot be read, none."""
    try:
        return path.stat().st_size * (_PACKED if path.suffix.lower() == ".parquet" else 1)
    except OSError:
        return 0


def _fault(path: Path, name: str) -> Problem | None:
    """What keeps a file from being read as text, if anything: it must be UTF-8."""
    number = 0
    try:
        with path.open("rb") as lines:
            for line in lines:
                number += 1
                line.decode()
    except OSError as error:
        message, advice = f"the file cannot be read: {error.strerror}", "make it readable, or remove it"
        return violation("file", Origin(name, 1), "", message, advice)
    except UnicodeDecodeError as error:
        origin = Origin(name, number, len(line[: error.start].decode()) + 1)
        return violation(
            "encoding", origin, f"byte {line[error.start]:#04x}", "the file is not UTF-8", "save it as UTF-8"
        )
    return None


def _emptiness(path: Path, name: str) -> Iterator[Problem]:
    """A warning of a file that has perhaps been emptied by mistake."""
    if path.exists() and not path.stat().st_size:
        message, advice = "the file is empty", "write records into it, or remove it"
        yield Problem(Severity.WARNING, "empty", "", "", message, advice, Origin(name, 1))


def _whole(read: Callable[[str, str], Iterator[Record | Problem]]) -> Reader:
    """Read a file as one text."""

    def read_file(path: Path, name: str) -> Iterator[Record | Problem]:
        if fault := _fault(path, name):
            yield fault
        else:
            yield from read(path.read_bytes().decode("utf-8-sig"), name)

    return read_file


def _by_line(read: Callable[[Iterable[str], str], Iterator[Record | Problem]], end: str) -> Reader:
    """Read a file line by line, so that it may be larger than memory; `end` is what ends a line, as `open` takes it."""

    def read_file(path: Path, name: str) -> Iterator[Record | Problem]:
        if fault := _fault(path, name):
            yield fault
        else:
            with path.open(encoding="utf-8-sig", newline=end) as lines:
                yield from read(lines, name)

    return read_file


def _unwritable(text: Document) -> Iterator[Problem]:
    if found := UNWRITABLE.search(text.text):
        before = text.text[: found.start()]
        origin = Origin(text.file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        message = "the document holds a character that is no text"
        yield violation("character", origin, f"U+{ord(found[0]):04X}", message, "remove it")


def _front_matter(text: Document) -> Iterator[Record | Problem]:
    origin = Origin(text.file, 1)
    if not text.front:
        advice = "begin it with --- , title: ..., publisher: ..., issued: ... and --- on lines of their own"
        yield violation("front-matter", origin, "", "the document does not say what it is", advice)
        return
    for record in read_yaml(text.front, text.file, 2):
        yield _about(text, record, origin) if isinstance(record, Record) else record


def _about(text: Document, record: Record, origin: Origin) -> Record:
    given = {"id": record.id, "type": record.type, "evidence": record.evidence}
    message, advice = "front matter takes only keys that describe the document", "remove it"
    flaws = [Flaw("key", record.head(key), key, message, advice) for key, value in given.items() if value]
    about = replace(record, id=f"source/{text.slug}", type="Source", evidence=(), origin=origin)
    return replace(about, flaws=(*record.flaws, *flaws))


READERS: dict[str, Reader] = {
    ".yaml": _whole(read_yaml),
    ".yml": _whole(read_yaml),
    ".json": _whole(read_json),
    ".jsonl": _by_line(read_jsonl, "\n"),
    ".csv": _by_line(read_csv, ""),
    ".parquet": read_parquet,
}
"""The record formats by suffix; each reader takes a file and its name for messages."""
