"""Graph: an open knowledge graph, to be asked, exported and drawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import NamedNode, Quad

from . import selection
from .errors import UnreadableError, UsageError
from .identity import find_thing
from .ontology import Ontology, jsonld_context, read_ontology
from .query import ask
from .questions import Question
from .spelling import nearest
from .store import Answer, Store, open_store
from .workspace import CONFIG, CURRENT, Workspace, open_workspace

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from .dossier import Dossier

Values = str | list[str]

_PAIRS_DRAWN = 250  # above it, lines can no longer be told apart


class Graph:
    """A graph in a store, with the questions and the ontology of its workspace, each read once."""

    def __init__(self, store: Store, workspace: Workspace) -> None:
        self.store, self.workspace = store, workspace
        self.questions: Callable[[str], Mapping[str, Question]] = cache(workspace.questions)

    def __repr__(self) -> str:
        return f"<Graph of {self.workspace.root}>"

    def query(self, name: str, **values: Values) -> Answer:
        """Ask a named question, with its parameters as names, codes or ids; `kg query --list` shows them all.

        >>> g.query("agreements", state="AZE", partner="SRB").to_pandas()  # doctest: +SKIP
        """
        return self.ask(self.question("answers", name), values)

    def sparql(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query over the union of all named graphs."""
        return self.store.query(text)

    def network(self, projection: str = "states", **values: Values) -> nx.MultiDiGraph[str]:
        """Return a projection as a NetworkX MultiDiGraph: nodes are IRIs, edge keys lead to the facts behind them.

        A projection is a query of queries/network by its name, or what is between two states: `KEN-VNM`.
        """
        from .projection import Projection, project

        first, dash, second = projection.partition("-")
        if dash and projection not in self.questions("network"):
            return self.network("pair", state=first, partner=second)
        question = self.question("network", projection)
        asked = Projection(question, self.question("", "nodes"), self.question("", "facts"))
        # Only names need prefixes, and to read the ontology for them takes as long as a small network.
        return project(self.store, asked, self.lists_of(values), self.prefixes if values else {})

    def draw(self, projection: str, format: str, *, seed: int = 7) -> bytes:
        """Draw a projection as `svg`, `png`, or `html` in one file; the same seed gives the same picture.

        Of a network with more than 250 linked pairs the strongest are drawn, and the subtitle says so.
        """
        from . import draw
        from .network import strongest
        from .projection import passages

        network = strongest(self.network(projection), _PAIRS_DRAWN)
        if format == "png":
            return draw.draw_png(network, seed=seed)
        if format == "html":
            found = passages(self.store, self.question("dossier", "evidence"), network)
            evidence = {fact: [draw.Passage(*passage) for passage in group] for fact, group in found.items()}
            return draw.draw_html(network, evidence, seed=seed).encode()
        return draw.draw_svg(network, seed=seed).encode()

    def dossier(self, first: str, second: str) -> Dossier:
        """Return what is between two states, section by section, with a footnote for every line."""
        from .dossier import dossier

        things = [self.thing(name, "state") for name in (first, second)]
        return dossier(self.store, self.questions("dossier"), *things)

    @cached_property
    def rdf(self) -> Dataset:
        """The graph as an rdflib Dataset, for reading, whose default graph is the union of all graphs.

        It reads the open store, and ends with it; only of a graph behind an endpoint is it a copy. A query that is the
        same however often a triple matches (SELECT DISTINCT, ASK, grouped with DISTINCT) is answered by the engine, any
        other by rdflib, as all are with `use_store_provided=False` or values for variables that are not selected: slow
        for many triples, where `sparql` is not.
        """
        from .rdfview import rdflib_view

        return rdflib_view(self.store, self.prefixes)

    def ask(self, question: Question, values: Mapping[str, Values]) -> Answer:
        """Ask a question with the given parameters."""
        return ask(self.store, question, self.lists_of(values), self.prefixes)

    def question(self, folder: str, name: str) -> Question:
        """Return a question of a folder of queries/ by name; for an unknown one raise UsageError with the nearest."""
        questions = self.questions(folder)
        if name not in questions:
            likely, kind = nearest(name, questions), "projection" if folder == "network" else "question"
            raise UsageError(
                f"no {kind} is called {name!r}; "
                + (f"did you mean {likely!r}?" if likely else f"known are {', '.join(questions)}")
            )
        return questions[name]

    def thing(self, name: str, space: str) -> NamedNode:
        """Return the thing that a name, code or id means within an id space, such as `state`."""
        return find_thing(self.store, name, self.prefixes[space], self.prefixes)

    def export(
        self,
        stream: BinaryIO,
        format: str,
        *,
        source: str = "",
        about: Sequence[str] = (),
        quotes: bool = False,
    ) -> None:
        """Write the graph, what one source says, or the facts that mention all of some things; quoted words if asked.

        The bytes are the same from run to run and store to store. `about` names states, or holds ids of any things.
        """
        from .export import Section, write

        base = self.workspace.base
        quads = self._selected(source, about)
        sections = [Section(kind.heading, (kind.iri,)) for kind in self.ontology.classes.values()]
        write(
            selection.with_quotes(self.store, base, quads) if quotes else quads,
            stream,
            format,
            prefixes=self.prefixes,
            base=base,
            sections=sections,
            context=jsonld_context(self.ontology, base),
        )

    def _selected(self, source: str, about: Sequence[str]) -> Iterator[Quad]:
        if source:
            return self.store.quads(self.thing(source, "source"))
        if about:
            return selection.about(self.store, self.workspace.base, [self.thing(name, "state") for name in about])
        return selection.whole(self.store, self.workspace.base)

    @cached_property
    def ontology(self) -> Ontology:
        """The classes and keys that the graph's records use."""
        return read_ontology(self.workspace.ontology_files())

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefix -> namespace, one for each class of things."""
        return self.ontology.prefixes(self.workspace.base)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def lists_of(values: Mapping[str, Values]) -> dict[str, list[str]]:
        """Return every parameter as a list of texts."""
        return {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}


def open_graph(path: str | Path = ".", *, store: str = "") -> Graph:
    """Open the graph of a workspace, as its last build left it, or the graph in another store.

    `path` is a workspace's directory, or its build folder; `store` an address of a SPARQL endpoint, or another folder.
    Raises UnreadableError if nothing has been built there.
    """
    directory = Path(path)
    if (directory / CURRENT).exists() and not (directory / CONFIG).exists():
        directory = directory.parent
    workspace = open_workspace(directory)
    if not store and not workspace.current.exists():
        raise UnreadableError(f"{path}: no graph has been built here; run `kg build` first")
    return Graph(open_store(store or str(workspace.current / "store")), workspace)


def ontology_page(workspace: Workspace, format: str) -> str:
    """Return the terms of a workspace's ontology as `markdown` or `html`, or the context of its records as `jsonld`.

    `turtle` are the files of terms and lists as they stand, `shacl` those of the shapes.
    """
    if format in ("turtle", "shacl"):
        paths = workspace.ontology_files() if format == "turtle" else workspace.shape_files()
        return "\n".join(path.read_text("utf-8") for path in paths)

    from .rdf import read_rdf
    from .termpage import term_page_html, term_page_markdown

    ontology = read_ontology(workspace.ontology_files())
    if format == "jsonld":
        return json.dumps(jsonld_context(ontology, workspace.base), indent=2) + "\n"
    terms = read_rdf(workspace.ontology_files())
    for prefix, namespace in ontology.prefixes(workspace.base).items():
        terms.bind(prefix, namespace, replace=True)
    return term_page_html(terms) if format == "html" else term_page_markdown(terms)
