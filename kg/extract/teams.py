"""Teams: delegations, which stand for who leads them, or for their state; and guests called by their state."""

from collections.abc import Iterator, Sequence

from .article import Article
from .line import Line
from .offices import Office
from .people import Mention
from .persons import Person

_REACH = 10
_HELPERS = frozenset(["is", "are", "was", "were", "be", "been"])
_LINKS = frozenset(["which", "that", "who"])
_KINDS = {"team": "team", "companion": "head"}


def teams(line: Line, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the delegations and guests of a sentence that no mention of a person holds."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    for at in range(len(line)):
        if at in taken or not ("team" in line.hits[at] or "companion" in line.hits[at]):
            continue
        leader = _leader(line, at, mentions) if "team" in line.hits[at] else None
        if leader:
            yield Mention(at, leader.end, leader.name, leader.offices, leader.states)
        elif found := _of_state(line, at) or _definite(line, at):
            yield found


def leaders(article: Article) -> list[Person]:
    """Return who leads the delegations that an article tells of."""
    pairs = zip(article.lines, article.mentions, strict=True)
    led = (team for line, mentions in pairs for team in teams(line, mentions) if team.name)
    found = [article.registry.find(team.name) for team in led]
    return [person for at, person in enumerate(found) if person and person not in found[:at]]


def _leader(line: Line, at: int, mentions: Sequence[Mention]) -> Mention | None:
    """Who leads a delegation: right behind `led by`, with nobody else in between."""
    after = (mention for mention in mentions if mention.start > at)
    leader = next(after, None)
    if leader is None or not leader.name or leader.start - at > _REACH:
        return None
    start = title[0] if (title := line.before(leader.start, "honorific")) else leader.start
    verb = line.before(start - (line.low(start - 1) in ("the", "its", "his", "her")), "led-by")
    between = [line.low(step) for step in range(at, verb[0])] if verb else []
    return leader if between and (not _HELPERS & set(between) or _LINKS & set(between)) else None


def _of_state(line: Line, at: int) -> Mention | None:
    """The Hungarian guest, a Brazilian trade delegation: an unnamed one of that state."""
    kind = "team" if "team" in line.hits[at] else "companion"
    start = at
    while start > 0 and at - start < 3 and not line.before(start, "people") and "portfolio" in line.hits[start - 1]:
        start -= 1
    owner = line.before(start, "people")
    end = line.hits[at][kind][0]
    if not owner and line.low(end) == "from" and (home := line.hit(end + 1, "state") or line.hit(end + 1, "capital")):
        return _mention(line, kind, at, at, home[1]) if len(home[1]) == 1 else None
    if not owner or len(owner[1]) != 1:
        return None
    return _mention(line, kind, owner[0], at, owner[1])


def _definite(line: Line, at: int) -> Mention | None:
    """The delegation: one told of elsewhere."""
    return _mention(line, "team", at - 1, at, ()) if line.low(at - 1) == "the" and "team" in line.hits[at] else None


def _mention(line: Line, kind: str, start: int, at: int, states: tuple[str, ...]) -> Mention:
    end = line.hits[at][kind][0]
    office = Office(start, end, at, line.low(at), _KINDS[kind], states, "", False, False, "", True)
    return Mention(start, end, "", (office,))
