"""Agreements: which document, between whom, how far it has come, and when."""

from dataclasses import replace

from ..chunks import Row
from ..context import Actor, Context
from ..facts import Fact, Value
from ..line import Span
from .acts import Act, act_of, acts_in, is_ahead, listed_to
from .common import names
from .documents import Named, documents_in
from .lists import heading_of, remember
from .occasions import day_of
from .parties import as_values, parties_of, stated_parties, steps_to_parties
from .signing import Pending, Signing

_TOLD_LATER = ("signed", "ratified", "in force", "drafted", "extended")
_UNDECIDED = ("negotiating", "proposed", "drafted")
_VAGUE = frozenset(
    ["bilateral", "new", "mutual", "joint", "final", "separate", "existing", "similar", "trade", "framework"]
)
_CLOSE = 5
_SURE, _LIKELY, _GUESSED = 0.85, 0.8, 0.65


def agreements(row: Row, context: Context, signing: Signing) -> None:
    """Add to what is told the agreements of a sentence."""
    named = documents_in(row.line)
    acts = acts_in(row)
    if not named and acts and (row.low(0) in ("it", "they") or row.low(1) == "text"):
        _tell_later(row, context, signing, acts[0], "")
    for position, document in enumerate(named):
        act = act_of(row, named, position, acts)
        document = replace(document, listed=listed_to(row, named, position))
        if document.is_bare:
            _bare(row, context, signing, document, act)
        elif fact := _fact(row, context, signing, document, act):
            signing.facts.append(fact)
        elif _is_own(document) and not document.is_plural:
            quote = row.line.place(document.start, document.end)
            signing.pending.append(Pending(row.number, document, quote, parties_of(row, context, document, None)))
    remember(row, context, signing, named, acts)


def _fact(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> Fact | None:
    listed = heading_of(row, signing)
    if listed and act and act.status == "in use":
        act = None  # A roadmap for the implementation of a treaty.
    if (act is None and not listed) or (document.is_plural and not document.has_purpose):
        return None
    status = "in force" if act and act.status == "in use" else act.status if act else "signed"
    if act and act.status in ("negotiating", "in use") and not _is_own(document):
        return None
    if document.is_programme and status not in ("signed", "extended"):
        return None
    parties = stated_parties(row, context, document) if listed and not act else ()
    parties = parties or (listed.parties if listed and not act else parties_of(row, context, document, act))
    if len({actor.name for actor in parties}) < 2:
        return None
    day, told = (
        (listed.day or context.event, "the list's heading")
        if listed and not act
        else day_of(row, context, signing, document, act)
    )
    heading = tuple(f"the list's heading -> {actor.state}" for actor in parties) if listed and not act else ()
    signers = tuple(actor for actor in parties if actor.is_office_holder and act and act.at < document.start)
    chain = heading + steps_to_parties(parties) + ((f"{told!r} -> {day}",) if day else ())
    return Fact(
        "agreement",
        _values(document, parties, status, day, signers if status == "signed" else ()),
        _quote(row, document, act),
        f"agreement.{status.replace(' ', '-')}",
        _confidence(document, status),
        chain,
    )


def _values(
    document: Named, parties: tuple[Actor, ...], status: str, day: str, signers: tuple[Actor, ...] = ()
) -> dict[str, Value]:
    return {
        "label": document.title,
        "type": document.type,
        "party": as_values(parties),
        "status": status,
        "date": day,
        "signatory": names(signers),
    }


def _bare(row: Row, context: Context, signing: Signing, document: Named, act: Act | None) -> None:
    """A document called only by its noun: the one told of before, or one of which no more is told."""
    if act is None or is_ahead(row, act):
        return
    if document.is_definite:
        if _tell_later(row, context, signing, act, document.type):
            return
        place = signing.last(document.type)
        if place is not None:
            _date(row, context, signing, document, act, place)
            return
    is_told = act.status == "signed" and _is_close(row, document, act)
    if (is_told or row.line.low(document.end) == "between") and (fact := _fact(row, context, signing, document, act)):
        signing.bare.append(replace(fact, rule="agreement.bare", confidence=_GUESSED))


def _is_close(row: Row, document: Named, act: Act) -> bool:
    """Signed a memorandum, a protocol was signed: an article before the noun, and little between it and the verb."""
    first, last = sorted([(act.at, act.end), (document.start, document.end)])
    is_apart = any(row.line.low(at) in (",", ";") for at in range(first[1], last[0]))
    is_introduced = row.line.hit(document.start - 1, "document-new") is not None
    return is_introduced and last[0] - first[1] <= _CLOSE and not is_apart


def _date(row: Row, context: Context, signing: Signing, document: Named, act: Act, place: int) -> None:
    """The agreement was signed on ...: the date of the one told of last, if it has none; and how far it has come."""
    fact = signing.facts[place]
    day, told = day_of(row, context, signing, document, act)
    if day not in ("", context.event) and fact.text("status") in _UNDECIDED and act.status in _TOLD_LATER:
        signing.facts[place] = fact = replace(fact, values={**fact.values, "status": act.status, "date": ""})
    if day and not fact.text("date") and fact.text("status") == act.status:
        signing.date(place, day, told)


def _tell_later(row: Row, context: Context, signing: Signing, act: Act, kind: str) -> bool:
    """It had been signed in July; the pact is in force: of a document named before, of which nothing was told there."""
    if is_ahead(row, act) or act.status not in _TOLD_LATER or (before := signing.take(row.number, kind)) is None:
        return False
    parties = before.parties
    if len({actor.name for actor in parties}) < 2:
        return False
    day, told = day_of(row, context, signing, replace(before.document, start=act.at, head=act.at, end=act.end), act)
    chain = (f"it -> {before.document.title}", *steps_to_parties(parties))
    chain += tuple(f"party -> {actor.state}" for actor in parties) + ((f"{told!r} -> {day}",) if day else ())
    values = _values(before.document, parties, act.status, day)
    signing.facts.append(Fact("agreement", values, before.quote, "agreement.told-later", _LIKELY, chain))
    return True


def _is_own(document: Named) -> bool:
    """The document has a name of its own, not just `an agreement`, and more than a word such as `bilateral`."""
    words = document.title.lower().replace("-", " ").split()
    return len(words) >= 3 or (len(words) == 2 and words[0] not in _VAGUE)


def _confidence(document: Named, status: str) -> float:
    return _SURE if status in ("signed", "drafted", "ratified") else _LIKELY if _is_own(document) else _GUESSED


def _quote(row: Row, document: Named, act: Act | None) -> Span:
    start = min(document.start, act.at) if act else document.start
    end = max(document.end, act.end) if act else document.end
    return row.line.place(start, end)
