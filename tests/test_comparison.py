"""Two graphs side by side: which facts are the same, which differ in a value, which only one of them has."""

import pyoxigraph as ox
import pytest
from workspaces import ONTOLOGY

from kg.check import Checked
from kg.comparison import compare, count_verdicts

PREFIXES = """
@base <https://w3id.org/irel/id/> .
@prefix irel: <https://w3id.org/irel/ont#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TEA = """<agreement/tea> a irel:Agreement ; rdfs:label "Agreement on tea"@en ; irel:kind <kind/agreement> ;
  irel:party <state/NOR> , <state/CHL> ; irel:status <status/signed> ; irel:earliest "2020-01-02"^^xsd:date ."""
RICE = TEA.replace("tea", "rice")
FIGURE = """<figure/a> a irel:TradeFigure ; irel:indicator <indicator/export> ; irel:reporter <state/NOR> ;
  irel:partner <state/CHL> ; irel:unit <unit/USD> ; irel:start "2020-01-01"^^xsd:date ;
  irel:end "2020-12-31"^^xsd:date ; irel:value 9.0 ."""
HOLDER = """<tenure/a> a irel:Tenure ; org:member <person/kari-lund> ; irel:post <post/NOR.foreign> .
<post/NOR.foreign> a org:Post ; rdfs:label "Foreign minister of Norway"@en ."""

APART = [("first only", ""), ("second only", "")]


def quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE))


def rows(first: str, second: str) -> list[tuple[object, ...]]:
    """Return verdict and differences of each fact."""
    table = compare(quads(first), quads(second), ONTOLOGY, ONTOLOGY.prefixes("https://w3id.org/irel/id/"))
    return [(row["verdict"], row["differences"]) for row in table]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (TEA, TEA, [("same", "")]),
        (TEA, "", [("first only", "")]),
        ("", TEA, [("second only", "")]),
        (TEA, TEA.replace("agreement/tea", "agreement/on-tea"), [("same", "")]),
        (TEA, TEA.replace("status/signed", "status/drafted"), [("differs", "+irel:status")]),
        (TEA, TEA + " <agreement/tea> irel:latest '2020-01-02'^^xsd:date .", [("agrees", "+irel:latest 2020-01-02")]),
        (TEA, RICE, APART),
        (TEA + RICE, RICE.replace("t/rice", "t/x") + TEA.replace("t/tea", "t/y"), [("same", ""), ("same", "")]),
        (FIGURE, FIGURE.replace("figure/a", "figure/b"), [("same", "")]),
        (FIGURE, FIGURE.replace("e/a", "e/b").replace("9.0", "8"), [("differs", "+irel:value 8; -irel:value 9")]),
        (FIGURE, FIGURE.replace("e/a", "e/b").replace("9.0", "8").replace("2020", "2021"), APART),
        (HOLDER, HOLDER.replace("NOR.foreign>", "NOR.fm>").replace("tenure/a", "tenure/b"), [("same", "")]),
        (HOLDER, HOLDER.replace("NOR.foreign>", "NOR.pm>").replace("Foreign", "Prime"), [("differs", "+irel:post")]),
    ],
)  # fmt: skip
def test_facts_are_paired_by_id_or_by_what_they_say(first, second, expected):
    found = rows(first, second)

    assert [verdict for verdict, _ in found] == [verdict for verdict, _ in expected]
    assert [told.startswith(start) for (_, told), (_, start) in zip(found, expected, strict=True)] == [True] * len(
        found
    )


def test_a_reference_to_a_fact_counts_as_equal_when_the_two_facts_are_a_pair():
    saying = "<statement/a> a irel:Statement ; irel:speaker <person/ada> ; irel:asserts <agreement/tea> ."
    other = (TEA + saying).replace("agreement/tea", "agreement/on-tea").replace("statement/a", "statement/b")

    assert rows(TEA + saying, other) == [("same", ""), ("same", "")]


def test_a_graph_agrees_with_itself_whatever_engine_holds_it(sample: Checked):
    held = list(sample.store.quads())

    table = compare(held, held, ONTOLOGY, {})

    assert {verdict for counts in count_verdicts(table).values() for verdict in counts} == {"same"}
