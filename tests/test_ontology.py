"""The ontology says of each term what a reader needs, and nothing is said that nobody uses."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology"
FILES = sorted(FOLDER.glob("*.ttl"))

IREL = Namespace("https://w3id.org/irel/ont#")

ONTOLOGY = Graph().parse(FOLDER / "irel.ttl")
SCHEMES = Graph().parse(FOLDER / "schemes.ttl").parse(FOLDER / "currencies.ttl")
HEADER = URIRef("https://w3id.org/irel/ont")


def instances(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    return sorted({URIRef(str(node)) for kind in kinds for node in graph.subjects(RDF.type, kind)})


CLASSES = instances(ONTOLOGY, OWL.Class)
PROPERTIES = instances(ONTOLOGY, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
TERMS = CLASSES + PROPERTIES
CONCEPTS = instances(SCHEMES, SKOS.Concept)

EXAMPLES = sorted((ROOT / "tests" / "examples").rglob("*.ttl"))
RECORDS = sorted(path for pattern in ("*.yaml", "*.csv", "*.md") for path in (ROOT / "data").rglob(pattern))
USERS = [path for path in FILES if path.name != "irel.ttl"]
USERS += sorted((ROOT / "queries").rglob("*.rq")) + sorted((ROOT / "kg").rglob("*.py"))


def local(term: object) -> str:
    return str(term).rpartition("#")[2]


def english(graph: Graph, term: object, predicate: URIRef) -> list[str]:
    texts = graph.objects(URIRef(str(term)), predicate)
    return [str(text) for text in texts if isinstance(text, Literal) and text.language == "en"]


def names_in(text: str) -> set[str]:
    """Return the local names of our terms in Turtle, SPARQL or Python, under whatever prefix the text has."""
    prefixes = {"irel", *re.findall(r"(?i)prefix\s+([\w-]*):\s*<https://w3id\.org/irel/ont#>", text)}
    patterns = [rf"(?<![\w:/#-]){re.escape(prefix)}:([A-Za-z]\w*)" for prefix in prefixes]
    patterns.append(r"w3id\.org/irel/ont#(\w+)")
    return {name for pattern in patterns for name in re.findall(pattern, text)}


def keys_in(path: Path) -> set[str]:
    """Return the keys and types of a file of records, or of the head of a document."""
    text = path.read_text("utf-8")
    heads = text.partition("\n")[0].strip().split(",") if path.suffix == ".csv" else []
    return {*heads, *re.findall(r"(?m)^[\s{-]*(\w+):", text), *re.findall(r"(?m)^[\s-]*type: *(\w+)", text)}


# ---------------------------------------------------------------- terms


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_has_a_label_and_a_definition_in_english(term: URIRef) -> None:
    assert len(english(ONTOLOGY, term, RDFS.label)) == 1
    assert len(english(ONTOLOGY, term, RDFS.comment)) == 1


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_term_is_ours_and_says_so(term: URIRef) -> None:
    assert term.startswith(IREL)
    assert ONTOLOGY.value(term, RDFS.isDefinedBy) == HEADER


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_a_definition_ends_as_a_sentence_does(term: URIRef) -> None:
    assert english(ONTOLOGY, term, RDFS.comment)[0].endswith(".")


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range], ids=["domain", "range"])
def test_a_property_has_a_domain_and_a_range_or_a_reason_for_none(predicate: URIRef, term: URIRef) -> None:
    assert (term, predicate, None) in ONTOLOGY or english(ONTOLOGY, term, SKOS.scopeNote)


@pytest.mark.parametrize("terms", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_no_two_terms_of_a_kind_share_a_label(terms: list[URIRef]) -> None:
    labels = Counter(label for term in terms for label in english(ONTOLOGY, term, RDFS.label))

    assert [label for label, count in labels.items() if count > 1] == []


def test_no_two_terms_share_a_record_key() -> None:
    reused = Counter(str(key) for key in ONTOLOGY.objects(None, IREL.key))
    keys = reused + Counter(local(term) for term in TERMS)

    assert [key for key, count in keys.items() if count > 1] == []


def test_a_key_that_identifies_a_record_is_a_property() -> None:
    keys = {key for head in ONTOLOGY.objects(None, OWL.hasKey) for key in ONTOLOGY.items(head)}
    reused = set(ONTOLOGY.subjects(IREL.key, None))

    assert keys <= {*PROPERTIES, *reused}


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.created,
        DCTERMS.license,
        OWL.versionIRI,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
    ],
    ids=lambda predicate: predicate.fragment or predicate.rpartition("/")[2],
)
def test_the_ontology_says_what_it_is(predicate: URIRef) -> None:
    assert ONTOLOGY.value(HEADER, predicate) is not None


# ---------------------------------------------------------------- concepts


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda iri: "/".join(iri.rsplit("/", 2)[-2:]))
def test_a_concept_has_one_english_label_and_one_scheme(concept: URIRef) -> None:
    schemes = list(SCHEMES.objects(concept, SKOS.inScheme))

    assert len(english(SCHEMES, concept, SKOS.prefLabel)) == 1
    assert len(schemes) == 1
    assert (schemes[0], RDF.type, SKOS.ConceptScheme) in SCHEMES


def test_a_scheme_has_an_english_label_and_concepts() -> None:
    schemes = set(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme))

    assert schemes == set(SCHEMES.objects(None, SKOS.inScheme))
    assert [scheme for scheme in schemes if not english(SCHEMES, scheme, SKOS.prefLabel)] == []


def test_no_two_concepts_of_a_scheme_share_a_label() -> None:
    pairs = SCHEMES.subject_objects(SKOS.inScheme)
    named = [(scheme, *english(SCHEMES, concept, SKOS.prefLabel)) for concept, scheme in pairs]

    assert len(named) == len(set(named))


def test_a_broader_concept_is_of_the_same_scheme() -> None:
    schemes = dict(SCHEMES.subject_objects(SKOS.inScheme))
    relations = [*SCHEMES.subject_objects(SKOS.broader), *SCHEMES.subject_objects(SKOS.narrower)]

    assert [(a, b) for a, b in relations if schemes[a] != schemes[b]] == []


def test_a_list_of_concepts_is_where_a_property_looks_for_them() -> None:
    spaces = {str(space) for space in ONTOLOGY.objects(None, IREL.valueSpace)}

    assert {concept.rsplit("/", 2)[-2] for concept in CONCEPTS} <= spaces


# ---------------------------------------------------------------- use


@pytest.mark.parametrize("path", USERS + EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_term_that_is_used_is_declared(path: Path) -> None:
    assert names_in(path.read_text("utf-8")) - {local(term) for term in TERMS} == set()


def test_a_term_that_is_declared_is_used() -> None:
    named = {name for path in USERS for name in names_in(path.read_text("utf-8"))}
    written = {key for path in RECORDS for key in keys_in(path)}

    assert {local(term) for term in TERMS} - named - written == set()


# ---------------------------------------------------------------- layout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_turtle_has_one_prefix_block_and_no_prefix_in_vain(path: Path) -> None:
    text = path.read_text("utf-8")
    block, _, body = text.partition("\n\n")
    prefixes = re.findall(r"@prefix ([\w-]+):", block)

    assert "@prefix" not in body
    assert [prefix for prefix in prefixes if not re.search(rf"(?<![\w:/-]){prefix}:", body)] == []
    assert prefixes[1:] == sorted(prefixes[1:])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_turtle_is_indented_by_two_spaces_for_each_level(path: Path) -> None:
    indents = {len(line) - len(line.lstrip()) for line in path.read_text("utf-8").splitlines() if line}

    assert {indent % 2 for indent in indents} == {0}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_turtle_says_first_what_a_thing_is(path: Path) -> None:
    assert re.findall(r"(?m)(?:;|^) +a [\w-]+:", path.read_text("utf-8")) == []
