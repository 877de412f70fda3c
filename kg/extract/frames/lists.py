"""Lists: documents that a sentence before tells of together: who signed them, and when."""

from ..chunks import Row
from ..context import Actor, Context
from ..when import When
from .acts import Act, is_ahead
from .documents import Named
from .occasions import is_reported
from .parties import parties_of
from .signing import Heading, Signing

_RECENT = 3


def heading_of(row: Row, signing: Signing) -> Heading | None:
    """Return the signing that a sentence lists documents of: as an item, or by `they include`."""
    if row.line.sentence.is_item and signing.heading:
        return signing.heading
    return signing.ceremony if _goes_on(row, signing) and row.line.hit(0, "listing") else None


def remember(row: Row, context: Context, signing: Signing, named: list[Named], acts: list[Act]) -> None:
    """Take note of a signing of several documents, and of a sentence that opens a list of them."""
    signed = next((act for act in acts if act.status == "signed" and not is_ahead(row, act)), None)
    if signed:
        _note_ceremony(row, context, signing, named, signed)
    _note_heading(row, context, signing, signed)


def _note_ceremony(row: Row, context: Context, signing: Signing, named: list[Named], signed: Act) -> None:
    """Five agreements were signed on Saturday: the day of those that are listed, or were named without one."""
    several = next((one for one in named if one.is_plural and not one.has_purpose), None)
    if several is None and not any(row.line.hit(at, "several") for at in range(len(row.line))):
        return
    before = signing.ceremony if _goes_on(row, signing) else None
    parties = (
        before.parties if before else parties_of(row, context, several, signed) if several else _sides(row, context)
    )
    days = [chunk for _, chunk in row.of_kind("DATE") if not is_reported(row, chunk.start)]
    values = [chunk.value for chunk in sorted(days, key=lambda chunk: abs(chunk.start - signed.at))]
    day = next((when.text for when in values if isinstance(when, When) and when.is_day), "")
    signing.ceremony = Heading(row.number, parties, day or (before.day if before else ""))
    if day:
        _date_all(signing, day)


def _date_all(signing: Signing, day: str) -> None:
    for place, fact in enumerate(signing.facts):
        if fact.text("status") == "signed" and not fact.text("date") and fact.rule == "agreement.signed":
            signing.date(place, day, "the day of signing")


def _goes_on(row: Row, signing: Signing) -> bool:
    return signing.ceremony is not None and row.number - signing.ceremony.place <= _RECENT


def _note_heading(row: Row, context: Context, signing: Signing, signed: Act | None) -> None:
    """A sentence such as `The following documents were signed:` opens a list."""
    is_open = row.line.low(len(row.line) - 1) == ":"
    paragraph = row.line.sentence.paragraph
    if is_open and (signed or (signing.ceremony and _goes_on(row, signing))):
        known = None if signed else signing.ceremony
        day = next((chunk.value.text for _, chunk in row.of_kind("DATE") if isinstance(chunk.value, When)), "")
        signing.heading = Heading(paragraph, *((known.parties, known.day) if known else (_sides(row, context), day)))
    elif signing.heading and row.line.sentence.is_item:
        signing.heading = Heading(paragraph, signing.heading.parties, signing.heading.day)
    elif signing.heading and paragraph > signing.heading.place + 1:
        signing.heading = None


def _sides(row: Row, context: Context) -> tuple[Actor, ...]:
    """The two states of a sentence, else those of the text."""
    actors = context.actors(row, 0, len(row.chunks))
    states = {actor.state: actor for actor in actors if actor.state}
    return tuple(states.values()) if len(states) >= 2 else tuple(context.group("states", "the two sides"))
