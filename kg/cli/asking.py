"""kg query, show, conflicts, info."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Options, by_suffix, output_option, pass_options, writing

if TYPE_CHECKING:
    from ..graph import Graph
    from ..questions import Question
    from ..store import Answer

FORMATS = ("table", "csv", "json", "sparql-json", "markdown", "turtle", "ntriples", "jsonld")
DOSSIERS = {".md": "markdown", ".html": "html", ".docx": "docx"}


@click.command(
    add_help_option=False, context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True}
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="NAME [VALUE | --PARAMETER VALUE]...")
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
@click.option("--file", type=click.Path(path_type=Path, exists=True), help="Ask the query in this file.")
@click.option("--format", type=click.Choice(FORMATS), help="[default: table on a terminal, csv in a pipe]")
@click.option("-h", "--help", "helped", is_flag=True, help="Show this message, or what a question takes.")
@pass_options
@click.pass_context
def query(
    context: click.Context,
    options: Options,
    words: tuple[str, ...],
    listed: bool,
    file: Path | None,
    format: str | None,
    helped: bool,
) -> None:
    """Ask a named question, a query file, or the query on standard input (-).

    A question's parameters follow it, in their order or by name. Names may be codes, ids or labels.

    \b
    Example:
      kg query agreements --state AZE --partner SRB
    """
    if helped and not words:
        click.echo(context.get_help())
        return
    if listed or not (words or file):
        click.echo(_listing(options))
        return
    if helped:
        click.echo(_usage(options.workspace().questions("answers"), words[0]))
        return
    with options.graph() as graph:
        question, rest = _question(graph, words, file)
        answer = graph.ask(question, dict(_parameters(question, rest)))
        _print_answer(answer, format or ("table" if sys.stdout.isatty() else "csv"), graph)


@click.command()
@click.argument("states", nargs=2, metavar="STATE STATE")
@click.option("--format", type=click.Choice([*DOSSIERS.values()]), help="[default: by the suffix, else for a terminal]")
@output_option
@pass_options
def show(options: Options, states: tuple[str, str], format: str | None, output: Path) -> None:
    """Show what is between two states: a dossier with a source under every line.

    \b
    Example:
      kg show AZE SRB -o dossier.docx
    """
    from ..dossier import to_docx, to_html, to_markdown, to_terminal

    with options.graph() as graph:
        dossier = graph.dossier(*states)
    name = by_suffix(output, format, DOSSIERS, "terminal")
    if name == "terminal" and sys.stdout.isatty():
        from rich.console import Console

        Console().print(to_terminal(dossier))
        return
    content = to_docx(dossier) if name == "docx" else (to_html if name == "html" else to_markdown)(dossier).encode()
    with writing(output) as stream:
        stream.write(content)


@click.command()
@click.option("--format", type=click.Choice(FORMATS[:5]), help="[default: table on a terminal, csv in a pipe]")
@pass_options
@click.pass_context
def conflicts(context: click.Context, options: Options, format: str | None) -> None:
    """Show where facts do not say the same, and whether rounding explains it.

    \b
    Example:
      kg conflicts --format markdown
    """
    context.invoke(query, words=("disagreements",), listed=False, file=None, format=format, helped=False)


@click.command()
@pass_options
def info(options: Options) -> None:
    """Show what a workspace holds: its files, its settings, and the graph that was built.

    \b
    Example:
      kg info
    """
    from .. import __version__
    from ..builds import read_build

    workspace = options.workspace()
    built = read_build(workspace.current)
    lines = {
        "communique": __version__,
        "workspace": workspace.root,
        "base": workspace.base,
        "withdrawn": ", ".join(sorted(workspace.withdrawn)) or "none",
        "data files": len(workspace.data_files()),
        "questions": len(workspace.questions("answers")),
        "graph": built.path.parent.resolve() if built else "not built; run `kg build`",
    }
    if built:
        lines |= vars(built.summary)
    click.echo("\n".join(f"{name:<14} {value}" for name, value in lines.items()))


def _question(graph: "Graph", words: Sequence[str], file: Path | None) -> tuple["Question", Sequence[str]]:
    from ..questions import read_question

    if file:
        return read_question(file.stem, file.read_text("utf-8")), words
    if words[0] == "-":
        return read_question("standard input", sys.stdin.read()), words[1:]
    return graph.question("answers", words[0]), words[1:]


def _parameters(question: "Question", words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Read `--name value`, `--name=value` and bare values, which take the parameters in their order."""
    named: dict[str, list[str]] = {}
    waiting = [parameter.name for parameter in question.parameters]
    rest = iter(words)
    for word in rest:
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            named.setdefault(name, []).append(value if equals else next(rest, ""))
            continue
        free = [name for name in waiting if name not in named]
        if not free:
            raise click.UsageError(f"{question.name} takes no further value: {word!r}; {_takes(question)}")
        named[free[0]] = [word]
    yield from named.items()


def _takes(question: "Question") -> str:
    return f"its parameters are: {', '.join(parameter.name for parameter in question.parameters) or 'none'}"


def _print_answer(answer: "Answer", format: str, graph: "Graph") -> None:
    from ..answers import write_answer
    from ..table import Table

    if isinstance(answer, Table) and format == "table" and sys.stdout.isatty():
        from rich.console import Console

        from .tables import to_terminal

        console = Console(highlight=False)
        console.print(to_terminal(answer, graph.prefixes, console.width))
        return
    click.echo(write_answer(answer, format, graph.prefixes), nl=False)


def _listing(options: Options) -> str:
    questions = options.workspace().questions("answers").values()
    width = max((len(question.name) for question in questions), default=0)
    return "\n".join(f"{question.name:<{width}}  {question.title}" for question in questions)


def _usage(questions: "dict[str, Question]", name: str) -> str:
    from ..errors import UsageError

    if name not in questions:
        raise UsageError(f"no question is called {name!r}; `kg query --list` shows them all")
    question = questions[name]
    lines = [question.title, "", f"Usage: kg query {name} [VALUE | --PARAMETER VALUE]...", ""]
    for parameter in question.parameters:
        need = "optional, such as" if parameter.optional else "default"
        lines.append(f"  --{parameter.name:<12} {parameter.description}  [{need} {parameter.example}]")
    return "\n".join(lines)
