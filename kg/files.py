"""Record files: YAML, JSON, JSONL and CSV to records, every scalar kept as text, with its place in the file."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from .csvfiles import read_csv
from .documents import Document, document
from .errors import UnreadableError
from .jsonfiles import read_json, read_jsonl
from .problems import Problem, violation
from .records import Origin, Record
from .terms import is_id
from .yamlfiles import read_yaml


def read_records(path: Path, name: str) -> Iterator[Record | Problem]:
    """Read a record file by its suffix; yield a problem where a part of it cannot be a record.

    `name` is how messages call the file. Raises UnreadableError for a suffix that is not known.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"{name}: {path.suffix!r} is no record format; known are {', '.join(READERS)}")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield violation("encoding", Origin(name, 1), f"byte {error.start}", "the file is not UTF-8", "save it as UTF-8")
    except OSError as error:
        raise UnreadableError(f"{name}: {error.strerror}; check the file's permissions") from error
    else:
        yield from reader(text, name)


def read_document(path: Path, name: str) -> tuple[Document | None, list[Record | Problem]]:
    """Read a text with front matter; the front matter is a record about the document as a source."""
    slug = path.stem
    origin = Origin(name, 1)
    if not is_id(f"source/{slug}"):
        advice = "name it with ASCII letters, digits, dots and dashes"
        return None, [violation("file-name", origin, slug, "the file's name cannot be part of an IRI", advice)]
    try:
        found = document(slug, name, path.read_bytes())
    except UnicodeDecodeError as error:
        return None, [violation("encoding", origin, f"byte {error.start}", "the file is not UTF-8", "save it as UTF-8")]
    return found, list(_front_matter(found))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _front_matter(text: Document) -> Iterator[Record | Problem]:
    origin = Origin(text.file, 1)
    if not text.front:
        yield violation(
            "front-matter",
            origin,
            "",
            "the document does not say what it is",
            "begin it with --- , title: ..., publisher: ..., issued: ... and --- on lines of their own",
        )
        return
    for record in read_yaml(f"\n{text.front}", text.file):
        if isinstance(record, Record):
            record = Record(f"source/{text.slug}", "Source", record.values, (), origin, record.places)
        yield record


READERS: dict[str, Callable[[str, str], Iterator[Record | Problem]]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
}
"""The record formats by suffix; each reader takes a file's text and its name for messages."""
