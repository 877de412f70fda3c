"""kg diff, compare."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Options, pass_options

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from ..table import Table

FORMATS = ("table", "csv", "json", "sparql-json", "markdown")


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
@pass_options
def diff(options: Options, old: Path, new: Path) -> None:
    """Show the triples that differ between two exported files; the exit code is 1 if any do.

    \b
    Example:
      kg diff old.ttl new.ttl
    """
    from ..difference import difference
    from ..ontology import read_ontology

    workspace = options.workspace()
    prefixes = read_ontology(workspace.ontology_files()).prefixes(workspace.base)
    lines = list(difference(old, new, prefixes))
    click.echo("".join(f"{line}\n" for line in lines), nl=False)
    sys.exit(bool(lines))


@click.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True))
@click.argument("second", type=click.Path(path_type=Path, exists=True))
@click.option("--format", type=click.Choice(FORMATS), help="[default: table on a terminal, csv in a pipe]")
@pass_options
def compare(options: Options, first: Path, second: Path, format: str | None) -> None:
    """Show how the facts of two graphs agree; the exit code is 1 if any differ or stand in one only.

    Each graph is an exported file or a workspace that was built. Facts are paired by their ids, else by what they say:
    so facts that were extracted can be held against facts that a person wrote. `agrees` means that one says more; what
    only the first graph says is marked with -, what only the second says with +. Labels and other texts do not count.

    \b
    Example:
      kg compare extracted curated
    """
    from ..answers import write_answer
    from ..comparison import Verdict
    from ..comparison import compare as compared
    from ..ontology import read_ontology

    workspace = options.workspace()
    found = read_ontology(workspace.ontology_files())
    prefixes = found.prefixes(workspace.base)
    table = compared(_quads(first), _quads(second), found, prefixes)
    click.echo(write_answer(table, format or ("table" if sys.stdout.isatty() else "csv"), prefixes), nl=False)
    options.say(_summary(table))
    sys.exit(any(row["verdict"] not in (Verdict.SAME, Verdict.AGREES) for row in table))


def _quads(path: Path) -> "list[Quad]":
    from ..graph import open_graph
    from ..rdffiles import parse_rdf

    if not path.is_dir():
        return parse_rdf(path)
    with open_graph(path) as graph:
        return list(graph.store.quads())


def _summary(table: "Table") -> str:
    """A line for each class with how many facts have each verdict, and one for all."""
    from ..comparison import Verdict, count_verdicts

    counts = count_verdicts(table)
    counts["all"] = sum(counts.values(), Counter())
    width = max(map(len, counts))
    head = " ".join(f"{verdict:>11}" for verdict in Verdict)
    lines = [
        f"{kind:<{width}} {' '.join(f'{count[verdict]:>11}' for verdict in Verdict)}" for kind, count in counts.items()
    ]
    return "\n".join([f"{'':<{width}} {head}", *lines])
