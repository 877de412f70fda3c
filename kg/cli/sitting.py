"""A sitting: proposals shown one by one on a terminal, or in a pipe, and what is answered."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from ..problems import Problem
from ..review import REJECTED, Review
from ..values import UNWRITABLE
from ..waiting import Excerpt, Waiting

_KEYS = "a accept  e edit  r reject  s skip  b back  q quit"
_BACK, _QUIT, _SKIPPED = "back", "quit", "skipped"
_WIDE = 110
_FAULT = "# problem: "


@dataclass(frozen=True)
class _Screen:
    """Where a sitting takes place, and what it decides with."""

    console: Console
    desk: Review


def sit(desk: Review, waiting: Sequence[Waiting]) -> list[str]:
    """Ask for a decision on each proposal and return the verdicts, in order, as far as the sitting went.

    Each decision is written at once; going back takes the last one back.
    """
    screen = _Screen(Console(highlight=False), desk)
    verdicts: list[str] = []
    while len(verdicts) < len(waiting):
        part = waiting[len(verdicts)]
        _show(screen, part, f"{len(verdicts) + 1}/{len(waiting)}")
        verdict = _decide(screen, part)
        if verdict == _QUIT:
            break
        if verdict == _BACK:
            _back(desk, verdicts)
        else:
            verdicts.append(verdict)
    return verdicts


def _back(desk: Review, verdicts: list[str]) -> None:
    if verdicts and verdicts.pop() != _SKIPPED:
        desk.undo()


# ---------------------------------------------------------------- answers


def _decide(screen: _Screen, part: Waiting) -> str:
    """Ask until there is a verdict."""
    while True:
        verdict = _answer(screen, part, _key(screen, _KEYS))
        if verdict:
            return verdict


def _answer(screen: _Screen, part: Waiting, key: str) -> str:
    if key == "a":
        return _accepted(screen, part, screen.desk.text(part))
    if key == "e":
        return _edited(screen, part, screen.desk.text(part))
    if key == "r":
        return _rejected(screen, part)
    return {"s": _SKIPPED, "b": _BACK, "q": _QUIT}.get(key, "")


def _accepted(screen: _Screen, part: Waiting, text: str) -> str:
    faults = screen.desk.faults(text)
    if faults:
        _show_faults(screen, faults)
        return ""
    return screen.desk.accept(part, text)


def _edited(screen: _Screen, part: Waiting, text: str) -> str:
    """Open the editor until the record has no faults, or the reviewer gives up."""
    try:
        changed = click.edit(text, extension=".yaml")
    except click.ClickException as error:
        screen.console.print(Text(f"! {error.message}; set EDITOR to one that works", style="red"))
        return ""
    if changed is None:
        return ""
    text = "".join(line for line in changed.splitlines(keepends=True) if not line.startswith(_FAULT))
    faults = screen.desk.faults(text)
    if not faults:
        return screen.desk.accept(part, text)
    _show_faults(screen, faults)
    if _key(screen, "e edit again  s leave it as it was") != "e":
        return ""
    return _edited(screen, part, "".join(f"{_FAULT}{problem}\n" for problem in faults) + text)


def _rejected(screen: _Screen, part: Waiting) -> str:
    reason = " ".join(_line(screen, "Why? ").split())
    if not reason:
        screen.console.print("A rejection needs a reason.")
        return ""
    screen.desk.reject(part, reason)
    return REJECTED


def _key(screen: _Screen, keys: str) -> str:
    """The next key, or in a pipe the first letter of the next line; at its end it is time to quit."""
    screen.console.print(Text(keys, style="bold"))
    if sys.stdin.isatty():
        return click.getchar().lower()
    line = sys.stdin.readline()
    return line.strip()[:1].lower() if line else "q"


def _line(screen: _Screen, question: str) -> str:
    screen.console.print(question, end="")
    return sys.stdin.readline()


# ---------------------------------------------------------------- what is shown


def _show(screen: _Screen, part: Waiting, progress: str) -> None:
    record = Syntax(screen.desk.text(part), "yaml", theme="ansi_dark", background_color="default", word_wrap=True)
    screen.console.print(Rule(Text.assemble((progress, "bold"), f"  {part.place}"), align="left"))
    screen.console.print(_beside(Group(_excerpt(part.excerpt), _how(part)), record, screen.console.width))


def _beside(left: RenderableType, right: RenderableType, width: int) -> RenderableType:
    """Two parts side by side where there is room, else one below the other."""
    if width < _WIDE:
        return Group(left, Padding(right, (1, 0)))
    table = Table.grid(expand=True, padding=(0, 2))
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    table.add_row(left, right)
    return table


def _excerpt(found: Excerpt) -> Text:
    """The sentence with its quote marked, by brackets too, and its neighbours dimmed."""
    before, start, quote, end, after = map(_writable, (found.before, found.start, found.quote, found.end, found.after))
    marks = ("[", "bold"), (quote, "bold underline"), ("]", "bold")
    return Text.assemble((before, "dim"), start, *marks, end, (after, "dim"))


def _writable(text: str) -> str:
    """A text without the characters by which a document could command the terminal."""
    return UNWRITABLE.sub("\ufffd", text)


def _how(part: Waiting) -> Text:
    lines = [f"\n{note}" for note in part.proposal.notes]
    lines += [f"\nreplaces {other.id or other.type} at {other.origin}" for other in part.replaced]
    return Text(_writable("".join(lines)), style="italic")


def _show_faults(screen: _Screen, faults: Iterable[Problem]) -> None:
    for problem in faults:
        screen.console.print(Text(f"! {problem}", style="red"))
