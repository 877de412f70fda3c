"""Kept: what was made for an address last; within an edition the same would be made again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from .edition import Edition

_SIZE = 64 << 20  # bytes

Other = TypeVar("Other")


class Kept:
    """The contents last asked for, up to a number of bytes, by their address and format."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._contents: OrderedDict[tuple[str, str], str | bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str, format: str, make: Callable[[], str | bytes | Other]) -> str | bytes | Other:
        """Return what is kept for an address, or else what `make` gives, and keep that if it is plain content."""
        key = address, format
        with self._lock:
            if key in self._contents:
                self._contents.move_to_end(key)
                return self._contents[key]
        made = make()
        if isinstance(made, str | bytes):
            self._keep(key, made)
        return made

    def _keep(self, key: tuple[str, str], made: str | bytes) -> None:
        with self._lock:
            self._left -= len(made) - len(self._contents.pop(key, ""))
            self._contents[key] = made
            while self._left < 0:
                self._left += len(self._contents.popitem(last=False)[1])


def kept(edition: Edition) -> Kept:
    """Return what is kept of an edition; for `Edition.once`."""
    return Kept(_SIZE)
