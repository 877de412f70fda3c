"""Facts as JSON: the form in which annotated articles are compared."""

from collections.abc import Mapping

from .extraction import Extracted
from .facts import Fact
from .lexicon import State

Json = str | float | bool | None | list[str]


def fact_rows(found: Extracted) -> list[dict[str, Json]]:
    """Return the facts with states by alpha-2 code, quotes as they stand in the text."""
    return [_row(fact, found) for fact in found.facts]


def _row(fact: Fact, found: Extracted) -> dict[str, Json]:
    start, end = found.article.clean.original(*fact.quote)
    states = found.article.lexicon.states
    return {
        "kind": fact.kind,
        "quote": found.source[start:end],
        **_FORMS[fact.kind](fact, states),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }


def _code(states: Mapping[str, State], code: str) -> str | None:
    state = states.get(code.removeprefix("state/"))
    return (state.label if state.is_union else state.alpha2) if state else code or None


def _codes(states: Mapping[str, State], names: tuple[str, ...]) -> list[str]:
    return [_code(states, name) or "" if name.startswith("state/") else name for name in names]


def _or_none(text: str) -> str | None:
    return text or None


def _tenure(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "person": fact.text("person"),
        "role": fact.text("role"),
        "country": _code(states, fact.text("state")),
        "organization": _or_none(fact.text("organization")),
    }


def _meeting(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "participants": _codes(states, fact.texts("participant")),
        "date": _or_none(fact.text("date")),
        "place": _or_none(fact.text("place")),
        "occasion": _or_none(fact.text("occasion")),
    }


def _agreement(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "title": fact.text("label"),
        "type": fact.text("type"),
        "parties": _codes(states, fact.texts("party")),
        "status": fact.text("status"),
        "date": _or_none(fact.text("date")),
        "signatories": list(fact.texts("signatory")),
        "subject": None,
    }


def _trade(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    amount, growth = fact.text("amount"), fact.text("growth")
    return {
        "reporter": _code(states, fact.text("reporter")),
        "partner": _code(states, fact.text("partner")),
        "flow": fact.text("flow"),
        "amount": float(amount) if amount else None,
        "currency": _or_none(fact.text("currency")),
        "period_start": _or_none(fact.text("start")),
        "period_end": _or_none(fact.text("end")),
        "growth_percent": float(growth) if growth else None,
        "target": fact.values["target"] is True,
        "commodity": _or_none(fact.text("commodity")),
    }


def _visit(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "visitor": _codes(states, (fact.text("visitor"),))[0],
        "to": _code(states, fact.text("state")),
        "date": _or_none(fact.text("date")),
        "status": fact.text("status"),
        "host": _or_none(fact.text("host")),
    }


def _organization(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "name": fact.text("name"),
        "type": fact.text("type"),
        "countries": [_code(states, code) or "" for code in fact.texts("states")],
        "relation": fact.text("relation"),
    }


def _statement(fact: Fact, states: Mapping[str, State]) -> dict[str, Json]:
    return {
        "speaker": " and ".join(_codes(states, fact.texts("speaker"))),
        "stance": fact.text("stance"),
        "about": fact.text("about"),
    }


_FORMS = {
    "tenure": _tenure,
    "meeting": _meeting,
    "agreement": _agreement,
    "trade": _trade,
    "visit": _visit,
    "organization": _organization,
    "statement": _statement,
}
