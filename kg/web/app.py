"""The application: its routes, its state and its shield."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from ..workspace import Workspace
from . import description, graphstore, pages, questions, sparql, things
from .assets import static_mount, templates
from .edition import Editions
from .pool import Pool
from .security import Shield
from .settings import Settings
from .trouble import HANDLERS

_PATIENCE = 2  # seconds that a page is waited for


def create_app(workspace: Workspace, settings: Settings) -> Starlette:
    """Return the ASGI application over a workspace's last build; raise UnreadableError if there is none."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(Shield, settings=settings)],
        exception_handlers=HANDLERS,
        lifespan=_lifespan,
    )
    editions = Editions(workspace, _PATIENCE, pages.prepare) if settings.is_live else Editions(workspace)
    app.state.settings = settings
    app.state.editions = editions
    app.state.templates = templates(workspace.base, settings)
    app.state.pool = Pool(editions.home, settings, editions.current().graph)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    pool: Pool = app.state.pool
    await pool.start()
    try:
        yield
    finally:
        await pool.stop()


def _routes() -> list[BaseRoute]:
    """The first route that fits a path is taken: things, whose addresses are two words of any kind, come last."""
    machines = [*sparql.ROUTES, *graphstore.ROUTES, *description.ROUTES, *questions.ROUTES]
    return [static_mount(), *machines, *pages.ROUTES, *things.ROUTES]
