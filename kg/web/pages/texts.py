"""Texts: the documents of the workspace, as far as it holds them and they are still those that were built."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from ...documents import Document, document
from ...workspace import DataFile
from ..edition import Edition
from .asking import ask_for

_DIGESTS = "SELECT ?source ?digest WHERE { ?source irel:textDigest ?digest } ORDER BY ?source ?digest"
_KEPT = 64  # texts kept in memory
_BEGIN, _END = re.compile(r"[.!?]\s+|\n"), re.compile(r"(?<=[.!?])\s|\n")


@dataclass(frozen=True)
class Quote:
    """A passage between the words before and after it in its sentence; both are empty where the text is not held."""

    before: str
    words: str
    after: str


class Texts:
    """The documents of one edition by the IRI of their source."""

    def __init__(self, files: Mapping[str, DataFile], digests: Mapping[str, str]) -> None:
        self._files, self._digests = files, digests
        self._read = lru_cache(_KEPT)(self._document)

    def get(self, source: str) -> Document | None:
        """Return the text of a source, or None if it is not held, or not the one that was built."""
        return self._read(source)

    def quote(self, passage: str, words: str) -> Quote:
        """Return the words of a passage within their sentence."""
        source, _, fragment = passage.partition("#")
        text, ends = self.get(source), positions(fragment)
        if text is None or ends is None:
            return Quote("", " ".join(words.split()), "")
        return sentence(text, *ends)

    def _document(self, source: str) -> Document | None:
        file = self._files.get(source)
        try:
            read = document(file.slug, file.name, file.path.read_bytes()) if file else None
        except (OSError, UnicodeDecodeError):
            return None
        return read if read and read.digest == self._digests.get(source) else None


def texts(edition: Edition) -> Texts:
    """Return the texts of an edition; for `Edition.once`."""
    graph = edition.graph
    files = {f"{graph.workspace.base}source/{file.slug}": file for file in _documents(edition)}
    rows = ask_for(graph.store, _DIGESTS).rows
    digests = {source.value: getattr(digest, "value", "") for source, digest in rows if isinstance(source, NamedNode)}
    return Texts(files, digests)


def positions(fragment: str) -> tuple[int, int] | None:
    """Return the first character of a passage and the one after its last (RFC 5147), or None for other fragments."""
    scheme, _, ends = fragment.partition("=")
    first, _, last = ends.partition(",")
    return (int(first), int(last)) if scheme == "char" and first.isdigit() and last.isdigit() else None


def sentence(text: Document, start: int, end: int) -> Quote:
    """Return a passage within the sentence, or sentences, that it stands in."""
    first = max((hit.end() for hit in _BEGIN.finditer(text.text, text.body, start)), default=text.body)
    stop = _END.search(text.text, end)
    last = stop.start() if stop else len(text.text)
    return Quote(text.text[first:start], text.text[start:end], text.text[end:last].rstrip())


def _documents(edition: Edition) -> list[DataFile]:
    return [file for file in edition.graph.workspace.data_files() if file.is_document]
