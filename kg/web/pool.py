"""A pool of workers: jobs are done in processes that can be ended, on the build in use."""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..graph import Graph
from .answering import Job, Order, Reply
from .memory import Memory
from .process import Done, Task, Worker, hire
from .settings import Settings
from .wire import write_job

# To wake a process takes longer than a light query does: so a worker that was quick is given some jobs ahead. Those
# behind one that turns out not to be light go to another worker; the first does them, too, so there must be few.
_AHEAD = 4
_LIGHT = 0.02  # seconds


class Pool:
    """Workers on the store of the last build; `home` tells where that is, `graph` its prefixes and its base."""

    def __init__(self, home: Callable[[], Path], settings: Settings, graph: Graph) -> None:
        self._home, self._settings = home, settings
        self._base, self._prefixes = graph.workspace.base, graph.prefixes
        self._workers: list[Worker] = []
        self._waiting: deque[Task] = deque()
        self._replacing: set[asyncio.Task[None]] = set()
        self._alarm: asyncio.TimerHandle | None = None
        self._memory = Memory(settings.remembered)

    async def start(self) -> None:
        """Start the workers, so that the first job need not wait for one."""
        self._loop = asyncio.get_running_loop()
        self._workers = [await self._hire(self._home()) for _ in range(self._settings.workers)]

    async def run(self, job: Job) -> Reply:
        """Do a job; a reply of 400 and above says what is wrong with it, or why it was not done.

        It was not done with 503 for want of a free worker, 504 at the time limit, 500 at that of memory.
        """
        future: asyncio.Future[Reply] = self._loop.create_future()
        self.submit(job, partial(_settle, future))
        return await future

    def submit(self, job: Job, done: Done) -> None:
        """Do a job as `run` does, and call a function with the reply, perhaps at once."""
        home, line = self._home(), write_job(job)
        if known := self._memory.recall(line, home):
            done(known)
            return
        self._waiting.append(Task(job, line, home, done, self._loop.time() + self._settings.patience))
        self._next()
        if not self._alarm:
            self._alarm = self._loop.call_later(_LIGHT, self._tend)

    async def stop(self) -> None:
        """End the workers."""
        if self._alarm:
            self._alarm.cancel()
        for task in self._replacing:
            task.cancel()
        for worker in self._workers:
            await worker.end()

    def _next(self) -> None:
        """Give waiting jobs to workers that are free or soon will be; where one has ended, another takes its place."""
        now = self._loop.time()
        while self._waiting:
            task = self._waiting[0]
            fit = [worker for worker in self._workers if worker.home == task.home and _is_ready(worker, task, now)]
            if fit:
                min(fit, key=_load).run(self._waiting.popleft(), now)
            elif unfit := [worker for worker in self._workers if not worker.load]:
                self._workers.remove(unfit[0])
                replacing = self._loop.create_task(self._replace(unfit[0], self._waiting.popleft()))
                self._replacing.add(replacing)
                replacing.add_done_callback(self._replacing.discard)
            else:
                return

    async def _replace(self, worker: Worker, task: Task) -> None:
        await worker.end()
        self._workers.append(new := await self._hire(task.home))
        new.run(task, self._loop.time())
        self._next()

    def _finish(self, worker: Worker, task: Task | None, reply: Reply) -> None:
        if not worker.is_alive:
            self._waiting.extendleft(reversed(worker.withdraw()))
        self._next()
        if task:
            self._memory.keep(task.job, task.line, task.home, reply)
            task.done(reply)

    def _tend(self) -> None:
        """Take back what waits behind a job that is not light, and tell those who waited too long."""
        now = self._loop.time()
        for worker in self._workers:
            if worker.load > 1 and now - worker.since > _LIGHT:
                self._waiting.extendleft(reversed(worker.withdraw()))
        while self._waiting and self._waiting[0].until <= now:
            self._waiting.popleft().done(Reply(503, b"all workers are busy; try again"))
        self._next()
        is_busy = self._waiting or any(worker.load for worker in self._workers)
        self._alarm = self._loop.call_later(_LIGHT, self._tend) if is_busy else None

    async def _hire(self, home: Path) -> Worker:
        settings = self._settings
        order = Order(
            store=str(home / "store"),
            build=str(home.parent),
            base=self._base,
            timeout=settings.timeout,
            max_rows=settings.max_rows,
            memory=settings.memory,
            prefixes=dict(self._prefixes),
        )
        return await hire(order, home, self._finish)


def _is_ready(worker: Worker, task: Task, now: float) -> bool:
    is_soon_free = not task.is_taken_back and worker.is_quick and worker.load < _AHEAD and now - worker.since <= _LIGHT
    return worker.is_alive and (not worker.load or is_soon_free)


def _load(worker: Worker) -> int:
    return worker.load


def _settle(future: asyncio.Future[Reply], reply: Reply) -> None:
    if not future.done():  # Whoever waited may have been cancelled.
        future.set_result(reply)
