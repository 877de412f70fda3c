"""kg init, build, validate."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Options, pass_options, progress

if TYPE_CHECKING:
    from ..builds import Built
    from ..problems import Problem
    from ..records import Origin
    from ..workspace import Workspace

REPORT_FORMATS = ("table", "json", "ttl", "sarif", "github")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=Path(), metavar="[DIR]")
@click.option("--bare", is_flag=True, help="Leave out the sample data.")
@click.option("--force", is_flag=True, help="Write into a directory that is not empty; files there stay.")
@pass_options
def init(options: Options, directory: Path, bare: bool, force: bool) -> None:
    """Lay out a workspace of one's own, with sample data to replace.

    \b
    Example:
      kg init relations
    """
    from ..layout import lay_out

    for path in lay_out(directory, sample=not bare, force=force):
        options.say(f"  {path}")
    texts = f"kg extract ARTICLE --format document -o {directory / 'data' / 'documents'}"
    options.say(f"Next: {texts if bare else f'kg -C {directory} build'}")


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), required=False, metavar="[DIR]")
@click.option("--keep-going", is_flag=True, help="Leave out the records that break a rule, and list them.")
@click.option("--full", is_flag=True, help="Build all again, whatever has changed.")
@click.option("--without", multiple=True, metavar="SOURCE", help="Withdraw a source, and exactly its facts.")
@click.option("--format", type=click.Choice(REPORT_FORMATS), default="table", help="How problems are written.")
@pass_options
def build(
    options: Options,
    directory: Path | None,
    keep_going: bool,
    full: bool,
    without: tuple[str, ...],
    format: str,
) -> None:
    """Build the graph of a workspace: read, check, load, derive, validate, and swap it in.

    After a change of a few files only what hangs on them is built, where that comes to the same.
    With violations nothing is swapped in: the last good graph stays, and the exit code is 1.

    \b
    Example:
      kg build
    """
    from ..building import build
    from ..builds import Built

    options = replace(options, directory=directory or options.directory)
    workspace = _less(options.workspace(), without)
    with progress(options) as report:
        found = build(workspace, keep_going=keep_going, full=full, report=report)
    _print_problems(found.problems, format, workspace)
    _tell_unread(options, workspace)
    if not isinstance(found, Built):
        options.say("Nothing was built; the last good graph stays." + _advice(found.problems))
        sys.exit(1)
    click.echo(_summary(found, workspace))
    if without:
        kept = ", ".join(f'"{source}"' for source in sorted(workspace.withdrawn))
        click.echo(f"Withdrawn until the next build; to keep it so write into kg.toml: withdrawn = [{kept}]")
    if found.left_out:
        listing = "\n".join(f"  {origin}" for origin in found.left_out)
        options.say(f"Left out {len(found.left_out)} records:\n{listing}")
        sys.exit(1)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[FILE]...")
@click.option("--format", type=click.Choice(REPORT_FORMATS), default="table", help="How problems are written.")
@pass_options
def validate(options: Options, files: tuple[Path, ...], format: str) -> None:
    """Check a workspace, or only what is wrong in some of its files, or RDF files against the shapes.

    Nothing is written. The exit code is 1 if a rule is violated.

    \b
    Example:
      kg validate --format github
    """
    from ..check import check, check_rdf
    from ..problems import Severity

    workspace = options.workspace()
    rdf = [path for path in files if path.suffix in (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf")]
    with progress(options) as report:
        problems = check_rdf(rdf, workspace) if rdf else list(check(workspace, report=report).problems)
    if files and not rdf:
        wanted = {path.resolve() for path in files}
        problems = [problem for problem in problems if problem.origin and Path(problem.origin.file).resolve() in wanted]
    _print_problems(problems, format, workspace, always=True)
    if not files:
        _tell_unread(options, workspace)
    sys.exit(any(problem.severity is Severity.VIOLATION for problem in problems))


def _less(workspace: "Workspace", without: Iterable[str]) -> "Workspace":
    from ..errors import UsageError
    from ..spelling import nearest

    slugs = {
        file.path.stem if file.path.suffix == ".md" else file.name.replace("/", ".") for file in workspace.data_files()
    }
    for source in without:
        if source not in slugs:
            likely = nearest(source, slugs)
            raise UsageError(
                f"no source is called {source!r}; "
                + (f"did you mean {likely!r}?" if likely else "see `kg query sources`")
            )
    return replace(workspace, withdrawn=workspace.withdrawn | set(without))


def _print_problems(
    problems: Iterable["Problem"], format: str, workspace: "Workspace", *, always: bool = False
) -> None:
    from ..ontology import read_ontology
    from ..problems import Severity
    from ..report import write_report

    shown = [problem for problem in problems if always or problem.severity is not Severity.INFO or format != "table"]
    if not shown and not always and format == "table":
        return
    prefixes = read_ontology(workspace.ontology_files()).prefixes(workspace.base)
    text = write_report(shown, format, prefixes=prefixes, line_of=_reader_of_lines())
    click.echo(text, nl=False, err=format == "table" and not always)


def _tell_unread(options: Options, workspace: "Workspace") -> None:
    for path, advice in workspace.unread_files():
        options.say(f"not read: {_shown(path)}: {advice}")


def _reader_of_lines() -> "Callable[[Origin], str | None]":
    """Return what shows the line at a place; each file is read once, since many problems may be in it."""

    @cache
    def lines(file: str) -> list[str]:
        try:
            return Path(file).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return []

    def line_of(origin: "Origin") -> str | None:
        return lines(origin.file)[origin.line - 1] if 0 < origin.line <= len(lines(origin.file)) else None

    return line_of


def _advice(problems: Iterable["Problem"]) -> str:
    return " Mend the violations, or leave their records out with --keep-going." if problems else ""


def _summary(built: "Built", workspace: "Workspace") -> str:
    summary = built.summary
    first, second = summary.busiest.split("-", 1) if "-" in summary.busiest else ("", "")
    head = "Built" if built.is_new else "Up to date:"
    counts = [
        (summary.sources, "source"),
        (summary.records, "record"),
        (summary.facts, "fact"),
        (summary.triples, "triple"),
        (summary.violations, "violation"),
        (summary.warnings, "warning"),
        (summary.disagreements, "disagreement"),
    ]
    lines = [f"{head} {_shown(workspace.build / 'current')}"]
    lines += [f"  {count:>7,} {word}{'' if count == 1 else 's'}" for count, word in counts]
    lines += [f"  {built.scope}"] if built.scope else []
    if first:
        lines += ["Next:", *(f"  {command:<34} {what}" for command, what in _next(first, second))]
    return "\n".join(lines)


def _next(first: str, second: str) -> list[tuple[str, str]]:
    return [
        (f"kg show {first} {second}", "what is between the two, with a source under every line"),
        ("kg conflicts", "where sources disagree, and what rounding explains"),
        (f"kg draw {first}-{second} -o relations.html", "the network of the two, to look at"),
    ]


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
