"""Ties: what his host, her predecessor and the delegation tell of the state that a person acts for."""

from .line import Line
from .scenes import Scene

_OWN = frozenset(["his", "her", "their"])
_FEW = 5


def own_official(scene: Scene) -> str:
    """His delegation includes X; her predecessor, X: the state of the person spoken of, nobody else named between."""
    line, mine = scene.line, scene.mine
    named = [mention for mention in scene.mentions if mention.name and mention.end <= mine.start]
    for at in range(max((mention.end for mention in named), default=0), mine.start):
        if line.low(at) in _OWN and line.hit(at + 1, "own-official"):
            owner = scene.article.registry.find(named[-1].name) if named else scene.subject
            return owner.state if owner and owner is not scene.person else ""
    return ""


def signs_for(scene: Scene) -> str:
    """X, minister of trade, for Chile: the state named right behind a person."""
    line, end = scene.line, scene.mine.end + (scene.line.low(scene.mine.end) == ",")
    found = line.hit(end + 1, "state") if line.low(end) == "for" else None
    is_end = found and (line.low(found[0]) in (",", ".", ";", "and") or found[0] == len(line))
    return found[1][0] if found and is_end and len(found[1]) == 1 else ""


def bound_to(scene: Scene) -> str:
    """X called for closer ties with Chile: a state that an official speaks of as the other one."""
    line, mine = scene.line, scene.mine
    if mine.start > _FEW or not any(line.hit(at, "announcing") for at in range(mine.end, mine.end + _FEW)):
        return ""
    ends = (hit[0] for at in range(mine.end, len(line)) if (hit := line.hit(at, "tie")))
    found = (line.hit(end + (line.low(end) == "the"), "state") for end in ends)
    return next((hit[1][0] for hit in found if hit and len(hit[1]) == 1), "")


def at_home(scene: Scene) -> str:
    """X welcomed Y to Downing Street: the state whose seat of government guests are received in."""
    line, mine = scene.line, scene.mine
    if not any(line.hit(at, "hosting") for at in range(mine.end, mine.end + _FEW)):
        return ""
    found = (line.hit(at, "seat") for at in range(mine.end, len(line)) if _goes_in(line, at))
    return next((hit[1][0] for hit in found if hit and len(hit[1]) == 1), "")


def _goes_in(line: Line, at: int) -> bool:
    return line.low(at - 1 - (line.low(at - 1) == "the")) in ("to", "at", "in")


def host_there(scene: Scene) -> str:
    """Y, who was in Tallinn, and her host X: the state of the city that the guest was in."""
    line, mine = scene.line, scene.mine
    is_host = any(line.low(at) in _OWN and line.hit(at + 1, "companion") for at in range(mine.start - 3, mine.start))
    stays = [at for at in range(mine.start) if is_host and line.hit(at, "city") and line.low(at - 1) in ("in", "to")]
    found = line.hit(stays[-1], "city") if stays else None
    return found[1][0] if found and len(found[1]) == 1 else ""


def led_delegation(scene: Scene) -> str:
    """The delegation, led by X: the state that a delegation came from, as another sentence has it."""
    line, mine = scene.line, scene.mine
    behind = (line.hit(at, "leading") and _delegation_at(line, at + 1) for at in range(mine.end, mine.end + 4))
    before = line.before(mine.start, "led-by")
    is_led = before is not None and any(line.hit(at, "delegation") for at in range(before[0] - 3, before[0]))
    return _sent_by(scene) if is_led or any(behind) else ""


def met_delegation(scene: Scene) -> str:
    """The delegation met X; it was received by X: the state that the delegation came from."""
    line, mine = scene.line, scene.mine
    met = any(line.hit(at, "opposite") for at in range(mine.start))
    receives = (line.hit(at, "opposite") for at in range(mine.end, mine.end + 3))
    is_host = any(_delegation_at(line, hit[0]) for hit in receives if hit)
    is_it = line.low(0) == "it" and any(one.hit(at, "delegation") for one in scene.before[:1] for at in range(_FEW))
    return _sent_by(scene) if is_host or (met and (is_it or _delegation_at(line, 0))) else ""


def _delegation_at(line: Line, at: int) -> bool:
    return line.low(at) == "the" and line.hit(at + 1, "delegation") is not None


def _sent_by(scene: Scene) -> str:
    """The one state whose delegation the text speaks of."""
    found = {state for line in scene.article.lines for at in range(len(line)) if (state := _sender(line, at))}
    return found.pop() if len(found) == 1 else ""


def _sender(line: Line, at: int) -> str:
    """The state of a delegation: a Maltese parliamentary delegation; a delegation from Malta."""
    hit = line.hit(at, "delegation")
    if not hit:
        return ""
    owner = next((found for step in range(at, max(0, at - 3), -1) if (found := line.before(step, "people"))), None)
    owner = owner or (line.hit(hit[0] + 1, "state") if line.low(hit[0]) in ("of", "from") else None)
    return owner[1][0] if owner and len(owner[1]) == 1 else ""
