"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs by parameter (indirectly) or by path (directly)."""

import secrets
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .answering import GRAPHS, Job
from .formats import negotiate
from .settings import MAX_UPLOAD
from .sparql import limited_body, require_token, response

PATH = "/graphs"
_KINDS = {"PUT": "put", "POST": "post", "DELETE": "delete"}


async def graphs(request: Request) -> Response:
    """Read or write the graph that a request names: `?graph=IRI`, `?default`, or below /graphs as below the base."""
    if request.method in ("GET", "HEAD"):
        format = negotiate(request.headers.get("Accept", ""), tuple(GRAPHS))
        return response(await request.app.state.pool.run(Job("read", target=_target(request), graph=format)))
    require_token(request)
    target = _new_graph(request) if _names_none(request) and request.method == "POST" else _target(request)
    body = await limited_body(request, MAX_UPLOAD)
    media = request.headers.get("Content-Type", "")
    # JSON carries text: Latin-1 has a letter for each byte.
    job = Job(_KINDS[request.method], body.decode("latin-1"), target=target, media=media)  # type: ignore[arg-type]  # as named in _KINDS
    answer = response(await request.app.state.pool.run(job))
    if answer.status_code == 201:
        answer.headers["Location"] = _location(request, target)
    return answer


def _target(request: Request) -> str:
    """Return the IRI of the graph that a request names, empty for the default graph."""
    named = request.query_params.getlist("graph")
    if _names_none(request) or len(named) > 1 or (named and "default" in request.query_params):
        raise HTTPException(400, "name one graph: ?graph=IRI or ?default, or a path below /graphs")
    if "default" in request.query_params:
        return ""
    own = f"{request.base_url}graphs/"
    name = request.path_params.get("name") or (named[0].removeprefix(own) if named[0].startswith(own) else "")
    return _base(request) + name if name else named[0]


def _location(request: Request, target: str) -> str:
    """Return the address of a graph: directly below ours, or with its name as a parameter."""
    base = _base(request)
    if target.startswith(base):
        return f"{request.base_url}graphs/{target.removeprefix(base)}"
    return f"{request.base_url}graphs?{urlencode({'graph': target})}"


def _names_none(request: Request) -> bool:
    return not (request.query_params.keys() & {"graph", "default"} or request.path_params.get("name"))


def _new_graph(request: Request) -> str:
    return f"{_base(request)}graph/{secrets.token_hex(8)}"


def _base(request: Request) -> str:
    base: str = request.app.state.editions.workspace.base
    return base


_METHODS = ["GET", "PUT", "POST", "DELETE"]
ROUTES = [Route(PATH, graphs, methods=_METHODS), Route(PATH + "/{name:path}", graphs, methods=_METHODS)]
