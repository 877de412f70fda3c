"""The text of a SPARQL query as tokens in nested groups, which is all that rewriting it for sets of nodes needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, takewhile

from ..errors import ShapeError

_TOKEN = re.compile(
    r"""
    (?P<space> (?: \s | \#[^\n]* )*+ )
    (?P<token> <[^<>"{}|^`\\\s]*>
      | \"{3} (?: \\. | [^\\] )*? \"{3} | '{3} (?: \\. | [^\\] )*? '{3}
      | " (?: \\. | [^"\\\n] )* " | ' (?: \\. | [^'\\\n] )* '
      | [?$]\w+ | (?: \w[\w.-]* )? : (?: [\w.:-] | %\w\w | \\. )* (?<!\.) | \w+ | \S | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
_SLICE = re.compile(r"^\s*#\s*slice\s{2,}(\S.*)", re.MULTILINE)
_PREFIX = re.compile(r"^\s*PREFIX\s[^<]*<[^>]*>", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_HEADS = ("FILTER", "NOT", "EXISTS")


@dataclass(frozen=True)
class Group:
    """What stands between two braces, or a whole query: tokens, each with the space before it, and groups.

    `head` are the words before the braces that make it a condition: FILTER, NOT, EXISTS.
    """

    parts: tuple["str | Group", ...]
    head: str = ""

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else f" {part.head} {{{part} }}" for part in self.parts)

    @property
    def own(self) -> tuple[str, ...]:
        """The tokens outside the groups in it, keywords in capitals, without spaces; braces stand for a group."""
        return tuple(_word(part) if isinstance(part, str) else "{}" for part in self.parts)

    @property
    def groups(self) -> tuple["Group", ...]:
        """The groups in it."""
        return tuple(part for part in self.parts if isinstance(part, Group))

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens in it and in its groups."""
        return (*self.own, *(word for group in self.groups for word in group.words))

    @property
    def variables(self) -> frozenset[str]:
        """The variables in it and in its groups, each with a question mark."""
        return variables(self.words)

    @property
    def bare(self) -> tuple[str, ...]:
        """The tokens outside groups and parentheses: triple patterns, or what a query selects as it is."""
        depths = accumulate((word == "(") - (word == ")") for word in self.own)
        return tuple(word for word, depth in zip(self.own, depths, strict=True) if not depth)

    @property
    def is_query(self) -> bool:
        """Tell whether it is a query and no pattern."""
        return self.own[:1] in (("SELECT",), ("ASK",))

    def rebuilt(self, rebuild: Callable[["Group"], "str | Group"]) -> "Group":
        """Return it with something else in place of each group in it."""
        return Group(tuple(part if isinstance(part, str) else rebuild(part) for part in self.parts), self.head)


def read_query(text: str, prefixes: Mapping[str, str], constants: Mapping[str, str]) -> Group:
    """Read a query, with IRIs in full and with constants in place of variables; raise ShapeError if it cannot be."""
    tokens = [(" " if found["space"] else "", found["token"]) for found in _TOKEN.finditer(text) if found["token"]]
    known = dict(prefixes)
    while len(tokens) > 2 and tokens[0][1].upper() == "PREFIX":
        known[tokens[1][1].rstrip(":")] = tokens[2][1][1:-1]
        del tokens[:3]
    return _nested(space + _plain(token, known, constants) for space, token in tokens)


def tokens_of(text: str) -> Iterator[str]:
    """Yield the tokens of a query, without comments, keywords in capitals."""
    return (_word(found["token"]) for found in _TOKEN.finditer(text))


def slice_of(text: str, prefixes: Mapping[str, str]) -> str | None:
    """Return what a comment of a query says of how far it looks, such as `# slice  irel:post`, with IRIs in full."""
    note = _SLICE.search(text)
    return str(read_query("\n".join([*_PREFIX.findall(text), note[1]]), prefixes, {})).strip() if note else None


def variables(words: Iterable[str]) -> frozenset[str]:
    """Return the tokens that are variables, each with a question mark."""
    return frozenset(word for word in words if word[0] == "?" and len(word) > 1)


def _nested(tokens: Iterable[str]) -> Group:
    """Sort tokens into groups."""
    stack: list[list[str | Group]] = [[]]
    for token in tokens:
        if _word(token) == "{":
            stack.append([])
        elif _word(token) == "}" and len(stack) > 1:
            inner, outer = tuple(stack.pop()), stack[-1]
            head = list(takewhile(_HEADS.__contains__, reversed(Group(tuple(outer)).own)))
            del outer[len(outer) - len(head) :]
            outer.append(Group(inner, " ".join(reversed(head))))
        else:
            stack[-1].append(token)
    if len(stack) > 1:
        raise ShapeError("a brace of its query is not closed")
    return Group(tuple(stack[0]))


def _plain(token: str, prefixes: Mapping[str, str], constants: Mapping[str, str]) -> str:
    """A token without what only its surroundings explain: a prefix, or a variable that is a constant."""
    if token[0] in "?$" and len(token) > 1:
        return constants.get(f"?{token[1:]}", f"?{token[1:]}")
    prefix, colon, local = token.partition(":")
    if token[0] in "<\"'" or not colon or prefix == "_":
        return token
    if prefix not in prefixes:
        raise ShapeError(f"the prefix {prefix}: of its query is not declared")
    return f"<{prefixes[prefix]}" + _ESCAPED.sub(r"\1", local) + ">"


def _word(part: str) -> str:
    word = part.strip()
    return word.upper() if word.replace("_", "").isalpha() else word
