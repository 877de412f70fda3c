"""The ledger of a worker: what it is at, and what it may no longer begin, in memory that the server shares with it.

All that a worker is given bears a number, each higher than the one before. Under a lock, which the kernel lets go with
its process, something is either begun by the worker or taken back by the server.
"""

import fcntl
import time
from mmap import mmap
from tempfile import TemporaryFile
from typing import IO

_AT, _SINCE, _TAKEN = range(3)
_SIZE = 3 * 8  # bytes of as many words


class Ledger:
    """One worker's ledger, as the server or as the worker has it; `file` is what they share."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self._words = memoryview(mmap(file.fileno(), _SIZE)).cast("q")

    @property
    def at(self) -> int:
        """The number of what the worker is at, 0 if nothing."""
        return self._words[_AT]

    def seconds(self) -> float:
        """Return for how long the worker has been at it."""
        return (time.monotonic_ns() - self._words[_SINCE]) / 1e9

    def begin(self, number: int) -> bool:
        """Write down, as the worker, what it begins; return False if that has been taken back."""
        fcntl.lockf(self.file, fcntl.LOCK_EX)
        if is_given := number > self._words[_TAKEN]:
            self._words[_AT], self._words[_SINCE] = number, time.monotonic_ns()
        fcntl.lockf(self.file, fcntl.LOCK_UN)
        return is_given

    def end(self, number: int) -> bool:
        """Write down, as the worker, that it is done; return False if it may not go on with things of this number."""
        fcntl.lockf(self.file, fcntl.LOCK_EX)
        self._words[_AT] = 0
        is_given = number > self._words[_TAKEN]
        fcntl.lockf(self.file, fcntl.LOCK_UN)
        return is_given

    def take_back(self, number: int) -> int:
        """Take back all up to a number but what the worker is at, and return that."""
        fcntl.lockf(self.file, fcntl.LOCK_EX)
        self._words[_TAKEN] = number
        begun = self._words[_AT]
        fcntl.lockf(self.file, fcntl.LOCK_UN)
        return begun


def new_ledger() -> Ledger:
    """Return an empty ledger."""
    file = TemporaryFile()  # noqa: SIM115  # open as long as the ledger
    file.truncate(_SIZE)
    return Ledger(file)
