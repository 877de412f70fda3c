"""Travels: what a sentence tells of a person's state by journeys, invitations, thanks and sides."""

from collections.abc import Iterator, Sequence

from .line import Line
from .people import Mention

_NEAR = 8


def journeys(line: Line, mentions: Sequence[Mention], mine: Mention) -> Iterator[tuple[str, float, str]]:
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


def destination_of(line: Line, mine: Mention, before: Sequence[Line]) -> str:
    """The state travelled to, in the sentence or the two before, where a person is named whom the traveller meets."""
    meets = [at for at in range(mine.start) if line.hit(at, "opposite")]
    if not meets:
        return ""
    trips = [(line, at) for at in range(meets[-1])]
    trips += [(one, at) for one in reversed(before) for at in range(len(one))]
    ends = ((one, hit[0]) for one, at in trips if (hit := one.hit(at, "journey")))
    return next((state for one, end in ends if (state := _state_after(one, end))), "")


def addressed_of(line: Line, mine: Mention) -> str:
    """The deputy speaker thanked Bucharest: the state that is spoken to is another one."""
    for at in range(mine.end, min(len(line), mine.end + _NEAR)):
        if hit := line.hit(at, "addressing"):
            found = line.hit(hit[0], "state") or line.hit(hit[0], "capital")
            return found[1][0] if found and len(found[1]) == 1 else ""
    return ""


def side_of(line: Line, mine: Mention) -> str:
    """The Chilean delegation included X: the state of the side named last before a person."""
    for at in range(mine.start - 1, -1, -1):
        owner = line.hit(at, "people") or line.hit(at, "state")
        if owner and len(owner[1]) == 1 and line.hit(owner[0], "side") and owner[0] < mine.start:
            return owner[1][0]
        if owner and line.low(at - 1) == "for" and line.low(owner[0]) == "," and line.low(owner[0] + 1) == "by":
            return owner[1][0]
    return ""


def inviter_of(line: Line, mine: Mention) -> str:
    """An invitation from X to visit Chile: X is of the state that is to be visited."""
    before = [line.low(at) for at in range(max(0, mine.start - 3), mine.start)]
    if "invitation" not in before or before[-1:] not in (["from"], ["of"], ["by"]):
        return ""
    hits = (line.hit(at, "journey") for at in range(mine.end, min(len(line), mine.end + 4)))
    return next((state for hit in hits if hit and (state := _state_after(line, hit[0]))), "")


def announcing_of(line: Line, mine: Mention) -> str:
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
