"""A worker process as the server has it: started, given jobs and connections, and ended."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Protocol, cast

from .answering import Job, Order, Reply
from .ledger import Ledger, new_ledger
from .lent import lend
from .wire import read_reply, write_job

# The engine asks for the same sizes with every query. If glibc keeps at hand what is freed, a light query takes a
# quarter less time; other C libraries do not read this.
_ALLOCATOR = {
    "GLIBC_TUNABLES": "glibc.malloc.tcache_max=65536:glibc.malloc.tcache_count=500"
    ":glibc.malloc.trim_threshold=67108864:glibc.malloc.mmap_threshold=33554432"
}

LIGHT = 0.02
"""How long a light query takes at most, in seconds: longer, and what waits behind it is taken back."""

_MOST = 64  # connections lent to a worker


class Given(Protocol):
    """What a worker is given: a job, or a client's connection."""

    def finish(self, reply: Reply) -> None:
        """Learn the worker's reply, or why it ended over this."""

    def take_back(self) -> None:
        """Learn that the worker has not begun this, and will not."""


class Client(Given, Protocol):
    """A client's connection, which can be lent."""

    def fileno(self) -> int:
        """Return its file descriptor."""


class Worker(asyncio.Protocol):
    """A worker process, and the build that it answers from; `notify` is called when it may have become free.

    `is_up` once it has replied to something: to start takes it as long as a thousand light queries.
    """

    def __init__(
        self, process: Process, order: Order, channel: socket.socket, ledger: Ledger, notify: Callable[[], None]
    ) -> None:
        self._process, self._order, self._channel, self._ledger = process, order, channel, ledger
        self.home, self._notify = Path(order.store).parent, notify
        self._received = bytearray()
        self._given: dict[int, Given] = {}
        self._last, self._job = 0, 0
        self.is_up = False
        self._over = asyncio.Event()
        self._ending: asyncio.Task[None] | None = None

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.returncode is None and not self._ending

    @property
    def load(self) -> int:
        """The number of jobs and connections that it has."""
        return len(self._given)

    @property
    def is_late(self) -> bool:
        """Whether it is at something that is not light."""
        return self._ledger.at in self._given and self._ledger.seconds() > LIGHT

    @property
    def has_job(self) -> bool:
        """Whether it has a job that it has not replied to; it takes one at a time."""
        return self._job in self._given

    def run(self, job: Job, task: Given) -> None:
        """Do a job."""
        self._job = self._last = self._last + 1
        self._given[self._job] = task
        self._transport.write(write_job(self._job, job))

    def lend(self, client: Client, terms: bytes) -> bool:
        """Let the worker answer on a connection until it gives it back; return False if it has enough of them."""
        self._last += 1
        is_lent = self.load < _MOST and lend(self._channel, self._last, terms, client.fileno())
        if is_lent:
            self._given[self._last] = client
        return is_lent

    def take_back(self) -> None:
        """Take back all that the worker has but what it is at."""
        begun = self._ledger.take_back(self._last) if self._given else 0
        for number in [number for number in self._given if number != begun]:
            self._given.pop(number).take_back()

    def retire(self) -> bool:
        """Take back what the worker has; return False if it is still at something."""
        self.take_back()
        return not self._given

    async def end(self) -> None:
        """End the process at once: it holds nothing that could be lost."""
        if self._process.returncode is None:
            self._process.kill()
        await self._over.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket; uvloop's transports are not of asyncio's classes."""
        self._transport = cast(asyncio.WriteTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Take replies, or parts of them."""
        self.is_up = True
        self._received += data
        while found := read_reply(self._received):
            number, reply, length = found
            del self._received[:length]
            if number in self._given:  # Else it was taken back.
                self._given.pop(number).finish(reply)
        self._notify()

    def connection_lost(self, exc: Exception | None) -> None:
        """Learn that the process has ended."""
        self._ending = asyncio.get_running_loop().create_task(self._tell_why())

    async def _tell_why(self) -> None:
        reason = _reason(await self._process.wait(), self._order)
        self.take_back()
        for given in self._given.values():
            given.finish(reason)
        self._given.clear()
        self._channel.close()
        self._ledger.file.close()
        self._over.set()
        self._notify()


async def hire(order: Order, notify: Callable[[], None]) -> Worker:
    """Start a worker on a build; `notify` is called whenever it may have become free."""
    (jobs, its_jobs), (channel, its_channel) = socket.socketpair(), socket.socketpair(type=socket.SOCK_DGRAM)
    channel.setblocking(False)
    ledger = new_ledger()
    files = its_channel.fileno(), ledger.file.fileno()
    words = (sys.executable, "-m", "kg.web.worker", json.dumps(asdict(order)), *map(str, files))
    with its_jobs, its_channel:
        environment = {**os.environ, **_ALLOCATOR}
        process = await asyncio.create_subprocess_exec(*words, stdin=its_jobs.fileno(), pass_fds=files, env=environment)
    worker = Worker(process, order, channel, ledger, notify)
    await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=jobs)
    return worker


def _reason(code: int, order: Order) -> Reply:
    """Say why a process ended, by its exit code, which is negative for a signal."""
    if code == -signal.SIGALRM:
        text = f"stopped after {order.timeout:g} s; ask for less: bind more variables, or add a LIMIT"
        return Reply(504, text.encode())
    if code < 0:
        return Reply(500, f"stopped, most likely at the memory limit of {order.memory >> 20} MB".encode())
    return Reply(500, b"this is a bug of the server; its log says more")
