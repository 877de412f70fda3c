"""kg extract."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import Options, pass_options

if TYPE_CHECKING:
    from ..extract.running import Add, Task, Written
    from ..extract.texts import Text
    from ..llm.proposing import Asking
    from ..problems import Problem

_SUFFIXES = {"yaml": ".yaml", "jsonl": ".jsonl", "facts": ".facts.json", "document": ".md"}


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
    "--format",
    type=click.Choice([*_SUFFIXES]),
    default="yaml",
    show_default=True,
    help="Records, facts to score, or the text itself as a document to keep.",
)
@click.option("--unused", is_flag=True, help="With the sentences that gave nothing, as comments.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes at work.")
@click.option(
    "--llm", is_flag=True, help="Ask the model of KG_LLM_URL and KG_LLM_MODEL for more; each fact is checked."
)
@click.option("--nlp", metavar="MODEL", default="", help="Let this model of spaCy name persons; each fact is checked.")
@pass_options
def extract(
    options: Options, paths: tuple[Path, ...], output: Path, format: str, unused: bool, jobs: int, llm: bool, nlp: str
) -> None:
    """Propose records from texts: .txt, .md with front matter, .html, .jsonl with a key text, folders, - for input.

    Every record quotes its sentence and says by which rule and steps it was found. Quotes are checked against the
    workspace's documents: keep the text as one by --format document, and decide on what it proposes by kg review.

    \b
    Example:
      kg extract article.txt --format document -o data/documents
    """
    from ..extract.running import run
    from ..extract.texts import document_text, read_texts

    unread: list[Problem] = []
    texts = _readable(options, read_texts(paths, sys.stdin.buffer), unread)
    results: Iterable[tuple[str, str]]
    if format == "document":
        results = ((text.slug, document_text(text)) for text in _asked_for_origin(options, texts))
    else:
        task = replace(_task(options, format, unused), add=tuple(_adding(llm, nlp)))
        results = _told(options, run(texts, task, jobs))
    if str(output) == "-":
        _print(results)
    else:
        _write(_new(options, results, output) if format == "document" else results, output, _SUFFIXES[format])
    sys.exit(bool(unread))


def _task(options: Options, format: str, unused: bool) -> "Task":
    from ..extract.running import Task
    from ..gather import gather
    from ..workspace import bundle

    records = gather(options.workspace().data_files()).records()
    things = tuple(record for record in records if record.type in ("Person", "Post", "Organization", "Place"))
    return Task(bundle() / "ontology" / "extraction", bundle() / "data" / "registry", things, format, unused)


def _adding(llm: bool, nlp: str) -> "Iterator[Add]":
    """What adds to the rules' facts: first persons, then a language model."""
    if nlp:
        from ..nlp import Persons, load_pipeline

        load_pipeline(nlp)
        yield Persons(nlp)
    if llm:
        yield _asking()


def _asking() -> "Asking":
    from ..llm.proposing import Asking
    from ..llm.questions import read_questions
    from ..llm.server import model_of
    from ..workspace import bundle

    return Asking(model_of(os.environ), read_questions(bundle() / "ontology" / "extraction"))


def _readable(options: Options, parts: "Iterable[Text | Problem]", unread: "list[Problem]") -> "Iterator[Text]":
    """The texts; what is not read goes to standard error, and is collected where it should have been."""
    from ..extract.texts import Text
    from ..problems import Severity

    for part in parts:
        if isinstance(part, Text):
            yield part
        else:
            options.say(str(part))
            unread.extend([part] if part.severity is Severity.VIOLATION else [])


def _asked_for_origin(options: Options, texts: "Iterable[Text]") -> "Iterator[Text]":
    """The texts; of those that do not say who published them and when, standard error tells what to add."""
    from ..extract.texts import what_lacks

    for text in texts:
        if lacking := what_lacks(text):
            keys = " and ".join(f"{key}:" for key in lacking)
            options.say(f"{text.slug}.md: add {keys} to the front matter; footnotes name them")
        yield text


def _told(options: Options, results: "Iterable[Written]") -> Iterator[tuple[str, str]]:
    """Each article's output; what was refused goes to standard error."""
    for slug, text, problems in results:
        for problem in problems:
            options.say(str(problem))
        yield slug, text


def _new(options: Options, results: Iterable[tuple[str, str]], folder: Path) -> Iterator[tuple[str, str]]:
    """The documents that are not there yet: people add to the front matter of those that are."""
    for slug, text in results:
        path = folder / f"{slug}.md"
        if not path.exists():
            yield slug, text
        elif path.read_text("utf-8") != text:
            options.say(f"{path}: stays as it is; remove it to have it written anew")


def _print(results: Iterable[tuple[str, str]]) -> None:
    """One after the other, so that memory stays flat."""
    for _, text in results:
        click.echo(text, nl=False)


def _write(results: Iterable[tuple[str, str]], folder: Path, suffix: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for slug, text in results:
        part = folder / f".{slug}.part"
        part.write_text(text, "utf-8")
        part.replace(folder / f"{slug}{suffix}")
