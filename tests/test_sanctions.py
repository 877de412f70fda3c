"""A new kind of fact without a line of Python: sanctions, with terms, a shape, a rule and a question of their own."""

import io
import json

import pyoxigraph as ox
import pytest
from workspaces import lay

from kg.building import build
from kg.builds import Built, Refused
from kg.graph import open_graph
from kg.workspace import open_workspace

ONTOLOGY = """\
@prefix ex: <https://example.org/sanctions#> .
@prefix irel: <https://w3id.org/irel/ont#> .
@prefix measure: <https://example.org/measure/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:Sanction a owl:Class ; rdfs:label "Sanction"@en ; rdfs:subClassOf irel:Fact ;
  rdfs:comment "A measure of one state against another."@en ;
  owl:hasKey ( ex:imposer ex:target ex:measure ex:inForce ) ;
  irel:idSpace "sanction" ; irel:heading "Sanctions"@en ; irel:colour "#7f1d1d" ; irel:size 1 .
ex:imposer a owl:ObjectProperty ; rdfs:label "imposer"@en ;
  rdfs:domain ex:Sanction ; rdfs:range irel:State ; irel:valueSpace "state" .
ex:target a owl:ObjectProperty ; rdfs:label "target"@en ;
  rdfs:domain ex:Sanction ; rdfs:range irel:State ; irel:valueSpace "state" .
ex:measure a owl:ObjectProperty ; rdfs:label "measure"@en ;
  rdfs:domain ex:Sanction ; rdfs:range skos:Concept ; irel:valueSpace "https://example.org/measure/" .
ex:frozen a owl:DatatypeProperty ; rdfs:label "frozen assets"@en ;
  rdfs:domain ex:Sanction ; rdfs:range xsd:decimal ; irel:precision irel:granularity .
ex:inForce a owl:DatatypeProperty ; rdfs:label "in force"@en ;
  rdfs:domain ex:Sanction ; rdfs:range xsd:string ; irel:lower irel:start ; irel:upper irel:end .

measure:asset-freeze a skos:Concept ; skos:prefLabel "asset freeze"@en .
measure:travel-ban a skos:Concept ; skos:prefLabel "travel ban"@en .
"""
SHAPES = """\
@prefix ex: <https://example.org/sanctions#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

ex:SanctionHasTarget a sh:PropertyShape ; sh:targetClass ex:Sanction ; sh:path ex:target ; sh:minCount 1 ;
  sh:message "A sanction has a target."@en ; rdfs:comment "Add the state that it is aimed at."@en .
"""
RULE = """\
# Which states does a sanction involve?
PREFIX ex: <https://example.org/sanctions#>
PREFIX irel: <https://w3id.org/irel/ont#>
CONSTRUCT { ?sanction irel:involves ?state } WHERE { ?sanction ex:imposer|ex:target ?state }
"""
QUESTION = """\
# Who has imposed what on whom?
# target   the state that the sanction is aimed at
PREFIX ex: <https://example.org/sanctions#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX state: <https://w3id.org/irel/id/state/>
SELECT DISTINCT ?imposer ?measure ?frozen ?sanction WHERE {
  VALUES ?target { state:MAR }
  ?sanction ex:target ?target ; ex:imposer/rdfs:label ?imposer ; ex:measure/skos:prefLabel ?measure .
  OPTIONAL { ?sanction ex:frozen ?frozen }
}
ORDER BY ?imposer ?measure ?sanction
"""
DATA = """\
type,imposer,target,measure,inForce,frozen
Sanction,CHL,MAR,asset-freeze,2020-03/..,1.5 million
Sanction,CHL,MAR,travel-ban,2021,
"""
FILES = {
    "ontology/sanctions.ttl": ONTOLOGY,
    "ontology/sanctions-shapes.ttl": SHAPES,
    "queries/infer/35-sanctions.rq": RULE,
    "queries/answers/sanctions.rq": QUESTION,
    "data/sanctions.csv": DATA,
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The graph of a workspace with sanctions, open."""
    folder = lay(tmp_path_factory.mktemp("sanctions"), FILES)
    assert isinstance(build(open_workspace(folder)), Built)
    return open_graph(folder)


def exported(graph, format, **options):
    stream = io.BytesIO()
    graph.export(stream, format, **options)
    return stream.getvalue()


def test_the_question_is_answered(graph):
    assert [(row["imposer"], row["measure"], row["frozen"]) for row in graph.query("sanctions", target="Morocco")] == [
        ("Chile", "asset freeze", 1500000),
        ("Chile", "travel ban", None),
    ]
    assert list(graph.query("sanctions", target="CHL")) == []


def test_the_export_names_the_new_terms_by_their_own_prefix_under_their_own_heading(graph):
    text = exported(graph, "turtle", about=["CHL", "MAR"]).decode()
    sanction = text.partition("sanction:CHL.MAR.asset-freeze.2020-03-open")[2].partition("\n\n")[0]
    assert "Sanctions" in text
    assert "a ex:Sanction" in sanction
    assert "ex:frozen 1500000.0" in sanction
    assert "irel:granularity 100000.0" in sanction
    assert 'irel:start "2020-03-01"^^xsd:date' in sanction
    assert "ex:measure measure:asset-freeze" in sanction


def test_json_ld_says_the_same_as_turtle(graph):
    document = exported(graph, "jsonld")
    theirs = {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)}
    assert theirs == {quad.triple for quad in ox.parse(exported(graph, "turtle"), format=ox.RdfFormat.TURTLE)}
    assert "Sanction" in json.loads(document)["@context"]


def test_the_states_are_joined_in_the_network(graph):
    relations = {data["relation"] for _, _, data in graph.network("states").edges(data=True)}
    assert relations == {"sanction"}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("Sanction,CHL,,travel-ban,2021,\n", "https://example.org/sanctions#SanctionHasTarget"),
        ("Sanction,CHL,MAR,travel-bans,2021,\n", "value"),
        ("Sanction,CHL,MAR,travel-ban,2021-13,\n", "value"),
        ("Sanction,CHL,XYZ,travel-ban,2021,\n", "unknown-reference"),
        ("Sanctoin,CHL,MAR,travel-ban,2021,\n", "unknown-type"),
    ],
)
def test_a_bad_sanction_breaks_one_rule(tmp_path, row, rule):
    found = build(open_workspace(lay(tmp_path, FILES | {"data/sanctions.csv": DATA + row})))
    assert isinstance(found, Refused)
    assert [problem.rule for problem in found.problems] == [rule]
    assert found.problems[0].origin.line == 4
