"""Changes: which records of a file are not what they were."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .ontology import Ontology
from .problems import Problem
from .records import Origin, Places, Record

Pair = tuple[Record | None, Record | None]
"""A record before and after a change: the same but for its place, or only one of the two."""


def compare(before: Sequence[Record], after: Sequence[Record], ontology: Ontology) -> list[Pair]:
    """Pair the records that say the same in the same way, wherever in the file they stand; leave the others alone."""
    here = {record.origin: record for record in after}
    pairs: list[Pair] = []
    waiting: dict[object, list[Record]] = defaultdict(list)
    for record in before:
        if here.get(record.origin) == record:
            pairs.append((record, here.pop(record.origin)))
        else:
            waiting[_words(record, ontology)].append(record)
    for record in here.values():
        alike = waiting[_words(record, ontology)]
        pairs.append((alike.pop(0) if alike else None, record))
    return pairs + [(record, None) for rest in waiting.values() for record in rest]


class Moves:
    """Where the records of changed files have come to."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._files: dict[str, list[tuple[Record, Record]]] = defaultdict(list)
        for before, after in pairs:
            if before:
                self._files[before.origin.file].append((before, after or before))
        for there in self._files.values():
            there.sort(key=_start)

    def moved(self, problem: Problem) -> Problem:
        """Return a problem of a record at the place that the record has come to."""
        origin = problem.origin
        if not origin or origin.file not in self._files:
            return problem
        there = self._files[origin.file]
        number = bisect_right(there, (origin.line, origin.column), key=_start) - 1
        before, after = there[max(number, 0)]
        if before.origin == after.origin:
            return problem
        line, column = _relative(origin.line, origin.column, before.origin)
        column += after.origin.column if line == 0 else 0
        return replace(problem, origin=Origin(origin.file, after.origin.line + line, column))


def _start(pair: tuple[Record, Record]) -> tuple[int, int]:
    return pair[0].origin.line, pair[0].origin.column


def _words(record: Record, ontology: Ontology) -> object:
    """What a record says and how it is laid out, but for where it stands; facts without evidence cite their place."""
    cited = (record.fragment, record.text) if record.type in ontology.facts and not record.evidence else ()
    evidence = [(part.source, part.quote, *_at(part.origin, record)) for part in record.evidence]
    flaws = [(flaw.rule, flaw.value, flaw.message, flaw.remedy, *_at(flaw.origin, record)) for flaw in record.flaws]
    values = tuple(record.values.items())
    laid_out = (*_laid_out(record.places, record), None, *_laid_out(record.heads, record))
    return record.id, record.type, values, tuple(evidence), tuple(flaws), laid_out, cited


def _laid_out(places: Places, record: Record) -> Iterator[object]:
    for key, place in places.items():
        yield key, _relative(*place, record.origin)


def _at(origin: Origin, record: Record) -> tuple[int, int]:
    return _relative(origin.line, origin.column, record.origin)


def _relative(line: int, column: int, origin: Origin) -> tuple[int, int]:
    return line - origin.line, column - origin.column if line == origin.line else column
