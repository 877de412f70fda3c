"""Guard: refuses, before it runs, a query or an update that would make the engine fetch something.

A request without the words SERVICE and LOAD cannot fetch. One that has them, perhaps in a string or a name, must pass
two readers that fail in different ways: the tokens below, and rdflib's parser. What one of them does not understand is
refused.
"""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FETCHING = re.compile("service|load", re.IGNORECASE)
_TOKEN = re.compile(
    r'''(?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
      | (?P<string> """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
                    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
      | (?P<comment> \#[^\n\r]* )
      | (?P<variable> [?$]\w+ )
      | (?P<name> [\w.-]*:(?:[\w:%-]|\.(?=[\w:%-])|\\.)* )
      | (?P<word> \w+ )
      | (?P<space> \s+ )
      | (?P<mark> [^"'\w\s] )
    ''',
    re.VERBOSE | re.DOTALL,
)
_PLAIN_NAME = re.compile(r"(?P<prefix>[\w.-]*):[\w:%-]*")

# `?a<?b#>` is a variable and an IRI, or a comparison and a comment; no IRI of this form can be an expression.
_UNMISTAKABLE_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://.*>|<[^'#]*>", re.DOTALL)

Token = tuple[str, str]


class RefusedError(Exception):
    """A query or an update that is not run; the message says why."""


def guard_query(text: str) -> None:
    """Raise RefusedError for a query that could fetch something."""
    if _may_fetch(text):
        _require_harmless_tokens(text)
        _require_harmless_parse(text, "parseQuery")


def guard_update(text: str) -> None:
    """Raise RefusedError for an update that could fetch something."""
    if _may_fetch(text):
        _require_harmless_tokens(text)
        _require_harmless_parse(text, "parseUpdate")


def tokens(text: str) -> Iterator[Token]:
    """Yield the kind and text of each token but spaces and comments; raise RefusedError for text that is no token."""
    return ((kind, word) for kind, word in lexemes(text) if kind not in ("space", "comment"))


def lexemes(text: str) -> Iterator[Token]:
    """Yield the kind and text of everything in a query, which together are the query."""
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise RefusedError(f"a string is not closed: {text[place : place + 40]!r}; check its quotation marks")
        place = found.end()
        yield str(found.lastgroup), found[0]


def dataset_clauses(text: str) -> Iterator[str]:
    """Yield the IRIs that FROM and FROM NAMED name, prefixed names in full."""
    if "from" not in text.casefold():
        return
    words = list(tokens(text))
    prefixes = {
        name: iri[1:-1]
        for (_, word), (_, name), (kind, iri) in zip(words, words[1:], words[2:], strict=False)
        if word.upper() == "PREFIX" and kind == "iri"
    }
    for (kind, word), *after in zip(words, words[1:], words[2:], strict=False):
        if kind == "word" and word.upper() == "FROM":
            yield from _graph_names(after, prefixes)


def _graph_names(after: list[Token], prefixes: dict[str, str]) -> Iterator[str]:
    kind, word = after[1] if after[0][1].upper() == "NAMED" else after[0]
    prefix, _, local = word.partition(":")
    if kind == "iri":
        yield word[1:-1]
    elif kind == "name" and f"{prefix}:" in prefixes:
        yield prefixes[f"{prefix}:"] + local


def _may_fetch(text: str) -> bool:
    """Whether a fetching word occurs, also in letters that fold to others, and behind escapes."""
    if text.isascii() and "\\" not in text:
        lowered = text.lower()
        return "service" in lowered or "load" in lowered
    return _FETCHING.search(_decoded(text)) is not None


def _decoded(text: str) -> str:
    """The text with its escapes of code points resolved, which SPARQL does before it reads anything else."""
    return _ESCAPE.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)


def _require_harmless_tokens(text: str) -> None:
    if _ESCAPE.search(text):
        raise RefusedError("write the letters themselves instead of \\u escapes, since the word service or load occurs")
    for kind, word in tokens(text):
        if kind == "iri" and not _UNMISTAKABLE_IRI.fullmatch(word):
            raise RefusedError(f"{word}: write this IRI in full, with http://, since the word service or load occurs")
        if kind in ("name", "word", "mark") and _is_fetching(word):
            raise RefusedError(f"{word}: SERVICE and LOAD are not possible here: this server fetches nothing")


def _is_fetching(word: str) -> bool:
    """Whether an engine could read a fetching keyword here; `SERVICE:x` is one to those that need no space after it."""
    name = _PLAIN_NAME.fullmatch(word)
    return _FETCHING.search(name["prefix"] if name else word) is not None


def _require_harmless_parse(text: str, parse: str) -> None:
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql import parser

    try:
        parsed = getattr(parser, parse)(text)
    except (ParseBaseException, RecursionError, ValueError) as error:
        raise RefusedError(
            f"the word service or load occurs, and the request cannot be read without doubt: {error}"
        ) from error
    if not _names_of(parsed).isdisjoint({"ServiceGraphPattern", "Load"}):
        raise RefusedError("SERVICE and LOAD are not possible here: this server fetches nothing")


def _names_of(parsed: object) -> set[str]:
    """Return the names of all grammar rules in what rdflib parsed."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    names, waiting = set(), [parsed]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            names.add(part.name)
            waiting.extend(part.values())
        elif isinstance(part, ParseResults | list | tuple):
            waiting.extend(part)
    return names
