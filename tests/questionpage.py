"""The page of questions: what can be asked, as Markdown, from the query files alone."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.questions import Parameter, Question


def question_page(questions: Iterable[Question]) -> str:
    """Return a reference of named questions in Markdown: what each asks, a call, its parameters and columns."""
    parts = [
        "# Named questions",
        "Each is a file in `queries/answers/` and runs as it stands in any SPARQL 1.1 tool. "
        "Made from the files by `make docs`.",
    ]
    for question in questions:
        parts += _section(question)
    return "\n\n".join(parts) + "\n"


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.name}"
    yield question.title
    yield f"```console\n$ kg query {' '.join([question.name, *map(_argument, question.parameters)])}\n...\n```"
    if question.parameters:
        head = ["| parameter | what it is | example |", "| --- | --- | --- |"]
        yield "\n".join([*head, *map(_row, question.parameters)])
    if columns := _columns(question):
        yield f"Columns: {', '.join(f'`{name}`' for name in columns)}."


def _columns(question: Question) -> list[str]:
    """Return the names of the columns that a question has, asked of nothing."""
    answer = ox.Store().query(question.text)
    return [variable.value for variable in answer.variables] if isinstance(answer, ox.QuerySolutions) else []


def _row(parameter: Parameter) -> str:
    need = "" if not parameter.optional else " (optional)"
    return f"| `{parameter.name}`{need} | {parameter.description} | `{parameter.example}` |".replace("||", "\\|\\|")


def _argument(parameter: Parameter) -> str:
    example = parameter.example.split()[0] if parameter.example else "..."
    value = example.rpartition(":")[2].strip('"') if example[:1] not in "<\"'" else example.split('"')[1::2][:1]
    return f"--{parameter.name} {value if isinstance(value, str) else ''.join(value)}"
