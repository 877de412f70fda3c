"""Security: which hosts are answered, and the headers that every answer bears."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings

POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
    }
)
"""The Content Security Policy: nothing from elsewhere, no script or style within a page."""


def policy(**changes: str) -> str:
    """Return the policy as a header's value, with some directives changed.

    >>> policy(style_src="'self' 'unsafe-inline'").split("; ")[2]
    "style-src 'self' 'unsafe-inline'"
    """
    directives = {**POLICY, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def page_policy() -> str:
    """Return the policy as a page bears it that no server sends: of whom it lets frame it, only a header can tell."""
    return policy().replace("; frame-ancestors 'self'", "")


_HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Shield:
    """ASGI middleware: answers only requests that name a known host, and adds the security headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and headers back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                complete(MutableHeaders(scope=message), scope, headers.get("origin", ""), self._settings)
            await send(message)

        # A page of another site can make a browser call this address by a name of its own (DNS rebinding).
        app = self._app if is_ours(headers.get("host", ""), self._settings) else _MISDIRECTED
        await app(scope, receive, send_with_headers)


def is_ours(host: str, settings: Settings) -> bool:
    """Tell whether a Host header names this server."""
    try:
        return (urlsplit(f"//{host}").hostname or "") in settings.hosts
    except ValueError:
        return False


def complete(headers: MutableHeaders, scope: Scope, origin: str, settings: Settings) -> None:
    """Add to an answer's headers those that every answer bears, for a request from an origin, which may be empty."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    if scope["path"].startswith("/static/") and "etag" in headers:
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    allowed = _allowed(origin, settings) if scope["method"] in ("GET", "HEAD") else ""
    if allowed and not headers.get("content-type", "").startswith("text/html"):
        headers["Access-Control-Allow-Origin"] = allowed
        headers["Access-Control-Expose-Headers"] = "Kg-Truncated, Link, ETag"
        headers.add_vary_header("Origin")
    else:
        headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _allowed(origin: str, settings: Settings) -> str:
    if "*" in settings.origins:
        return "*"
    return origin if origin in settings.origins else ""


_MISDIRECTED = PlainTextResponse(
    "This server does not answer to that host name; use localhost, or start it with --name HOST.\n", 421
)
