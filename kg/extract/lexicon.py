"""Lexicon: the words and names that a text is read by, from ontology/extraction/lexicon and the registry."""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from ..errors import UnreadableError
from .clean import clean
from .tokens import Token, words

Entries = Iterable[tuple[str, str, str]]  # kind, value, form
Hits = dict[str, tuple[int, tuple[str, ...]]]  # kind -> end, values


@dataclass(frozen=True, slots=True)
class Form:
    """A form of words: its tokens in lower case, and as written where capitals matter."""

    kind: str
    value: str
    low: tuple[str, ...]
    exact: tuple[str, ...] | None


@dataclass(frozen=True)
class State:
    """A state of the registry."""

    code: str
    alpha2: str
    label: str
    names: frozenset[str]
    is_union: bool


@dataclass
class Lexicon:
    """Forms by their first word, and the states by code."""

    states: dict[str, State] = field(default_factory=dict)
    forms: dict[str, list[Form]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, entries: Entries) -> None:
        """Take in forms; a form with capitals is matched with these capitals, or all in capitals if it is a name."""
        for kind, value, text in entries:
            exact = words(clean(text).text)
            low = tuple(word.lower() for word in exact)
            self.forms[low[0]].append(Form(kind, value, low, None if exact == low else exact))

    def values(self, kind: str) -> frozenset[str]:
        """Return the values of all forms of a kind, such as the offices that one person at a time holds."""
        if kind not in self.known:
            forms = (form for group in self.forms.values() for form in group)
            self.known[kind] = frozenset(form.value for form in forms if form.kind == kind)
        return self.known[kind]

    def hits(self, tokens: Sequence[Token]) -> list[Hits]:
        """Return for each token what begins there: of each kind the longest form."""
        low = [token.low for token in tokens]
        return [self._at(tokens, low, at) for at in range(len(tokens))]

    def _at(self, tokens: Sequence[Token], low: list[str], at: int) -> Hits:
        found: Hits = {}
        for form in self.forms.get(low[at], ()):
            end = at + len(form.low)
            if (len(form.low) == 1 or tuple(low[at:end]) == form.low) and (
                form.exact is None or _is_written(form.exact, tokens[at:end])
            ):
                known_end, values = found.get(form.kind, (0, ()))
                if end > known_end:
                    found[form.kind] = end, (form.value,)
                elif end == known_end and form.value not in values:
                    found[form.kind] = end, (*values, form.value)
        return found


def read_lexicon(extraction: Path, registry: Path) -> Lexicon:
    """Read the word lists and the registry of states and organizations; raise UnreadableError for broken files."""
    lexicon = Lexicon()
    for path in sorted((extraction / "lexicon").glob("*.yaml")):
        lexicon.add(_yaml_entries(path))
    rows = list(csv.DictReader((registry / "states.csv").read_text("utf-8").splitlines()))
    for row in rows:
        state = _state(row)
        lexicon.states[state.code] = state
        lexicon.add(_state_entries(row, state))
    lexicon.add(_organization_entries(registry / "organizations.yaml"))
    return lexicon


def read_yaml_file(path: Path) -> object:
    """Read a YAML file with every scalar kept as text."""
    try:
        return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: {error}; mend the file") from error


def fold(text: str) -> str:
    """Return a name in lower-case ASCII, for comparing.

    >>> fold("Soči")
    'soci'
    """
    level = text.translate(_PLAIN)
    return unicodedata.normalize("NFKD", level).encode("ascii", "ignore").decode().lower()


def level(text: str) -> str:
    """Return words in lower-case ASCII with single spaces between and around, so that whole words are compared.

    >>> level("Vučić's talks")
    ' vucic s talks '
    """
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


_PLAIN = str.maketrans(
    {"ı": "i", "ə": "a", "Ə": "A", "đ": "dj", "Đ": "Dj", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss"}
)


def _is_written(exact: tuple[str, ...], tokens: Sequence[Token]) -> bool:
    texts = tuple(token.text for token in tokens)
    return texts == exact or (len(exact[0]) > 3 and texts == tuple(word.upper() for word in exact))


def _yaml_entries(path: Path) -> Iterator[tuple[str, str, str]]:
    content = read_yaml_file(path)
    if not isinstance(content, Mapping):
        raise UnreadableError(f"{path}: a word list is a mapping of kinds to words; mend the file")
    for kind, part in content.items():
        groups = part.items() if isinstance(part, Mapping) else (("", forms) for forms in part)
        for value, forms in groups:
            for form in [forms] if isinstance(forms, str) else forms:
                yield kind, value or form, form


def _state(row: Mapping[str, str]) -> State:
    names = [text for key in _NAMES + _PEOPLE + ("capital",) for text in _several(row[key])]
    code = row["id"].removeprefix("state/")
    return State(
        code, row["alpha2"], row["label"], frozenset(clean(name).text for name in names), row["kind"] == "union"
    )


_NAMES = ("label", "officialName", "altLabel")
_PEOPLE = ("demonym", "adjective")


def _state_entries(row: Mapping[str, str], state: State) -> Iterator[tuple[str, str, str]]:
    for kind, keys in (("state", _NAMES), ("people", _PEOPLE), ("city", ("capital",)), ("capital", ("capital",))):
        for key in keys:
            for text in _several(row[key]):
                yield kind, state.code, text
                if kind == "state" and not text.startswith(("The ", "the ")):
                    yield kind, state.code, f"the {text}"
                    yield kind, state.code, f"The {text}"


def _several(cell: str) -> list[str]:
    return [text for text in cell.split(";") if text]


def _organization_entries(path: Path) -> Iterator[tuple[str, str, str]]:
    content = read_yaml_file(path)
    for record in content if isinstance(content, Sequence) else ():
        label = record["label"]
        for name in [label, *record.get("altLabel", ())]:
            yield "organization", label, name
