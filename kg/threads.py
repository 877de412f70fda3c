"""Threads: the same done with many values side by side."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")

_MOST = 8  # threads: each holds in memory what its query joins


class Each(Protocol):
    """What calls a function with each value, and gives the results in order: `map`, or `side_by_side`."""

    def __call__(self, function: Callable[[A], B], values: Iterable[A], /) -> Iterable[B]:
        """Return the result for each value."""


def side_by_side(function: Callable[[A], B], values: Iterable[A], /) -> Iterator[B]:
    """Yield the result for each value, in order, of calls in a thread for each core.

    The engine lets other threads run while it answers. What a call raises comes out in its place, and ends the rest.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST)) as threads:
        yield from threads.map(function, values)
