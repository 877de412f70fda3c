"""Queries that SHACL asks anew of each focus node, rewritten to be asked once of all (SHACL, sections 5.2 and 6.2).

Where the standard joins each pattern with the one node that $this is bound to, the rewritten query joins it with all.
"""

from itertools import pairwise

from ..errors import ShapeError
from .groups import Group, variables
from .model import XSD

Variables = frozenset[str]

_PREBOUND = {"SELECT": frozenset({"?this"}), "ASK": frozenset({"?this", "?value"})}

# The standard forbids the first three; the others look at all solutions of one focus node, or at single graphs.
_REFUSED = {"MINUS", "VALUES", "SERVICE", "LIMIT", "OFFSET", "FROM", "GRAPH", "BASE"}
_ADDING = {"COUNT", "SUM", "AVG", "GROUP_CONCAT"}
_REPEATING = {"UNION", "SELECT", "[", "/", "|"}


def refuse(query: Group) -> None:
    """Raise ShapeError for a query whose answers for all nodes are not those for each node together."""
    if not query.is_query:
        raise ShapeError("its query is neither SELECT nor ASK")
    prebound = _prebound(query)
    for one, other in pairwise(("", *query.words)):
        if other in _REFUSED:
            raise ShapeError(f"its query has {other}")
        if one == "AS" and other in prebound:
            raise ShapeError(f"its query gives {other} a value")
        if one.startswith("<") and other == "(" and not one.startswith(f"<{XSD}"):
            raise ShapeError(f"its query calls {one}")
    _refuse_hidden(query, prebound)


def for_sets(query: Group) -> Group:
    """Return a query that a set of nodes can be joined with, in time that grows with the set."""
    return _joined(_distinct(query), frozenset(), _prebound(query))


def selected(query: Group, nodes: str) -> str:
    """Return a SELECT query asked of all nodes that a group binds ?focus to."""
    return str(_seeded(query, _prebound(query), f" {{ SELECT DISTINCT (?focus AS ?this) {{ {nodes} }} }}"))


def affirmed(query: Group, pairs: str) -> str:
    """Return an ASK query as one for those pairs of ?this and ?value, of all that a group binds, that it is true of."""
    head = "SELECT DISTINCT ?this ?value"
    asked = _seeded(query, _prebound(query), f" {{ SELECT DISTINCT (?focus AS ?this) ?value {{ {pairs} }} }}")
    return str(Group((head, *asked.parts[1:])))


def _prebound(query: Group) -> Variables:
    return _PREBOUND[query.own[0]]


def _seeded(query: Group, prebound: Variables, seed: str) -> Group:
    """Return a query with a group first in each pattern that speaks of the bound variables."""

    def rebuild(part: Group) -> Group:
        inner = part if part.head else _seeded(part, prebound, seed)
        speaks = (query if query.is_query else part).variables & prebound
        return inner if part.head or part.is_query or not speaks else Group((seed, *inner.parts))

    return query.rebuilt(rebuild)


def _refuse_hidden(query: Group, prebound: Variables, above: str = "SELECT") -> None:
    """Refuse a query that does not select what is bound; only the outermost may do so by an asterisk."""
    if query.own[:1] == ("SELECT",):
        clause = query.own[: [*query.own, "{}"].index("{}")]
        hidden = prebound - variables(Group(clause).bare)
        if hidden and (above != "SELECT" or "*" not in clause):
            raise ShapeError(f"its query does not select {', '.join(sorted(hidden))}")
    for part in query.groups:
        _refuse_hidden(part, prebound, "{")


# ------------------------------------------------------------------ EXISTS, which the engine asks of each solution


def _joined(group: Group, outside: Variables, prebound: Variables) -> Group:
    """Return a group with joins in place of its filters by EXISTS, where the two mean the same.

    They do if each variable that the filter shares with the rest is bound in all solutions of both.
    """
    joins: list[str | Group] = []

    def rebuild(part: Group) -> str | Group:
        others = outside | Group(tuple(each for each in group.parts if each is not part)).variables
        shared = part.variables & others
        bound = prebound | variables(group.bare) & variables(part.bare)
        is_join = part.head.startswith("FILTER") and shared <= bound and all(each.head for each in part.groups)
        if part.head and not (is_join and shared):
            return part
        inner = _joined(Group(part.parts), others, prebound)
        if not part.head:
            return inner
        found = Group((" SELECT", " DISTINCT", *(f" {each}" for each in sorted(shared)), inner))
        joins.extend([" MINUS", inner] if "NOT" in part.head else [found])
        return " FILTER(true)"

    kept = group.rebuilt(rebuild)
    return Group((*kept.parts, *joins), group.head)


# ------------------------------------------------------------------ triples that are in several graphs


def _distinct(group: Group) -> Group:
    """Return a group whose queries add up each solution once, in however many graphs its triples are."""
    inner = group.rebuilt(lambda part: part if part.head else _distinct(part))
    threes = zip(group.own, group.own[1:], group.own[2:], strict=False)
    if not any(word in _ADDING and first != "DISTINCT" for word, _, first in threes):
        return inner
    return inner.rebuilt(lambda part: part if part.head else _each_once(part))


def _each_once(pattern: Group) -> Group:
    if _is_repeating(pattern):
        raise ShapeError("its query adds up solutions that may be alike")
    return Group((Group((" SELECT", " DISTINCT", " *", pattern)),))


def _is_repeating(pattern: Group) -> bool:
    """Tell whether a pattern may have a solution more than once, each with different triples."""
    own = any(word in _REPEATING or word.startswith("_:") for word in pattern.own) or "!" in pattern.bare
    return own or any(_is_repeating(each) for each in pattern.groups if not each.head)
