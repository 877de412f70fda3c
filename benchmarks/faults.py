"""Records that break one rule each: what a generated workspace is to be found out by."""

from collections.abc import Iterator, Mapping

Fields = dict[str, object]

_AGREEMENT = {
    "id": "agreement/faulty-{n}",
    "type": "Agreement",
    "label": "Pact {n}",
    "kind": "treaty",
    "party": ["state/AZE", "state/SRB"],
}
_SIGNED = _AGREEMENT | {"status": "signed", "date": "2010-05-03"}
_STEP = {
    "id": "step/faulty-{n}",
    "type": "Step",
    "agreement": "agreement/faulty-ground-{n}",
    "status": "signed",
    "date": "2010-05-03",
}
_TENURE = {
    "id": "tenure/faulty-{n}",
    "type": "Tenure",
    "person": "person/faulty-ground-{n}",
    "post": "post/faulty-ground-{n}",
    "period": "2010/2011",
}
_VISIT = {
    "id": "visit/faulty-{n}",
    "type": "Visit",
    "label": "Visit {n}",
    "visitor": "person/faulty-ground-{n}",
    "host": "SRB",
    "date": "2010-05-03",
}
_SAID = {
    "id": "statement/faulty-{n}",
    "type": "Statement",
    "speaker": "state/AZE",
    "description": "Said {n}.",
    "stance": "informs",
    "date": "2010-05-03",
}
_INVITATION = {
    "id": "invitation/faulty-{n}",
    "type": "Invitation",
    "inviter": "state/AZE",
    "invitee": "state/SRB",
    "invitesTo": "visit/faulty-ground-{n}",
}
_PRESENCE = {"id": "presence/faulty-{n}", "type": "Presence", "homeState": "AZE", "inState": "SRB", "number": "{n}1"}
_FIGURE = {
    "id": "figure/faulty-{n}", "type": "TradeFigure", "reporter": "AZE", "partner": "SRB", "period": "{year}",
    "unit": "USD", "indicator": "export", "value": "{n}1",
}  # fmt: skip

GROUND: list[Fields] = [
    {
        "id": "organization/faulty-ground-{n}",
        "type": "Organization",
        "label": "Office {n}",
        "kind": "ministry",
        "ofState": "AZE",
    },
    {"id": "post/faulty-ground-{n}", "type": "Post", "label": "Head {n}", "postIn": "organization/faulty-ground-{n}"},
    {
        "id": "person/faulty-ground-{n}",
        "type": "Person",
        "label": "Person {n}",
        "ofState": "AZE",
        "birthDate": "1950-01-01",
    },
    _SIGNED | {"id": "agreement/faulty-ground-{n}"},
    _VISIT | {"id": "visit/faulty-ground-{n}"},
]
"""What the faulty records refer to; nothing is wrong with it."""


def _less(fields: Fields, key: str) -> Fields:
    """The fields but one."""
    return {name: value for name, value in fields.items() if name != key}


FAULTS: dict[str, Fields] = {
    "AgreementHasStatus": _AGREEMENT,
    "StepHasAgreement": _less(_STEP, "agreement"),
    "StepHasOneStatus": _less(_STEP, "status"),
    "SignedStepIsDated": _less(_STEP, "date"),
    "TenureHasOnePerson": _less(_TENURE, "person"),
    "TenureHasOnePost": _less(_TENURE, "post"),
    "TenureHasTime": _less(_TENURE, "period"),
    "VisitHasVisitor": _less(_VISIT, "visitor"),
    "VisitIsToOneState": _less(_VISIT, "host"),
    "StatementHasDescription": _less(_SAID, "description"),
    "StatementIsShort": _SAID | {"description": "{n} " + "word " * 200},
    "InvitationHasInvitee": _less(_INVITATION, "invitee"),
    "InvitationHasInviter": _less(_INVITATION, "inviter"),
    "InvitationIsToOneEvent": _less(_INVITATION, "invitesTo"),
    "PresenceIsAbroad": _PRESENCE | {"inState": "AZE"},
    "PresenceIsInOneState": _less(_PRESENCE, "inState"),
    "PresenceHasOneHomeState": _less(_PRESENCE, "homeState"),
    "PresenceNamesOrCounts": _less(_PRESENCE, "number"),
    "PresenceNumberIsPositive": _PRESENCE | {"number": "-{n}1"},
    "AmountIsInCurrency": _FIGURE | {"unit": "percent"},
    "FigureHasOneIndicator": _less(_FIGURE, "indicator"),
    "FigureHasOneUnit": _less(_FIGURE, "unit"),
    "FigureHasOneValue": _less(_FIGURE, "value") | {"granularity": "1"},
    "FigureHasPeriod": _less(_FIGURE, "period"),
    "FigureHasTwoSides": _less(_FIGURE, "partner"),
    "GranularityIsPositive": _FIGURE | {"granularity": "0"},
    "JointBodyHasTwoMembers": {
        "id": "body/faulty-{n}",
        "type": "JointBody",
        "label": "Body {n}",
        "memberState": "AZE",
    },
    "PostIsInOneOrganization": {"id": "post/faulty-{n}", "type": "Post", "label": "Post {n}"},
    "DateIsOrdered": _VISIT | {"earliest": "2011-01-01"},
    "PeriodIsOrdered": _TENURE | {"start": "2012-01-01"},
    "tenure-before-birth": _TENURE | {"period": "1940/1941"},
    "id": _VISIT | {"id": "trip/faulty-{n}"},
    "self-reference": _VISIT | {"during": "visit/faulty-{n}"},
    "unknown-key": _VISIT | {"key-{n}": "x"},
    "unknown-reference": _VISIT | {"place": "place/nowhere-{n}"},
    "unknown-source": _VISIT | {"evidence": {"source": "nothing-{n}", "quote": "No word."}},
    "unknown-type": _VISIT | {"type": "Type-{n}"},
    "value": _VISIT | {"date": "day-{n}"},
}
"""Rule -> a record that breaks it and no other, with {n} for its number and {year} for a year of its own."""

_WRONG = {"unknown-key": "key-{n}", "unknown-reference": "place/nowhere-{n}", "unknown-source": "nothing-{n}"}
_WRONG |= {"unknown-type": "Type-{n}", "value": "day-{n}"}


def planted(count: int, faults: list[Fields]) -> Iterator[Fields]:
    """Yield records that break each rule `count` times, with what they refer to; note the rules among the faults."""
    for number in range(count * len(FAULTS)):
        rule, fields = list(FAULTS.items())[number % len(FAULTS)]
        faults.append({"rule": rule, "about": _filled(_WRONG.get(rule, fields["id"]), number)})
        for record in (*GROUND, fields):
            yield {str(_filled(key, number)): _filled(value, number) for key, value in record.items()}


def _filled(value: object, number: int) -> object:
    """A value with the number and the year of a fault in their places."""
    if isinstance(value, list):
        return [_filled(part, number) for part in value]
    if isinstance(value, Mapping):
        return {key: _filled(part, number) for key, part in value.items()}
    return str(value).replace("{n}", str(number)).replace("{year}", str(3000 + number))
