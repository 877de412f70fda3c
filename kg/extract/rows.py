"""Rows: the records that a fact of each kind gives: ids, classes and values; none where one could not be complete."""

import re
from collections.abc import Callable, Iterator

from .facts import Fact
from .linking import key
from .things import Things, Values

Rows = Iterator[tuple[str, str, Values]]


def _tenure(things: Things, fact: Fact) -> Rows:
    day = things.issued.isoformat() if things.issued else things.days.get(fact.text("person"), "")
    if not (fact.text("state") or fact.text("organization")) or not day:
        return
    person, post = things.person(fact.text("person")), things.post(fact)
    id = f"tenure/{person.partition('/')[2]}.{post.partition('/')[2]}"
    yield id, "Tenure", {"person": (person,), "post": (post,), "attestedOn": (day,)}


def _meeting(things: Things, fact: Fact) -> Rows:
    participants = tuple(things.actor(name) for name in fact.texts("participant"))
    place = fact.text("place")
    remote = place in ("online", "phone")
    last = "-".join(key(name.split()[-1].removeprefix("state/")) for name in fact.texts("participant"))
    yield (
        f"meeting/{things.stem(fact)}.{last}",
        "Meeting",
        {
            "kind": ("telephone-call" if place == "phone" else "consultation",),
            "participant": participants,
            "date": (things.day(fact),),
            "mode": (place if remote else "",),
            "place": (things.place(place) if place and not remote else "",),
        },
    )


def _agreement(things: Things, fact: Fact) -> Rows:
    parties = tuple(things.actor(name) for name in fact.texts("party"))
    pair = "-".join(sorted(party.partition("/")[2] for party in parties))
    status = things.forms["agreement-status"][fact.text("status")]
    label = fact.text("label")
    yield (
        f"agreement/{pair}.{_topic(label)}",
        "Agreement",
        {
            "label": (f"{label[:1].upper()}{label[1:]}",),
            "kind": (things.forms["agreement-kind"][fact.text("type")],),
            "party": parties,
            "status": (status,),
            "date": (things.day(fact),),
        },
    )


def _topic(label: str) -> str:
    return key(re.sub(r"[()]", "", label))[:60].strip("-.")


def _trade(things: Things, fact: Fact) -> Rows:
    """Amount and growth; a goal has an indicator of its own, and may have no period. Goods have no figure yet."""
    period, is_goal = _period(fact.text("start"), fact.text("end")), fact.values["target"] is True
    if not (period or is_goal) or fact.text("commodity"):
        return
    flow = things.forms["indicator"][fact.text("flow")]
    pair = (fact.text("reporter"), fact.text("partner"))
    sides: Values = {"between": pair} if flow == "turnover" else {"reporter": pair[:1], "partner": pair[1:]}
    if fact.text("amount"):
        yield (
            "",
            "TradeFigure",
            {
                "indicator": (things.forms["target"][flow] if is_goal else flow,),
                **sides,
                "period": (period,),
                "value": (fact.text("stated"),),
                "unit": (fact.text("currency"),),
            },
        )
    if fact.text("growth") and not is_goal:
        yield (
            "",
            "TradeFigure",
            {
                "indicator": (f"{flow}-growth",),
                **sides,
                "period": (period,),
                "value": (fact.text("growth"),),
                "unit": ("percent",),
            },
        )


def _period(start: str, end: str) -> str:
    """A period in the short form of records: 2020, 2021-Q1, 2021-H1, 2021-04, 2021-01/2021-08."""
    if not start or not end:
        return ""
    first, last = start[:7], end[:7]
    year, months = first[:4], (int(first[5:]), int(last[5:]))
    if year != last[:4]:
        return f"{first}/{last}"
    if months == (1, 12):
        return year
    if first == last:
        return first
    if months[1] - months[0] == 2 and months[0] % 3 == 1:
        return f"{year}-Q{months[0] // 3 + 1}"
    return f"{year}-H{months[0] // 6 + 1}" if months in ((1, 6), (7, 12)) else f"{first}/{last}"


def _visit(things: Things, fact: Fact) -> Rows:
    visitor, state = things.actor(fact.text("visitor")), fact.text("state")
    status = things.forms["visit-status"][fact.text("status")]
    id = f"visit/{visitor.partition('/')[2]}.{state}.{status}-{things.stem(fact)}"
    invited = fact.text("status") == "invited"
    day = fact.text("date") or ("" if status != "held" else things.day(fact))
    yield id, "Visit", {"visitor": (visitor,), "host": (state,), "status": (status,), "date": (day,)}
    if invited and fact.text("host"):
        host = things.actor(fact.text("host"))
        names = "-".join(key(fact.text(part).split()[-1]) for part in ("host", "visitor"))
        until = f"../{things.issued.isoformat()}" if things.issued else ""
        yield (
            f"invitation/{things.stem(fact)}.{names}",
            "Invitation",
            {"inviter": (host,), "invitee": (visitor,), "invitesTo": (id,), "date": (until,)},
        )


def _organization(things: Things, fact: Fact) -> Rows:
    states = fact.texts("states")
    if fact.text("relation") == "bilateral body":
        pair = "-".join(sorted(states))
        yield (
            f"body/{pair}.{key(fact.text('name'))[:60]}",
            "JointBody",
            {"label": (fact.text("name"),), "kind": ("commission",), "memberState": states},
        )
    elif fact.text("relation") == "operates in" and fact.text("home"):
        number, is_named = things.count(fact.text("name"))
        if not number and not is_named:
            return
        sides: Values = {"homeState": (fact.text("home"),), "inState": states[:1]}
        named = () if number else (things.organization(fact.text("name"), fact.text("home"), "company"),)
        yield (
            f"presence/{fact.text('home')}-in-{states[0]}.{key(fact.text('name'))}",
            "Presence",
            {"number": (number,), "organization": named, **sides},
        )


def _statement(things: Things, fact: Fact) -> Rows:
    speakers = tuple(things.actor(name) for name in fact.texts("speaker"))
    about = " ".join(fact.text("about").split())
    stance = things.forms["stance"][fact.text("stance")]
    last = "-".join(key(name.split()[-1].removeprefix("state/")) for name in fact.texts("speaker"))
    id = f"statement/{things.stem(fact)}.{last}.{'-'.join(key(about).split('-')[:6])}"
    yield (
        id,
        "Statement",
        {"speaker": speakers, "stance": (stance,), "description": (about[:200],), "date": (things.day(fact),)},
    )


WRITERS: dict[str, Callable[[Things, Fact], Rows]] = {
    "tenure": _tenure,
    "meeting": _meeting,
    "agreement": _agreement,
    "trade": _trade,
    "visit": _visit,
    "organization": _organization,
    "statement": _statement,
}
