"""Selection: the quads of a graph to export, whole or in part."""

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Quad

from .store import OxigraphStore, Store, select
from .terms import ONTOLOGY, graph_name

_FACTS = f"""
PREFIX irel: <{ONTOLOGY}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?fact WHERE {{
  %s
  ?fact a/rdfs:subClassOf* irel:Fact .
}}
"""


def whole(store: Store, base: str) -> Iterator[Quad]:
    """Yield everything that sources say and what was derived; neither the ontology nor the quoted words."""
    apart = _apart(base)
    return (quad for quad in store.quads() if quad.graph_name not in apart)


def about(store: Store, base: str, things: Sequence[NamedNode]) -> Iterator[Quad]:
    """Yield the facts that mention every one of some things, and whatever these facts refer to, however far."""
    patterns = " ".join(f"?fact ?p{number} {thing} ." for number, thing in enumerate(things))
    # Sorted here, as an engine reads a term anew for each comparison.
    rows = sorted(select(store, _FACTS % patterns).rows, key=lambda row: str(row[0]))
    facts = [fact for (fact,) in rows if isinstance(fact, NamedNode)]
    apart, seen, waiting = _apart(base), set(things), [*things, *facts]
    while waiting:
        node = waiting.pop()
        seen.add(node)
        for quad in _described(store, node):
            if quad.graph_name not in apart:
                yield quad
                target = quad.object
                if isinstance(target, NamedNode) and target.value.startswith(base) and target not in seen:
                    seen.add(target)
                    waiting.append(target)


def with_quotes(store: Store, base: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield quads, and then the quoted words of the passages among them."""
    subjects = set()
    for quad in quads:
        subjects.add(quad.subject)
        yield quad
    yield from (quad for quad in store.quads(graph_name("quotes", base)) if quad.subject in subjects)


def _described(store: Store, node: NamedNode) -> Iterator[Quad]:
    if isinstance(store, OxigraphStore):
        return iter(store.engine.quads_for_pattern(node, None, None))
    rows = select(store, f"SELECT ?g ?p ?o WHERE {{ GRAPH ?g {{ {node} ?p ?o }} }}").rows
    return (Quad(node, p, o, g) for g, p, o in rows)  # type: ignore[arg-type]  # bound by the pattern


def _apart(base: str) -> set[NamedNode]:
    return {graph_name("ontology", base), graph_name("quotes", base)}
