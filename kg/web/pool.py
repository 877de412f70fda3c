"""A pool of workers: so many jobs at once, each in a process that can be ended, on the build in use."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from starlette.exceptions import HTTPException

from ..graph import Graph
from .answering import MAX_ANSWER, Job, Order, Reply
from .memory import Memory
from .settings import Settings


class Pool:
    """Workers on the store of the last build; `home` tells where that is, `graph` its prefixes and its base."""

    def __init__(self, home: Callable[[], Path], settings: Settings, graph: Graph) -> None:
        self._home, self._settings = home, settings
        self._base, self._prefixes = graph.workspace.base, graph.prefixes
        self._free = asyncio.Semaphore(settings.workers)
        self._idle: list[Worker] = []
        self._memory = Memory(settings.remembered)

    async def start(self) -> None:
        """Start the workers, so that the first job need not wait for one."""
        self._idle = [await self._hire(self._home()) for _ in range(self._settings.workers)]

    async def run(self, job: Job) -> Reply:
        """Do a job; a reply of 400 and above says what is wrong with it.

        Raises HTTPException if it was not done: 503 for no free worker, 504 at the time limit, 500 at that of memory.
        """
        home = self._home()
        if known := self._memory.recall(job, home):
            return known
        async with self._turn():
            worker = await self._worker(home)
            try:
                reply = await worker.run(job)
            except EndedError as error:
                raise self._reason(error) from error
            self._idle.append(worker)
        self._memory.keep(job, home, reply)
        return reply

    async def stop(self) -> None:
        """End the workers."""
        while self._idle:
            await self._idle.pop().end()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for a worker to be free; raise HTTPException 503 if that takes too long."""
        try:
            async with asyncio.timeout(self._settings.patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise HTTPException(503, "all workers are busy; try again", {"Retry-After": "2"}) from error
        try:
            yield
        finally:
            self._free.release()

    async def _worker(self, home: Path) -> "Worker":
        """Return a worker on a build; those on another are ended."""
        while self._idle:
            worker = self._idle.pop()
            if worker.home == home and worker.is_alive:
                return worker
            await worker.end()
        return await self._hire(home)

    async def _hire(self, home: Path) -> "Worker":
        order = Order(
            store=str(home / "store"),
            build=str(home.parent),
            base=self._base,
            timeout=self._settings.timeout,
            max_rows=self._settings.max_rows,
            memory=self._settings.memory,
            prefixes=dict(self._prefixes),
        )
        words = (sys.executable, "-m", "kg.web.worker", json.dumps(asdict(order)))
        return Worker(await asyncio.create_subprocess_exec(*words, stdin=PIPE, stdout=PIPE, limit=MAX_ANSWER), home)

    def _reason(self, error: "EndedError") -> HTTPException:
        if error.code == -signal.SIGALRM:
            return HTTPException(
                504, f"stopped after {self._settings.timeout:g} s; ask for less: bind more variables, or add a LIMIT"
            )
        if error.code < 0:
            return HTTPException(500, f"stopped, most likely at the memory limit of {self._settings.memory >> 20} MB")
        return HTTPException(500, "this is a bug of the server; its log says more")


class EndedError(Exception):
    """A worker that ended within a job; `code` is its exit code, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Worker:
    """A worker process, and the build that it answers from."""

    def __init__(self, process: Process, home: Path) -> None:
        self._process, self.home = process, home

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None

    async def run(self, job: Job) -> Reply:
        """Do a job; raise EndedError if the process ends over it. One that is given up is ended too."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin and stdout
        try:
            stdin.write(json.dumps(vars(job)).encode() + b"\n")
            await stdin.drain()
            head = json.loads(await stdout.readuntil(b"\n"))
            return Reply(**head | {"content": await stdout.readexactly(head["content"])})
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EndedError(await self._process.wait()) from error
        except asyncio.CancelledError:
            self._process.kill()
            raise

    async def end(self) -> None:
        """End the process at once: it holds nothing that could be lost."""
        if self.is_alive:
            self._process.kill()
        await self._process.wait()
