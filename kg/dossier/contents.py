"""The parts of a dossier, as plain text in reading order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A footnote's mark in the text; `use` counts the marks of one footnote from 1."""

    number: int
    use: int


@dataclass(frozen=True)
class Line:
    """One line of a table: its cells, what a reader must know of it, its footnotes, and the IRIs of what it tells."""

    cells: tuple[str, ...]
    remarks: tuple[str, ...]
    references: tuple[Reference, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Lines under a heading of their own, which is empty in a section without groups."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Bar:
    """An amount in a chart and the bounds that its stated digits allow, as numbers and in words."""

    label: str
    amount: str
    bounds: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Chart:
    """Amounts in one unit, from zero."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Column:
    """A column's head, and whether its cells are numbers."""

    head: str
    is_number: bool


@dataclass(frozen=True)
class Section:
    """The answer to one question; without lines, `empty` is what to say instead."""

    name: str
    heading: str
    question: str
    preface: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    charts: tuple[Chart, ...]
    empty: str

    @property
    def size(self) -> int:
        """The number of lines."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True)
class Footnote:
    """A passage that supports a line: its IRI, its words, the title of its source, and what else tells where it stands.

    `uses` is how often it is referred to.
    """

    number: int
    passage: str
    quote: str
    source: str
    details: tuple[str, ...]
    uses: int


@dataclass(frozen=True)
class Dossier:
    """A title, a summary as (head, text), sections, and the footnotes in order of first use."""

    title: str
    summary: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether no section has a line."""
        return not any(section.size for section in self.sections)
