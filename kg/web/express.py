"""The express lane: a connection that a plain query came on is lent to a worker, which answers those that follow.

The worker gives it back, with nothing taken from it, as soon as something else comes; that takes the usual way.
"""

from functools import lru_cache
from typing import Any

from starlette.exceptions import HTTPException
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from .answering import Reply
from .plain import PATH, Terms, parts_of
from .pool import Pool
from .security import complete, is_ours
from .settings import Settings
from .sparql import formats, response

_UNIMPORTANT = {b"user-agent", b"accept-encoding", b"accept-language"}
_READ = {b"host", b"accept", b"connection"}
_KEPT = 256  # sets of headers remembered: a client sends the same with every request


class Express(HttpToolsProtocol):
    """The protocol of a connection that is lent to a worker after a plain query."""

    def __init__(self, config: Config, *rest: Any, **named: Any) -> None:
        super().__init__(config, *rest, **named)
        state = config.app.state  # type: ignore[union-attr]  # what kg.web.server passes
        self._pool: Pool = state.pool
        self._settings: Settings = state.settings
        self._terms: bytes | None = None
        self._reply: Reply | None = None
        self._is_lent, self._is_last = False, False

    def data_received(self, data: bytes) -> None:
        """Take what a client sent; a plain query makes the terms to lend the connection on."""
        before = self.cycle
        super().data_received(data)
        parts = parts_of(data) if self.cycle is not before and not self.pipeline else None
        self._terms = _terms(parts[1], self._settings) if parts else None

    def on_message_begin(self) -> None:
        """Pass on with a request what a worker has made of it."""
        super().on_message_begin()
        self.scope["state"]["reply"], self._reply = self._reply, None

    def on_response_complete(self) -> None:
        """Lend the connection once the answer is on its way."""
        super().on_response_complete()
        if self._is_last:
            super().shutdown()
        elif self._terms:
            self.loop.call_soon(self._lend)

    def shutdown(self) -> None:
        """Close the connection, after the answer that the client waits for."""
        self._is_last = True
        if self._is_lent:
            self._pool.take_back()
        else:
            super().shutdown()

    def fileno(self) -> int:
        """Return the file descriptor of the connection."""
        return int(self.transport.get_extra_info("socket").fileno())

    def finish(self, reply: Reply) -> None:
        """Read from the connection again, after the rest of an answer, or to answer what comes next by a reply."""
        if reply.status:
            self._reply = reply
        else:
            self.transport.write(reply.content)
        self.take_back()

    def take_back(self) -> None:
        """Read from the connection again."""
        self._is_lent = False
        self.flow.resume_reading()
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)
        if self._is_last and not self._reply:
            self.shutdown()

    def _lend(self) -> None:
        is_free = self.cycle.response_complete and not self.transport.is_closing()
        if self._terms and is_free and not self._is_lent and not self.transport.get_write_buffer_size():
            self._is_lent = self._pool.lend(self, self._terms)
        if self._is_lent:
            self._unset_keepalive_if_required()
            self.flow.pause_reading()


@lru_cache(_KEPT)
def _terms(block: bytes, settings: Settings) -> bytes | None:
    """Return the terms for requests with these lines of headers; None if they have others, or must be refused."""
    lines = [line.partition(b":")[::2] for line in block.split(b"\r\n")[:-1]]
    known = {name.lower(): value.strip() for name, value in lines}
    host, accept = (known.get(name, b"").decode("latin-1") for name in (b"host", b"accept"))
    is_plain = len(known) == len(lines) and known.keys() <= _UNIMPORTANT | _READ
    if not is_plain or known.get(b"connection", b"keep-alive").lower() != b"keep-alive" or not is_ours(host, settings):
        return None
    try:
        table, graph = formats(accept)
    except HTTPException:
        return None
    heads = {format: (_head(format, False, settings), _head(format, True, settings)) for format in (table, graph)}
    return Terms(block.decode("latin-1"), table, graph, heads).encoded()


def _head(format: str, is_cut: bool, settings: Settings) -> str:
    made = response(Reply(200, b"", format, is_cut), settings.max_rows)
    complete(made.headers, {"method": "GET", "path": PATH}, "", settings)
    lines = [b"%b: %b\r\n" % header for header in made.raw_headers if header[0] != b"content-length"]
    return b"".join([STATUS_LINE[200], *lines]).decode("latin-1")
