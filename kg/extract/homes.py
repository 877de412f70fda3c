"""Homes: for whom a person holds an office, where the phrase does not say so: clues are weighed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .article import Article
from .line import Line
from .people import Mention
from .persons import Holding, Person

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
        is_own = state not in article.missions or holding.office.kind in _ENVOYS
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
    """The Japanese envoy: a high office with its state, where no holder of it is known by name."""
    kind = holding.office.kind
    if kind not in _UNIQUE | _ENVOYS:
        return
    persons = article.registry.persons
    known = {(held.office.kind, state) for person in persons for held in person.holdings for state in held.states}
    offices = [mention.offices[-1] for found in article.mentions for mention in found if not mention.name]
    for office in offices:
        if office.kind == kind and office.states[0:1] and office.states[0] in article.pair and not office.is_plural:
            yield office.states[0], 0.0 if (kind, office.states[0]) in known else 2.5, f"the {kind} spoken of"


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
    for state, weight, reason in _journeys(line, mentions, mine):
        # One also travels home.
        yield state, weight if weight > 0 or state not in article.homes else -0.5, reason
    if host := _destination(line, mine, article.lines[max(0, number - 2) : number]):
        yield host, 2.5, "the state travelled to"
    if side := _side(line, mine):
        yield side, 4.0, "the side spoken of"
    if inviter := _inviter(line, mine):
        yield inviter, 8.0, "the inviter's own state"
    if announcing := _announcing(line, mine):
        yield announcing, 3.0, "the state that announces"
    if (subject := _pronoun_subject(article, number, mine)) and subject is not person and subject.state:
        yield subject.state, -3.0, ""
    if addressed := _addressed(line, mine):
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


def _journeys(line: Line, mentions: Sequence[Mention], mine: Mention) -> Iterator[Clue]:
    """Where a person travels is not home; whereto a person invites is."""
    following = next((mention.start for mention in mentions if mention.start >= mine.end and mention.name), len(line))
    is_host = any(line.hit(at, "inviting") for at in range(mine.end, min(following, mine.end + 6)))
    end = min(len(line), mine.end + 24)
    for at in range(mine.end, end if is_host else min(following, end)):
        hit = line.hit(at, "journey")
        state = _state_after(line, hit[0]) if hit else ""
        if state:
            yield (state, 3.0, "the inviter's own state") if is_host else (state, -3.0, "")
            return


def _destination(line: Line, mine: Mention, before: Sequence[Line]) -> str:
    """The state travelled to, in the sentence or the two before, where a person is named whom the traveller meets."""
    meets = [at for at in range(mine.start) if line.hit(at, "opposite")]
    if not meets:
        return ""
    trips = [(line, at) for at in range(meets[-1])]
    trips += [(one, at) for one in reversed(before) for at in range(len(one))]
    ends = ((one, hit[0]) for one, at in trips if (hit := one.hit(at, "journey")))
    return next((state for one, end in ends if (state := _state_after(one, end))), "")


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


def _addressed(line: Line, mine: Mention) -> str:
    """The deputy speaker thanked Bucharest: the state that is spoken to is another one."""
    for at in range(mine.end, min(len(line), mine.end + _NEAR)):
        if hit := line.hit(at, "addressing"):
            found = line.hit(hit[0], "state") or line.hit(hit[0], "capital")
            return found[1][0] if found and len(found[1]) == 1 else ""
    return ""


def _side(line: Line, mine: Mention) -> str:
    """The Chilean delegation included X: the state of the side named last before a person."""
    for at in range(mine.start - 1, -1, -1):
        owner = line.hit(at, "people") or line.hit(at, "state")
        if owner and len(owner[1]) == 1 and line.hit(owner[0], "side") and owner[0] < mine.start:
            return owner[1][0]
        if owner and line.low(at - 1) == "for" and line.low(owner[0]) == "," and line.low(owner[0] + 1) == "by":
            return owner[1][0]
    return ""


def _inviter(line: Line, mine: Mention) -> str:
    """An invitation from X to visit Chile: X is of the state that is to be visited."""
    before = [line.low(at) for at in range(max(0, mine.start - 3), mine.start)]
    if "invitation" not in before or before[-1:] not in (["from"], ["of"], ["by"]):
        return ""
    hits = (line.hit(at, "journey") for at in range(mine.end, min(len(line), mine.end + 4)))
    return next((state for hit in hits if hit and (state := _state_after(line, hit[0]))), "")


def _announcing(line: Line, mine: Mention) -> str:
    """Thimphu announced that its prime minister X: the state that speaks right before."""
    for at in range(max(0, mine.start - 5), mine.start):
        owner = line.before(at, "state") or line.before(at, "capital")
        if owner and len(owner[1]) == 1 and line.hit(at, "announcing"):
            return owner[1][0]
    return ""


def _state_after(line: Line, at: int) -> str:
    for step in range(at, min(len(line), at + 7)):
        for kind in ("state", "city"):
            hit = line.hit(step, kind)
            if hit and len(hit[1]) == 1:
                return hit[1][0]
    return ""


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
