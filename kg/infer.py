"""Infer: run the CONSTRUCT queries, in order of their names, into the derived graph."""

from collections.abc import Sequence

from pyoxigraph import NamedNode, Quad

from .errors import QueryError
from .questions import Question
from .store import Store


def infer(store: Store, rules: Sequence[Question], graph: NamedNode) -> None:
    """Replace the derived graph by what the rules construct, each seeing what earlier ones gave."""
    store.clear(graph)
    for rule in sorted(rules, key=lambda rule: rule.name):
        answer = store.query(rule.text)
        if not isinstance(answer, list):
            raise QueryError(f"{rule.name}: a rule is a CONSTRUCT query")
        store.add(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in dict.fromkeys(answer))
