"""Clues: what the sentences on a person tell of the state that the person acts for, or does not."""

from collections.abc import Iterator

from .line import Line
from .scenes import Scene, is_company, is_opposed
from .ties import at_home, bound_to, host_there, led_delegation, met_delegation, own_official, signs_for

Clue = tuple[str, float, str]
"""A state, how much speaks for it (or against, below zero), and what does."""

SURE, STRONG, LIKELY, HINT = 8.0, 4.0, 2.5, 1.0
AGAINST = -3.0
_HOSTS = frozenset(["hosts", "host"])
_NEAR = 8


def clues(scene: Scene) -> Iterator[Clue]:
    """Yield what one sentence tells: who came along is of the same state, who is visited or met is not."""
    yield from _journeys(scene)
    for tell, weight, reason in _TELLS:
        if state := tell(scene):
            yield state, weight, reason
    yield from _company(scene)


def _company(scene: Scene) -> Iterator[Clue]:
    line, mine, pair = scene.line, scene.mine, scene.article.pair
    for mention, state, name in scene.others():
        first, second = sorted((mention, mine), key=lambda part: part.start)
        if is_company(line, max(first.end, second.start - _NEAR), second.start):
            yield state, SURE, f"together with {name}"
        elif is_opposed(line, scene.mentions, first, second):
            yield state, AGAINST, ""
            yield from ((other, HINT, f"the side across from {name}") for other in pair if other != state in pair)
            hosts = [host for office in mention.offices for host in office.abroad]
            yield from ((host, LIKELY, f"the state that {name} is sent to") for host in hosts)


def _journeys(scene: Scene) -> Iterator[Clue]:
    """Where a person travels is not home; whereto a person invites is."""
    line, mentions, mine = scene.line, scene.mentions, scene.mine
    following = next((mention.start for mention in mentions if mention.start >= mine.end and mention.name), len(line))
    is_host = any(line.hit(at, "inviting") for at in range(mine.end, min(following, mine.end + 6)))
    end = min(len(line), mine.end + 24)
    for at in range(mine.end, end if is_host else min(following, end)):
        hit = line.hit(at, "journey")
        state = _state_after(line, hit[0]) if hit else ""
        if state and is_host:
            yield state, -AGAINST, "the inviter's own state"
        elif state:
            # One also travels home.
            yield state, AGAINST if state not in scene.article.homes else -0.5, ""
        if state:
            return


def _trip(scene: Scene) -> str:
    """A visit of X to Chile; a visit to Chile by X: the state that a journey named before a person goes to."""
    line, mine = scene.line, scene.mine
    is_trip = line.low(mine.start - 1) in ("of", "by") and line.before(mine.start - 1, "trip")
    if is_trip and line.low(mine.end) == "to":
        return _state_after(line, mine.end + 1)
    trips = (hit for at in range(mine.start - _NEAR, mine.start) if (hit := line.hit(at, "journey")))
    return next((_state_after(line, end) for end, _ in trips), "") if line.low(mine.start - 1) == "by" else ""


def _destination(scene: Scene) -> str:
    """The state travelled to, in the sentence or the two before, where a person is named whom the traveller meets."""
    line = scene.line
    meets = [at for at in range(scene.mine.start) if line.hit(at, "opposite")]
    if not meets:
        return ""
    trips = [(line, at) for at in range(meets[-1])]
    trips += [(one, at) for one in scene.before for at in range(len(one))]
    ends = ((one, hit[0]) for one, at in trips if (hit := one.hit(at, "journey")))
    return next((state for one, end in ends if (state := _state_after(one, end))), "")


def _where(scene: Scene) -> str:
    """She flew on to Vientiane, where she met X: the state of the place that the clause is about."""
    line, mine = scene.line, scene.mine
    places = [at for at in range(mine.start) if line.low(at) == "where"]
    end = places[-1] - (line.low(places[-1] - 1) == ",") if places else 0
    found = line.before(end, "city") or line.before(end, "state")
    return found[1][0] if found and len(found[1]) == 1 else ""


def _spoken_for(scene: Scene) -> str:
    """X said Vienna would send officers: the state whose steps an official announces."""
    line, mine = scene.line, scene.mine
    verb = line.hit(mine.end, "announcing")
    said = range(verb[0], verb[0] + 4) if verb else range(0)
    others = (mention.start for mention in scene.mentions if mention.start >= mine.end)
    speaks = next((at for at in others if any(line.hit(step, "announcing") for step in range(at, at + 6))), len(line))
    further = (at + 1 for at in range(mine.end, speaks) if line.low(at) == "that" and line.before(at, "announcing"))
    for at in (*said, *further):
        found = line.hit(at, "state") or line.hit(at, "capital")
        if found and len(found[1]) == 1 and line.hit(found[0], "state-act"):
            return found[1][0]
    return ""


def _place(scene: Scene) -> str:
    """In Tokyo she met X; talks in Tokyo with X: the state of the place where others meet a person."""
    line, mine = scene.line, scene.mine
    at = next((step for step in range(mine.start) if line.low(step) == "in" and _city_at(line, step + 1)), None)
    if at is None or not any(line.hit(step, "opposite") for step in range(mine.start)):
        return ""
    found = line.hit(at + 1, "city")
    is_with = found is not None and found[0] == mine.start - 1 and line.low(found[0]) == "with"
    is_met = at == 0 and any(line.hit(step, "pronoun") or line.low(step) == "i" for step in range(mine.start))
    return _city_at(line, at + 1) if is_with or is_met else ""


def _capital(scene: Scene) -> str:
    """In Helsinki, President X spoke: the capital that opens a sentence about one person."""
    found = scene.line.hit(1, "capital") if scene.line.low(0) == "in" else None
    is_alone = all(not mention.name or mention is scene.mine for mention in scene.mentions)
    return found[1][0] if found and len(found[1]) == 1 and is_alone else ""


def _hosts(scene: Scene) -> str:
    """X headed the hosts; by X for the hosts: the state of the city that the sentence or the one before is about."""
    line, mine = scene.line, scene.mine
    if not any(line.low(at) == "the" and line.low(at + 1) in _HOSTS for at in range(mine.end, mine.end + 3)):
        return ""
    cities = [city for one in (line, *scene.before[:1]) for at in range(len(one)) if (city := _city_at(one, at))]
    return next(iter(cities), next(iter(scene.article.homes), ""))


def _city_at(line: Line, at: int) -> str:
    found = line.hit(at, "city")
    return found[1][0] if found and len(found[1]) == 1 else ""


def _side(scene: Scene) -> str:
    """X led the Chilean side; the Chilean delegation included X; for Chile, by X."""
    line, mine = scene.line, scene.mine
    for at in range(mine.end, min(len(line), mine.end + _NEAR)):
        owner = line.hit(at, "people") or line.hit(at, "state")
        if owner and len(owner[1]) == 1 and line.hit(owner[0], "side") and line.before(_article(line, at), "leading"):
            return owner[1][0]
    for at in range(mine.start - 1, -1, -1):
        owner = line.hit(at, "people") or line.hit(at, "state")
        if line.hit(at, "opposite"):
            return ""
        if owner and len(owner[1]) == 1 and owner[0] < mine.start and _is_side(line, at, owner[0]):
            return owner[1][0]
    return ""


def _is_side(line: Line, at: int, end: int) -> bool:
    """An adjective before a side or those led; `for Chile, by`; a side that another person leads does not count."""
    if line.before(_article(line, at), "leading"):
        return False
    group = line.hit(end, "led-group")
    is_led = bool(group) and bool(line.hit(group[0] if group else end, "led-by"))
    if [line.low(at - 1), line.low(end)] == ["the", "by"]:
        return True  # the Norwegian side was led by X, and the Chilean by Y
    is_for = line.low(at - 1) == "for" and [line.low(end), line.low(end + 1)] == [",", "by"]
    return bool(line.hit(end, "side")) or is_led or is_for


def _representing(scene: Scene) -> str:
    """On behalf of Chile, by X; Chile was represented by X: the state named with it, nobody else between."""
    line, mine = scene.line, scene.mine
    first = max((mention.end for mention in scene.mentions if mention.name and mention.end <= mine.start), default=0)
    for at in range(mine.start - 1, first - 1, -1):
        owner = line.hit(at, "state")
        if owner and len(owner[1]) == 1 and owner[0] <= mine.start:
            is_by = line.hit(owner[0], "represented")
            return owner[1][0] if line.before(_article(line, at), "representing") or is_by else ""
    return ""


def _article(line: Line, at: int) -> int:
    return at - (line.low(at - 1) == "the")


def _inviter(scene: Scene) -> str:
    """An invitation from X to visit Chile; one to come to Chile, from X: X is of the state that is to be visited."""
    line, mine = scene.line, scene.mine
    start = next((at for at in range(mine.start) if line.low(at) == "invitation"), mine.start)
    if line.low(mine.start - 1) not in ("from", "of", "by"):
        return ""
    near = range(start, min(len(line), mine.end + 4)) if start >= mine.start - 3 else range(start, mine.start)
    hits = (line.hit(at, "journey") for at in near)
    return next((state for hit in hits if hit and (state := _state_after(line, hit[0]))), "")


def _announcing(scene: Scene) -> str:
    """Thimphu announced that Prime Minister X: the state that speaks right before."""
    line, mine = scene.line, scene.mine
    for at in range(max(0, mine.start - 5), mine.start):
        owner = line.before(at, "state") or line.before(at, "capital")
        if owner and len(owner[1]) == 1 and line.hit(at, "announcing"):
            return owner[1][0]
    return ""


def _addressed(scene: Scene) -> str:
    """The deputy speaker thanked Bucharest: the state that is spoken to is another one."""
    line, mine = scene.line, scene.mine
    for at in range(mine.end, min(len(line), mine.end + _NEAR)):
        if hit := line.hit(at, "addressing"):
            found = line.hit(hit[0], "state") or line.hit(hit[0], "capital")
            return found[1][0] if found and len(found[1]) == 1 else ""
    return ""


def _subject(scene: Scene) -> str:
    """Norway will pay, Minister X said: the state that a sentence begins with, if an official says it."""
    line, mine = scene.line, scene.mine
    said = any(line.hit(at, "announcing") for at in (mine.start - 1, mine.end))
    found = line.hit(0, "state")
    return found[1][0] if said and found and mine.start > found[0] and len(found[1]) == 1 else ""


def _acting(scene: Scene) -> str:
    """Denmark summoned the envoy. Foreign Minister X said: the state that the sentence before begins with."""
    found = scene.before[0].hit(0, "state") if scene.before and scene.mine.start == 0 else None
    is_subject = found and not scene.before[0].is_capital(found[0]) and scene.before[0].low(found[0]).isalpha()
    return found[1][0] if found and is_subject and len(found[1]) == 1 else ""


def _reported(scene: Scene) -> str:
    """The state of the agency that a sentence gives as its source."""
    hits = (scene.line.hit(at, "agency") for at in range(len(scene.line)))
    return next((hit[1][0] for hit in hits if hit and len(hit[1]) == 1), "")


def _state_after(line: Line, at: int) -> str:
    for step in range(at, min(len(line), at + 7)):
        people = line.hit(step, "people")
        kinds = ("state", "city", "people") if people and line.hit(people[0], "place-noun") else ("state", "city")
        hits = [hit for kind in kinds if (hit := line.hit(step, kind)) and len(hit[1]) == 1]
        if hits:
            return hits[0][1][0]
    return ""


_TELLS = (
    (_destination, LIKELY, "the state travelled to"),
    (_where, STRONG, "the state of the place"),
    (signs_for, STRONG, "the state acted for"),
    (own_official, STRONG, "an official of the person spoken of"),
    (at_home, LIKELY, "the seat that guests are received in"),
    (host_there, STRONG, "the state of the place"),
    (led_delegation, STRONG, "the state of the delegation"),
    (met_delegation, AGAINST, ""),
    (bound_to, -STRONG, ""),
    (_spoken_for, LIKELY - HINT, "the state spoken for"),
    (_hosts, STRONG, "the state of the hosts"),
    (_place, LIKELY, "the state of the place"),
    (_side, SURE, "the side spoken of"),
    (_representing, STRONG, "the state represented"),
    (_inviter, SURE, "the inviter's own state"),
    (_announcing, -AGAINST, "the state that announces"),
    (_subject, HINT, "the state that the sentence is about"),
    (_acting, HINT, "the state that acts"),
    (_reported, HINT, "the state of the agency"),
    (_capital, LIKELY, "the state of the capital"),
    (_addressed, AGAINST, ""),
    (_trip, AGAINST, ""),
)
