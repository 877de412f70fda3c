"""A pool of workers: processes that can be ended do jobs and answer on connections, from the build in use."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import Error
from ..graph import Graph
from .answering import Job, Order, Reply
from .process import LIGHT, Client, Worker, hire
from .settings import Settings


@dataclass(frozen=True, eq=False)
class _Task:
    """A job on a build, who waits for its reply, and the loop's time to give it up; `again` puts it in line again."""

    job: Job
    home: Path
    waiting: "asyncio.Future[Reply]"
    until: float
    again: "Callable[[_Task], None]"

    def finish(self, reply: Reply) -> None:
        """Tell the reply."""
        if not self.waiting.done():  # Whoever waited may have been cancelled.
            self.waiting.set_result(reply)

    def take_back(self) -> None:
        """Wait for another worker."""
        self.again(self)


class Pool:
    """Workers on the store of the last build; `home` tells where that is, `graph` its prefixes and its base."""

    def __init__(self, home: Callable[[], Path], settings: Settings, graph: Graph) -> None:
        self._home, self._settings = home, settings
        self._base, self._prefixes = graph.workspace.base, graph.prefixes
        self._workers: list[Worker] = []
        self._waiting: deque[_Task] = deque()
        self._replacing: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Start the workers, so that the first job need not wait for one."""
        self._loop = asyncio.get_running_loop()
        self._workers = [await self._hire(self._home()) for _ in range(self._settings.workers)]

    async def run(self, job: Job) -> Reply:
        """Do a job; a reply of 400 and above says what is wrong with it, or why it was not done.

        It was not done with 503 for want of a free worker, 504 at the time limit, 500 at that of memory.
        """
        until = self._loop.time() + self._settings.patience
        task = _Task(job, self._home(), self._loop.create_future(), until, self._again)
        self._waiting.append(task)
        self._next()
        self._watch()
        return await task.waiting

    def lend(self, client: Client, terms: bytes) -> bool:
        """Let a worker answer on a client's connection until one side wants it back; return False if none can now."""
        try:
            home = self._home()
        except Error:
            return False
        fit = [worker for worker in self._fit(home) if worker.is_up]
        is_lent = bool(fit) and min(fit, key=_load).lend(client, terms)
        self._watch()
        return is_lent

    def take_back(self) -> None:
        """Take back all connections but those on which a query is being answered."""
        for worker in self._workers:
            worker.take_back()
        self._next()

    async def stop(self) -> None:
        """End the workers."""
        if self._alarm:
            self._alarm.cancel()
        for task in self._replacing:
            task.cancel()
        for worker in self._workers:
            await worker.end()

    def _next(self) -> None:
        """Give jobs that have not waited too long to free workers; another takes the place of one that has ended."""
        while self._waiting:
            task = self._waiting[0]
            if task.until <= self._loop.time():
                self._waiting.popleft().finish(Reply(503, b"all workers are busy; try again"))
            elif fit := [worker for worker in self._fit(task.home) if not worker.has_job]:
                self._waiting.popleft()
                min(fit, key=_load).run(task.job, task)
            elif unfit := next((worker for worker in self._workers if _is_unfit(worker, task.home)), None):
                self._workers.remove(unfit)
                replacing = self._loop.create_task(self._replace(unfit, self._waiting.popleft()))
                self._replacing.add(replacing)
                replacing.add_done_callback(self._replacing.discard)
            else:
                return

    def _again(self, task: _Task) -> None:
        """Put a job first in line, for the build that is now in use: that of before may have gone with its worker."""
        with suppress(Error):
            task = replace(task, home=self._home())
        self._waiting.appendleft(task)

    def _fit(self, home: Path) -> list[Worker]:
        """Return the workers that may soon begin what they are given now."""
        return [one for one in self._workers if one.home == home and one.is_alive and not one.is_late]

    async def _replace(self, worker: Worker, task: _Task) -> None:
        await worker.end()
        self._workers.append(new := await self._hire(task.home))
        new.run(task.job, task)
        self._next()

    def _watch(self) -> None:
        if not self._alarm:
            self._alarm = self._loop.call_later(LIGHT, self._tend)

    def _tend(self) -> None:
        """Take back what waits behind what is not light."""
        for worker in self._workers:
            if worker.is_late:
                worker.take_back()
        self._next()
        self._alarm = None
        if self._waiting or any(worker.load for worker in self._workers):
            self._watch()

    async def _hire(self, home: Path) -> Worker:
        settings = self._settings
        order = Order(
            store=str(home / "store"),
            build=str(home.parent),
            base=self._base,
            timeout=settings.timeout,
            max_rows=settings.max_rows,
            memory=settings.memory,
            remembered=settings.remembered // settings.workers,
            prefixes=dict(self._prefixes),
        )
        return await hire(order, self._next)


def _load(worker: Worker) -> int:
    return worker.load


def _is_unfit(worker: Worker, home: Path) -> bool:
    return not worker.is_alive or (worker.home != home and worker.retire())
