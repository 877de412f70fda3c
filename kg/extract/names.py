"""Names: sequences of capitalised words that can name a person."""

from .line import Line, Span

_BLOCKING = frozenset(
    [
        "state",
        "people",
        "city",
        "organization",
        "month",
        "weekday",
        "head",
        "plural-head",
        "portfolio",
        "body",
        "no-name",
        "document",
        "agency",
        "seat",
        "flow",
        "rank",
        "currency",
    ]
)
_ALSO_NAMES = frozenset(["state", "city", "month", "weekday"])
_LONGEST = 7


def name_at(line: Line, at: int, *, is_titled: bool = False) -> Span | None:
    """Return the span of a name that begins at a token, honorifics and ranks before it left out.

    After a title the first word may also be a state, city or month (Chad Berg, Jan Berg), if more of a name follows.
    """
    start = skip_honorifics(line, at)
    if not _begins(line, start, is_titled=is_titled):
        return None
    end = start + 1
    while end < len(line) and end - start < _LONGEST:
        step = _step(line, end) or (_place_step(line, end) if is_titled and end > start + 1 else None)
        if not step:
            break
        end = step
    return start, end


def skip_honorifics(line: Line, at: int) -> int:
    """Return the first token after honorifics and ranks."""
    while found := line.hit(at, "honorific") or line.hit(at, "rank"):
        if found[0] >= len(line) or not (
            line.is_capital(found[0]) or line.hit(found[0], "rank") or line.low(found[0]) == "."
        ):
            break
        at = found[0] + (line.low(found[0]) == ".")
    return at


def _begins(line: Line, at: int, *, is_titled: bool) -> bool:
    if is_name_word(line, at):
        return True
    hits = line.hits[at] if 0 <= at < len(line) else {}
    is_ambiguous = "given" in hits or not hits.keys().isdisjoint(_ALSO_NAMES)
    return is_titled and is_ambiguous and line.is_capital(at) and is_name_word(line, at + 1)


def is_name_word(line: Line, at: int) -> bool:
    """Tell whether a word can be part of a name by itself."""
    if not line.is_capital(at) or not line.tokens[at].text[0].isalpha():
        return False
    word = line.tokens[at].text
    if len(word) > 4 and word.isupper() and not line.adjacent(at):
        return False
    return at not in line.inside and (_BLOCKING.isdisjoint(line.hits[at]) or is_half_name(line, at))


def is_half_name(line: Line, at: int) -> bool:
    """Tell whether a title is the first half of a double name here: Amir-Abdollahian."""
    is_double = line.low(at + 1) == "-" and line.adjacent(at + 1) and line.adjacent(at + 2) and line.is_capital(at + 2)
    return is_double and line.hits[at].get("head", (0, ("",)))[1] == ("monarch",)


def _place_step(line: Line, at: int) -> int | None:
    """A surname that is a place, too: Ambassador Renato Vasconcelos Lima."""
    hit = line.hit(at, "city") or line.hit(at, "state")
    is_last = line.low(at + 1) not in ("'s", ",", "-", "(") and not line.is_capital(at + 1)
    return at + 1 if hit and hit[0] == at + 1 and line.is_capital(at) and is_last else None


def _step(line: Line, at: int) -> int | None:
    """The token after the next part of a name: a word, hyphen and word, particles and word, or a quoted nickname."""
    if (
        line.low(at) == "-"
        and line.adjacent(at)
        and line.adjacent(at + 1)
        and at + 1 < len(line)
        and line.tokens[at + 1].text[0].isalpha()
    ):
        return at + 2 if not (line.hits[at + 1].keys() & {"state", "people", "body"}) else None
    if line.low(at) == '"' and is_name_word(line, at + 1) and line.low(at + 2) == '"':
        return at + 3
    if line.hit(at, "name-end"):
        return at + 1
    particle = at
    while "particle" in (line.hits[particle] if particle < len(line) else {}) and not line.is_capital(particle):
        particle += 1
    if particle > at:
        joined = particle + (line.low(particle) == "-")
        return joined + 1 if line.is_capital(joined) and (joined > particle or is_name_word(line, joined)) else None
    if line.low(at) in ("al", "el", "ar", "as", "ash", "abu") and line.is_capital(at):
        return at + 1
    return at + 1 if is_name_word(line, at) and not line.tokens[at].text.endswith("..") else None
