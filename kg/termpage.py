"""The page of terms: what records can say, as Markdown and as one HTML file, from the ontology alone."""

import re
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from .markdown import anchor, bullets, code, escape, table
from .terms import ONTOLOGY, VOCABULARIES, shorten

_OWN = Namespace(ONTOLOGY)
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_DOMAINS = (RDFS.domain, SDO.domainIncludes)
_RANGES = (RDFS.range, SDO.rangeIncludes)
_IMPLIED = (_OWN["lower"], _OWN["upper"], _OWN["precision"])
_PREFIXES = {prefix: str(space) for prefix, space in Graph().namespaces()} | VOCABULARIES
_EXAMPLES = 4  # values shown of a list, where a key takes them

# A wide table scrolls by itself, also by keyboard; its heads say that they are of columns.
_ACCESSIBLE = {
    "<table>": '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>',
    "</table>": "</table></div>",
    "<th>": '<th scope="col">',
}

_METADATA = {
    "Namespace": VANN.preferredNamespaceUri,
    "Prefix": VANN.preferredNamespacePrefix,
    "Version": OWL.versionIRI,
    "Created": DCTERMS.created,
    "Modified": DCTERMS.modified,
    "Creator": DCTERMS.creator,
    "Licence": DCTERMS.license,
}

_RECORDS = """\
A record is a node in YAML, JSON, JSONL, CSV or Parquet. Its `type` names a class; its other keys, which are
the column heads of a table, name properties. A key or type that is not on this page is refused.

- An `id` is the id space of the class, a slash and a name of its own. Where a class says what an id is made of,
  it may be left out.
- The key `evidence` of a fact holds, for each source, its `source` and the words that it says it in, its `quote`.
- Words of a list are written bare, and so are ids that a key takes from one id space.
- A date is a year, month or day, or an interval with a slash; an open side is two dots. A period may also be a
  quarter or a half. The first and last day are computed.
- An amount may end in a word such as million; how exactly it was stated is kept beside it.
- What the build computes is listed apart, and is no key."""


def term_page_markdown(graph: Graph) -> str:
    """Return a reference of an ontology with its lists as Markdown (CommonMark, with the tables of GFM).

    The graph holds the header that names our namespace; terms of other namespaces are shown beside ours. Equal
    graphs give equal text. The anchor of a term is its key, which for ours is the local name.
    """
    header = _header(graph)
    sections = {title: body for title, body in _sections(graph).items() if any(body)}
    parts = [
        f"# {_text(graph, header, DCTERMS.title)}",
        _text(graph, header, DCTERMS.description),
        bullets({name: _values(graph, header, predicate) for name, predicate in _METADATA.items()}),
        "On this page: " + ", ".join(f"[{title}](#{_slug(title)})" for title in sections),
        *(part for title, body in sections.items() for part in (f"## {anchor(_slug(title))}{title}", *body)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def term_page_html(graph: Graph) -> str:
    """Return the same page as one HTML file, with nothing to fetch, light or dark as the reader prefers."""
    markdown = MarkdownIt("commonmark").enable("table")
    body = markdown.render(term_page_markdown(graph))
    for tag, accessible in _ACCESSIBLE.items():
        body = body.replace(tag, accessible)
    header = _header(graph)
    page = Template(files(__package__).joinpath("termpage.html").read_text("utf-8"))
    return page.substitute(title=markdown.renderInline(_text(graph, header, DCTERMS.title)), body=body)


# ---------------------------------------------------------------- sections


def _sections(graph: Graph) -> dict[str, list[str]]:
    keys = _record_keys(graph)
    general = [key for key in keys if not _any(graph, key, _DOMAINS)]
    computed = [term for term in _properties(graph) if _is_computed(graph, term)]
    classes = [_class(graph, term) for term in _classes(graph)]
    annotations = _sorted(graph, graph.subjects(RDF.type, OWL.AnnotationProperty))
    schemes = _sorted(graph, graph.subjects(RDF.type, SKOS.ConceptScheme))
    return {
        "How records are read": [_RECORDS],
        "Classes": [f"Every class takes the keys {_keys(graph, general)}.", *classes],
        "Keys": [_property_table(graph, keys)],
        "Computed properties": [_property_table(graph, computed)],
        "Annotations": [_property_table(graph, annotations)],
        "Lists": [_list(graph, scheme) for scheme in schemes],
    }


def _class(graph: Graph, term: Node) -> str:
    space = graph.value(term, _OWN.idSpace)
    identity = [key for head in graph.objects(term, OWL.hasKey) for key in graph.items(head)]
    ancestors = set(graph.transitive_objects(term, RDFS.subClassOf))
    own = [key for key in _record_keys(graph) if ancestors & set(_any(graph, key, _DOMAINS))]
    made = f", or made of {_keys(graph, identity)}" if identity else ""
    facts = {
        "Term": _curie(term),
        "Subclass of": _links(graph, _sorted(graph, graph.objects(term, RDFS.subClassOf))),
        "Ids": f"{code(f'{space}/…')}{made}" if space else "",
        "Keys": _keys(graph, own),
        "Computed": "by the build" if _is_computed(graph, term) else "",
    }
    title = f"### {anchor(_name(graph, term))}{_label(graph, term)}"
    return "\n\n".join([title, _meaning(graph, term), bullets(facts)])


def _property_table(graph: Graph, terms: Iterable[Node]) -> str:
    rows = [
        (
            f"{anchor(_name(graph, term))}{code(_name(graph, term))}",
            _meaning(graph, term),
            _links(graph, _any(graph, term, _DOMAINS)),
            _takes(graph, term),
            "" if str(term).startswith(ONTOLOGY) else _curie(term),
        )
        for term in terms
    ]
    return table(("Name", "Meaning", "Of", "Takes", "From"), rows)


def _list(graph: Graph, scheme: Node) -> str:
    concepts = _concepts(graph, scheme)
    rows = [
        (
            f"{anchor(_path(concept))}{code(_name(graph, concept))}",
            _text(graph, concept, SKOS.prefLabel),
            _values(graph, concept, _OWN.rank),
            ", ".join(code(_name(graph, node)) for node in _any(graph, concept, [SKOS.broader])),
            ", ".join(sorted(_notation(text) for text in graph.objects(concept, SKOS.notation))),
            _values(graph, concept, SKOS.exactMatch),
            _text(graph, concept, SKOS.scopeNote),
        )
        for concept in concepts
    ]
    words = table(("Word", "Label", "Rank", "Broader", "Codes", "Same as", "Note"), rows)
    title = f"### {anchor(_path(scheme))}{_text(graph, scheme, SKOS.prefLabel)}"
    return "\n\n".join(part for part in (title, _text(graph, scheme, SKOS.scopeNote), words) if part)


def _takes(graph: Graph, term: Node) -> str:
    values = [_links(graph, [node]) for node in _any(graph, term, _RANGES) if node != SKOS.Concept]
    lists = [_some(graph, scheme) for scheme in _schemes(graph, term)]
    implied = [node for predicate in _IMPLIED for node in graph.objects(term, predicate)]
    also = [f"gives {_keys(graph, implied)}"] if implied else []
    return "; ".join([*values, *lists, *also])


def _some(graph: Graph, scheme: Node) -> str:
    """A list by its label, with the first of its words."""
    words = [code(_name(graph, concept)) for concept in _concepts(graph, scheme)]
    shown = words[:_EXAMPLES] + ["…"] * (len(words) > _EXAMPLES)
    return f"[{_text(graph, scheme, SKOS.prefLabel)}](#{_path(scheme)}): {', '.join(shown)}"


# ---------------------------------------------------------------- the graph


def _header(graph: Graph) -> Node:
    return next(graph.subjects(VANN.preferredNamespaceUri, Literal(ONTOLOGY)))


def _classes(graph: Graph) -> list[Node]:
    return _sorted(graph, {*graph.subjects(RDF.type, OWL.Class), *graph.subjects(_OWN.idSpace, None)})


def _record_keys(graph: Graph) -> list[Node]:
    return [term for term in _properties(graph) if not _is_computed(graph, term)]


def _properties(graph: Graph) -> list[Node]:
    own = {term for kind in _PROPERTIES for term in graph.subjects(RDF.type, kind)}
    reused = set(graph.subjects(_OWN.key, None)) - set(graph.subjects(_OWN.idSpace, None))
    return _sorted(graph, own | reused)


def _is_computed(graph: Graph, term: Node) -> bool:
    return (term, _OWN.computed, Literal(True)) in graph


def _any(graph: Graph, term: Node, predicates: Iterable[URIRef]) -> list[Node]:
    return _sorted(graph, [node for predicate in predicates for node in graph.objects(term, predicate)])


def _schemes(graph: Graph, term: Node) -> list[Node]:
    """The lists in whose id space a property's values are read."""
    space = str(graph.value(term, _OWN.valueSpace))
    found = {scheme for concept, scheme in graph.subject_objects(SKOS.inScheme) if _space(concept) == space}
    return _sorted(graph, found)


def _concepts(graph: Graph, scheme: Node) -> list[Node]:
    """The concepts of a list, by rank and then by name."""

    def position(concept: Node) -> tuple[int, str]:
        return int(str(graph.value(concept, _OWN.rank) or 0)), _name(graph, concept)

    return sorted(graph.subjects(SKOS.inScheme, scheme), key=position)


def _sorted(graph: Graph, terms: Iterable[Node]) -> list[Node]:
    return sorted(terms, key=lambda term: (_name(graph, term).casefold(), str(term)))


def _name(graph: Graph, term: Node) -> str:
    """The key of a term, or the last part of its IRI."""
    return str(graph.value(term, _OWN.key) or re.split(r"[#/]", str(term))[-1])


def _path(concept: Node) -> str:
    return "/".join(str(concept).rsplit("/", 2)[-2:])


def _space(concept: Node) -> str:
    return _path(concept).partition("/")[0]


# ---------------------------------------------------------------- words


def _meaning(graph: Graph, term: Node) -> str:
    """The definition of a term; its note too where that is all there is, or says what domain or range do not."""
    definition, note = _text(graph, term, RDFS.comment), _text(graph, term, SKOS.scopeNote)
    is_bounded = _any(graph, term, _DOMAINS) and _any(graph, term, _RANGES)
    return definition if definition and is_bounded else f"{definition} {note}".strip()


def _label(graph: Graph, term: Node) -> str:
    return _text(graph, term, RDFS.label) or escape(_name(graph, term))


def _text(graph: Graph, node: Node, predicate: URIRef) -> str:
    texts = [text for text in graph.objects(node, predicate) if isinstance(text, Literal)]
    return escape(min(texts, key=lambda text: (text.language != "en", str(text)), default=""))


def _values(graph: Graph, node: Node, predicate: URIRef) -> str:
    values = sorted(graph.objects(node, predicate), key=str)
    return ", ".join(f"<{value}>" if isinstance(value, URIRef) else escape(str(value)) for value in values)


def _notation(text: Node) -> str:
    datatype = text.datatype if isinstance(text, Literal) else None
    return escape(f"{re.split(r'[#/]', datatype)[-1]} {text}" if datatype else str(text))


def _links(graph: Graph, terms: Iterable[Node]) -> str:
    own = set(_classes(graph))
    return ", ".join(
        f"[{_label(graph, term)}](#{_name(graph, term)})" if term in own else _curie(term) for term in terms
    )


def _keys(graph: Graph, terms: Iterable[Node]) -> str:
    names = [_name(graph, term) for term in terms]
    return ", ".join(f"[{code(name)}](#{name})" for name in names)


def _curie(term: Node) -> str:
    return code(shorten(str(term), _PREFIXES).strip("<>"))


def _slug(title: str) -> str:
    return title.lower().replace(" ", "-")
