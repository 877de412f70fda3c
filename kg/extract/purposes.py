"""Purposes: the words behind the head of an office: what for, of which body, of which state, to which state."""

from .line import Line

_LINKS = frozenset([",", "and", "&", "of", "the", "-", "for"])
_LONGEST = 12
_FEW = 4
_NO = frozenset(["head", "plural-head", "state", "people", "honorific", "rank", "counterpart"])


class Right:
    """The words after a head: what for, of which body, of which state, to which state."""

    def __init__(self, line: Line, end: int, value: str) -> None:
        self.line, self.end, self.value = line, end, value
        self.role = self.organization = ""
        self.states: tuple[str, ...] = ()
        self.abroad: tuple[str, ...] = ()
        self.bodies = 0

    def read(self) -> None:
        """Take one phrase after the other while they belong to the office."""
        if self.line.low(self.end) == "-" and self.line.low(self.end + 1) in ("designate", "elect"):
            self.role, self.end = self.line.words(self.end, self.end + 2), self.end + 2
        while self.read_on():
            pass

    def read_on(self) -> bool:
        """Take one more phrase, if it belongs to the office."""
        low = self.line.low(self.end)
        if low in ("a.i.", "(") or (low == "'s" and self.states):
            return self._aside(low)
        is_for = low == "for" and self.value == "ambassador"
        if (is_for or low in ("to", "in", "at")) and self.value in ("ambassador", "adviser", "high representative"):
            return self._abroad()
        if low == "extraordinary" or (low == "and" and self.line.low(self.end + 1) == "plenipotentiary"):
            self.end += 1 + (low == "and")
            return True
        if low == "from" and self.value.startswith("counterpart"):
            return self._owner(self.end + 1)
        is_within = self.line.hit(self.end + 2, "people") or self._is_body(self.end + 2)
        if low in ("at", "with") or (low == "in" and is_within):
            return self.body(self.end + 1)
        if self.bodies and self.line.is_capital(self.end) and (part := self.line.hit(self.end, "body")):
            self.end = part[0]
            return True
        if low not in ("of", "for", "on", "in"):
            return False
        if [self.line.low(self.end + step) for step in (1, 2)] == ["the", "republic"] and not self.line.hit(
            self.end + 1, "state"
        ):
            self.end += 3
            return True
        at = self.end + 1
        if low == "in" and self.line.low(at) == "charge":
            at += 2
        elif low in ("in", "on") and not self.line.hit(at, "portfolio"):
            return False
        return self._owner(at) or self._purpose(at, low) or self.body(at) or self._firm(at)

    def _aside(self, low: str) -> bool:
        """Chargé d'affaires a.i.; Secretary (East); secretary of Iran's Security Council."""
        if low == "'s":
            self.end += 1
            return self.body(self.end)
        if low == "a.i.":
            self.end += 1
        elif self.line.is_capital(self.end + 1) and self.line.low(self.end + 2) == ")" and not self.role:
            self._extend(self.end + 3)
        else:
            return False
        return True

    def _owner(self, at: int) -> bool:
        if several := self.line.hit(at, "states"):
            self.end = several[0]
            return True
        found = self.line.hit(at, "state") or (self.line.hit(at, "capital") if self._is_from(at) else None)
        if found and self.line.low(at - 1) == "for" and self.line.hit(found[0], "portfolio"):
            return False
        the = at + (self.line.low(at) == "the")
        organization = self.line.hit(the, "organization")
        if found and not (organization and organization[0] > found[0]) and not self.states:
            self.states, self.end = found[1] if len(found[1]) == 1 else (), found[0]
            while more := self._another():
                self.states, self.end = (*self.states, *more[1][:1]), more[0]
            return True
        if organization:
            self.organization, self.end = self.line.words(the, organization[0]), organization[0]
            return True
        return False

    def _is_from(self, at: int) -> bool:
        """Her colleague from Skopje: a capital stands for its state."""
        return self.line.low(at - 1) == "from"

    def _another(self) -> tuple[int, tuple[str, ...]] | None:
        step = self.end + (self.line.low(self.end) == ",")
        step += self.line.low(step) == "and"
        return (
            self.line.hit(step, "state")
            if (step > self.end and self.value in ("leader",)) or self._is_plural()
            else None
        )

    def _is_plural(self) -> bool:
        step = self.end + (self.line.low(self.end) == ",")
        step += self.line.low(step) == "and"
        near = range(max(0, self.end - 6), self.end)
        is_after_plural = self.value == "counterparts" or any("plural-head" in self.line.hits[at] for at in near)
        return step > self.end and is_after_plural and bool(self.line.hit(step, "state"))

    def _abroad(self) -> bool:
        at = self.end + 1
        found = self.line.hit(at, "state") or self.line.hit(at + (self.line.low(at) == "the"), "organization")
        found = found or self.line.hit(at, "city") or self.line.hit(at, "host-word")
        if not found:
            return False
        if (self.line.hit(at, "state") or self.line.hit(at, "city")) and len(found[1]) == 1:
            self.abroad = (*self.abroad, *found[1])
        self._extend(found[0])
        while (
            self.line.low(self.end) in (",", "and")
            and (more := self.line.hit(self.end + 1, "state"))
            and not self.line.hit(more[0], "head")
        ):
            self._extend(more[0])
        return True

    def _purpose(self, at: int, low: str) -> bool:
        """Portfolio words and the links between them, as far as they end in a portfolio word."""
        end = step = at
        while step < len(self.line) and step - at < _LONGEST * 2:
            found = self.line.hit(step, "portfolio")
            people = self.line.hit(step, "people") or (self.line.hit(step, "state") if low == "for" else None)
            if people and self.line.hit(people[0], "portfolio") and not self._is_body(people[0]):
                step = people[0]
                self.states = self.states or (people[1][:1] if low == "of" and len(people[1]) == 1 else ())
            elif found and (self.line.is_capital(step) == self.line.is_capital(at) or self.line.is_capital(step)):
                end = step = found[0]
            elif self.line.low(step) in _LINKS and not (
                self.line.low(step) == "of" and end > at and self.line.hit(step + 1, "state")
            ):
                if self.line.hit(step + 1 + (self.line.low(step + 1) == "the"), "state") or self._is_next_office(step):
                    break
                step += 1
            elif self.line.is_capital(at) and self.line.is_capital(step) and self._is_unknown_purpose(step, end == at):
                step += 1
                end = step
            elif self.line.is_capital(at) and end > at and self._is_last_purpose(step):
                end = step + 1
                break
            else:
                break
        if end == at or self._is_body(end) or (self.line.is_capital(end) and self._is_stateless(at)):
            return False
        self._extend(end)
        return low in ("of", "for", "on", "in")

    def _is_body(self, end: int) -> bool:
        """Tell whether a purpose goes on as the name of a body: the foreign ministry, the Customs Committee."""
        found = self.line.hit(end, "body")
        return bool(found) and (self.line.is_capital(end) or "portfolio" not in self.line.hits[end])

    def _is_next_office(self, at: int) -> bool:
        return any("head" in self.line.hits[step] for step in range(at + 1, min(at + 4, len(self.line))))

    def _is_unknown_purpose(self, at: int, is_first: bool) -> bool:
        """A capitalised word that is no portfolio word, but one stands right behind it."""
        link = at + 1 + (self.line.low(at + 1) in ("and", "&"))
        found = self.line.hit(link, "portfolio")
        return (
            bool(found)
            and self.line.is_capital(link)
            and "no-name" not in self.line.hits[at]
            and (is_first or link > at + 1 or self.line.low(at - 1) in _LINKS)
        )

    def _is_last_purpose(self, at: int) -> bool:
        """An unknown word behind `and` that a name of two words, the owner or a comma follows: Affairs and Worship."""
        if self.line.low(at - 1) not in ("and", "&") or not self.line.is_capital(at) or self.line.hits[at].keys() & _NO:
            return False
        end = next(step for step in range(at, at + _LONGEST) if not self.line.is_capital(step))
        is_owned = self.line.low(end) == "of" and bool(self.line.hit(end + 1, "state"))
        return end - at > _FEW - 2 or (end == at + 1 and (is_owned or self.line.low(end) == ","))

    def body(self, at: int) -> bool:
        """A body such as `the State Customs Committee`, or `Milli Majlis`."""
        start = at + (self.line.low(at) == "the")
        step = start
        while step < min(len(self.line), start + _LONGEST):
            found = self.line.hit(step, "body")
            people = self.line.hit(step, "people")
            if people and self.line.hit(people[0], "portfolio") and not self._is_body(people[0]):
                step = people[0]
            elif found and (self.line.is_capital(step) or step > start or self.bodies == 0):
                return self._take_body(start, found[0])
            if not self._is_in_body(start, step):
                return False
            step += 1
        return False

    def _is_in_body(self, start: int, step: int) -> bool:
        """Tell whether a word can stand within a body's name; behind a state's adjective a few of any kind can."""
        is_named = self.line.is_capital(step) or bool(self.line.hit(step, "portfolio"))
        is_link = step > start and self.line.low(step) in _LINKS
        return is_named or is_link or (bool(self.line.hit(start, "people")) and step - start < _FEW)

    def _take_body(self, start: int, end: int) -> bool:
        while self.line.low(end) == "'s" and (part := self._part(end + 1)):
            end = part
        of = self.line.hit(end, "body")
        end = of[0] if of else end
        if (
            self.line.low(end) in ("of", "for")
            and self.line.is_capital(end + 1)
            and not self.line.hit(end + 1, "state")
        ):
            end = (self.line.hit(end + 1, "portfolio") or (end + 2,))[0]
        while end > start + 1 and (more := self._more_purpose(end)):
            end = more
        people = self.line.hit(start, "people")
        if people and len(people[1]) == 1 and not self.states:
            self.states = people[1]
        if self.bodies:
            self.organization, self.end = self.line.words(start, end), end
        else:
            self.organization = self.line.words(start, end)
            self._extend(end)
        self.bodies += 1
        return True

    def _more_purpose(self, end: int) -> int:
        """The end of a further word of what a body is for: (Commerce) and Industry; or 0."""
        step = end + (self.line.low(end) in ("and", "&"))
        found = self.line.hit(step, "portfolio") if self.line.is_capital(step) else None
        return found[0] if found else 0

    def _firm(self, at: int) -> bool:
        """A name in capitals behind an office that no state has: chief executive of Lund Seafoods."""
        start = at + (self.line.low(at) == "the")
        end = start
        while end < len(self.line) and self.line.is_capital(end) and end - start < _LONGEST:
            end += 1
        if end == start or not self._is_stateless(at):
            return False
        self.organization, self.end = self.line.words(start, end), end
        return True

    def _is_stateless(self, at: int) -> bool:
        """Tell whether the office before a place is one of companies."""
        return any("stateless" in self.line.hits[back] for back in range(max(0, at - 4), at))

    def _part(self, at: int) -> int:
        """The end of a part of a body: (the parliament's) foreign affairs committee; or 0."""
        while found := self.line.hit(at, "portfolio"):
            at = found[0]
        body = self.line.hit(at, "body")
        return body[0] if body else 0

    def _extend(self, end: int) -> None:
        self.role = f"{self.role} {self.line.words(self.end, end)}".strip()
        self.end = end
