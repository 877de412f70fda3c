"""Trouble: what the client is told when a request cannot be answered; never a traceback."""

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ..errors import Error, QueryError, UnreadableError, UsageError
from .formats import preferred

_STATUS: dict[type[Exception], int] = {UsageError: 400, QueryError: 400, UnreadableError: 503}


async def http_trouble(request: Request, error: Exception) -> Response:
    """Answer with the status that the code named."""
    assert isinstance(error, HTTPException)
    return trouble(request, error.status_code, error.detail, dict(error.headers or {}))


async def known_trouble(request: Request, error: Exception) -> Response:
    """Answer for an error of ours, whose message is made for the user."""
    return trouble(request, _STATUS.get(type(error), 500), str(error), {})


async def unknown_trouble(request: Request, error: Exception) -> Response:
    """Answer for a bug, without telling more than that there is one."""
    return trouble(request, 500, "This is a bug of the server; its log says more.", {})


def trouble(request: Request, status: int, detail: str, headers: dict[str, str]) -> Response:
    """Say what is wrong, as a page, as problem details (RFC 9457) or as plain text."""
    title = HTTPStatus(status).phrase
    headers = {**headers, "Vary": "Accept", "Cache-Control": "no-store"}
    match preferred(request.headers.get("Accept", ""), ("text", "html", "json")):
        case "html":
            page = request.app.state.templates.get_template("error.html.j2")
            content = page.render(status=status, title=title, detail=detail)
            return Response(content, status, headers, "text/html")
        case "json":
            problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
            return JSONResponse(problem, status, headers, "application/problem+json")
    return PlainTextResponse(f"{detail or title}\n", status, headers)


HANDLERS = {HTTPException: http_trouble, Error: known_trouble, Exception: unknown_trouble}
