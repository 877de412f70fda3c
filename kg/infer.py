"""Infer: run the CONSTRUCT queries, in order of their names, into the derived graph."""

from collections.abc import Sequence

from pyoxigraph import NamedNode

from .errors import QueryError
from .questions import Question
from .store import OxigraphStore


def infer(store: OxigraphStore, rules: Sequence[Question], graph: NamedNode) -> None:
    """Replace the derived graph by what the rules construct, each seeing what earlier ones gave."""
    store.clear(graph)
    for rule in sorted(rules, key=lambda rule: rule.name):
        try:
            store.construct(rule.text, graph)
        except QueryError as error:
            raise QueryError(f"{rule.name}: {error}") from error
    store.merge()
