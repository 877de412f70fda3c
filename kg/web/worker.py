"""A worker: a process that answers jobs over its standard streams, and that the kernel ends at its limits."""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path

import pyoxigraph as ox

from ..store import read_store
from .answering import Job, Order, Reply, RequestError, answer, read_graph
from .guard import RefusedError
from .wire import read_job, write_reply

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Open the store that the order in the arguments names, and answer jobs until standard input ends."""
    order = Order(**json.loads(sys.argv[1]))
    confine(order.memory)
    store = read_store(Path(order.store))
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    for line in stdin:
        # The signal's default action ends the process wherever it is, also within the engine.
        signal.setitimer(signal.ITIMER_REAL, order.timeout)
        stdout.write(write_reply(_reply(store.engine, read_job(line), order)))
        stdout.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


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


def _reply(store: ox.Store, job: Job, order: Order) -> Reply:
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
