"""The editor: a page to write queries on, with tabs, completion and tables, for browsers with scripts."""

from starlette.responses import Response

from ...ontology import Ontology
from ...terms import VOCABULARIES
from ..resource import Asked, resource
from ..security import policy


def editor(asked: Asked) -> Response:
    """Return the page; the editor within it styles its parts inline, which other pages may not."""
    known = {
        "questions": [_question(name, asked) for name in asked.edition.questions],
        "chosen": asked.query.get("question", ""),
        "text": asked.query.get("query", ""),
        "terms": _terms(asked.graph.ontology),
        "prefixes": {**VOCABULARIES, **asked.graph.prefixes},
    }
    headers = {"Content-Security-Policy": policy(style_src="'self' 'unsafe-inline'"), "Cache-Control": "no-cache"}
    return Response(asked.render("editor.html.j2", known=known), media_type="text/html", headers=headers)


def _question(name: str, asked: Asked) -> dict[str, str]:
    question = asked.edition.questions[name]
    return {"name": name, "title": question.title, "text": question.text}


def _terms(ontology: Ontology) -> dict[str, list[str]]:
    return {
        "class": sorted(kind.iri for kind in ontology.classes.values()),
        "property": sorted({key.iri for key in ontology.keys.values()}),
    }


ROUTES = resource("/editor", editor, "html")
