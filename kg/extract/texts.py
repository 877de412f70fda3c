"""Texts: articles from files: plain text, Markdown with front matter, HTML, JSON lines, standard input."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ..documents import document
from ..errors import UnreadableError
from ..mint import slug
from ..problems import Problem, Severity, violation
from ..records import Origin
from ..values import UNWRITABLE
from .sentences import Layout, lay_out
from .webpages import read_page

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_DATES = ("issued", "date", "published")
_HTML = (".html", ".htm", ".xhtml")
_SUFFIXES = (".txt", ".md", ".jsonl", *_HTML)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_STDIN = "stdin"
_KEYS = {"title": "title", "publisher": "publisher", "url": "page", "page": "page", "language": "language"}


@dataclass(frozen=True)
class Text:
    """An article to read: the name its records quote it by, its text, where its body begins, and its date.

    `about` is what front matter would say about a text that has none.
    """

    slug: str
    text: str
    start: int = 0
    issued: date | None = None
    about: Mapping[str, str] = field(default_factory=dict)


def read_texts(paths: Iterable[Path], stdin: BinaryIO) -> Iterator[Text | Problem]:
    """Yield the articles of files and folders, `-` for standard input, and a problem for each that cannot be read.

    What is no text in a folder is a remark. Raises UnreadableError for a path that is not there, for other formats and
    for a folder without a text.
    """
    seen: set[str] = set()
    for part in _parts(paths, stdin):
        if isinstance(part, Text) and part.slug in seen:
            message, advice = "another text of this call has the same name", "rename one, or extract it by itself"
            yield violation("file-name", Origin(part.slug, 1), "", message, advice)
        else:
            seen |= {part.slug} if isinstance(part, Text) else set()
            yield part


def read_date(front: str) -> date | None:
    """Return the day that front matter gives as issued, date or published."""
    for key in _DATES:
        stated = re.search(rf"^{key}:\s*['\"]?({_ISO.pattern})", front, re.MULTILINE)
        if stated and (day := _day(stated[1])):
            return day
    return None


def document_text(text: Text) -> str:
    """Return a text as a Markdown document, with front matter; a text that has it stays as it is.

    Where nothing else gives a title, a headline at its beginning does.
    """
    if text.start:
        return text.text
    laid = lay_out(text.text)
    issued = text.issued or laid.issued
    about = {"title": _headline(text, laid)} | dict(text.about) | ({"issued": issued.isoformat()} if issued else {})
    return _front(text.slug, about) + text.text


def what_lacks(text: Text) -> list[str]:
    """Return what a footnote says of a source, and `document_text` finds nowhere: publisher and day."""
    stated = text.text[: text.start] + "".join(f"{key}:" for key in text.about)
    issued = text.issued or (None if text.start else lay_out(text.text).issued)
    return [key for key, known in (("publisher", "publisher:" in stated), ("issued", issued)) if not known]


def _headline(text: Text, laid: Layout) -> str:
    """The text's first line if it is a heading, else what the file is called."""
    first = [sentence for sentence in laid.sentences if sentence.paragraph == laid.sentences[0].paragraph]
    is_headline = first and first[0].is_heading
    return text.text[first[0].start : first[-1].end].splitlines()[0].strip() if is_headline else text.slug


def _parts(paths: Iterable[Path], stdin: BinaryIO) -> Iterator[Text | Problem]:
    for path in paths:
        if str(path) == "-":
            yield _text(_STDIN, stdin.read(), _STDIN)
            continue
        for file in _files(path):
            if not _is_text(file):
                yield _passed_over(file)
            elif file.suffix.lower() == ".jsonl":
                yield from _lines(file)
            else:
                yield _text(slug(file.stem), _content(file), str(file))


def _files(path: Path) -> list[Path]:
    """The file, or those of a folder but hidden ones; raises UnreadableError if no text is among them."""
    files = sorted(file for file in path.rglob("*") if _is_shown(file, path)) if path.is_dir() else [path]
    if not any(map(_is_text, files)):
        what = "no text is in this folder" if path.is_dir() else f"{path.suffix or 'no suffix'!r} is no text format"
        raise UnreadableError(f"{path}: {what}; known are {', '.join(_SUFFIXES)}")
    return files


def _is_shown(file: Path, folder: Path) -> bool:
    return file.is_file() and not any(name.startswith(".") for name in file.relative_to(folder).parts)


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES


def _passed_over(path: Path) -> Problem:
    message, advice = "the file is passed over", f"save it as one of {', '.join(_SUFFIXES)} if it is a text"
    return Problem(Severity.INFO, "format", "", path.suffix, message, advice, Origin(str(path), 1))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}; check the path") from error


def _text(name: str, content: bytes, file: str) -> Text | Problem:
    if file.lower().endswith(_HTML) or _PAGE.match(content):
        return _page(name, content, file)
    try:
        found = document(name, file, content)
    except UnicodeDecodeError as error:
        shown = f"byte {error.object[error.start]:#04x} at {error.start}"
        return violation("encoding", Origin(file, 1), shown, "the file is not UTF-8", "save it as UTF-8")
    return _writable(Text(name, found.text, found.body, read_date(found.front), _origin(file, found.digest)), file)


def _page(name: str, content: bytes, file: str) -> Text | Problem:
    """The article of a page as a document, so that its positions are those of what is kept."""
    found = read_page(content, file)
    if isinstance(found, Problem):
        return found
    head = _front(name, {**found.about, **_origin(file, hashlib.sha256(content).hexdigest())})
    return _writable(Text(name, head + found.text, len(head), _day(found.about.get("issued", ""))), file)


def _origin(file: str, digest: str) -> dict[str, str]:
    return {**({} if file == _STDIN else {"originalFile": Path(file).name}), "originalDigest": digest}


def _lines(path: Path) -> Iterator[Text | Problem]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _line(line, path, number)
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}; check the path") from error


def _line(line: bytes, path: Path, number: int) -> Text | Problem:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
        text = fields["text"]
    except (LookupError, TypeError):
        return _no_line(path, number, "")
    except (ValueError, RecursionError) as error:
        return _no_line(path, number, f"{error!s:.80}")
    if not isinstance(text, str):
        return _no_line(path, number, f"text: {text!r:.40}")
    name = slug(str(fields.get("id") or f"{path.stem}-{number}"))
    days = [day for key in _DATES if (day := _day(str(fields.get(key))[:10]))]
    about = {key: fields[name] for name, key in _KEYS.items() if isinstance(fields.get(name), str)}
    about |= {"issued": days[0].isoformat()} if days else {}
    level = text.replace("\r\n", "\n").replace("\r", "\n")
    return _writable(Text(name, level, 0, days[0] if days else None, about), f"{path}:{number}")


def _no_line(path: Path, number: int, value: str) -> Problem:
    message, advice = "the line is no article", "write a JSON object with a text under the key 'text' on each line"
    return violation("line", Origin(str(path), number), value, message, advice)


def _writable(text: Text, file: str) -> Text | Problem:
    """A text unless it holds a character, white space aside, that no record could quote."""
    bad = next((found for found in UNWRITABLE.finditer(text.text) if not found[0].isspace()), None)
    if bad is None:
        return text
    message = "the text holds a character that is no text"
    return violation("character", Origin(file, 1), f"U+{ord(bad[0]):04X} at {bad.start()}", message, "remove it")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


def _front(name: str, about: Mapping[str, str]) -> str:
    """Front matter; every value is quoted, since JSON's quoting is YAML's."""
    fields = {"title": name, **about}
    return "".join(["---\n", *(f"{key}: {json.dumps(fields[key], ensure_ascii=False)}\n" for key in fields), "---\n\n"])
