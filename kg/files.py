"""Files to records and documents: the formats by suffix, and what keeps a file from being read."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from .csvfiles import read_csv
from .documents import Document, document
from .errors import UnreadableError
from .jsonfiles import read_json, read_jsonl
from .problems import Problem, violation
from .records import Flaw, Origin, Record
from .values import UNWRITABLE
from .yamlfiles import read_yaml


def read_records(path: Path, name: str) -> Iterator[Record | Problem]:
    """Read a record file by its suffix; yield a problem where a part of it cannot be a record.

    `name` is how messages call the file. Raises UnreadableError for a suffix that is not known.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"{name}: {path.suffix!r} is no record format; known are {', '.join(READERS)}")
    content = _content(path, name)
    if isinstance(content, Problem):
        yield content
    else:
        yield from reader(content.decode("utf-8-sig"), name)


def read_document(path: Path, name: str) -> tuple[Document | None, list[Record | Problem]]:
    """Read a text with front matter; the front matter is a record about the document as a source."""
    content = _content(path, name)
    if isinstance(content, Problem):
        return None, [content]
    found = document(path.stem, name, content)
    return found, [*_unwritable(found), *_front_matter(found)]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal; of a file that cannot be read, that of none."""
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    return hashlib.sha256(content).hexdigest()


def _content(path: Path, name: str) -> bytes | Problem:
    """The bytes of a file, if they are UTF-8."""
    try:
        content = path.read_bytes()
        content.decode()
    except OSError as error:
        message, advice = f"the file cannot be read: {error.strerror}", "make it readable, or remove it"
        return violation("file", Origin(name, 1), "", message, advice)
    except UnicodeDecodeError as error:
        *before, line = error.object[: error.start].split(b"\n")
        origin = Origin(name, len(before) + 1, len(line.decode()) + 1)
        shown = f"byte {error.object[error.start]:#04x}"
        return violation("encoding", origin, shown, "the file is not UTF-8", "save it as UTF-8")
    return content


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


READERS: dict[str, Callable[[str, str], Iterator[Record | Problem]]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
}
"""The record formats by suffix; each reader takes a file's text and its name for messages."""
