"""Citations: passages numbered in the order in which lines cite them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from ..table import Term
from .contents import Footnote, Reference
from .words import readable

Row = Mapping[str, Term]
"""A row of an answer by column, without its unbound cells."""

_SHOWN = {"fact", "passage", "quote", "source"}


class Citations:
    """The footnotes of a dossier while its lines are written.

    `passages` are rows about each fact: passage, quote, source, and any columns that tell where it stands.
    """

    def __init__(self, passages: Mapping[Term, Sequence[Row]]) -> None:
        self._passages = passages
        self._cited: dict[Term, Row] = {}
        self._numbers: dict[Term, int] = {}
        self._uses: dict[Term, int] = defaultdict(int)

    def cite(self, facts: Iterable[Term]) -> tuple[Reference, ...]:
        """Return references to all passages of some facts, each once, by number."""
        rows = {row["passage"]: row for fact in facts for row in self._passages.get(fact, ())}
        references = [self._refer(passage, row) for passage, row in rows.items()]
        return tuple(sorted(references, key=lambda mark: mark.number))

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes of the passages cited so far."""
        return tuple(self._footnote(passage, row) for passage, row in self._cited.items())

    def _refer(self, passage: Term, row: Row) -> Reference:
        self._cited.setdefault(passage, row)
        self._uses[passage] += 1
        return Reference(self._numbers.setdefault(passage, len(self._cited)), self._uses[passage])

    def _footnote(self, passage: Term, row: Row) -> Footnote:
        return Footnote(
            number=self._numbers[passage],
            passage=passage.value if isinstance(passage, NamedNode) else "",
            quote=" ".join(readable(row.get("quote")).split()),
            source=readable(row["source"]),
            details=tuple(readable(value) for name, value in row.items() if name not in _SHOWN),
            uses=self._uses[passage],
        )
