"""Summary: how much a graph holds."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from .problems import Problem, Severity
from .store import Store, select
from .terms import ONTOLOGY, graph_name

_INSTANCES = f"""
PREFIX irel: <{ONTOLOGY}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT (COUNT(DISTINCT ?thing) AS ?count) WHERE {{ ?thing a/rdfs:subClassOf* irel:%s }}
"""

_QUOTED = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT (COUNT(DISTINCT ?source) AS ?count) WHERE { ?passage oa:hasSource ?source }
"""

_RELATES = NamedNode(f"{ONTOLOGY}dyad")
_BUSIEST = f"""
PREFIX irel: <{ONTOLOGY}>
SELECT ?dyad (COUNT(DISTINCT ?fact) AS ?facts) WHERE {{ %s ?fact irel:dyad ?dyad }}
GROUP BY ?dyad ORDER BY DESC(?facts) ?dyad LIMIT 1
"""

_TRIPLES = """
SELECT (COUNT(*) AS ?count) WHERE {
  { SELECT DISTINCT ?subject ?value WHERE { GRAPH ?graph { ?subject %s ?value } FILTER(?graph NOT IN (%s)) } }
}
"""


@dataclass(frozen=True)
class Summary:
    """Counts of what a build found.

    `sources` are those that facts quote; `triples` are distinct, the ontology and the quoted words apart; `busiest` is
    the pair that most facts relate.
    """

    sources: int
    records: int
    facts: int
    triples: int
    violations: int
    warnings: int
    disagreements: int
    busiest: str


def summarise(
    store: Store, problems: Collection[Problem], *, records: int, triples: int, busiest: str | None = None
) -> Summary:
    """Count what is in a store, and the problems by their weight; what is known already need not be counted."""
    weights = [problem.severity for problem in problems]
    return Summary(
        sources=count_sources(store),
        records=records,
        facts=_count(store, _INSTANCES % "Fact"),
        triples=triples,
        violations=weights.count(Severity.VIOLATION),
        warnings=weights.count(Severity.WARNING),
        disagreements=_count(store, _INSTANCES % "Disagreement"),
        busiest=_busiest(store) if busiest is None else busiest,
    )


def count_sources(store: Store) -> int:
    """Count the sources that facts quote."""
    return _count(store, _QUOTED)


def count_triples(store: Store, base: str) -> int:
    """Count the distinct triples of a store, the ontology and the quoted words apart.

    Property by property, since the engine holds in memory what it tells apart.
    """
    apart = ", ".join(f"<{graph_name(name, base).value}>" for name in ("ontology", "quotes"))
    properties = select(store, "SELECT DISTINCT ?property WHERE { GRAPH ?graph { ?subject ?property ?value } }")
    return sum(_count(store, _TRIPLES % (row[0], apart)) for row in properties.rows)


def _count(store: Store, query: str) -> int:
    (row,) = select(store, query)
    return int(str(row["count"]))


def busiest_now(store: Store, busiest: str, removed: Iterable[Quad], added: Iterable[Quad]) -> str:
    """Return the pair that most facts relate, after a change of a store in which it was a certain one.

    Each quad removed was in the store, and each one added was not.
    """
    gone, new = (Counter(quad.object for quad in quads if quad.predicate == _RELATES) for quads in (removed, added))
    gaining = [pair for pair in new if new[pair] > gone[pair]]
    if any(gone[pair] > new[pair] and str(pair).endswith(f"/{busiest}>") for pair in gone):
        return _busiest(store)
    namespaces = {str(pair).rpartition("/")[0] for pair in gaining}
    rivals = [*map(str, gaining), *(f"{namespace}/{busiest}>" for namespace in namespaces if busiest)]
    return _busiest(store, f"VALUES ?dyad {{ {' '.join(rivals)} }}") if gaining else busiest


def _busiest(store: Store, among: str = "") -> str:
    return next((str(row["dyad"]).rpartition("/")[2] for row in select(store, _BUSIEST % among)), "")
