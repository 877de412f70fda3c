"""The named questions as a small JSON API, described by an OpenAPI document that is made from their files."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from starlette.responses import Response

from .. import __version__
from ..answers import write_answer
from ..questions import Parameter, Question
from .formats import FORMATS
from .resource import Asked, resource

_OFFERS = ("json", "csv", "sparql-json", "tsv", "sparql-xml")
_PATH = "/api/questions"
_ERRORS = {
    "400": "a parameter is not known, or its value is not",
    "404": "there is no such question",
    "406": "none of the formats is acceptable",
    "503": "all workers are busy",
    "504": "the time limit was reached",
}


def listing(asked: Asked) -> bytes:
    """Return the questions with their parameters."""
    return _json([_described(question) for question in asked.edition.questions.values()])


def question(asked: Asked) -> str | bytes | Response:
    """Return the answer to a question, with the parameters that the request gives."""
    words = asked.query
    given = {name: words.getlist(name) for name in words if words[name]}
    answered = asked.ask(asked.path["name"], given, "sparql-json" if asked.format == "json" else asked.format)
    content = answered.content
    if asked.format == "json":
        content = write_answer(answered.answer, "json", asked.graph.prefixes).encode()
    if not answered.is_cut:
        return content
    headers = {"Kg-Truncated": f"rows={asked.settings.max_rows}", "Content-Type": FORMATS[asked.format].content_type}
    return Response(content, headers=headers)


def openapi(asked: Asked) -> bytes:
    """Return the API's description (OpenAPI 3.1)."""
    questions = asked.edition.questions.values()
    info = {"title": "Named questions", "version": __version__, "description": "Questions to a knowledge graph."}
    paths = {_PATH: _listing_path()} | {f"{_PATH}/{question.name}": _path(question) for question in questions}
    return _json({"openapi": "3.1.0", "info": info, "servers": [{"url": "/"}], "paths": paths})


def _path(question: Question) -> dict[str, object]:
    """Return the path item of a question."""
    row = {"type": "object", "description": "a value for each column that is bound"}
    schemas: Mapping[str, object] = {"json": {"type": "array", "items": row}, "sparql-json": {"type": "object"}}
    content = {FORMATS[name].media_type: {"schema": schemas.get(name, {"type": "string"})} for name in _OFFERS}
    headers = {"Kg-Truncated": {"schema": {"type": "string"}, "description": "rows=N if only the first N are here"}}
    answers: dict[str, object] = {"200": {"description": "the answer", "headers": headers, "content": content}}
    return {
        "get": {
            "operationId": question.name,
            "summary": question.title,
            "parameters": [_parameter(parameter) for parameter in question.parameters],
            "responses": answers | _errors(),
        }
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    """Return a parameter: a name, code, id or value as text, or several of them."""
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": False,
        "schema": {"type": "array", "items": {"type": "string"}},
        "explode": True,
        "x-sparql-example": parameter.example,
    }


def _listing_path() -> dict[str, object]:
    content = {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}
    answers = {"200": {"description": "the questions", "content": content}}
    return {"get": {"operationId": "questions", "summary": "Which questions are there?", "responses": answers}}


def _errors() -> dict[str, object]:
    problem = {"application/problem+json": {"schema": {"type": "object"}}, "text/plain": {"schema": {"type": "string"}}}
    return {status: {"description": meaning, "content": problem} for status, meaning in _ERRORS.items()}


def _described(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": question.title,
        "parameters": [asdict(parameter) for parameter in question.parameters],
        "href": f"{_PATH}/{question.name}",
        "sparql": question.text,
    }


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


ROUTES = [
    *resource(_PATH, listing, "json"),
    *resource("/api/openapi.json", openapi, "json"),
    *resource(_PATH + "/{name}", question, *_OFFERS),
]
