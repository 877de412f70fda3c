"""Results: what a query gives, whichever engine answers."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
from pyoxigraph import Triple

from .table import Table

Answer = Table | bool | list[Triple]
"""What a query gives: SELECT a table, ASK a truth value, CONSTRUCT and DESCRIBE triples."""


def answer_of(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """Turn the engine's results into a table, a truth value or triples."""
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    with _collection_paused():
        if isinstance(results, ox.QueryTriples):
            return list(results)
        columns = tuple(variable.value for variable in results.variables)
        return Table(columns, [tuple(solution) for solution in results])


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Do not look for garbage in cycles: terms form none, and each look goes through all the rows read so far."""
    if not gc.isenabled():  # Another thread has paused it, or the caller: theirs to go on with.
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
