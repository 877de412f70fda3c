"""A store behind a SPARQL 1.1 endpoint, by the SPARQL Protocol and the Graph Store Protocol."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import httpx
import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from .errors import QueryError, UnreadableError
from .results import Answer, answer_of
from .table import Table

_ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
_TIMEOUT = 60.0


class EndpointStore:
    """A remote store: `url` answers queries, `graphs_url` is its Graph Store, by default the same address."""

    def __init__(self, url: str, *, graphs_url: str = "", client: httpx.Client | None = None) -> None:
        self._url, self._graphs_url = url, graphs_url or url
        self._client = client or httpx.Client(timeout=_TIMEOUT)

    def query(self, text: str) -> Answer:
        """Answer a query over the union of all named graphs; they are named, as servers differ in their default."""
        names = [graph.value for graph in self.graphs()]
        return self._answer(text, {"default-graph-uri": names, "named-graph-uri": names})

    def quads(self, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, or of all, graph by graph."""
        for name in [graph] if graph else self.graphs():
            answer = self._answer(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")
            for triple in answer if isinstance(answer, list) else []:
                yield Quad(triple.subject, triple.predicate, triple.object, name)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, one request for each graph."""
        ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
        for graph, group in groupby(ordered, key=lambda quad: quad.graph_name):
            assert isinstance(graph, NamedNode)
            body = ox.serialize((quad.triple for quad in group), format=ox.RdfFormat.N_TRIPLES)
            self._send("POST", graph, body)

    def clear(self, graph: NamedNode) -> None:
        """Remove a named graph and what is in it."""
        if graph in self.graphs():
            self._send("DELETE", graph, None)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        answer = self._answer("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        rows = answer.rows if isinstance(answer, Table) else []
        return [graph for (graph,) in rows if isinstance(graph, NamedNode)]

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _answer(self, text: str, dataset: Mapping[str, list[str]] | None = None) -> Answer:
        fields = {"query": text, **(dataset or {})}
        return _read(self._request("POST", self._url, data=fields, headers={"Accept": _ACCEPT}))

    def _send(self, method: str, graph: NamedNode, body: bytes | None) -> None:
        headers = {"Content-Type": "application/n-triples"} if body is not None else {}
        self._request(method, self._graphs_url, params={"graph": graph.value}, content=body, headers=headers)

    def _request(self, method: str, url: str, **parts: object) -> httpx.Response:
        try:
            response = self._client.request(method, url, **parts)  # type: ignore[arg-type]  # httpx types each part
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise UnreadableError(f"{url}: {str(error) or type(error).__name__}; check that the server runs") from error
        if not response.is_success:
            reason = response.text.strip().partition("\n")[0][:300]
            raise QueryError(f"{url}: {response.status_code} {response.reason_phrase}: {reason}")
        return response


def _read(response: httpx.Response) -> Answer:
    if limit := response.headers.get("Kg-Truncated"):
        raise QueryError(
            f"{response.url}: the answer was cut at {limit}; add a LIMIT, or start `kg serve --max-rows N`"
        )
    kind = response.headers.get("Content-Type", "")
    try:
        if "json" in kind:
            return answer_of(ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON))
        return [quad.triple for quad in ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)]
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"{response.url}: the answer is not what was asked for ({kind}): {error}") from error
