"""The named questions: a list, and for each a form with its answer and the SPARQL behind it."""

import shlex

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ...dossier.words import head
from ...errors import QueryError, UsageError
from ...questions import Parameter, Question
from ...table import Table
from ..asking import Answered
from ..resource import Asked, resource
from .index import index
from .labels import shown_rows

_MOST = 500  # names suggested for a parameter
_EXAMPLE = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?things) WHERE {
  ?thing a ?class .
  ?class rdfs:label ?kind .
}
GROUP BY ?kind
ORDER BY DESC(?things) ?kind
"""


def questions(asked: Asked) -> str:
    """Return the list of questions."""
    return asked.render("questions.html.j2", questions=asked.edition.questions.values())


def question(asked: Asked) -> str | Response:
    """Return the form of a question and the answer to it as it is filled in."""
    named = asked.edition.questions.get(asked.path["name"])
    if named is None:
        raise HTTPException(404, f"no question is called {asked.path['name']!r}; /questions lists them all")
    given = {parameter.name: asked.query.getlist(parameter.name) for parameter in named.parameters}
    given = {name: [text for text in texts if text.strip()] for name, texts in given.items()}
    try:
        answered = asked.ask(named.name, {name: texts for name, texts in given.items() if texts})
    except (UsageError, QueryError) as error:
        return Response(_page(asked, named, given, None, str(error)), 400, media_type="text/html")
    except HTTPException as error:
        return Response(_page(asked, named, given, None, error.detail), error.status_code, media_type="text/html")
    return _page(asked, named, given, answered, "")


def query(asked: Asked) -> str:
    """Return a form for a query of one's own, which may begin with the text of a question."""
    named = asked.edition.questions.get(asked.query.get("question", ""))
    text = asked.query.get("query", "") or (named.text if named else _EXAMPLE)
    return asked.render("query.html.j2", text=text, questions=asked.edition.questions.values())


def _page(asked: Asked, named: Question, given: dict[str, list[str]], answered: Answered | None, trouble: str) -> str:
    table = answered.answer if answered and isinstance(answered.answer, Table) else None
    return asked.render(
        "question.html.j2",
        question=named,
        fields=[(parameter, ", ".join(given[parameter.name]) or _default(parameter)) for parameter in named.parameters],
        suggestions={parameter.name: _suggested(asked, parameter) for parameter in named.parameters},
        columns=[head(column) for column in table.columns] if table else [],
        rows=shown_rows(asked.graph.store, table) if table else [],
        answer=None if table or answered is None else answered.answer,
        text=answered.text if answered else named.text,
        command=_command(named),
        is_cut=bool(answered and answered.is_cut),
        words=asked.request.url.query,
        trouble=trouble,
    )


def _command(named: Question) -> str:
    """Return the command that asks a question as it stands."""
    given = [shlex.quote(_local(parameter.example)) for parameter in named.parameters if not parameter.optional]
    return " ".join(["kg query", named.name, *given])


def _default(parameter: Parameter) -> str:
    """Return what stands in the form of a parameter that must be given: the last part of its example."""
    return "" if parameter.optional else _local(parameter.example)


def _local(example: str) -> str:
    return example.rpartition(":")[2].strip('"<>')


def _suggested(asked: Asked, parameter: Parameter) -> list[str]:
    """Return the labels of the things that a parameter may name, if they are not too many."""
    namespace = asked.graph.prefixes.get(parameter.example.partition(":")[0], "")
    if not namespace:
        return []
    found = [entry.names[0] for entry in asked.edition.once(index) if entry.iri.startswith(namespace)]
    return found if len(found) <= _MOST else []


ROUTES = [
    *resource("/questions", questions, "html"),
    *resource("/questions/{name}", question, "html"),
    *resource("/query", query, "html"),
]
