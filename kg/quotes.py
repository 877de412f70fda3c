"""Quotes: whether what records quote is known and stands there."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from .cite import Source
from .documents import Document
from .problems import Problem, Severity, violation
from .records import Evidence, Record
from .spelling import did_you_mean
from .values import UNWRITABLE


@dataclass(frozen=True)
class Library:
    """What may be quoted: files by slug, and sources that only records describe.

    `missing` are sources that are quoted and nothing describes, `lost` those whose files cannot be read.
    """

    files: Mapping[str, Source]
    described: Set[str] = frozenset()
    missing: Set[str] = frozenset()
    lost: Set[str] = frozenset()

    def document(self, slug: str) -> Document | None:
        """Return the text of a source, if it is at hand."""
        return self.files[slug].document if slug in self.files else None


def quote_problems(record: Record, subject: str, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the evidence of a record about a subject, an IRI or empty."""
    for evidence in record.evidence:
        document = library.document(evidence.source)
        if evidence.source in library.missing:
            known = {*library.files, *library.described}
            remedy = did_you_mean(evidence.source, known) or "add the document, or a record of the type Source"
            message = "no document and no record describes this source"
            yield violation("unknown-source", evidence.origin, evidence.source, message, remedy)
        elif found := UNWRITABLE.search(evidence.quote):
            value, message = f"U+{ord(found[0]):04X}", "the quote holds a character that is no text"
            yield violation("quote", evidence.origin, value, message, "remove it")
        elif document:
            yield from _compared(evidence, document)
        elif evidence.source not in library.lost:
            yield _unchecked(evidence, subject, is_file=evidence.source in library.files)


def no_quote(record: Record, subject: str) -> Problem:
    """Return the warning that a fact quotes nothing."""
    message = "the fact quotes no source; its only evidence is the record itself"
    remedy = 'add evidence: [{source: a-document, quote: "its words"}]'
    return Problem(Severity.WARNING, "no-quote", subject, "", message, remedy, record.origin)


def _compared(evidence: Evidence, document: Document) -> Iterator[Problem]:
    found = document.find(evidence.quote)
    if not found:
        message = f"the quote is not in the text of {document.file}"
        remedy = _nearest_words(evidence.quote, document)
        yield violation("quote-not-found", evidence.origin, evidence.quote, message, remedy)
    elif len(found) > 1:
        message = f"the quote stands {len(found)} times in {document.file}; the first is taken"
        place = evidence.origin
        yield Problem(Severity.INFO, "quote-not-unique", "", evidence.quote, message, "quote more words", place)


def _unchecked(evidence: Evidence, subject: str, *, is_file: bool) -> Problem:
    why = "the source is a file of records" if is_file else "the text of the source is not here"
    remedy = "quote a document" if is_file else "add the document, to have it checked at each build"
    message, slug = f"{why}, so the quote is not checked", evidence.source
    return Problem(Severity.WARNING, "quote-not-checked", subject, slug, message, remedy, evidence.origin)


def _nearest_words(quote: str, document: Document) -> str:
    words = set(quote.casefold().split())
    sentences = re.split(r"(?<=[.!?])\s+", document.text[document.body :])
    shared = [len(words & set(sentence.casefold().split())) for sentence in sentences]
    if not max(shared):
        return "copy the words as they stand there"
    likely = " ".join(sentences[shared.index(max(shared))].split())
    return f"copy the words as they stand; the nearest sentence is {likely!r}"
