"""The page of terms: complete, well formed, and no older than the ontology."""

import re
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from rdflib import OWL, RDF, SH, Graph, Namespace, URIRef
from workspaces import lay

from kg.graph import ontology_page
from kg.termpage import term_page_html, term_page_markdown
from kg.terms import ONTOLOGY
from kg.workspace import open_workspace

ROOT = Path(__file__).parents[1]

TERMS, SHAPES = Namespace("https://w3id.org/irel/ont#"), Namespace("https://w3id.org/irel/shapes#")
Triple = tuple[URIRef, URIRef, URIRef]

GRAPH = Graph().parse(ROOT / "ontology" / "irel.ttl").parse(ROOT / "ontology" / "schemes.ttl")
MARKDOWN = term_page_markdown(GRAPH)
HTML = term_page_html(GRAPH)
PAGE = html.document_fromstring(HTML)

KINDS = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty]

SMALL = """
@prefix irel: <https://w3id.org/irel/ont#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix colour: <https://example.org/id/colour/> .

<https://example.org/garden> dcterms:title "Garden"@en ; vann:preferredNamespaceUri "https://w3id.org/irel/ont#" .
irel:Plant a owl:Class ; rdfs:label "Plant"@en ; rdfs:comment "What grows."@en ; irel:idSpace "plant" .
irel:Rose a owl:Class ; rdfs:label "Rose"@en ; rdfs:subClassOf irel:Plant ; owl:hasKey ( irel:petals ) .
irel:petals a owl:ObjectProperty ; rdfs:domain irel:Plant ; rdfs:range skos:Concept ; irel:valueSpace "colour" .
dcterms:title irel:key "title" ; skos:scopeNote "What is on the plate."@en .
<https://example.org/id/scheme/colour> a skos:ConceptScheme ; skos:prefLabel "Colours"@en .
colour:red a skos:Concept ; skos:inScheme <https://example.org/id/scheme/colour> ; skos:prefLabel "red"@en .
"""


def small(extra: str = "") -> Graph:
    return Graph().parse(data=SMALL + extra, format="turtle")


def row_of(markdown: str, name: str) -> str:
    return next(line for line in markdown.splitlines() if f'<a id="{name}"></a>' in line)


# ---------------------------------------------------------------- the project's own page


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.fragment)
def test_every_term_has_a_place_that_its_iri_leads_to(kind: URIRef) -> None:
    names = {str(term).removeprefix(ONTOLOGY) for term in GRAPH.subjects(RDF.type, kind)}

    assert names <= set(PAGE.xpath("//@id"))


def test_every_link_inside_the_page_leads_somewhere() -> None:
    targets = {str(link).removeprefix("#") for link in PAGE.xpath("//a/@href[starts-with(., '#')]")}

    assert targets - set(PAGE.xpath("//@id")) == set()


def test_no_two_places_share_an_anchor() -> None:
    anchors = PAGE.xpath("//@id")

    assert len(anchors) == len(set(anchors))


def test_every_row_of_a_table_has_as_many_cells_as_it_has_columns() -> None:
    tables = re.findall(r"(?m)(?:^\|.*\n)+", MARKDOWN)
    bars = [{len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()} for table in tables]

    assert len(tables) == len(PAGE.xpath("//table"))
    assert {len(counts) for counts in bars} == {1}


def test_the_html_page_needs_no_other_file_and_no_script() -> None:
    assert PAGE.xpath("//script | //link | //img | //*[@src]") == []


def test_the_html_page_tells_a_screen_reader_its_language_title_and_column_heads() -> None:
    assert PAGE.get("lang") == "en"
    assert PAGE.findtext("head/title") == "Interstate relations ontology"
    assert PAGE.xpath("//th[not(@scope='col')]") == []


def test_the_html_page_has_the_headings_of_the_markdown_page() -> None:
    tokens = MarkdownIt("commonmark").parse(MARKDOWN)
    levels = [token.tag for token in tokens if token.type == "heading_open"]

    assert [heading.tag for heading in PAGE.xpath("//h1 | //h2 | //h3")] == levels


# ---------------------------------------------------------------- any ontology


def test_a_class_lists_the_keys_of_its_superclasses_and_what_its_ids_are_made_of() -> None:
    page = term_page_markdown(small("irel:Rose irel:idSpace 'rose' ."))

    assert "- Ids: `rose/…`, or made of [`petals`](#petals)\n- Keys: [`petals`](#petals)" in page


def test_a_key_shows_the_list_that_its_values_are_from() -> None:
    row = row_of(term_page_markdown(small()), "petals")

    assert "[Colours](#scheme/colour): `red`" in row


def test_a_reused_term_is_shown_by_its_key_and_where_it_is_from() -> None:
    row = row_of(term_page_markdown(small()), "title")

    assert row == '| <a id="title"></a>`title` | What is on the plate. |  |  | `dcterms:title` |'


def test_a_key_of_no_class_is_said_to_fit_every_class() -> None:
    assert "Every class takes the keys [`title`](#title)." in term_page_markdown(small())


def test_a_computed_property_is_listed_apart() -> None:
    page = term_page_markdown(small("irel:age a owl:DatatypeProperty ; irel:computed true ."))

    assert '<a id="age"></a>' in page.partition("Computed properties\n")[2]


def test_a_section_without_terms_is_left_out() -> None:
    assert "Computed properties" not in term_page_markdown(small())


def test_concepts_with_a_rank_come_in_its_order() -> None:
    bud = "colour:bud skos:inScheme <https://example.org/id/scheme/colour> ; irel:rank 2 ."
    page = term_page_markdown(small(bud + "colour:red irel:rank 1 ."))

    assert page.index('id="colour/red"') < page.index('id="colour/bud"')


@pytest.mark.parametrize(
    "words",
    ["a | b", "<script>alert(1)</script>", "*a* _b_ `c` ~~d~~", "[a](b)", "a &amp; b", "back\\\\slash", "![a](b)"],
)
def test_words_stay_words_whatever_signs_they_hold(words: str) -> None:
    graph = small(f'irel:thorn a owl:DatatypeProperty ; rdfs:comment "{words}"@en .')
    page = html.document_fromstring(term_page_html(graph))

    cell = page.xpath("//tr[td/a[@id='thorn']]/td[2]")[0]

    assert cell.text_content() == words.replace("\\\\", "\\")
    assert len(cell) == 0


def test_equal_graphs_give_equal_pages_whatever_the_order_of_their_triples() -> None:
    graph = small()
    turned = Graph()

    turned += sorted(graph, reverse=True)

    assert term_page_markdown(turned) == term_page_markdown(graph)


@pytest.mark.parametrize(
    ("format", "triple"),
    [
        ("turtle", (TERMS.Agreement, RDF.type, OWL.Class)),
        ("turtle", (TERMS.deal, RDF.type, OWL.Class)),
        ("shacl", (SHAPES.AgreementHasKind, RDF.type, SH.PropertyShape)),
    ],
)
def test_terms_and_shapes_are_turtle_with_those_of_the_workspace(tmp_path: Path, format: str, triple: Triple) -> None:
    folder = lay(tmp_path, {"ontology/deals.ttl": f"<{TERMS.deal}> a <{OWL.Class}> ."})

    assert triple in Graph().parse(data=ontology_page(open_workspace(folder), format), format="turtle")
