"""kg extract."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Options, pass_options

if TYPE_CHECKING:
    from ..extract.running import Task

_SUFFIXES = {"yaml": ".yaml", "jsonl": ".jsonl", "facts": ".facts.json"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("-"),
    metavar="DIR",
    help="One file for each text here.  [default: standard output]",
)
@click.option(
    "--format", type=click.Choice([*_SUFFIXES]), default="yaml", show_default=True, help="Records, or facts to score."
)
@click.option("--unused", is_flag=True, help="With the sentences that gave nothing, as comments.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes at work.")
@pass_options
def extract(options: Options, paths: tuple[Path, ...], output: Path, format: str, unused: bool, jobs: int) -> None:
    """Propose records from texts: .txt, .md with front matter, .jsonl with a key text, folders of these, - for input.

    Every record quotes its sentence and says by which rule and steps it was found. Review it before it moves to facts.

    \b
    Example:
      kg extract article.txt -o data/proposed
    """
    from ..extract.running import run
    from ..extract.texts import read_texts

    results = run(read_texts(paths, sys.stdin), _task(options, format, unused), jobs)
    if str(output) == "-":
        click.echo("".join(text for _, text in results), nl=False)
    else:
        _write(results, output, _SUFFIXES[format])


def _task(options: Options, format: str, unused: bool) -> "Task":
    from ..extract.running import Task
    from ..gather import gather
    from ..workspace import bundle

    records, _, _ = gather(options.workspace().data_files())
    things = tuple(record for record in records if record.type in ("Person", "Post", "Organization", "Place"))
    return Task(bundle() / "ontology" / "extraction", bundle() / "data" / "registry", things, format, unused)


def _write(results: Iterable[tuple[str, str]], folder: Path, suffix: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for slug, text in results:
        part = folder / f".{slug}.part"
        part.write_text(text, "utf-8")
        part.replace(folder / f"{slug}{suffix}")
