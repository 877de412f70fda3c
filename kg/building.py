"""Build: a checked workspace to a store on disk, swapped in whole or not at all."""

from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from .builds import Built, Refused, locked, read_build, read_inputs, swap_in, write_build, writing
from .check import Report, check, silent
from .errors import UnreadableError
from .inventory import Inventory, read_inventory, take_inventory, with_places, write_inventory
from .locality import NotLocalError
from .problems import Severity, sort_problems
from .store import read_store, write_changed
from .summary import busiest_now, summarise
from .updating import update
from .workspace import Workspace


def build(
    workspace: Workspace, *, keep_going: bool = False, full: bool = False, report: Report = silent
) -> Built | Refused:
    """Build the workspace's graph and return it; with violations return what was found, the last good graph as it was.

    `keep_going` leaves out the records that break a rule instead. Nothing is done when no input has changed since the
    last build, and only what hangs on the files that have changed where that comes to the same; `full` does it all.
    Raises UnreadableError where the graph cannot be written.
    """
    with locked(workspace.build):
        now = take_inventory(workspace)
        inputs, last = now.digest(str(keep_going)), None if full else last_build(workspace)
        if last and read_inputs(workspace.current) == inputs and _opens(last.path):
            return last
        home, then = workspace.build / f"graph-{token_hex(4)}", read_inventory(workspace.current)
        try:
            made = _changed(home, workspace, last, then, now, report)
        except NotLocalError as reason:
            made = _whole(home, workspace, f"all is built: {reason}" if last else "", now, keep_going, report)
            then = None  # Links to its copies would keep what may be damaged.
        if isinstance(made, Refused):
            return made
        built, inventory = made
        with writing(workspace.build):
            write_inventory(home, inventory, then)
            write_build(home, built, inputs)
            swap_in(home)
        return replace(built, path=workspace.current / "store")


def last_build(workspace: Workspace) -> Built | None:
    """Return the graph in use, as its build left it, or None before the first by this version."""
    return read_build(workspace.current)


def _opens(path: Path) -> bool:
    """Tell whether there is a store that can be read, which takes some milliseconds however large it is."""
    try:
        read_store(path).close()
    except UnreadableError:
        return False
    return True


def _changed(
    home: Path, workspace: Workspace, last: Built | None, then: Inventory | None, now: Inventory, report: Report
) -> tuple[Built, Inventory] | Refused:
    """Write the last graph with what has changed; raise NotLocalError if that could be another than a whole build."""
    if not last or not then or last.left_out or last.summary.violations:
        raise NotLocalError("there is no complete build to go by")
    if then.settings != now.settings:
        raise NotLocalError("a setting, a term, a shape or a query has changed")
    scope = f"{len(then.changed(now))} of {len(now.files)} files changed"
    report(scope)
    try:
        store = read_store(last.path)
        change = update(workspace, store, last, then, now)
    except (UnreadableError, RuntimeError) as error:  # The engine raises the latter for a damaged file.
        raise NotLocalError("the store of the last build cannot be read") from error
    problems = tuple(sort_problems(change.problems))
    if any(problem.severity is Severity.VIOLATION for problem in problems):
        return Refused(problems, scope)
    report("writing the store")
    with writing(workspace.build):
        written = write_changed(home / "store", store, change.removed, change.added)
    triples = last.summary.triples + change.triples
    summary = summarise(
        written,
        problems,
        records=last.summary.records + change.records,
        triples=triples,
        busiest=busiest_now(written, last.summary.busiest, change.removed, change.added),
    )
    return Built(home / "store", summary, problems, (), change.found, is_new=True, scope=scope), change.inventory


def _whole(
    home: Path, workspace: Workspace, scope: str, now: Inventory, keep_going: bool, report: Report
) -> tuple[Built, Inventory] | Refused:
    found = check(workspace, keep_going=keep_going, report=report, scratch=workspace.build)
    if not found.is_good:
        return Refused(found.problems, scope)
    report("writing the store")
    with writing(workspace.build):
        found.store.save(home / "store")
    built = Built(home / "store", found.summary, found.problems, found.left_out, found.found, is_new=True, scope=scope)
    return built, with_places(now, found.places)
