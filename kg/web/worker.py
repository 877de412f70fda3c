"""A worker: a process that does jobs and answers on the connections lent to it; the kernel ends it at its limits."""

import ctypes
import json
import os
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

import pyoxigraph as ox

from ..store import read_store
from ..workspace import CURRENT
from .answering import Job, Order, Reply, RequestError, answer, read_graph
from .guard import RefusedError
from .ledger import Ledger
from .lent import Lent, borrow
from .memory import Memory
from .wire import read_job, write_reply

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_CHEAP = 0.0002  # seconds, within which an answer is found anew at about the cost of remembering it
_IDLE = 1.0  # seconds after which a connection that nothing comes from is given back


def main() -> None:
    """Serve as the order in the arguments says; the file descriptors after it are of the channel and the ledger."""
    order, channel, ledger = Order(**json.loads(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
    confine(order.memory)
    with suppress(EOFError), os.fdopen(ledger, "r+b") as file:
        _Service(order, socket.socket(fileno=channel), Ledger(file)).run()


def confine(memory: int) -> None:
    """Limit the address space, and leave the network if the system allows it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # The superuser may leave the network as he is; others need a user namespace to do so.
        system = ctypes.CDLL(None)
        if system.unshare(_NEW_NETWORK) != 0:
            system.unshare(_NEW_USER | _NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Service:
    """What a worker does: jobs that come by standard input, and plain queries on connections lent to it."""

    def __init__(self, order: Order, channel: socket.socket, ledger: Ledger) -> None:
        self._order, self._channel, self._ledger = order, channel, ledger
        self._store = read_store(Path(order.store)).engine
        self._build, self._link = Path(order.store).parent.name, str(Path(order.build) / CURRENT)
        self._jobs = socket.socket(fileno=sys.stdin.fileno())
        self._memory = Memory(order.remembered)
        self._lent: set[Lent] = set()
        self._used: set[Lent] = set()
        self._selector = DefaultSelector()
        self._selector.register(self._jobs, EVENT_READ, self._work)
        self._selector.register(self._channel, EVENT_READ, self._borrow)

    def run(self) -> None:
        """Do what comes until the server ends."""
        swept = time.monotonic()
        while True:
            for key, _ in self._selector.select(_IDLE):
                key.data()
            if time.monotonic() - swept >= _IDLE:
                self._give_back_idle()
                swept = time.monotonic()

    def _work(self) -> None:
        number, job = read_job(self._jobs)
        if self._ledger.begin(number):
            self._jobs.sendall(write_reply(number, self._reply(job)))
            self._ledger.end(number)

    def _borrow(self) -> None:
        lent = borrow(self._channel)
        self._lent.add(lent)
        self._used.add(lent)
        self._selector.register(lent.connection, EVENT_READ, partial(self._serve, lent))

    def _serve(self, lent: Lent) -> None:
        """Answer what has come on a connection; give it back where that is for the server to do."""
        request = lent.look()
        job = lent.terms.job(request)
        if not job or not self._is_current() or not self._ledger.begin(lent.number):
            self._give_back(lent)
            return
        reply = self._reply(job)
        rest = lent.answer(request, reply) if reply.status == 200 else b""
        self._used.add(lent)
        if not self._ledger.end(lent.number) or rest or reply.status != 200:
            self._give_back(lent, rest)

    def _give_back(self, lent: Lent, rest: bytes = b"") -> None:
        self._lent.discard(lent)
        self._selector.unregister(lent.connection)
        lent.connection.close()
        self._jobs.sendall(write_reply(lent.number, Reply(0, rest)))

    def _give_back_idle(self) -> None:
        for lent in self._lent - self._used:
            self._give_back(lent)
        self._used.clear()

    def _is_current(self) -> bool:
        try:
            return os.readlink(self._link) == self._build  # noqa: PTH115  # a Path takes as long as a light query
        except OSError:
            return False

    def _reply(self, job: Job) -> Reply:
        """Do a job unless its answer is known."""
        if known := self._memory.recall(job):
            return known
        # The signal's default action ends the process wherever it is, also within the engine.
        signal.setitimer(signal.ITIMER_REAL, self._order.timeout)
        reply = _done(self._store, job, self._order)
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        if self._order.timeout - left > _CHEAP:
            self._memory.keep(job, reply)
        return reply


def _done(store: ox.Store, job: Job, order: Order) -> Reply:
    try:
        match job.kind:
            case "query":
                return answer(store, job, order)
            case "read":
                return read_graph(store, job, order)
        from .writing import write

        return write(job, order)
    except RefusedError as error:
        return Reply(400, str(error).encode())
    except RequestError as error:
        return Reply(error.status, str(error).encode())
    except MemoryError:
        os.abort()  # As the engine does where it is the one to meet the limit.


if __name__ == "__main__":
    main()
