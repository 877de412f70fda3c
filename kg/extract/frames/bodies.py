"""Bodies: commissions and councils that two states keep together, by their names."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..line import Line

_LOW = ("joint-word", "body-word", "portfolio", "people", "state")


@dataclass(frozen=True, slots=True)
class Body:
    """A joint body in a sentence: tokens from `start` to before `end`, its noun at `head`, the states of its name."""

    start: int
    head: int
    end: int
    states: tuple[str, ...]


def bodies_in(line: Line) -> Iterator[Body]:
    """Yield the joint bodies of a sentence: by two states in the name, or by a word such as intergovernmental."""
    for at in range(len(line)):
        hit = line.hit(at, "joint-body")
        if not hit:
            continue
        start, end = _start(line, at), _end(line, hit[0])
        limit = min(len(line), end + 6) if line.low(end) in ("between", "of") else end
        # "the Kenya" is a form of the state's name that begins before the body's.
        states = _states(line, start - (line.low(start - 1) == "the"), limit)
        is_joint = any(line.hit(step, "joint-word") for step in range(start, at))
        is_main = line.low(at) in ("commission", "council", "committee")
        if len(states) == 2 or (not states and is_joint and is_main and line.low(start - 1) in ("the", "their", "of")):
            yield Body(start, at, end, states)


def _start(line: Line, at: int) -> int:
    is_name = line.is_capital(at)
    while at > 0 and line.low(at - 1) not in ("the", "a", "an"):
        single = any(line.before(at, kind) for kind in _LOW)
        capital = is_name and line.is_capital(at - 1)
        joined = line.low(at - 1) in ("-", "and") and (line.is_capital(at - 2) or line.before(at - 1, "portfolio"))
        if not (single or capital or joined) or line.hits[at - 1].keys() & {"weekday", "month"}:
            break
        at -= 1
    while line.low(at) in ("and", "-"):
        at += 1
    return at


def _end(line: Line, end: int) -> int:
    if line.low(end) in ("on", "for") and line.is_capital(end + 1):
        end += 1
        while line.is_capital(end) or (
            line.low(end) in ("and", ",", "-") and line.is_capital(end + 1) and not line.hit(end + 1, "state")
        ):
            end += 1
    return end


def _states(line: Line, start: int, end: int) -> tuple[str, ...]:
    hits = (line.hit(at, kind) for at in range(start, end) for kind in ("people", "state"))
    return tuple(dict.fromkeys(hit[1][0] for hit in hits if hit and len(hit[1]) == 1))
