"""rdflib's API on an open store without a copy: an rdflib Store that reads the embedded engine's."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any, Never

import pyoxigraph as ox
import rdflib.store
from rdflib import BNode, Dataset, Graph, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Node

from .errors import QueryError, UsageError
from .rdf import (
    GraphName,
    Pattern,
    engine_graph_name,
    engine_term,
    graph_of,
    matching,
    rdflib_dataset,
    rdflib_graph_name,
    rdflib_term,
    rdflib_triple,
)
from .results import Answer, answer_of
from .store import OxigraphStore, Store
from .table import Table, Term

_UNION = "__UNION__"  # how rdflib calls the graph that a query over all graphs is asked of
_DISTINCT = "SELECT (COUNT(*) AS ?count) WHERE { SELECT DISTINCT ?s ?o WHERE { ?s %s ?o } }"
_COUNTING_DUPLICATES = ("Aggregate_Avg", "Aggregate_Count", "Aggregate_GroupConcat", "Aggregate_Sum")
_EACH_ANEW = ("Builtin_BNODE", "Builtin_RAND", "Builtin_STRUUID", "Builtin_UUID")


def rdflib_view(store: Store, prefixes: Mapping[str, str]) -> Dataset:
    """Return a store as an rdflib Dataset whose default graph is the union of all graphs, for reading.

    The embedded engine's is read in place; one behind an endpoint is copied into memory.
    """
    if isinstance(store, OxigraphStore):
        dataset = Dataset(StoreView(store), default_union=True)
    else:
        dataset = rdflib_dataset(store)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset


class StoreView(rdflib.store.Store):
    """What rdflib reads of an open store; to change it raises UsageError, to use it once closed UnreadableError.

    A number, time or truth value is found by any lexical form, as the engine knows it by its value.
    """

    context_aware = True
    graph_aware = True

    def __init__(self, store: OxigraphStore) -> None:
        super().__init__()
        self._store, self._names = store, Memory()

    def triples(
        self, triple_pattern: Pattern, context: Graph | None = None
    ) -> Iterator[tuple[tuple[Node, Node, Node], Iterator[Graph]]]:
        """Yield each triple that matches once, with those of the graphs asked for that hold it."""
        for quad in self._quads(triple_pattern, context):
            graphs = (
                [quad.graph_name] if context is not None else [found.graph_name for found in self._in_all_graphs(quad)]
            )
            if quad.graph_name == graphs[0]:
                yield rdflib_triple(quad), map(self._graph, graphs)

    def __len__(self, context: Graph | None = None) -> int:
        if context is not None:
            return self._count("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }", context.identifier)
        # Property by property, since the engine holds in memory what it tells apart.
        properties = self._rows("SELECT DISTINCT ?p WHERE { ?s ?p ?o }", _UNION)
        return sum(self._count(_DISTINCT % row, _UNION) for row in properties)

    def contexts(self, triple: Pattern | None = None) -> Generator[Graph, None, None]:
        """Yield the named graphs, or the graphs that hold a triple."""
        found = {quad.graph_name for quad in self._quads(triple)} if triple else self._store.engine.named_graphs()
        yield from map(self._graph, found)

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803  # as rdflib calls it
        initBindings: Mapping[str, Node],  # noqa: N803  # as rdflib calls it
        queryGraph: str,  # noqa: N803  # as rdflib calls it
        **kwargs: Any,
    ) -> Result:
        """Answer a query by the engine.

        Raises NotImplementedError, upon which rdflib answers by itself, for what the engine cannot do, such as values
        for variables that are not selected, and for what it would answer otherwise: over several graphs it matches a
        triple once for each that holds it, rdflib once. They still differ where either departs from SPARQL: the engine
        joins only texts by GROUP_CONCAT, and writes a number by its value, rdflib compares numbers with texts.
        Raises QueryError if the query fails.
        """
        # Each NotImplementedError is rdflib's sign that a store leaves a query to rdflib's own evaluation.
        if isinstance(query, Query) or kwargs:
            raise NotImplementedError("the engine answers queries as text")
        form = prepareQuery(query, initNs=initNs).algebra
        several = len(form.datasetClause) > 1 if form.datasetClause else queryGraph == _UNION
        if form.name == "DescribeQuery" or _has_empty_paths(form) or (several and not _ignores_duplicates(form)):
            raise NotImplementedError("the engine would answer otherwise")
        try:
            results = self._store.engine.query(
                query,
                prefixes={prefix: str(namespace) for prefix, namespace in initNs.items()},
                substitutions={ox.Variable(str(name)): engine_term(value) for name, value in initBindings.items()},
                **({} if form.datasetClause else _asked_of(queryGraph)),
            )
            return _result_of(answer_of(results))
        except OSError as error:
            raise QueryError(f"the query failed: {error}") from error
        except (RuntimeError, SyntaxError, TypeError, ValueError) as error:
            raise NotImplementedError(f"the engine cannot answer: {error}") from error

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Bind a prefix, for this view only."""
        self._names.bind(prefix, namespace, override)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return self._names.prefix(namespace)

    def namespace(self, prefix: str) -> URIRef | None:
        """Return the namespace of a prefix."""
        return self._names.namespace(prefix)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Yield prefixes with their namespaces."""
        return self._names.namespaces()

    def add_graph(self, graph: Graph) -> None:
        """Leave all as it is: rdflib calls this to look at a graph."""

    def _refuse(self, *_: object, **__: object) -> Never:
        raise UsageError(
            "this rdflib Dataset is a view of a store and cannot be changed; "
            "change a copy: copy = rdflib.Dataset(default_union=True); copy += view"
        )

    add = remove = remove_graph = update = _refuse
    addN = _refuse  # noqa: N815  # as rdflib calls it

    def _count(self, text: str, graph: str) -> int:
        ((count,),) = self._rows(text, graph)
        assert isinstance(count, ox.Literal)
        return int(count.value)

    def _rows(self, text: str, graph: str) -> list[tuple[Term | None, ...]]:
        answer = answer_of(self._store.engine.query(text, **_asked_of(graph)))
        assert isinstance(answer, Table)
        return answer.rows

    def _quads(self, pattern: Pattern, context: Graph | None = None) -> Iterator[ox.Quad]:
        graph = None if context is None else engine_graph_name(context.identifier)
        return matching(self._store.engine, pattern, graph)

    def _in_all_graphs(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        return self._store.engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)

    def _graph(self, name: GraphName) -> Graph:
        return Graph(self, rdflib_graph_name(name))


def _asked_of(graph: str) -> dict[str, Any]:
    """Return how to ask the engine about a graph, by its name, or about the union of all."""
    return {"use_default_graph_as_union": True} if graph == _UNION else {"default_graph": engine_graph_name(graph)}


def _ignores_duplicates(query: CompValue) -> bool:
    """Tell whether an answer is the same however often each triple matches."""
    parts = list(_parts(query))
    counted = any(part.name in _COUNTING_DUPLICATES and not part.distinct for part in parts)
    cut = any(part.name == "Slice" and not _distinct(part.p) for part in parts)
    made = any(part.name in _EACH_ANEW for part in parts) or (query.name == "ConstructQuery" and _makes_nodes(query))
    return not (counted or cut or made) and (query.name != "SelectQuery" or _distinct(query.p))


def _makes_nodes(query: CompValue) -> bool:
    """Tell whether a CONSTRUCT query makes blank nodes; in the short form its pattern is the template."""
    template = query.template or [triple for part in _parts(query) for triple in part.triples or ()]
    return any(isinstance(term, BNode) for triple in template for term in triple)


def _has_empty_paths(query: CompValue) -> bool:
    """Tell whether a path may have no step: from a term that is in no triple, the engine does not find that term."""
    paths = (name for part in _parts(query) for _, name, _ in part.triples or () if isinstance(name, Path))
    return any({"*", "?"} & set(path.n3()) for path in paths)


def _distinct(rows: CompValue) -> bool:
    """Tell whether rows are without duplicates, or one for each group."""
    while rows.name in ("Extend", "Filter", "OrderBy", "Project", "Slice"):
        rows = rows.p
    return rows.name in ("AggregateJoin", "Distinct")


def _parts(value: object) -> Iterator[CompValue]:
    """Yield a part of a query's algebra and all parts within."""
    if isinstance(value, CompValue):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _parts(inner)


def _result_of(answer: Answer) -> Result:
    """Return an answer as rdflib's Result."""
    match answer:
        case Table():
            result = Result("SELECT")
            result.vars = [Variable(column) for column in answer.columns]
            rows = (zip(result.vars, row, strict=True) for row in answer.rows)
            result.bindings = [{name: rdflib_term(term) for name, term in row if term is not None} for row in rows]
        case bool():
            result = Result("ASK")
            result.askAnswer = answer
        case triples:
            result = Result("CONSTRUCT")
            result.graph = graph_of(triples)
    return result
