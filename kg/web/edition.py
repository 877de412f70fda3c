"""Editions: the graph as one build left it, and the one in use now."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock, Thread
from typing import TypeVar, cast

from ..errors import UnreadableError
from ..graph import Graph
from ..questions import Question
from ..store import open_store
from ..workspace import Workspace

T = TypeVar("T")


class Edition:
    """The graph of one build; it never changes. `name` tells editions apart, `home` is the build's folder.

    `patience` is how many seconds a request waits for what takes long to make, None for however long it takes.
    """

    def __init__(self, home: Path, workspace: Workspace, patience: float | None = None) -> None:
        self.home, self.patience = home, patience
        self.name = home.name.removeprefix("graph-")
        self.graph = Graph(open_store(str(home / "store")), workspace)
        self._kept: dict[Callable[[Edition], object], object] = {}
        self._locks: dict[Callable[[Edition], object], Lock] = defaultdict(Lock)

    @property
    def questions(self) -> Mapping[str, Question]:
        """The named questions by name."""
        return self.graph.questions("answers")

    def once(self, compute: Callable[[Edition], T]) -> T:
        """Return what a function gives for this edition: called once, its value kept as long as the edition."""
        with self._locks[compute]:
            if compute not in self._kept:
                self._kept[compute] = compute(self)
            return cast(T, self._kept[compute])


def unprepared(edition: Edition) -> None:
    """Make nothing of an edition before it is asked for."""


class Editions:
    """The edition in use: a finished build is noticed at the next request, while requests under way keep theirs.

    `prepare` is called with each edition beside the requests.
    """

    def __init__(
        self,
        workspace: Workspace,
        patience: float | None = None,
        prepare: Callable[[Edition], None] = unprepared,
    ) -> None:
        self.workspace, self._patience, self._prepare = workspace, patience, prepare
        self._link, self._home = str(workspace.current), workspace.current
        self._lock = Lock()
        self._current = self._open()

    def home(self) -> Path:
        """Return the folder of the last finished build, its link followed: what is opened there stays one build's."""
        try:
            name = os.readlink(self._link)  # noqa: PTH115  # a Path takes as long as a light query
            if name != self._home.name:
                self._home = self.workspace.build / name
            return self._home
        except OSError as error:
            message = f"{self.workspace.root}: no graph has been built here; run `kg build` first"
            raise UnreadableError(message) from error

    def current(self) -> Edition:
        """Return the edition of the last finished build."""
        if self._current.home != self.home():
            with self._lock:
                if self._current.home != self.home():
                    self._current = self._open()
        return self._current

    def _open(self) -> Edition:
        try:
            edition = Edition(self.home(), self.workspace, self._patience)
        except UnreadableError:
            # Two builds may end between reading the link and opening what it names.
            edition = Edition(self.home(), self.workspace, self._patience)
        Thread(target=self._prepare, args=(edition,), name="prepare", daemon=True).start()
        return edition
