"""Patterns: the small closed language of rules, compiled to expressions over a row of chunks.

An atom is KIND, <class>, a plain word, ACTORS, PERSONS or STATES (a list of these), `_` or `~` (up to six or seven
words that are no actors, `_` without a comma), `..` or `...` (any words of the clause). `name:atom` captures it, `?`
behind an atom makes it optional, `|` between atoms gives a choice.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import UnreadableError
from .chunks import ACTORS, Row
from .lexicon import read_yaml_file

_ACTOR = f"(?:(?:{'|'.join(sorted(ACTORS))})=\\S* )"
_PLACE = r"(?:STATE|LAND|CITY|PEOPLE)=\S* "
_LINK = r"(?:w=,/\S* )?(?:w=(?:and|&|or)/\S* |w=as/\S* w=well/\S* w=as/\S* )?"
_OPENING = r"w=(?:who|whose|which|on|accompanied|currently|now|in|along|together)/\S* "
_ASIDE = rf"(?:w=,/\S* {_OPENING}(?:(?!w=[;:,]/)\S+ ){{1,16}}?w=,/\S* )?"
_BUILT_IN = {
    "ACTOR": rf"{_ACTOR}(?!w='s/)",
    "ACTORS": rf"{_ACTOR}(?!w='s/)(?:{_LINK}(?:w=the/\S* )?{_ACTOR}(?!w='s/))*",
    "PERSONS": rf"(?:(?:PERSON|OFFICE|HE)=\S* )(?!w='s/)(?:{_LINK}(?:(?:PERSON|OFFICE)=\S* )(?!w='s/))*",
    "STATES": rf"(?:STATE=\S* )(?:{_LINK}(?:STATE=\S* ))*",
    "PLACES": rf"(?:{_PLACE})(?:{_LINK}(?:{_PLACE}))*",
    "~": rf"{_ASIDE}(?:(?!(?:PERSON|OFFICE|STATE|ORG|GROUP|HE)=|w=;/)\S+ ){{0,7}}?",
    "_": r"(?:(?!(?:PERSON|OFFICE|STATE|ORG|GROUP|HE)=|w=[;,]/)\S+ ){0,3}?",
    "..": r"(?:(?!w=[;:]/)\S+ ){0,14}?",
    "...": r"(?:(?!w=[;]/)\S+ ){0,30}?",
    "BEGIN": r"(?:\A)",
    "END": r"(?=w=[.]/|\Z)",
}


@dataclass(frozen=True)
class Match:
    """A rule that fits a row: the chunks it spans, and those of each capture."""

    rule: "Rule"
    start: int
    end: int
    captures: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Rule:
    """A rule of ontology/extraction/rules: a pattern, what it sets, and texts that it fits and does not fit."""

    id: str
    frame: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    sets: Mapping[str, str]
    example: str
    counter: str
    confidence: float
    without: frozenset[str] = frozenset()

    def matches(self, row: Row) -> Iterator[Match]:
        """Yield where the rule fits a row, from left to right."""
        if not self.needs <= row.classes:
            return
        for found in self.pattern.finditer(row.code):
            spans = {
                name: _chunks(row.starts, found.span(name))
                for name, text in found.groupdict().items()
                if text is not None
            }
            start, end = _chunks(row.starts, found.span())
            if not any(self._is_barred(row, at) for at in range(start, end)):
                yield Match(self, start, end, spans)

    def _is_barred(self, row: Row, at: int) -> bool:
        """A word that must not stand in the match, or one of a class in angle brackets."""
        return row.low(at) in self.without or any(f"<{name}>" in self.without for name in row.chunks[at].classes)


def read_rules(folder: Path) -> dict[str, list[Rule]]:
    """Read the rules of a folder by frame, the file's name; raise UnreadableError for a rule that is none."""
    found: dict[str, list[Rule]] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = read_yaml_file(path)
        if not isinstance(content, Sequence):
            raise UnreadableError(f"{path}: a file of rules is a list; mend the file")
        found[path.stem] = [_rule(part, path) for part in content]
    return found


def _rule(part: Mapping[str, object], path: Path) -> Rule:
    missing = {"id", "pattern", "example", "counter"} - set(part)
    if missing:
        raise UnreadableError(f"{path}: {part.get('id', part)}: the rule lacks {', '.join(sorted(missing))}; add it")
    pattern = str(part["pattern"])
    sets, without = part.get("set", {}), part.get("without", [])
    return Rule(
        id=str(part["id"]),
        frame=path.stem,
        pattern=compile_pattern(pattern),
        needs=frozenset(re.findall(r"(?:^|\s)(?:\w+:)?<([\w-]+)>(?=\s|$)", pattern)),
        sets=sets if isinstance(sets, Mapping) else {},
        example=str(part["example"]),
        counter=str(part["counter"]),
        confidence=float(str(part.get("confidence", "0.8"))),
        without=frozenset(map(str, without)) if isinstance(without, Sequence) else frozenset(),
    )


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the expression over the codes of chunks that a pattern stands for."""
    return re.compile("".join(_atom(atom) for atom in pattern.split()))


def _atom(atom: str) -> str:
    name, colon, rest = atom.partition(":")
    if colon and rest:
        optional = "?" if rest.endswith("?") else ""
        return f"(?P<{name}>{_choice(rest.removesuffix('?'))}){optional}"
    if len(atom) > 1 and atom.endswith("?"):
        return f"(?:{_choice(atom[:-1])})?"
    return _choice(atom)


def _choice(atom: str) -> str:
    parts = [_single(part) for part in atom.split("|")]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _single(atom: str) -> str:
    if atom in _BUILT_IN:
        return _BUILT_IN[atom]
    if atom.startswith("<"):
        return rf"(?:(?:\w+=[^ /]*/(?:[^ /]+/)*{re.escape(atom[1:-1])}/\S* ))"
    if atom.isupper() and atom.isalpha() and len(atom) > 1:
        return rf"(?:{atom}=\S* )"
    return rf"(?:\w+={re.escape(atom)}/\S* )"


def _chunks(starts: list[int], span: tuple[int, int]) -> tuple[int, int]:
    return bisect_right(starts, span[0]) - 1, bisect_right(starts, span[1] - 1)
