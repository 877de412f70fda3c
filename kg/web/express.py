"""The express lane: a plain query by GET is answered from the socket, without the layers that other requests pass.

Plain is a request that came whole and alone, with no parameter but the query, and with headers that ask for nothing
special. It is guarded, done and answered by the same functions; whatever is not plain takes the usual way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from ..errors import Error
from .answering import Job, Reply
from .pool import Pool
from .security import complete, is_ours
from .settings import MAX_QUERY, Settings
from .sparql import PATH, formats, response
from .trouble import trouble

_REQUEST = re.compile(
    rb"GET " + re.escape(PATH).encode() + rb"\?query=([\w%.+*()/:;,!?@$'~=-]*) HTTP/1\.1\r\n((?:[^\r\n]+\r\n)*)\r\n"
)
_UNIMPORTANT = {b"user-agent", b"accept-encoding", b"accept-language"}
_READ = {b"host", b"accept", b"connection"}
_KEPT = 256  # sets of headers remembered: a client sends the same with every request

Send = Callable[[list[bytes]], None]


@dataclass(frozen=True, eq=False)
class Plain:
    """What the headers of a plain request say, once for all requests that have the same."""

    scope: Scope
    table: str
    graph: str


class Lane:
    """The express lane to an application's workers."""

    def __init__(self, app: Starlette) -> None:
        self._app = app
        self._pool: Pool = app.state.pool
        self._settings: Settings = app.state.settings
        self._read = lru_cache(_KEPT)(self._read_headers)
        self._head = lru_cache(_KEPT)(self._head_of_answer)

    def take(self, data: bytes, send: Send) -> bool:
        """Answer a request through `send`, perhaps at once; return False for one that is not plain."""
        found = _REQUEST.fullmatch(data)
        plain = self._read(found[2]) if found else None
        if not found or not plain or len(found[1]) > MAX_QUERY:
            return False
        try:
            text = unquote_to_bytes(found[1].replace(b"+", b" ")).decode()
            job = Job("query", text, table=plain.table, graph=plain.graph)
            self._pool.submit(job, partial(self._answer, plain, send))
        except (UnicodeDecodeError, Error):
            return False
        return True

    def _answer(self, plain: Plain, send: Send, reply: Reply) -> None:
        if reply.status == 200:
            length = b"content-length: %d\r\n\r\n" % len(reply.content)
            send([STATUS_LINE[200], self._head(plain, reply.format, reply.is_cut), length, reply.content])
        else:
            made = self._response(plain, reply)
            send([STATUS_LINE[reply.status], _written(made.raw_headers), b"\r\n", bytes(made.body)])

    def _head_of_answer(self, plain: Plain, format: str, is_cut: bool) -> bytes:
        headers = self._response(plain, Reply(200, b"", format, is_cut)).raw_headers
        return _written([header for header in headers if header[0] != b"content-length"])

    def _response(self, plain: Plain, reply: Reply) -> Response:
        try:
            made = response(reply, self._settings.max_rows)
        except HTTPException as error:
            made = trouble(Request(plain.scope), error.status_code, error.detail, dict(error.headers or {}))
        complete(made.headers, plain.scope, "", self._settings)
        return made

    def _read_headers(self, block: bytes) -> Plain | None:
        """Read the lines of a request's headers; return None for one that has others, or that must be refused."""
        lines = [line.partition(b":")[::2] for line in block.split(b"\r\n")[:-1]]
        known = {name.lower(): value.strip() for name, value in lines}
        host, accept = (known.get(name, b"").decode("latin-1") for name in (b"host", b"accept"))
        is_plain = len(known) == len(lines) and known.keys() <= _UNIMPORTANT | _READ
        if not is_plain or known.get(b"connection", b"keep-alive").lower() != b"keep-alive":
            return None
        scope = {"type": "http", "method": "GET", "path": PATH, "app": self._app, "headers": list(known.items())}
        try:
            return Plain(scope, *formats(accept)) if is_ours(host, self._settings) else None
        except HTTPException:
            return None


class Express(HttpToolsProtocol):
    """The protocol of a connection whose plain requests take the express lane; its messages stay in order."""

    def __init__(self, config: Config, *rest: Any, **named: Any) -> None:
        super().__init__(config, *rest, **named)
        self._lane: Lane = config.app.state.lane  # type: ignore[union-attr]  # what kg.web.server passes
        self._is_within, self._is_waiting, self._is_last = False, False, False
        self._held = b""

    def data_received(self, data: bytes) -> None:
        """Take what a client sent: a plain request with none before it under way, or anything else."""
        if self._is_waiting:
            self._held += data
            self.flow.pause_reading()
            return
        is_free = not self._is_within and (self.cycle is None or self.cycle.response_complete)
        self._unset_keepalive_if_required()
        self._is_waiting = True
        if not (is_free and self._lane.take(data, self._send)):
            self._is_waiting = False
            super().data_received(data)

    def on_message_begin(self) -> None:
        """Know that a request has begun, which may come in parts."""
        self._is_within = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Know that all of a request has come."""
        self._is_within = False
        super().on_message_complete()

    def shutdown(self) -> None:
        """Close the connection, after the answer that the client waits for."""
        self._is_last = True
        if not self._is_waiting:
            super().shutdown()

    def _send(self, parts: list[bytes]) -> None:
        self._is_waiting = False
        if self.transport.is_closing():
            return
        self.transport.write(b"".join([parts[0], _written(self.server_state.default_headers), *parts[1:]]))
        self.on_response_complete()
        if self._is_last:
            self.transport.close()
        elif held := self._held:
            self._held = b""
            self.data_received(held)


def _written(headers: list[tuple[bytes, bytes]]) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])
