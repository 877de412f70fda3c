"""Homes: for whom a person holds an office, where the phrase does not say so: clues are weighed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .article import Article
from .clues import AGAINST, HINT, LIKELY, STRONG, SURE, Clue, clues
from .line import Line
from .offices import Office
from .people import Mention
from .persons import Holding, Person
from .scenes import is_list, is_opposed, scenes

_ENOUGH = _CLEAR = 0.99
_MANY = 9  # states of a text that is about no two of them


def settle(article: Article) -> None:
    """Find a state for every office without one and without an international body; log what told it."""
    _name_counterparts(article)
    for _ in range(2):
        for person in article.registry.persons:
            for holding in person.holdings:
                if not holding.states and not is_abroad(article, holding):
                    _decide(article, person, holding)


def _decide(article: Article, person: Person, holding: Holding) -> None:
    weights: dict[str, float] = defaultdict(float)
    told: dict[str, tuple[float, str]] = {}
    for state, weight, reason in _clues(article, person, holding):
        weights[state] += weight
        if weight > told.get(state, (0.0, ""))[0]:
            told[state] = weight, reason
    ranked = sorted(weights, key=lambda state: -weights[state])
    rival = max(0.0, weights[ranked[1]]) if len(ranked) > 1 else 0.0
    if ranked and weights[ranked[0]] >= _ENOUGH and weights[ranked[0]] - rival >= _CLEAR:
        holding.states = (ranked[0],)
        holding.chain = (*holding.chain, f"{told[ranked[0]][1]} -> {article.lexicon.states[ranked[0]].label}")


def _clues(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    if person.state:
        yield person.state, SURE, f"office of {person.name}"
    if holding.opposite and holding.opposite.state:
        yield holding.opposite.state, -SURE, ""
    for state in holding.office.abroad:
        yield state, -SURE, ""
    if not holding.opposite:
        yield from _country_of(article, person, holding)
        yield from _listed(article, person, holding)
    yield from _called(article, holding)
    if _is_envoy(article, holding.office):
        yield from _posted(article, holding)
    if not holding.office.is_plural:
        yield from _told_from(article, holding)
    if not holding.office.is_plural and not _is_envoy(article, holding.office):
        yield from _unmarked(article)
    for rank, state in enumerate(article.pair if len(article.states) < _MANY else ()):
        yield state, 1.2 - 0.2 * rank, "a state that the text is about"
        if _is_taken(article, person, holding, state):
            yield state, -5.0, ""
    if holding.line > 0 and (near := _last_state(article, holding)):
        yield near, 0.7, "the state named last"
    for scene in scenes(article, person):
        yield from clues(scene)


def _unmarked(article: Article) -> Iterator[Clue]:
    """Of two states, the one whose officials a text gives no state: it names that of the foreign ones only."""
    marked = _marked(article)
    bare = [state for state in article.pair if state not in marked]
    if len(article.pair) == 2 and len(bare) == 1 and len(article.states) < _MANY:
        yield bare[0], LIKELY - HINT, "the state whose officials are named without it"


def _marked(article: Article) -> set[str]:
    """The states that the text names with offices."""
    return {
        office.states[0]
        for found in article.mentions
        for mention in found
        for office in mention.offices
        if len(office.states) == 1 and not office.is_plural
    }


def _posted(article: Article, holding: Holding) -> Iterator[Clue]:
    """An ambassador is of another state than the city that he speaks in, or that the text comes from."""
    line = article.lines[holding.line]
    cities = (line.hit(at, "city") for at in range(1, len(line)) if line.low(at - 1) == "in")
    yield from ((state, AGAINST, "") for city in cities if city for state in city[1])
    if article.place and article.place not in article.issuers:
        yield article.place, AGAINST / 2, ""


def _told_from(article: Article, holding: Holding) -> Iterator[Clue]:
    """The text's home speaks for its own officials; an envoy is rather one sent there, unless the embassy speaks."""
    line, start = article.lines[holding.line], holding.office.start
    if "visiting" in (line.low(start - 1), line.low(start), line.low(start + 1)):
        yield from ((state, AGAINST, "") for state in article.homes)
        return
    for state in article.homes:
        marked = _marked(article)
        if state == article.place and state in marked and not set(article.pair) <= marked:
            # Reported from abroad: the officials of the place are named with their state.
            yield state, HINT, "the text's home"
        elif state in article.states[:4] and (not _is_envoy(article, holding.office) or state in article.issuers):
            is_host = state in article.missions and not _is_envoy(article, holding.office)
            yield state, -1.0 if is_host else 2.0, "the text's home"


def _country_of(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    """The country's top legislator, our prime minister, X's adviser: the state of a person, or of `it`."""
    line, office = article.lines[holding.line], holding.office
    owner = article.registry.find(line.tokens[office.start - 2].text) if line.low(office.start - 1) == "'s" else None
    if owner and owner is not person and owner.state:
        yield owner.state, SURE, f"an official of {owner.name}"
    if office.own == "its":
        yield from ((state, STRONG, "its country") for state in _antecedent(article, holding))
    elif office.own in ("country", "their", "his", "her", "our"):
        other = _named_before(article, holding, person)
        if other is None or (office.own == "our" and article.interviewed):
            other = article.registry.find(article.interviewed)
        if other and other is not person and other.state:
            yield other.state, 6.0, f"the country of {other.name}"


def _antecedent(article: Article, holding: Holding) -> tuple[str, ...]:
    """What `its` stands for: the state named last before it in its sentence; none where a body is named later."""
    line = article.lines[holding.line]
    for at in range(holding.office.start - 1, -1, -1):
        found = line.hit(at, "state") or line.hit(at, "capital")
        if found or (line.hit(at, "body") and line.is_capital(at)):
            return found[1] if found and len(found[1]) == 1 else ()
    return ()


def _called(article: Article, holding: Holding) -> Iterator[Clue]:
    """The Japanese envoy: a high office with its state, where no holder of it is known by name."""
    kind = holding.office.kind
    if not (_is_sole(article, holding.office) or _is_envoy(article, holding.office)):
        return
    if _is_envoy(article, holding.office):
        yield from ((state, LIKELY, "the embassy spoken of") for state in sorted(article.embassies))
    persons = article.registry.persons
    known = {(held.office.kind, state) for person in persons for held in person.holdings for state in held.states}
    offices = [mention.offices[-1] for found in article.mentions for mention in found if not mention.name]
    for office in offices:
        if office.kind == kind and office.states[0:1] and office.states[0] in article.pair and not office.is_plural:
            yield office.states[0], 0.0 if (kind, office.states[0]) in known else LIKELY, f"the {kind} spoken of"


def _is_sole(article: Article, office: Office) -> bool:
    """Tell whether a state has one holder of an office at a time."""
    return office.kind in article.lexicon.values("sole-office")


def _is_envoy(article: Article, office: Office) -> bool:
    return office.kind in article.lexicon.values("envoy")


def _listed(article: Article, person: Person, holding: Holding) -> Iterator[Clue]:
    """In a list of office-holders: the state of the one before, unless both hold the same high office."""
    line, mentions = article.lines[holding.line], article.mentions[holding.line]
    position, is_listed = _position(line, mentions, holding), False
    for near, step in ((position - 1, -1), (position + 1, 1)):
        if not 0 <= near < len(mentions) or not mentions[near].name:
            continue
        first, second = mentions[min(near, position)], mentions[max(near, position)]
        other = article.registry.find(mentions[near].name)
        if other is None or other is person or not other.state or not is_list(line, first.end, second.start):
            continue
        if is_opposed(line, mentions, first, second):
            continue
        if holding.office.is_plural:
            # Interior Ministers X and Y: two holders of one office are of two states.
            yield other.state, AGAINST, ""
            yield from ((state, HINT, f"named beside {other.name}") for state in article.pair if state != other.state)
            continue
        is_closed = _is_closed(line, mentions[near])
        is_marked = any(office.states and office.start == second.start for office in second.offices) and not is_closed
        if step > 0 and is_marked:
            is_row = is_listed or line.low(first.end) == ";"
            yield other.state, 0.0 if is_row else AGAINST, ""
        elif (_is_envoy(article, holding.office)) != any(
            _is_envoy(article, office) for office in mentions[near].offices
        ):
            yield other.state, HINT, f"listed with {other.name}"
        elif not (_is_sole(article, holding.office) and holding.office.kind in other.kinds):
            weight = (0.0 if step < 0 else 3.5) if is_closed else (3.5 if step < 0 else 1.5)
            yield other.state, weight, f"listed with {other.name}"
            is_listed = True


def _is_closed(line: Line, mention: Mention) -> bool:
    """A and B from Chile, and C: the state behind a name is that of all before it, and of none behind it."""
    found = line.before(mention.end, "state")
    return found is not None and line.low(found[0] - 1) == "from"


def _position(line: Line, mentions: Sequence[Mention], holding: Holding) -> int:
    """Which of the mentions of a sentence that of an office is."""
    ends = (line.place(mention.start, mention.end)[1] for mention in mentions)
    return next((number for number, end in enumerate(ends) if end > holding.span[0]), 0)


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


def _is_taken(article: Article, person: Person, holding: Holding, state: str) -> bool:
    """Somebody else holds such an office there, and there is only one."""
    return _is_sole(article, holding.office) and any(
        held.office.kind == holding.office.kind
        and held.office.role.split()[-1:] == holding.office.role.split()[-1:]
        and state in held.states
        for other in article.registry.persons
        if other is not person
        for held in other.holdings
    )


def is_abroad(article: Article, holding: Holding) -> bool:
    """Tell whether an office is one of an international body or of a company, which has no state."""
    name = holding.office.organization
    if article.lines[holding.line].hit(holding.office.head, "stateless") or (
        holding.office.own == "its" and not _antecedent(article, holding)
    ):
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
                    same = max((held.office for held in other.holdings), key=_weight)
                    holding.opposite = other
                    holding.chain = (f"counterpart of {other.name} -> {same.role}",)
                    holding.office = replace(holding.office, role=same.role, kind=same.kind, is_counterpart=False)
        person.holdings = _told_once([holding for holding in person.holdings if holding.office.kind != "counterpart"])


def _weight(office: Office) -> int:
    """Whose counterpart one is: a minister's rather than a councillor's, where a person holds both offices."""
    return office.kind != "member"


def _told_once(holdings: list[Holding]) -> list[Holding]:
    """Keep one of the two titles that one place gives: his counterpart X, who leads the bank; his colleague X, dean."""
    same = [held for held in holdings if held.opposite]
    other = [held for held in holdings if any(held.line == one.line and held.span == one.span for one in same)]
    spare = {
        id(held) for held in other if not held.opposite and held.office.organization and " " not in held.office.role
    }
    titled = any(not held.opposite and id(held) not in spare for held in other)
    return [held for held in holdings if id(held) not in spare and not (titled and held.opposite)]


def _named_before(article: Article, holding: Holding, person: Person) -> Person | None:
    """Whom `his` means: the person named last, or the one who met that person in the same sentence."""
    for number in range(holding.line, max(-1, holding.line - 2), -1):
        line, found = article.lines[number], list[tuple[Mention, Person]]()
        for mention in article.mentions[number]:
            is_before = number < holding.line or line.place(mention.start, mention.end)[0] < holding.span[0]
            other = article.registry.find(mention.name) if mention.name and is_before else None
            if other and other is not person:
                found.append((mention, other))
        if found:
            (first, subject), (last, nearest) = found[0], found[-1]
            met = any(line.hit(at, "opposite") for at in range(first.end, last.start))
            return subject if met and number == holding.line else nearest
    return None
