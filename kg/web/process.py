"""A worker process as the server has it: started, given jobs over a socket, and ended."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from .answering import Job, Order, Reply
from .wire import read_reply

# The engine asks for the same sizes with every query. If glibc keeps at hand what is freed, a light query takes a
# quarter less time; other C libraries do not read this.
_ALLOCATOR = {
    "GLIBC_TUNABLES": "glibc.malloc.tcache_max=65536:glibc.malloc.tcache_count=500"
    ":glibc.malloc.trim_threshold=67108864:glibc.malloc.mmap_threshold=33554432"
}

_QUICK = 0.002  # seconds

Done = Callable[[Reply], None]


@dataclass(frozen=True, eq=False)
class Task:
    """A job on a build, as it is and as a line; whom to tell of its reply, and the loop's time to give it up.

    One that was taken back from a worker is given to a free one only: each is sent twice at most.
    """

    job: Job
    line: bytes
    home: Path
    done: Done
    until: float
    is_taken_back: bool = False


class Worker(asyncio.Protocol):
    """A worker process, and the build that it answers from.

    `since` is when it began what it is at, `is_quick` whether what it did before was done in no time.
    """

    def __init__(self, process: Process, order: Order, home: Path, finish: "Finish") -> None:
        self._process, self._order, self.home, self._finish = process, order, home, finish
        self.since, self.is_quick = 0.0, False
        self._received = bytearray()
        self._tasks: deque[Task | None] = deque()
        self._ending: asyncio.Task[None] | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None and not self._ending

    @property
    def load(self) -> int:
        """The number of jobs that it has not replied to."""
        return len(self._tasks)

    def run(self, task: Task, now: float) -> None:
        """Do a job after those given before; the reply says so if the process ends over it."""
        if not self._tasks:
            self.since = now
        self._tasks.append(task)
        self._transport.write(task.line)

    def withdraw(self) -> list[Task]:
        """Return all jobs but the one that it is at, to be done elsewhere: nobody is told what it replies to them."""
        begun = list(self._tasks)[:1] if self.is_alive else []
        behind = list(self._tasks)[len(begun) :]
        self._tasks = deque([*begun, *(None for _ in behind)])
        return [replace(task, is_taken_back=True) for task in behind if task]

    async def end(self) -> None:
        """End the process at once: it holds nothing that could be lost."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket; uvloop's transports are not of asyncio's classes."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take replies, or parts of them."""
        self._received += data
        while found := read_reply(self._received):
            reply, length = found
            del self._received[:length]
            now = asyncio.get_running_loop().time()
            self.is_quick, self.since = now - self.since < _QUICK, now
            self._tell(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        """Learn that the process has ended."""
        self._ending = asyncio.get_running_loop().create_task(self._tell_why())

    async def _tell_why(self) -> None:
        reason = _reason(await self._process.wait(), self._order)
        if self._tasks:
            self._tell(reason)
        self._tasks.clear()

    def _tell(self, reply: Reply) -> None:
        self._finish(self, self._tasks.popleft(), reply)


Finish = Callable[[Worker, Task | None, Reply], None]


async def hire(order: Order, home: Path, finish: Finish) -> Worker:
    """Start a worker on a build; `finish` is called with each reply, and None for a job that was withdrawn."""
    ours, its = socket.socketpair()
    words = (sys.executable, "-m", "kg.web.worker", json.dumps(asdict(order)))
    with its:
        stream = its.fileno()
        environment = {**os.environ, **_ALLOCATOR}
        process = await asyncio.create_subprocess_exec(*words, stdin=stream, stdout=stream, env=environment)
    worker = Worker(process, order, home, finish)
    await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
    return worker


def _reason(code: int, order: Order) -> Reply:
    """Say why a process ended, by its exit code, which is negative for a signal."""
    if code == -signal.SIGALRM:
        text = f"stopped after {order.timeout:g} s; ask for less: bind more variables, or add a LIMIT"
        return Reply(504, text.encode())
    if code < 0:
        return Reply(500, f"stopped, most likely at the memory limit of {order.memory >> 20} MB".encode())
    return Reply(500, b"this is a bug of the server; its log says more")
