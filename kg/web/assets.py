"""Assets: templates and static files, the latter under an address that changes with their content."""

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from .. import __version__
from ..terms import shorten
from .security import page_policy
from .settings import Settings

_FOLDER = Path(__file__).parent
_STATIC = _FOLDER / "static"
_TEMPLATES = _FOLDER / "templates"


def _digest() -> str:
    """Return a digest of all that makes a page look as it does."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(path for folder in (_STATIC, _TEMPLATES) for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(_FOLDER)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


DIGEST = _digest()


def static(name: str) -> str:
    """Return the address of a static file; it may be kept for ever."""
    return f"/static/{DIGEST}/{name}"


def static_mount() -> Mount:
    """Return the route to the static files."""
    return Mount(f"/static/{DIGEST}", StaticFiles(directory=_STATIC))


def templates(base: str, settings: Settings) -> Environment:
    """Return the templates, which escape all they are given; `base` is the namespace whose things have pages here.

    They see `live`: whether a server answers their forms; otherwise each bears its `policy`.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["static"] = static
    environment.globals["live"] = settings.is_live
    environment.globals["policy"] = page_policy()
    environment.filters["href"] = lambda iri: href(iri, base)
    environment.filters["shorten"] = shorten
    return environment


def href(iri: str, base: str) -> str:
    """Return where a link to an IRI leads: a page of ours, the web, or for any other scheme nowhere.

    A label or an IRI comes from outside and may say `javascript:`.
    """
    if iri.startswith(base):
        return "/" + iri.removeprefix(base)
    return iri if iri.startswith(("http://", "https://")) else ""
