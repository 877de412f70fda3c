"""Owners: the words before the head of an office: modifiers, the portfolio, and whose the office is."""

from .line import Line

_LONGEST = 8
_OWN = frozenset(["his", "her", "their", "its", "our"])


class Left:
    """The words before a head: modifiers, the portfolio, and whose the office is."""

    def __init__(self, line: Line, head: int, floor: int) -> None:
        self.line, self.head, self.floor = line, head, floor
        self.role = self.start = head
        self.states: tuple[str, ...] = ()
        self.organization = self.own = self.prefix = ""
        self.is_definite = False

    def read(self) -> None:
        """Walk left over modifiers, then take the owner; unknown capitalised words count only before an owner."""
        at = self._modifiers(self.head)
        self.role = self.start = at
        if self._owner(at):
            return
        if "stateless" in self.line.hits[self.head] and self._firm(at):
            return
        further = self._unknown(at)
        if further < at and self._owner(further, is_needed=True):
            self.role = further
        elif self.line.low(self.start - 1) in ("the", "a", "an"):
            self.start -= 1
            self.is_definite = self.line.low(self.start) == "the"

    def _modifiers(self, at: int) -> int:
        """The first token of the role; words of news (newly appointed) and commas count only where more follows."""
        role = at
        while at > self.floor:
            found = self.line.before(at, "office-mod") or self.line.before(at, "portfolio")
            if found and found[0] not in self.line.inside and found[0] >= self.floor and self._is_alike(found[0], at):
                role = at = found[0]
            elif self._is_link(at):
                at -= 1
            elif (news := self.line.before(at, "office-news")) and news[0] >= self.floor:
                at = news[0]
            else:
                break
        return role

    def _is_alike(self, start: int, end: int) -> bool:
        """Words of the role are capitalised as its head is, if they are far from it."""
        near = end >= self.head - 1
        return near or self.line.is_capital(start) or not self.line.is_capital(self.head)

    def _is_link(self, at: int) -> bool:
        low = self.line.low(at - 1)
        if low not in (",", "and", "&", "-", "of"):
            return False
        step = at - 1 - (low == "and" and self.line.low(at - 2) == ",")
        before = self.line.before(step, "portfolio")
        return bool(before) and self.line.is_capital(before[0] if before else 0)

    def _unknown(self, at: int) -> int:
        start = at
        if self.line.low(at - 1) in (",", "and", "&", "of", "-"):
            return at
        while start > self.floor and at - start < 8 and self.line.is_capital(self.head):
            low = self.line.low(start - 1)
            owner = self.line.before(start, "people") or self.line.before(start, "state")
            if owner or low == "'s" or not (self.line.is_capital(start - 1) or low in (",", "and", "&", "-", "of")):
                break
            start -= 1
        return start

    def _owner(self, at: int, *, is_needed: bool = False) -> bool:
        while (news := self.line.before(at, "office-news")) and news[0] >= self.floor:
            at = news[0]
        low = self.line.low(at - 1)
        possessive = at - 1 if low in ("'s", "'") else at
        for kind in ("people", "state", "seat", "city", "organization"):
            found = self.line.before(possessive, kind)
            if not found or found[0] < self.floor or (kind == "city" and possessive == at):
                continue
            self._take(kind, found[0], found[1])
            return True
        if low in _OWN and not is_needed:
            self.own, self.start, self.is_definite = low, at - 1, True
            return True
        if self._is_acronym(at - 1) and not is_needed:
            self.organization, self.start, self.is_definite = self.line.tokens[at - 1].text, at - 1, True
            return True
        country = self.line.before(possessive, "possessive-state")
        if country and possessive < at:
            self.own, self.start, self.is_definite = "country", country[0], True
            return True
        return self._body_of_state(possessive)

    def _firm(self, end: int) -> bool:
        """A company's name right before an office that no state has: Lund Seafoods chief executive."""
        end -= self.line.low(end - 1) == "'s"
        start = end
        while start > self.floor and self.line.is_capital(start - 1) and end - start < _LONGEST:
            start -= 1
        if end - start < 2 and not (end > start and self.line.low(end) == "'s"):
            return False
        self.organization, self.start, self.is_definite = self.line.words(start, end), start, True
        return True

    def _body_of_state(self, end: int) -> bool:
        """The Norwegian ministry's secretary, Norway's Foreign Ministry spokesman: a body between state and office."""
        start = end
        while start > self.floor and end - start < _LONGEST and (step := self._body_step(start)):
            start = step
        people, state = self.line.before(start, "people"), self.line.before(start - 1, "state")
        owner = people or (state if self.line.low(start - 1) == "'s" else None)
        if start == end or not owner or owner[0] < self.floor:
            return False
        self._take("people" if people else "state", owner[0], owner[1])
        self.organization = self.line.words(start, end)
        return True

    def _body_step(self, at: int) -> int:
        """The token where the part of a body's name that ends before a place begins, or 0."""
        found = self.line.before(at, "body") or self.line.before(at, "portfolio")
        is_link = self.line.low(at - 1) in ("and", "&", "'s") and self.line.before(at - 1, "portfolio")
        link = self.line.before(at - 1, "body") if self.line.low(at - 1) == "'s" else None
        return found[0] if found else at - 1 if is_link or link else 0

    def _is_acronym(self, at: int) -> bool:
        word = self.line.tokens[at].text if self.floor <= at < len(self.line) else ""
        return len(word) > 2 and word.isupper() and word.isalpha() and not self.line.hits[at]

    def _take(self, kind: str, start: int, values: tuple[str, ...]) -> None:
        self.start = start
        if kind == "organization":
            self.organization = values[0]
        else:
            self.states = values[:1] if len(values) == 1 else ()
        while more := self._coordinated(self.start):
            self.start, states = more
            self.states = states + self.states
        while (news := self.line.before(self.start, "office-news")) and news[0] >= self.floor:
            self.start = news[0]
        former = self.line.before(self.start, "office-mod")
        if former and former[1][0] in ("former", "acting") and former[0] >= self.floor:
            self.prefix, self.start = self.line.low(former[0]), former[0]
        if self.line.low(self.start - 1) in ("the", "a", "an", *_OWN) and self.start > self.floor:
            self.start -= 1
        self.is_definite = True

    def _coordinated(self, at: int) -> tuple[int, tuple[str, ...]] | None:
        """A further owner of a plural head: Chilean and Norwegian foreign ministers."""
        if not (self.line.hits[self.head].keys() & {"plural-head", "counterpart"}) or self.line.low(at - 1) not in (
            "and",
            ",",
            "-",
        ):
            return None
        step = at - 1 - (self.line.low(at - 2) in (",", "'s"))
        found = self.line.before(step, "people") or self.line.before(step, "state")
        return (found[0], found[1][:1]) if found and found[0] >= self.floor else None
