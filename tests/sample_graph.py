"""Small graphs written in Turtle, with what queries/infer derives from them."""

import pyoxigraph as ox
from pyoxigraph import BlankNode, Quad, RdfFormat

from kg.infer import infer
from kg.store import OxigraphStore
from kg.terms import BASE, VOCABULARIES, graph_name
from kg.workspace import bundle, open_workspace

RULES = list(open_workspace(bundle()).questions("infer").values())
ONTOLOGY = [
    Quad(*found.triple, graph_name("ontology"))
    for path in open_workspace(bundle()).ontology_files()
    for found in ox.parse(path=path)
    if not isinstance(found.object, BlankNode) and not isinstance(found.subject, BlankNode)
]
CONCEPTS = ("indicator", "kind", "stance", "standing", "status", "topic", "unit", "verdict")
PREFIXES = "".join(
    f"PREFIX {prefix}: <{space}>\n"
    for prefix, space in (VOCABULARIES | {name: f"{BASE}{name}/" for name in CONCEPTS}).items()
)
WORLD = """
GRAPH <source/world> {
  <state/CHL> a irel:State ; rdfs:label "Chile"@en .
  <state/MAR> a irel:State ; rdfs:label "Morocco"@en .
  <state/PER> a irel:State ; rdfs:label "Peru"@en .
  <organization/CHL.ministry> a org:FormalOrganization ; irel:ofState <state/CHL> .
  <organization/MAR.ministry> a org:FormalOrganization ; irel:ofState <state/MAR> .
  <organization/union> a org:FormalOrganization ; rdfs:label "Union"@en ; irel:memberState <state/CHL> , <state/MAR> .
  <post/CHL.minister> a org:Post ; rdfs:label "Minister of Chile"@en ; org:postIn <organization/CHL.ministry> .
  <post/MAR.minister> a org:Post ; rdfs:label "Minister of Morocco"@en ; org:postIn <organization/MAR.ministry> .
  <person/ana> a foaf:Person ; rdfs:label "Ana"@en ; irel:ofState <state/CHL> .
  <person/bo> a foaf:Person ; rdfs:label "Bo"@en ; irel:ofState <state/MAR> .
  <place/rabat> a irel:Place ; rdfs:label "Rabat"@en ; irel:inState <state/MAR> .
}
"""


def derived(facts: str, *, base: str = BASE) -> OxigraphStore:
    """Return a store with a few states and people, the given Turtle or TriG, and what follows.

    Relative IRIs are things of the base. What is in no graph is in that of the source `brief`.
    """
    store = OxigraphStore(ox.Store())
    store.add(ONTOLOGY)
    text = f"BASE <{base}>\n{PREFIXES}{WORLD}{facts}"
    brief = ox.NamedNode(f"{base}source/brief")
    quads = ox.parse(text.encode(), RdfFormat.TRIG)
    store.add(Quad(*quad.triple, brief) if isinstance(quad.graph_name, ox.DefaultGraph) else quad for quad in quads)
    infer(store, RULES, graph_name("derived", base))
    return store


def holds(store: OxigraphStore, pattern: str, *, base: str = BASE) -> bool:
    """Tell whether a pattern of SPARQL, with relative IRIs and the usual prefixes, matches."""
    return store.query(f"BASE <{base}>\n{PREFIXES}ASK {{ {pattern} }}") is True


def values(store: OxigraphStore, pattern: str) -> set[str]:
    """Return what ?x may be in a pattern, as text; IRIs less the base."""
    answer = store.query(f"BASE <{BASE}>\n{PREFIXES}SELECT ?x {{ {pattern} }}")
    return {row[0].value.removeprefix(BASE) for row in answer.rows}


def figure(
    indicator: str, value: str, *, period: str = "2020", unit: str = "USD", grain: str = "1", sides: str = ""
) -> str:
    """Return a trade figure in Turtle, between Chile and Morocco or of the sides given: reporter, then partner.

    A period is a year, or a year with its first and last month.
    """
    year, first, last, *_ = [*period.split("-"), "01", "12"]
    reporter, _, partner = sides.partition(" ")
    reported = f"irel:reporter <state/{reporter}> ; irel:partner <state/{partner}>"
    return f"""
    <figure/{indicator}.{reporter}{partner}.{period}.{value}> a irel:TradeFigure ;
      irel:indicator indicator:{indicator} ;
      {reported if sides else "irel:between <state/CHL> , <state/MAR>"} ;
      irel:period "{period}" ; irel:start "{year}-{first}-01"^^xsd:date ; irel:end "{year}-{last}-28"^^xsd:date ;
      irel:value {value}.0 ; irel:granularity {grain}.0 ; irel:unit unit:{unit} .
    """


def agreement(keys: str = "") -> str:
    """Return an agreement of Chile and Morocco in Turtle, with further keys."""
    return f'<agreement/a> a irel:Agreement ; rdfs:label "Pact"@en ; irel:party <state/CHL> , <state/MAR> ; {keys} . '


def signed(date: str, earliest: str, latest: str) -> str:
    """Return the keys of a signature in Turtle; a bound that is not known is empty."""
    bounds = [("earliest", earliest), ("latest", latest)]
    days = "".join(f'irel:{name} "{day}"^^xsd:date ; ' for name, day in bounds if day)
    return f'irel:status status:signed ; irel:date "{date}" ; {days}irel:evidence <source/brief#char=1,9>'
