"""The bundled workspace, checked, built and copied once for all tests."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from kg.building import build
from kg.builds import Built
from kg.check import Checked, check
from kg.workspace import bundle, open_workspace

settings.register_profile("repeatable", max_examples=50, derandomize=True, deadline=None)
settings.register_profile("thorough", settings.get_profile("repeatable"), max_examples=200)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def sample() -> Checked:
    """The bundled workspace in memory."""
    return check(open_workspace(bundle()))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the bundled data, and the graph built from it; not to be changed."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(bundle() / "data", root / "data")
    assert isinstance(build(open_workspace(root)), Built)
    return root


@pytest.fixture
def workspace_copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the built workspace, to be changed at will."""
    return Path(shutil.copytree(built, tmp_path / "workspace", symlinks=True))
