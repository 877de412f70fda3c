"""The application over the built sample, and clients of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kg.web.app import create_app
from kg.web.settings import Settings
from kg.workspace import open_workspace

TOKEN = "a-token-for-the-tests"
PATIENT = {"timeout": 60, "patience": 60}  # A busy machine takes long to start a worker.


@pytest.fixture(scope="session")
def app(built: Path) -> Starlette:
    """The application over the bundled data."""
    return create_app(open_workspace(built), Settings(**PATIENT))


@pytest.fixture(scope="session")
def client(app: Starlette) -> Iterator[TestClient]:
    """A client of the application, which runs as long as the tests."""
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def serve(built: Path) -> Iterator[Callable[..., TestClient]]:
    """Return clients of servers with settings of their own."""
    with ExitStack() as stack:

        def start(root: Path = built, **settings: object) -> TestClient:
            app = create_app(open_workspace(root), Settings(**{"workers": 1, **PATIENT, **settings}))
            client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
            return stack.enter_context(client)

        yield start


@pytest.fixture
def writer(serve: Callable[..., TestClient], workspace_copy: Path) -> TestClient:
    """A client that holds the token of a writable server."""
    client = serve(workspace_copy, token=TOKEN)
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    return client
