"""The server: an application behind a socket, until it is told to stop."""

import socket
from collections.abc import Callable

import uvicorn

from ..errors import UsageError
from ..workspace import Workspace
from .app import create_app
from .express import Express
from .settings import Settings

_GRACE = 5
"""How long requests under way may take once the server is told to stop, in seconds."""


def serve(workspace: Workspace, settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve a workspace's graph until a signal comes; `announce` is told the address, whose port may be chosen here.

    Raises UnreadableError if nothing has been built, UsageError if the address cannot be had.
    """
    app = create_app(workspace, settings)
    with _listen(settings) as listener:
        host, port = listener.getsockname()[:2]
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        config = uvicorn.Config(
            app,
            http=Express,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        raise UsageError(f"{place}: {error.strerror}; choose another --port or --host") from error
