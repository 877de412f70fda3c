"""Strings and IRIs: the only place where the one becomes the other."""

import pytest
from pyoxigraph import NamedNode

from kg.errors import UsageError
from kg.terms import BASE, absolute, fragment_of, graph_name, is_id, is_iri, prefixes_of, shorten, term, thing


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("state/AZE", True),
        ("agreement/AZE-SRB.visa-abolition", True),
        ("a/b_", True),
        ("state/", False),
        ("/AZE", False),
        ("state/AZE.", False),
        ("state/-AZE", False),
        ("State/AZE", False),
        ("state/a/b", False),
        ("state/Ä", False),
        ("state/AZE\n", False),
    ],
)
def test_an_id_is_a_word_a_slash_and_a_flat_name(text, answer):
    assert is_id(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [("http://a/b", True), ("urn:x", True), ("http://é/", True), ("a", False), ("http://[", False), ("a b:c", False)],
)
def test_an_iri_is_absolute_and_well_formed(text, answer):
    assert is_iri(text) is answer


@pytest.mark.parametrize(
    ("node", "iri"),
    [
        (term("rdfs:label"), "http://www.w3.org/2000/01/rdf-schema#label"),
        (thing("state/AZE"), f"{BASE}state/AZE"),
        (thing("state/AZE", "https://example.org/"), "https://example.org/state/AZE"),
        (graph_name("derived"), f"{BASE}graph/derived"),
        (fragment_of(thing("source/x"), "char=49,193"), f"{BASE}source/x#char=49,193"),
        (fragment_of(thing("source/x"), "a b#é"), f"{BASE}source/x#a%20b%23%C3%A9"),
        (absolute("urn:x"), "urn:x"),
    ],
)
def test_an_iri_is_made_of_a_name(node, iri):
    assert node == NamedNode(iri)


def test_a_relative_iri_is_refused_where_an_absolute_one_is_wanted():
    with pytest.raises(UsageError, match="'state/AZE' is not an absolute IRI; write it in full, with its scheme"):
        absolute("state/AZE")


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        (f"{BASE}state/AZE", "state:AZE"),
        (f"{BASE}states/AZE", f"<{BASE}states/AZE>"),
        ("http://www.w3.org/2000/01/rdf-schema#label", "rdfs:label"),
        ("https://example.org/x", "<https://example.org/x>"),
    ],
)
def test_an_iri_is_shown_with_the_prefix_that_fits_best(iri, shown):
    assert shorten(iri, prefixes_of(["state"])) == shown
