"""Agreements: which document, between whom, how far it has come, and when."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..chunks import Chunk, Row
from ..context import Actor, Context
from ..facts import Fact, Value
from ..when import When
from .acts import Act, act_of, acts_in, is_ahead
from .common import names
from .documents import Named, documents_in
from .parties import as_values, parties_of, steps_to_parties

_BEHIND = 9
_TOLD_LATER = ("signed", "ratified", "in force", "drafted")
_VAGUE = frozenset(
    ["bilateral", "new", "mutual", "joint", "final", "separate", "existing", "similar", "trade", "framework"]
)
_SURE, _LIKELY, _GUESSED = 0.85, 0.8, 0.65


@dataclass
class Signing:
    """The last signing told of, which `also signed` and lists of documents refer to."""

    facts: list[Fact] = field(default_factory=list)
    pending: tuple[Row, Named, tuple[Actor, ...]] | None = None
    heading: tuple[int, str, tuple[Actor, ...], str] | None = None


def agreements(row: Row, context: Context, signing: Signing) -> Iterator[Fact]:
    """Yield the agreements that a sentence tells of."""
    named = documents_in(row.line)
    acts = acts_in(row)
    if not named and acts and (fact := _of_pending(row, context, signing, acts[0])):
        signing.facts.append(fact)
        yield fact
    for position, document in enumerate(named):
        fact = _fact(row, context, signing, document, act_of(row, named, position, acts))
        if fact:
            signing.facts.append(fact)
            yield fact
        elif _is_own(document) and not document.is_plural:
            signing.pending = row, document, parties_of(row, context, document, None)
    _remember_list(row, context, signing, acts)


def _fact(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> Fact | None:
    if document.is_bare:
        _date_the_last(row, context, signing, document, act)
        return None
    listed = signing.heading if row.line.sentence.is_item else None
    if (act is None and not listed) or (document.is_plural and not document.has_purpose):
        return None
    status = "in force" if act and act.status == "in use" else act.status if act else "signed"
    if act and act.status in ("negotiating", "in use") and not _is_own(document):
        return None
    if document.is_programme and status not in ("signed", "extended"):
        return None
    parties = (listed[2] if listed and not act else ()) or parties_of(row, context, document, act)
    if len({actor.name for actor in parties}) < 2:
        return None
    day, told = (
        (listed[3] or context.event, "the list's heading")
        if listed and not act
        else _day(row, context, signing, document, act)
    )
    signers = tuple(actor for actor in parties if actor.is_office_holder and act and act.at < document.start)
    values: dict[str, Value] = {
        "label": document.title,
        "type": document.type,
        "party": as_values(parties),
        "status": status,
        "date": day,
        "signatory": names(signers) if status == "signed" else (),
    }
    heading = tuple(f"the list's heading -> {actor.state}" for actor in parties) if listed and not act else ()
    chain = heading + steps_to_parties(parties) + ((f"{told!r} -> {day}",) if day else ())
    return Fact(
        "agreement",
        values,
        _quote(row, document, act),
        f"agreement.{status.replace(' ', '-')}",
        _confidence(document, status),
        chain,
    )


def _of_pending(row: Row, context: Context, signing: Signing, act: Act) -> Fact | None:
    """It had been signed in July: a document named in the sentence before, of which nothing was told there."""
    if signing.pending is None or signing.pending[0].number != row.number - 1 or row.low(0) not in ("it", "they"):
        return None
    before, document, parties = signing.pending
    signing.pending = None
    if is_ahead(row, act) or len({actor.name for actor in parties}) < 2 or act.status not in _TOLD_LATER:
        return None
    day, told = _day(row, context, signing, replace(document, start=0, head=0, end=0), act)
    values: dict[str, Value] = {
        "label": document.title,
        "type": document.type,
        "party": as_values(parties),
        "status": act.status,
        "date": day,
        "signatory": (),
    }
    chain = (f"it -> {document.title}", *steps_to_parties(parties))
    chain += tuple(f"party -> {actor.state}" for actor in parties) + ((f"{told!r} -> {day}",) if day else ())
    place = before.line.tokens[document.start].start, before.line.tokens[document.end - 1].end
    return Fact("agreement", values, place, "agreement.told-later", _LIKELY, chain)


def _is_own(document: Named) -> bool:
    """The document has a name of its own, not just `an agreement`, and more than a word such as `bilateral`."""
    words = document.title.lower().replace("-", " ").split()
    return len(words) >= 3 or (len(words) == 2 and words[0] not in _VAGUE)


def _confidence(document: Named, status: str) -> float:
    return _SURE if status in ("signed", "drafted", "ratified") else _LIKELY if _is_own(document) else _GUESSED


def _day(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> tuple[str, str]:
    """The date nearest to what befell the document, else that of the signing or event it was part of."""
    at = act.at if act else document.head
    dates = [
        chunk
        for _, chunk in row.of_kind("DATE")
        if isinstance(chunk.value, When) and (_is_since(row, act, chunk) or not _is_reported(row, chunk.start))
    ]
    fitting = [chunk for chunk in dates if _is_near(row, document, act, chunk)]
    for chunk in sorted(fitting, key=lambda chunk: (not at <= chunk.start <= at + _BEHIND, abs(chunk.start - at))):
        when = chunk.value
        text = (
            when.text or (context.day.text if context.day and when.same == "same-day" else "")
            if isinstance(when, When)
            else ""
        )
        return text, row.line.words(chunk.start, chunk.end)
    if (
        act
        and act.status == "signed"
        and "also" in [row.line.low(step) for step in range(max(0, act.at - 2), act.at)]
        and signing.facts
    ):
        return signing.facts[-1].text("date") or context.event, "also signed"
    if act and act.status == "signed" and context.event:
        return context.event, "the day told of before"
    return "", ""


def _is_near(row: Row, document: Named, act: Act | None, chunk: Chunk) -> bool:
    """A date of the clause: no amount and no other verb stands between it and the document."""
    behind = max(document.end, act.end if act else 0)
    first, last = (
        (behind, chunk.start)
        if chunk.start >= behind
        else (chunk.end, min(document.start, act.at if act else document.start))
    )
    if document.start <= chunk.start < document.end:
        return False
    between = [part for part in row.chunks if first <= part.start < last]
    verbs = ("go", "calls-for", "met", "visited", "went", "invited")
    is_crossing = any(part.kind == "MONEY" or any(name in verbs for name in part.classes) for part in between)
    is_crossing |= any(
        row.line.hit(part.start, kind) for part in between for kind in ("status", "modal", "clause-verb")
    )
    other_document = any(row.line.hit(part.start, "document") for part in between)
    return not is_crossing and (not other_document or chunk.end <= document.start) and last - first <= 22


def _is_since(row: Row, act: Act | None, chunk: Chunk) -> bool:
    """In force since a day: that is when it entered into force."""
    return act is not None and act.status == "in force" and row.line.low(chunk.start - 1) == "since"


def _is_reported(row: Row, at: int) -> bool:
    lows = [row.line.low(step) for step in range(max(0, at - 3), at)]
    return "said" in lows or "reported" in lows or "since" in lows[-1:] or "until" in lows[-1:] or "by" in lows[-1:]


def _date_the_last(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> None:
    """The agreement was signed on ...: the date of the one told of last, if it has none."""
    if not (document.is_definite and act and signing.facts and not is_ahead(row, act)):
        return
    fact = signing.facts[-1]
    if fact.text("date") or fact.text("status") != act.status or fact.text("type") != document.type:
        return
    day, told = _day(row, context, signing, document, act)
    if day:
        signing.facts[-1] = replace(
            fact, values={**fact.values, "date": day}, chain=(*fact.chain, f"{told!r} -> {day}")
        )


def _remember_list(row: Row, context: Context, signing: Signing, acts: list[Act]) -> None:
    """A sentence such as `The following documents were signed:` opens a list."""
    opens = row.line.low(len(row.line) - 1) == ":" and any(act.status == "signed" for act in acts)
    if row.line.sentence.is_item and signing.heading and not opens:
        signing.heading = (row.line.sentence.paragraph, *signing.heading[1:])
        return
    if not opens:
        is_over = signing.heading and row.line.sentence.paragraph > signing.heading[0] + 1
        signing.heading = None if is_over else signing.heading
        return
    actors = context.actors(row, 0, len(row.chunks))
    states = {actor.state: actor for actor in actors if actor.state}
    parties = tuple(states.values()) if len(states) >= 2 else tuple(context.group("states", "the two sides"))
    day = next((chunk.value.text for _, chunk in row.of_kind("DATE") if isinstance(chunk.value, When)), "")
    signing.heading = row.line.sentence.paragraph, "signed", parties, day


def _quote(row: Row, document: Named, act: Act | None) -> tuple[int, int]:
    start = min(document.start, act.at) if act else document.start
    end = max(document.end, act.end) if act else document.end
    return row.line.tokens[start].start, row.line.tokens[end - 1].end
