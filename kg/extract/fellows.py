"""Fellows: holders of one office that a sentence tells in the plural, and that names with their states follow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .line import Line
from .offices import Office
from .people import Mention


def share_offices(lines: Sequence[Line], mentions: Sequence[list[Mention]]) -> None:
    """Give the office of `the two agriculture ministers` to Ukraine's X and Egypt's Y, there or a sentence later."""
    for number, (line, found) in enumerate(zip(lines, mentions, strict=True)):
        for office in [one.offices[-1] for one in found if not one.name and one.offices and one.offices[-1].is_plural]:
            single = line.hit(office.head, "one-holder")
            named = list(_named(mentions, number, office))
            if not single or len({mention.states for _, _, mention in named}) < 2:
                continue
            role = office.role.replace(line.words(office.head, single[0]).lower(), single[1][0])
            for row, at, mention in named:
                own = replace(
                    office, start=mention.start, end=mention.start, head=mention.start, role=role, states=mention.states
                )
                mentions[row][at] = replace(mention, offices=(own,))


def _named(mentions: Sequence[list[Mention]], number: int, office: Office) -> Iterator[tuple[int, int, Mention]]:
    """The persons called by a state and by no office, behind an office in its sentence or in the next one."""
    for row in range(number, min(number + 2, len(mentions))):
        for at, mention in enumerate(mentions[row]):
            is_behind = row > number or mention.start >= office.end
            if is_behind and mention.states and not mention.offices and " " in mention.name:
                yield row, at, mention
