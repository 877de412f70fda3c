"""Infer: run the CONSTRUCT queries, in order of their names, into the derived graph."""

from collections.abc import Callable, Sequence

from pyoxigraph import NamedNode

from .errors import QueryError
from .questions import Question
from .store import OxigraphStore


def infer(
    store: OxigraphStore,
    rules: Sequence[Question],
    graph: NamedNode,
    *,
    notice: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Replace the derived graph by what the rules construct, each seeing what earlier ones gave.

    `notice` is told how many rules have run, and of how many.
    """
    store.clear(graph)
    for number, rule in enumerate(sorted(rules, key=lambda rule: rule.name)):
        notice(number, len(rules))
        try:
            store.construct(rule.text, graph)
        except QueryError as error:
            raise QueryError(f"{rule.name}: {error}") from error
    store.merge()
