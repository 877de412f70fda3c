"""Texts: articles from files: plain text, Markdown with front matter, JSON lines, standard input."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TextIO

from ..documents import Document, document
from ..errors import UnreadableError
from ..mint import slug

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DATES = ("issued", "date", "published")
_SUFFIXES = (".txt", ".md", ".jsonl")


@dataclass(frozen=True)
class Text:
    """An article to read: the name its records quote it by, its text, where its body begins, and its date."""

    slug: str
    text: str
    start: int = 0
    issued: date | None = None


def read_texts(paths: Iterable[Path], stdin: TextIO) -> Iterator[Text]:
    """Yield the articles of files and folders, `-` for standard input; raise UnreadableError for other formats."""
    for path in paths:
        if str(path) == "-":
            yield Text("stdin", stdin.read())
            continue
        for file in _files(path):
            yield from _lines(file) if file.suffix == ".jsonl" else [_text(file)]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)
    if path.suffix not in _SUFFIXES:
        raise UnreadableError(
            f"{path}: {path.suffix or 'no suffix'!r} is no text format; known are {', '.join(_SUFFIXES)}"
        )
    return [path]


def _text(path: Path) -> Text:
    try:
        found: Document = document(slug(path.stem), str(path), path.read_bytes())
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: byte {error.start}: the file is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}; check the path") from error
    return Text(found.slug, found.text, found.body, _issued_of(found.front))


def _issued_of(front: str) -> date | None:
    for key in _DATES:
        stated = re.search(rf"^{key}:\s*['\"]?({_ISO.pattern})", front, re.MULTILINE)
        if stated:
            return date.fromisoformat(stated[1])
    return None


def _lines(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _line(line, path, number)


def _line(line: str, path: Path, number: int) -> Text:
    try:
        fields = json.loads(line)
        text = fields["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableError(
            f"{path}:{number}: {error}: write a JSON object with a key 'text' on each line"
        ) from error
    stated = next((str(fields[key]) for key in _DATES if fields.get(key)), "")
    issued = date.fromisoformat(stated[:10]) if _ISO.match(stated) else None
    return Text(slug(str(fields.get("id") or f"{path.stem}-{number}")), str(text), 0, issued)
