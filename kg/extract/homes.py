"""Homes: for whom a person holds an office, where the phrase does not say so: clues are weighed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from .article import Article
from .people import Mention
from .persons import Holding, Person
from .travels import addressed_of, announcing_of, destination_of, inviter_of, journeys, side_of

Clue = tuple[str, float, str]
"""A state, how much speaks for it (or against, below zero), and what does."""

_UNIQUE = frozenset(
    ["president", "prime minister", "foreign minister", "monarch", "speaker", "chancellor", "crown prince"]
)
_ENVOYS = frozenset(["ambassador", "attache"])
_AFTER = frozenset([",", ".", "at", "in", "on", "for", "and", "later", "with", "to"])
_ENOUGH = 1.0
_NEAR = 8


def settle(article: Article) -> None:
    """Find a state for every office without one and without an international body; log what told it."""
    _name_counterparts(article)
    for _ in range(2):
        for person in article.registry.persons:
            for holding in person.holdings:
                if not holding.states and not _is_abroad(article, holding):
                    _decide(article, person, holding)


def _decide(article: Article, person: Person, holding: Holding) -> None:
    weights: dict[str, float] = defaultdict(float)
    told: dict[str, tuple[float, str]] = {}
    for state, weight, reason in _clues(article, person, holding):
        weights[state] += weight
        if weight > told.get(state, (0.0, ""))[0]:
            told[state] = weight, reason
    ranked = sorted(weights, key=lambda state: -weights[state])
    if ranked and weights[ranked[0]] >= _ENOUGH and (len(ranked) < 2 or weights[ranked[0]] > weights[ranked[1]]):
        holding.states = (ranked[0],)
        holding.chain = (*holding.chain, f"{told[ranked[0]][1]} -> {article.lexicon.states[ranked[0]].label}")


def _clues(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    if person.state:
        yield person.state, 9.0, f"office of {person.name}"
    if holding.opposite and holding.opposite.state:
        yield holding.opposite.state, -9.0, ""
    for state in holding.office.abroad:
        yield state, -9.0, ""
    yield from _country_of(article, person, holding)
    yield from _called(article, holding)
    yield from _listed(article, person, holding)
    for state in article.homes:
        is_own = state not in article.missions or "minister" not in holding.office.kind
        if state in article.states[:4]:
            yield state, 2.0 if is_own else -1.0, "the text's home"
    for rank, state in enumerate(article.pair):
        yield state, 1.2 - 0.2 * rank, "a state that the text is about"
        if _is_taken(article, person, holding, state):
            yield state, -5.0, ""
    if holding.line > 0 and (near := _last_state(article, holding)):
        yield near, 0.7, "the state named last"
    for mention_line in _lines_of(article, person):
        yield from _around(article, person, mention_line)


def _country_of(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    """The country's top legislator: the state of the person named just before."""
    if holding.office.own in ("country", "its", "their", "his", "her"):
        other = _named_before(article, holding, person)
        if other and other.state:
            yield other.state, 6.0, f"the country of {other.name}"


def _called(article: Article, holding: Holding) -> Iterator[Clue]:
    """The Japanese envoy, in a later sentence: an envoy's office with its state, where no holder of it is known."""
    kind = holding.office.kind
    if kind not in _ENVOYS:
        return
    persons = article.registry.persons
    known = {(held.office.kind, state) for person in persons for held in person.holdings for state in held.states}
    for found in article.mentions[holding.line + 1 :]:
        for office in (mention.offices[-1] for mention in found if not mention.name):
            is_one = office.kind == kind and len(office.states) == 1 and not office.is_plural
            if is_one and (kind, office.states[0]) not in known:
                yield office.states[0], 2.5, f"the {kind} spoken of"


def _listed(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    """In a list of office-holders: the state of the one before, unless both hold the same high office."""
    line, mentions = article.lines[holding.line], article.mentions[holding.line]
    position = next(
        (
            number
            for number, mention in enumerate(mentions)
            if line.place(mention.start, mention.end)[1] > holding.span[0]
        ),
        0,
    )
    for near, step in ((position - 1, -1), (position + 1, 1)):
        if not 0 <= near < len(mentions) or not mentions[near].name:
            continue
        first, second = sorted((mentions[near], mentions[position]), key=lambda mention: mention.start)
        between = [line.low(at) for at in range(first.end, second.start)]
        other = article.registry.find(mentions[near].name)
        is_list = between in (["and"], [","], [",", "and"], ["as", "well", "as"], [",", "as", "well", "as"])
        if other is None or other is person or not other.state or not is_list:
            continue
        if step > 0 and any(office.states for office in mentions[near].offices):
            yield other.state, -3.0, ""
        elif not (holding.office.kind in _UNIQUE and holding.office.kind in other.kinds):
            yield other.state, 3.5 if step < 0 else 1.5, f"listed with {other.name}"


def _around(article: Article, person: Person, number: int) -> Iterator[Clue]:
    """The sentences on a person: who came along is of the same state, who is visited or met is not."""
    line, mentions = article.lines[number], article.mentions[number]
    mine = next(
        (mention for mention in mentions if mention.name and article.registry.find(mention.name) is person), None
    )
    if mine is None:
        return
    for state, weight, reason in journeys(line, mentions, mine):
        # One also travels home.
        yield state, weight if weight > 0 or state not in article.homes else -0.5, reason
    if host := destination_of(line, mine, article.lines[max(0, number - 2) : number]):
        yield host, 2.5, "the state travelled to"
    if side := side_of(line, mine):
        yield side, 4.0, "the side spoken of"
    if inviter := inviter_of(line, mine):
        yield inviter, 8.0, "the inviter's own state"
    if announcing := announcing_of(line, mine):
        yield announcing, 3.0, "the state that announces"
    if (subject := _pronoun_subject(article, number, mine)) and subject is not person and subject.state:
        yield subject.state, -3.0, ""
    if addressed := addressed_of(line, mine):
        yield addressed, -3.0, ""
    for mention in mentions:
        other = article.registry.find(mention.name) if mention.name else None
        if other is None or other is person or not other.state:
            continue
        first, second = sorted((mention, mine), key=lambda part: part.start)
        if any(line.hit(at, "company") for at in range(max(first.end, second.start - _NEAR), second.start)):
            yield other.state, 8.0, f"together with {other.name}"
        elif any(line.hit(at, "opposite") for at in range(first.end, second.start)):
            yield other.state, -3.0, ""


def _last_state(article: Article, holding: Holding) -> str:
    """The state named last before the office, in its sentence or the one before."""
    for number in (holding.line, holding.line - 1):
        line = article.lines[number]
        found = ""
        for token, hits in zip(line.tokens, line.hits, strict=True):
            if number == holding.line and token.start >= holding.span[0]:
                break
            for kind in ("state", "people"):
                if kind in hits and len(hits[kind][1]) == 1:
                    found = hits[kind][1][0]
        if found:
            return found
    return ""


def _lines_of(article: Article, person: Person) -> list[int]:
    return [
        number
        for number, mentions in enumerate(article.mentions)
        if any(mention.name and article.registry.find(mention.name) is person for mention in mentions)
    ]


def _is_taken(article: Article, person: Person, holding: Holding, state: str) -> bool:
    """Somebody else holds such an office there, and there is only one."""
    return holding.office.kind in _UNIQUE and any(
        held.office.kind == holding.office.kind
        and held.office.role.split()[-1:] == holding.office.role.split()[-1:]
        and state in held.states
        for other in article.registry.persons
        if other is not person
        for held in other.holdings
    )


def _is_abroad(article: Article, holding: Holding) -> bool:
    """The office is one of an international body or of a company, which has no state."""
    name = holding.office.organization
    if article.lines[holding.line].hit(holding.office.head, "stateless") or holding.office.own == "its":
        return True
    if not name:
        return False
    forms = article.lexicon.forms.get(name.lower().split()[0], ())
    return (name.isupper() and len(name) > 2) or any(
        form.kind == "organization" and " ".join(form.low) == name.lower() for form in forms
    )


def _name_counterparts(article: Article) -> None:
    """His counterpart holds the same office: that of the person named before in the sentence or the one before it."""
    for person in article.registry.persons:
        for holding in person.holdings:
            if holding.office.kind == "counterpart":
                other = _named_before(article, holding, person)
                if other and other.holdings:
                    same = other.holdings[0].office
                    holding.opposite = other
                    holding.chain = (f"counterpart of {other.name} -> {same.role}",)
                    holding.office = replace(holding.office, role=same.role, kind=same.kind, is_counterpart=False)
        person.holdings = [holding for holding in person.holdings if holding.office.kind != "counterpart"]


def _named_before(article: Article, holding: Holding, person: Person) -> Person | None:
    for number in (holding.line, holding.line - 1):
        mentions: list[Mention] = list(article.mentions[number]) if number >= 0 else []
        for mention in reversed(mentions):
            if number == holding.line and article.lines[number].place(mention.start, mention.end)[0] >= holding.span[0]:
                continue
            other = article.registry.find(mention.name) if mention.name else None
            if other and other is not person:
                return other
    return None


def _pronoun_subject(article: Article, number: int, mine: Mention) -> Person | None:
    """Whom `she` means at the head of a sentence in which she meets somebody: the first person of the one before."""
    line = article.lines[number]
    meets = [at for at in range(mine.start) if line.hit(at, "opposite")]
    is_subject = bool(meets) and any(line.hit(at, "pronoun") for at in range(min(5, meets[0])))
    behind = (line.hit(at, "opposite") for at in range(mine.end, min(len(line), mine.end + 3)))
    is_object = any(hit and line.low(hit[0]) in ("him", "her") and line.low(hit[0] + 1) in _AFTER for hit in behind)
    if not number or not (is_subject or is_object):
        return None
    before = number - 1
    while before > 0 and any(article.lines[before].hit(at, "pronoun") for at in range(3)):
        before -= 1
    persons = (article.registry.find(mention.name) for mention in article.mentions[before] if mention.name)
    return next((person for person in persons if person), None)
