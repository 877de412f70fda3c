"""Question: a query file as a person reads it: what it asks, its parameters and its notes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pyoxigraph import Literal, NamedNode

from .errors import UsageError
from .spelling import nearest

_NOTE = re.compile(r"#\s*(?P<word>\w+)\s{2,}(?P<text>\S.*)")
_VALUES = re.compile(
    r"""(?P<head> ^[ \t]* VALUES \s+ [?$](?P<name>\w+) \s* \{ )
        (?P<body> (?: "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | <[^>]*> | [^{}<"'\#] )* )
        (?P<tail> \} (?: [ \t]* \# [ \t]* (?P<comment>.*) )? )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Parameter:
    """What a question can be asked about; `example` is its value in the file, in SPARQL syntax."""

    name: str
    description: str
    example: str
    optional: bool


@dataclass(frozen=True)
class Question:
    """A query with a header: `title` is the question, `notes` are header words that are no parameters."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    notes: Mapping[str, str]
    text: str


def read_question(name: str, text: str) -> Question:
    """Read the header of a SPARQL query.

    The first comment line is the question. A following line `# word text` (two or more spaces between)
    describes a parameter if the query has a line `VALUES ?word { ... }`, else it is a note. What stands in
    the braces is the parameter's example; `UNDEF` makes it optional, the example then being a comment on
    that line.
    """
    title, *header = list(_header(text)) or [""]
    words = {line["word"]: line["text"].strip() for line in map(_NOTE.fullmatch, header) if line}
    lines = {line["name"]: line for line in reversed(list(_VALUES.finditer(text)))}
    parameters = tuple(_parameter(words[word], lines[word]) for word in words if word in lines)
    notes = {word: note for word, note in words.items() if word not in lines}
    return Question(name, title.lstrip("# "), parameters, notes, text)


def bind(question: Question, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    """Return the query with the given terms in place of its parameters' examples.

    Rewriting the text gives the same answer from every engine, which binding from outside does not. Raises
    UsageError for an unknown name.
    """
    for name in values:
        _require_parameter(question, name)
    # N-Triples, the syntax of str(term), escapes quotes and line breaks: a literal cannot leave its quotes.
    terms = {name: " ".join(map(str, given)) for name, given in values.items()}

    def rewritten(line: re.Match[str]) -> str:
        name = line["name"]
        return f"{line['head']} {terms[name]} {line['tail']}" if name in terms else line[0]

    return _VALUES.sub(rewritten, question.text)


def _header(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.strip().splitlines())
    return takewhile(lambda line: line.startswith("#"), lines)


def _parameter(description: str, line: re.Match[str]) -> Parameter:
    example = line["body"].strip()
    if example.upper() == "UNDEF":
        return Parameter(line["name"], description, (line["comment"] or "").strip(), optional=True)
    return Parameter(line["name"], description, example, optional=False)


def _require_parameter(question: Question, name: str) -> None:
    known = [parameter.name for parameter in question.parameters]
    if name in known:
        return
    likely = nearest(name, known)
    remedy = f"did you mean {likely!r}?" if likely else f"its parameters are: {', '.join(known) or 'none'}"
    raise UsageError(f"{question.name}: unknown parameter {name!r}; {remedy}")
