"""kg review."""

from collections import Counter
from typing import TYPE_CHECKING

import click

from .options import Options, pass_options, progress

if TYPE_CHECKING:
    from ..review import Review
    from ..waiting import Waiting


@click.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option("--list", "is_list", is_flag=True, help="Show what waits, and decide nothing.")
@click.option("--accept-all", is_flag=True, help="Accept without asking, from --confidence on.")
@click.option(
    "--confidence", type=click.FloatRange(0, 1), metavar="SHARE", help="Only proposals at or above this confidence."
)
@pass_options
def review(
    options: Options, documents: tuple[str, ...], is_list: bool, accept_all: bool, confidence: float | None
) -> None:
    """Decide on the facts that the workspace's documents propose: accept, edit or reject each.

    A document is named by its file, or by the file's name without .md. What is accepted goes to data/facts, and persons
    and the like that it needs to data/records; every decision goes to data/proposed, and is not asked again until the
    sentence changes. Keys: a accept, e edit, r reject, s skip, b back, q quit; from a pipe, one a line.

    \b
    Example:
      kg review --list
    """
    from datetime import date

    from ..review import Review

    if accept_all and (is_list or confidence is None):
        raise click.UsageError("--accept-all needs --confidence, such as 0.9, and no --list")
    with progress(options) as report:
        report("reading the documents")
        desk = Review(options.workspace(), date.today())
        waiting = desk.waiting(documents, confidence or 0.0)
    if is_list:
        _list(options, waiting)
    elif accept_all:
        _accept(options, desk, waiting)
    else:
        _ask(options, desk, waiting)


def _list(options: Options, waiting: "list[Waiting]") -> None:
    for part in waiting:
        click.echo(f"{part.place}: {part.confidence:.2f} {part.id or part.proposal.record.type}")
    options.say(f"{len(waiting)} waiting")


def _accept(options: Options, desk: "Review", waiting: "list[Waiting]") -> None:
    verdicts: Counter[str] = Counter()
    for part in waiting:
        text = desk.text(part)
        faults = desk.faults(text)
        verdicts["skipped" if faults else desk.accept(part, text)] += 1
        for problem in faults:
            options.say(f"{part.id or part.proposal.record.type}: {problem}")
    options.say(_summary(verdicts, 0))


def _ask(options: Options, desk: "Review", waiting: "list[Waiting]") -> None:
    from .sitting import sit

    verdicts = sit(desk, waiting)
    options.say(_summary(Counter(verdicts), len(waiting) - len(verdicts)))


def _summary(verdicts: "Counter[str]", rest: int) -> str:
    counts = [*((verdicts[name], name) for name in ("accepted", "edited", "rejected", "skipped")), (rest, "not seen")]
    shown = ", ".join(f"{count} {name}" for count, name in counts if count) or "nothing waits"
    return shown + ("\nNext: kg build" if verdicts["accepted"] or verdicts["edited"] else "")
