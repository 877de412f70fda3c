"""Sides: whose trade with whom a clause counts."""

from ..chunks import Chunk, Row
from ..context import Context
from ..line import Span
from .memory import Memory

_POINTING = frozenset(["country", "nation", "state", "there", "kingdom", "republic"])


def sides_of(
    row: Row, context: Context, memory: Memory, flow: str, start: int, end: int
) -> tuple[str, str, tuple[str, ...]] | None:
    """Reporter and partner of a flow, by prepositions, possessives and adjectives; else those told of before."""
    reading = _Sides(row, flow, start, end)
    reporter, partner = reading.read()
    pair = _article_pair(context)
    if reporter and partner and reporter != partner:
        return reporter, partner, ()
    if not reporter and not partner and _is_elsewhere(row, memory, flow, (start, end)):
        return None
    if not reporter and not partner and memory.line >= row.number - 3 and memory.reporter:
        return memory.reporter, memory.partner, (f"sides told of before -> {memory.reporter}, {memory.partner}",)
    known = reporter or partner
    if reporter and not partner and _is_whole(row, start, end):
        return None
    if known:
        others = [state for state in pair if state != known]
        if len(others) == 1 and known in pair:
            other = others[0]
            return (
                (known, other, (f"the other side -> {other}",))
                if reporter
                else (other, known, (f"the other side -> {other}",))
            )
        home = next((code for code in context.article.homes if code != known), "")
        if home:
            return (known, home, (f"home -> {home}",)) if reporter else (home, known, (f"home -> {home}",))
        return None
    return (pair[0], pair[1], (f"the two countries -> {pair[0]}, {pair[1]}",)) if len(pair) == 2 else None


def _is_elsewhere(row: Row, memory: Memory, flow: str, clause: Span) -> bool:
    """No trade of the two states: a company's own, or that with all the world beside the flow told of before."""
    if flow != "turnover" and memory.flow == flow and _is_whole(row, *clause):
        return True
    points = any(row.line.low(at) in _POINTING for at in range(*clause))
    return memory.line < row.number - points and _is_private(row, *clause)


def _is_private(row: Row, start: int, end: int) -> bool:
    """Sales of a company: no word of the clause is one of trade between states."""
    flows = [at for at in range(start, end) if row.line.hit(at, "flow")]
    return bool(flows) and all(row.line.hit(at, "private-flow") for at in flows)


def _is_whole(row: Row, start: int, end: int) -> bool:
    """Foreign trade, overall exports: with all partners, where only one side is named."""
    flows = [at for at in range(start, end) if row.line.hit(at, "flow")]
    return any(row.line.before(at, "whole") or row.line.hit(at, "whole") for at in flows)


def _article_pair(context: Context) -> tuple[str, ...]:
    """The two states of the text, the one it is told from first."""
    pair = context.article.pair
    for home in context.article.homes:
        if home in pair:
            return (home, *(state for state in pair if state != home))
    return pair


class _Sides:
    """The states of a clause by what stands around them."""

    def __init__(self, row: Row, flow: str, start: int, end: int) -> None:
        self.row, self.flow, self.start, self.end = row, flow, start, end
        self.reporter = self.partner = ""

    def read(self) -> tuple[str, str]:
        """Read every state of the clause for the side it takes."""
        states = [
            (at, chunk)
            for at, chunk in self.row.of_kind("STATE", "PEOPLE", "CITY", "SEAT", "OFFICE", "PERSON")
            if self.start <= chunk.start < self.end
        ]
        plain = [
            (at, chunk)
            for at, chunk in states
            if chunk.kind in ("STATE", "PEOPLE") or (chunk.kind == "CITY" and self._is_actor(chunk))
        ]
        for at, chunk in plain:
            code = chunk.value[0] if isinstance(chunk.value, tuple) and len(chunk.value) == 1 else ""
            if code:
                self._place(at, chunk, code)
        return self.reporter, self.partner

    def _is_actor(self, chunk: Chunk) -> bool:
        return self.row.line.low(chunk.end) == "'s" or self.row.line.low(chunk.start - 1) in (
            "with",
            "between",
            "to",
            "from",
        )

    def _place(self, at: int, chunk: Chunk, code: str) -> None:
        word = self._preposition(chunk)
        if self._is_owner(chunk):
            self._first(code)
        elif word == "with" or self._is_buyer(chunk):
            self._partner(code)
        elif word in ("to", "into") and self.flow != "turnover":
            self._partner(code) if self.flow == "export" else self._first(code)
        elif word == "from" and self.flow != "turnover":
            self._partner(code) if self.flow == "import" else self._first(code)
        elif chunk.kind == "PEOPLE" and self.row.low(at + 1) in ("goods", "products") and self.flow == "import":
            self._partner(code)
        else:
            self._first(code)

    def _is_owner(self, chunk: Chunk) -> bool:
        """Brazilian exports, Brazil's exports: right before the flow, other adjectives between."""
        is_named = chunk.kind == "STATE" and self.row.line.low(chunk.end) == "'s"
        end = chunk.end + is_named
        return (is_named or chunk.kind == "PEOPLE") and any(self.row.line.hit(at, "flow") for at in range(end, end + 3))

    def _is_buyer(self, chunk: Chunk) -> bool:
        """It sold Norway goods: the state right behind the verb."""
        verb = self.row.line.before(chunk.start, "private-flow")
        return self.flow == "export" and chunk.kind == "STATE" and verb is not None

    def _preposition(self, chunk: Chunk) -> str:
        at = chunk.start - 1
        while at >= 0 and self.row.line.low(at) in ("the", "neighbouring", "neighboring", "fellow"):
            at -= 1
        return self.row.line.low(at)

    def _first(self, code: str) -> None:
        if not self.reporter:
            self.reporter = code
        elif code != self.reporter:
            self._partner(code)

    def _partner(self, code: str) -> None:
        self.partner = self.partner or code
