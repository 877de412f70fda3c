"""Parties: between whom a document is."""

from collections.abc import Sequence

from ..chunks import ACTORS, Row
from ..context import Actor, Context
from ..line import Line, Span
from .acts import Act
from .common import chain_of
from .documents import Named
from .firms import firms_in, is_official

_NEAR = 8
_RELATIVE = ("that", "which")
_OPENING = frozenset(["", "that", "while", "between", "with", "but"])
_PRIVATE = frozenset(["contract"])


def parties_of(row: Row, context: Context, document: Named, act: Act | None) -> tuple[Actor, ...]:
    """Return who a document is between: as it says, by the bodies in its name, or by who acts."""
    if named := stated_parties(row, context, document) or _firms(row, context, document, act):
        return named
    found = _between(row, context, document)
    if document.type in _PRIVATE:
        return _acting_states(row, context, act)
    found = _subjects(row, context, document, act) + found
    # A person whose state no word tells is no party; the two states of the text are, if no third one is in play.
    actors = {actor.state or actor.name: actor for actor in found if actor.state or not actor.is_person}
    if len(actors) < min(2, len(found)) and _has_third(context):
        return ()
    if len(actors) == 1:
        actors |= {actor.state: actor for actor in _others(row, context, next(iter(actors.values())))}
    if not actors:
        actors = {actor.state: actor for actor in context.group("states", "the two sides")}
    return tuple(actors.values())


def _has_third(context: Context) -> bool:
    article = context.article
    return any(code not in article.pair and not article.lexicon.states[code].is_union for code in article.states)


def stated_parties(row: Row, context: Context, document: Named) -> tuple[Actor, ...]:
    """Return the two or more parties that the words next to a document, or in it, name."""
    for found in (_between(row, context, document), _of_title(row, document), _bodies(row, document)):
        states = {actor.state or actor.name: actor for actor in found if actor.state or not actor.is_person}
        if len(states) > 1:
            return tuple(states.values())
    return ()


def _of_title(row: Row, document: Named) -> tuple[Actor, ...]:
    """The states in the name of a document: the EU-Vietnam Investment Protection Agreement."""
    chunks = [chunk for _, chunk in row.of_kind("STATE", "PEOPLE") if document.start < chunk.end <= document.head]
    codes = [chunk.value[0] for chunk in chunks if isinstance(chunk.value, tuple) and len(chunk.value) == 1]
    return tuple(Actor(code, code, is_state=True) for code in dict.fromkeys(codes))


def _acting_states(row: Row, context: Context, act: Act | None) -> tuple[Actor, ...]:
    """The states that sign a contract themselves, not those whose companies do."""
    limit = act.at if act else 0
    places = [at for at, chunk in row.of_kind("STATE") if chunk.end <= limit and row.low(at + 1) != "'s"]
    return tuple(actor for at in places for actor in context.actors(row, at, at + 1))


def _firms(row: Row, context: Context, document: Named, act: Act | None) -> tuple[Actor, ...]:
    """Companies that sign in their own names: A and B signed, or A signed with B."""
    if act is None or act.at > document.start:
        return ()
    before = firms_in(row, context, 0, act.at)
    at = next((step for step in range(document.head, len(row.line)) if row.line.low(step) == "with"), len(row.line))
    after = firms_in(row, context, at, min(at + _NEAR, len(row.line))) if len(before) == 1 else ()
    return (*before, *after) if len(before) + len(after[:1]) >= 2 else ()


def _between(row: Row, context: Context, document: Named) -> tuple[Actor, ...]:
    """Who stands behind `between`, or behind `with`, after the document."""
    for at, chunk in enumerate(row.chunks):
        if (
            chunk.start >= document.head
            and chunk.start - document.end <= 10
            and (chunk.word in ("between", "with") or (chunk.word == "by" and row.line.before(chunk.start, "status")))
        ):
            end = _actors_end(row, at + 1)
            if found := context.actors(row, at + 1, end):
                return found
    return ()


def _bodies(row: Row, document: Named) -> tuple[Actor, ...]:
    """Two companies or institutions by name behind `between`; ministries stand for their states."""
    line = row.line
    at = next(
        (step for step in range(document.head, min(len(line), document.end + 3)) if line.low(step) == "between"), None
    )
    if at is None:
        return ()
    names: list[Span] = []
    step = at + 1
    while step < len(line) and len(names) < 2 and step - at < 24:
        if line.low(step) in (",", ";") or line.hit(step, "document"):
            break
        if line.low(step) == "(" and line.low(step + 2) == ")":
            step += 3
            continue
        end = _name_end(line, step)
        if line.hit(end, "company-word") and line.is_capital(end + 1):
            end = step  # The Genoese firm Ligurmare.
        if end > step + 1 or (end > step and not line.hits[step].keys() & {"state", "people", "city"}):
            names.append((step, end))
        step = max(end, step + 1)
    is_state = any(is_official(line, inside) for start, end in names for inside in range(start, end))
    if len(names) < 2 or is_state:
        return ()
    return tuple(Actor(line.name(*name), "") for name in names)


def _name_end(line: Line, at: int) -> int:
    end = at
    while line.is_capital(end) or (
        end > at and line.low(end) in ("of", "for", "'s", "'", "&") and line.is_capital(end + 1)
    ):
        end += 1
        if line.low(end) == "'s" and line.hit(at, "state"):
            return at
    return end


def _actors_end(row: Row, at: int) -> int:
    while at < len(row.chunks) and (
        row.chunks[at].kind in {*ACTORS, "PEOPLE", "CITY"}
        or row.chunks[at].word in (",", "and", "the", "governments", "government", "of", "'s")
    ):
        at += 1
    return at


def _subjects(row: Row, context: Context, document: Named, act: Act | None) -> tuple[Actor, ...]:
    """The actors before the verb, those of `with` included; of a clause of its own if that names two."""
    is_before = act is None or act.at > document.start or act.status == "proposed"
    limit = document.start if act is None or is_before else act.at
    if act and act.at > document.end and row.line.low(document.end) in _RELATIVE:
        inner = [at for at, chunk in enumerate(row.chunks) if document.end <= chunk.start and chunk.end <= act.at]
        if len({actor.state for actor in _actors(row, context, inner) if actor.state}) > 1:
            return _actors(row, context, inner)
    places = [at for at, chunk in enumerate(row.chunks) if chunk.end <= limit]
    clause = next((at for at in reversed(places) if row.low(at) == "that" or row.has(at, "report-verb")), -1)
    found = _actors(row, context, [at for at in places if at > clause])
    if clause >= 0 and len({actor.state for actor in found if actor.state}) < 2:
        found = _actors(row, context, places)
    states = tuple(actor for actor in found if actor.state)
    return states if len({actor.state for actor in states}) > 1 else found


def _actors(row: Row, context: Context, places: Sequence[int]) -> tuple[Actor, ...]:
    """Who is meant at some places of a row; a capital stands for its state where a clause begins with it."""
    found: list[Actor] = []
    for at in places:
        if _is_seat(row, at):
            code = row.line.hits[row.chunks[at].start]["capital"][1][0]
            found.append(Actor(code, code, is_state=True, chain=(f"{row.text(at, at + 1)!r} -> {code}",)))
        elif row.chunks[at].kind in ACTORS:
            found += context.actors(row, at, at + 1)
    return tuple({actor.name: actor for actor in reversed(found)}.values())[::-1]


def _is_seat(row: Row, at: int) -> bool:
    """Dhaka proposed; that Dhaka and Lima signed: a capital that acts."""
    if at < 0 or row.chunks[at].kind != "CITY" or "capital" not in row.line.hits[row.chunks[at].start]:
        return False
    return row.low(at - 1) in _OPENING or (
        row.low(at - 1) == "and" and (row.has(at - 2, "STATE") or _is_seat(row, at - 2))
    )


def _others(row: Row, context: Context, actor: Actor) -> list[Actor]:
    """The other state: of the two of the text, else the one other that the sentence names, else the text's home."""
    pair = [other for other in context.group("states", "the other side") if other.state != actor.state]
    if len(context.article.pair) == 2 and actor.state in context.article.pair:
        return pair[:1]
    named = [chunk.value[0] for _, chunk in row.of_kind("STATE", "LAND") if isinstance(chunk.value, tuple)]
    named = [code for code in dict.fromkeys(named) if code != actor.state]
    if len(named) == 1:
        return [Actor(named[0], named[0], is_state=True)]
    homes = [code for code in context.article.homes if code != actor.state]
    return [Actor(code, code, is_state=True, chain=(f"the text's home -> {code}",)) for code in homes[:1]]


def as_values(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return actors as the values of a record, each once: states by id, others by name."""
    return tuple(dict.fromkeys(f"state/{actor.state}" if actor.state else actor.name for actor in actors))


def steps_to_parties(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """The steps by which parties were found, those from persons to their states included."""
    return chain_of(actors) + tuple(f"{actor.name} -> {actor.state}" for actor in actors if actor.is_person)
