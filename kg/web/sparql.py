"""The SPARQL 1.1 Protocol: queries by GET and POST, updates by POST from those who hold the token."""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from .answering import GRAPHS, TABLES, Job, Reply
from .description import service_description
from .formats import FORMATS, negotiate, preferred
from .plain import PATH
from .settings import MAX_QUERY, Settings

FORM = "application/x-www-form-urlencoded"
_DIRECT = {"application/sparql-query": "query", "application/sparql-update": "update"}
_SHORT = {
    "json": ("sparql-json", "jsonld"),
    "xml": ("sparql-xml", "rdfxml"),
    "ttl": ("turtle",),
    "n3": ("turtle",),
    "nt": ("ntriples",),
    "rdf": ("rdfxml",),
    "rdf+xml": ("rdfxml",),
    "json-ld": ("jsonld",),
}


@dataclass(frozen=True)
class Operation:
    """What a request asks for, by whichever of the protocol's ways it came; `kind` is empty if for nothing."""

    kind: str
    text: str
    parameters: Sequence[tuple[str, str]]

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a parameter."""
        return tuple(value for key, value in self.parameters if key == name)


async def sparql(request: Request) -> Response:
    """Answer a query, do an update, or describe the service."""
    operation = await _operation(request)
    if operation.kind == "update":
        require_token(request)
        return response(await request.app.state.pool.run(_update(operation)))
    if operation.kind == "query":
        table, graph = formats(request.headers.get("Accept", ""), operation.all("format"))
        dataset = operation.all("default-graph-uri"), operation.all("named-graph-uri")
        job = Job("query", operation.text, *dataset, table=table, graph=graph)
        known: Reply | None = getattr(request.state, "reply", None)
        return response(known or await request.app.state.pool.run(job), request.app.state.settings.max_rows)
    return _description(request)


def response(reply: Reply, max_rows: int = 0) -> Response:
    """Return a worker's reply as a response, or raise HTTPException for a job that was not done."""
    if reply.status >= 400:
        again = {"Retry-After": "2"} if reply.status == 503 else None
        raise HTTPException(reply.status, reply.content.decode(), again)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if reply.is_cut:
        headers["Kg-Truncated"] = f"rows={max_rows}"
    if reply.format:
        headers["Content-Type"] = FORMATS[reply.format].content_type
    return Response(reply.content, reply.status, headers)


def require_token(request: Request) -> None:
    """Raise HTTPException for a request that may not write: 403 if none may, 401 if it does not hold the token."""
    settings: Settings = request.app.state.settings
    if not settings.is_writable:
        raise HTTPException(403, "this server only reads; start it with --writable and --token-file to write")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not compare_digest(token.strip().encode(), settings.token.encode()):
        raise HTTPException(
            401, "writing needs the header `Authorization: Bearer TOKEN`", {"WWW-Authenticate": "Bearer"}
        )


async def limited_body(request: Request, limit: int) -> bytes:
    """Return a request's body; raise HTTPException 413 as soon as it is longer than so many bytes."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise HTTPException(413, f"the body is longer than {limit} bytes")
    return bytes(body)


async def _operation(request: Request) -> Operation:
    parameters = parse_qsl(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        media, _, detail = request.headers.get("Content-Type", "").partition(";")
        if "charset" in detail.lower() and "utf-8" not in detail.lower():
            raise HTTPException(415, f"{detail.strip()}: queries and updates are read in UTF-8 only")
        text = _utf8(await limited_body(request, MAX_QUERY))
        if kind := _DIRECT.get(media.strip().lower()):
            return Operation(kind, text, parameters)
        if media.strip().lower() != FORM:
            raise HTTPException(415, f"{media!r}: send a query as {FORM} or one of {', '.join(_DIRECT)}")
        parameters += parse_qsl(text, keep_blank_values=True)
    return _from_parameters(request.method, parameters)


def _from_parameters(method: str, parameters: Sequence[tuple[str, str]]) -> Operation:
    asked = [(name, value) for name, value in parameters if name in ("query", "update")]
    if len(asked) > 1:
        raise HTTPException(400, "more than one query or update; send one at a time")
    if not asked and method == "POST":
        raise HTTPException(400, "the parameter query is missing")
    (kind, text), *_ = asked or [("", "")]
    if kind == "update" and method != "POST":
        raise HTTPException(400, "updates are sent by POST")
    if len(text.encode()) > MAX_QUERY:
        raise HTTPException(413, f"the query is longer than {MAX_QUERY} bytes")
    return Operation(kind, text, parameters)


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8: {error.reason} at byte {error.start}") from error


def _update(operation: Operation) -> Job:
    return Job("update", operation.text, operation.all("using-graph-uri"), operation.all("using-named-graph-uri"))


def formats(accept: str, wanted: Sequence[str] = ()) -> tuple[str, str]:
    """Return the formats for either form of answer; the parameter `format`, if wanted, goes before the Accept header.

    Raises HTTPException 406 if there is none.
    """
    if wanted:
        return _named(wanted[0], tuple(TABLES)), _named(wanted[0], tuple(GRAPHS))
    table, graph = preferred(accept, tuple(TABLES)), preferred(accept, tuple(GRAPHS))
    if not (table or graph):
        negotiate(accept, (*TABLES, *GRAPHS))
    return table or "", graph or ""


def _named(wanted: str, offers: Sequence[str]) -> str:
    return next((name for name in offers if wanted in _names(name)), "")


def _names(format: str) -> set[str]:
    """Return the words by which a client may call a format."""
    short = {word for word, formats in _SHORT.items() if format in formats}
    return {format, FORMATS[format].media_type, *short}


def _description(request: Request) -> Response:
    format = negotiate(request.headers.get("Accept", ""), (*GRAPHS, "html"))
    if format == "html":
        return RedirectResponse("/editor", 303, {"Vary": "Accept"})
    return service_description(request, format)


ROUTES = [Route(PATH, sparql, methods=["GET", "POST"])]
