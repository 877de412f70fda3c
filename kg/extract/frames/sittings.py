"""Sittings: talks told in one sentence, and in others who led each side of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..chunks import Row
from ..context import SITTINGS, Actor, Context
from ..persons import Person

_NEAR = 3


def chaired(row: Row, actors: Iterable[Actor], context: Context) -> tuple[Actor, ...]:
    """Take in who led a side of talks told of nearby; return the leaders once both sides have one."""
    is_near = context.sitting is not None and row.number - context.sitting <= _NEAR
    if not is_near and not row.classes & SITTINGS:
        return ()
    here = {actor.name: actor for actor in actors if actor.is_person}
    near = {actor.name: actor for number, actor in context.chairs if row.number - number <= _NEAR} | here
    told = ((actor, f"'who leads a side' -> {actor.name}") for actor in here.values())
    context.chairs += [(row.number, replace(actor, chain=(*actor.chain, step))) for actor, step in told]
    return tuple(near.values()) if len({actor.state for actor in near.values()}) > 1 else ()


def co_chairs(states: Sequence[str], context: Context) -> list[Person]:
    """Return the persons whom the text calls the co-chairs of a body of two states, if it names both."""
    found = [
        person
        for person in context.article.registry.persons
        if any(held.office.role.startswith(("co-chair", "cochair")) for held in person.holdings)
    ]
    return found if len(found) == 2 and {person.state for person in found} <= {*states, ""} else []
