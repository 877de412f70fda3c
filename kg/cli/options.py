"""What the commands share: the workspace, the store, and where output goes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from ..check import Report
    from ..graph import Graph
    from ..workspace import Workspace


@dataclass(frozen=True)
class Options:
    """The options before the command's name."""

    directory: Path
    store: str
    quiet: bool

    def workspace(self) -> "Workspace":
        """Return the workspace to work in."""
        from ..workspace import open_workspace

        return open_workspace(self.directory)

    def graph(self) -> "Graph":
        """Open the graph to ask."""
        from ..graph import open_graph

        return open_graph(self.directory, store=self.store)

    def say(self, text: str) -> None:
        """Print a message to standard error."""
        if not self.quiet:
            click.echo(text, err=True)


pass_options = click.make_pass_decorator(Options)

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("-"),
    metavar="FILE",
    help="Write to this file; its suffix tells the format.  [default: standard output]",
)


def by_suffix(output: Path, given: str | None, suffixes: dict[str, str], default: str) -> str:
    """Return the format asked for: as given, or by the output file's suffix, or the default for standard output."""
    if given:
        return given
    if str(output) == "-":
        return default
    if output.suffix.lower() not in suffixes:
        raise click.UsageError(f"{output}: no format is known by this suffix; use {', '.join(suffixes)} or --format")
    return suffixes[output.suffix.lower()]


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Tell how to install what an optional extra of the package brings, if an import within finds it missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise click.UsageError(
            f"{error.name} is missing; install it with: pip install 'communique-kg[{extra}]'"
        ) from error


@contextmanager
def writing(output: Path) -> Iterator[BinaryIO]:
    """Open standard output, or a file that appears only when it is complete; a failure to write it gets its name."""
    try:
        with _opened(output) as stream:
            yield stream
    except OSError as error:
        error.filename = error.filename or str(output)
        raise


@contextmanager
def _opened(output: Path) -> Iterator[BinaryIO]:
    if str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = output.with_name(f".{output.name}.part")
    try:
        stream = part.open("wb")
    except FileNotFoundError as error:
        raise click.UsageError(f"{output}: there is no folder {output.parent}; make it first") from error
    try:
        with stream:
            yield stream
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def progress(options: Options) -> Iterator["Report"]:
    """Show the stage at work on a terminal, and nothing elsewhere."""
    if options.quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield status.update
