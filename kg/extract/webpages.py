"""Web pages: the article of an HTML page, without what stands around it, and what the page says about itself."""

import codecs
import logging
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..problems import Problem, violation
from ..records import Origin
from ..terms import is_iri

if TYPE_CHECKING:
    from trafilatura.settings import Document as Found

_CHARSET = re.compile(rb"<(?:meta\s[^>]*\bcharset|\?xml\s[^>]*\bencoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\s[^>]*\blang\s*=\s*[\"']?([a-z]{2,3}(?:-[a-z0-9]+)*)", re.IGNORECASE)
_HEAD = 1024  # bytes in which a page declares its character set (HTML Standard, 4.2.5.4)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WESTERN = ("ascii", "iso8859-1")  # both mean windows-1252 on the web (Encoding Standard, 4.2)
_POSTS = "//blockquote[contains(@class, 'twitter')]"  # of others; trafilatura itself drops what else is not the article
_SHORTEST = "50"  # characters of an article; below it trafilatura takes all text of the page


@dataclass(frozen=True)
class Page:
    """An article: its paragraphs with blank lines between them, and what front matter says about it."""

    text: str
    about: Mapping[str, str]


def read_page(content: bytes, file: str) -> Page | Problem:
    """Return the article of an HTML page, or a problem if it has none or is not in the character set it declares.

    Neither a character set nor a date is guessed. Raises UsageError if the extra `html` is not installed.
    """
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import DEFAULT_CONFIG
    except ModuleNotFoundError as error:
        raise UsageError(f"{file}: HTML needs the extra html: pip install 'communique-kg[html]'") from error
    html = _decoded(content)
    if html is None:
        message, advice = "the page is neither UTF-8 nor in the character set it declares", "save it again as UTF-8"
        return violation("encoding", Origin(file, 1), "", message, advice)
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _SHORTEST
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong becomes a problem instead
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        prune_xpath=_POSTS,
        config=config,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        message, advice = "no article was found in the page", "save its text as .txt"
        return violation("page", Origin(file, 1), "", message, advice)
    return Page(_paragraphs(found.text or ""), dict(_about(found, html)))


def _decoded(content: bytes) -> str | None:
    """The text by its byte order mark, else as UTF-8, else as declared; a wrong guess would go unseen into quotes."""
    mark = next((_MARKS[mark] for mark in _MARKS if content.startswith(mark)), "")
    declared = _CHARSET.search(content[:_HEAD])
    for name in [mark] if mark else ["utf-8", declared[1].decode() if declared else "utf-8"]:
        try:
            known = codecs.lookup(name).name
            return content.decode("windows-1252" if known in _WESTERN else known)
        except (LookupError, UnicodeDecodeError):
            continue
    return None


def _paragraphs(text: str) -> str:
    """Lines set apart as Markdown does it; the parts of a list stay together."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    gaps = ["\n" if one[:2] == other[:2] == "- " else "\n\n" for one, other in pairwise(lines)]
    return "".join(part for pair in zip(lines, [*gaps, "\n"], strict=True) for part in pair)


def _about(found: "Found", html: str) -> Iterator[tuple[str, str]]:
    language = _LANGUAGE.search(html[:_HEAD])
    told = {
        "title": found.title,
        "publisher": found.sitename or found.hostname,
        "creator": found.author,
        "issued": found.date,
        "language": language and language[1],
        "page": found.url if found.url and is_iri(found.url) else "",
    }
    for key, value in told.items():
        if value and value.strip():
            yield key, " ".join(value.split())
