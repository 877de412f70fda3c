"""Resources: pages and their data under one address, chosen by suffix or Accept, with Vary and ETag."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..errors import UsageError
from .asking import Answered, ask
from .assets import DIGEST
from .edition import Edition, Editions
from .formats import FORMATS, negotiate, split_suffix
from .kept import kept
from .settings import Settings

if TYPE_CHECKING:
    from ..graph import Graph


@dataclass(frozen=True)
class Asked:
    """A request for a resource: of which edition, in which format (a name of FORMATS), with which words in its path."""

    request: Request
    edition: Edition
    format: str
    path: Mapping[str, str]

    @property
    def graph(self) -> Graph:
        """The graph to answer from."""
        return self.edition.graph

    @property
    def query(self) -> QueryParams:
        """The parameters behind the question mark."""
        return self.request.query_params

    @property
    def address(self) -> str:
        """The path of the resource without a format's suffix."""
        return split_suffix(self.request.url.path, [self.format])[0]

    def thing(self, name: str, space: str) -> NamedNode:
        """Return the thing that a name or code means within an id space; raise HTTPException 404 for an unknown one."""
        try:
            return self.graph.thing(name, space)
        except UsageError as error:
            raise HTTPException(404, str(error)) from error

    @property
    def settings(self) -> Settings:
        """How the server is run, its limits among it."""
        settings: Settings = self.request.app.state.settings
        return settings

    def ask(self, name: str, values: Mapping[str, Sequence[str]], format: str = "sparql-json") -> Answered:
        """Ask a named question within the limits of time and rows; raise HTTPException or UsageError if it fails."""
        return ask(self.request.app.state.pool, self.edition, name, values, format)

    def render(self, template: str, **context: object) -> str:
        """Return a page made from a template, which also sees `asked`."""
        page = self.request.app.state.templates.get_template(template)
        return str(page.render(asked=self, **context))


Maker = Callable[[Asked], str | bytes | Response]


def resource(path: str, make: Maker, *offers: str) -> list[Route]:
    """Return the routes of a resource that is offered in some formats, the first for those who do not mind.

    `make` gets the format wanted and gives the content; it runs in a thread. A suffix stands for a format: behind the
    last word of a path with words in braces, and behind a path without.
    """

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answer, request, make, offers)

    paths = [path]
    if not path.endswith(("}", "/")):
        paths += [path + FORMATS[name].suffix for name in offers]
    return [Route(path, endpoint, methods=["GET"]) for path in paths]


def _answer(request: Request, make: Maker, offers: tuple[str, ...]) -> Response:
    editions: Editions = request.app.state.editions
    edition = editions.current()
    words, format = _words(request, offers)
    headers = {
        "ETag": f'"{edition.name}-{DIGEST}-{format}"',
        "Vary": "Accept",
        "Cache-Control": "no-cache",
    }
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    asked = Asked(request, edition, format, words)
    made = edition.once(kept).get(str(request.url), format, lambda: make(asked))
    if isinstance(made, Response):
        made.headers.setdefault("Vary", "Accept")
        return made
    return _response(request, made, format, headers)


def _response(request: Request, content: str | bytes, format: str, headers: dict[str, str]) -> Response:
    address, suffix = split_suffix(request.url.path, [format])
    chosen = FORMATS[format]
    if not suffix and format != "html":
        headers["Content-Location"] = address + chosen.suffix
    if chosen.is_download:
        name = address.rpartition("/")[2] or "data"
        headers["Content-Disposition"] = f'attachment; filename="{_ascii(name)}{chosen.suffix}"'
    return Response(content, headers={**headers, "Content-Type": chosen.content_type})


def _words(request: Request, offers: tuple[str, ...]) -> tuple[Mapping[str, str], str]:
    """Return the words in the path, the last without its suffix, and the format wanted."""
    words = dict(request.path_params)
    _, format = split_suffix(request.url.path, offers)
    if format and words:
        last = list(words)[-1]
        words[last] = words[last].removesuffix(FORMATS[format].suffix)
    return words, format or negotiate(request.headers.get("Accept", ""), offers)


def _ascii(name: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "_" for letter in name)
