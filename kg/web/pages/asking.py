"""Asking: the queries of pages themselves, which need no prologue."""

from ...store import Store, select
from ...table import Table
from ...terms import VOCABULARIES

_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in VOCABULARIES.items())


def ask_for(store: Store, query: str) -> Table:
    """Answer a SELECT query that uses the prefixes of the vocabularies."""
    return select(store, _PREFIXES + query)
