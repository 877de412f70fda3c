"""Which format a request gets."""

import pytest
from starlette.exceptions import HTTPException

from kg.web.formats import negotiate, preferred, split_suffix

OFFERS = ("html", "turtle", "jsonld", "csv")


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/turtle", "turtle"),
        ("text/turtle;q=0.5, application/ld+json", "jsonld"),
        ("text/*;q=0.3, text/csv;q=0.2, text/html;q=0.1", "turtle"),
        ("application/ld+json, */*;q=0.1", "jsonld"),
        ("TEXT/Turtle ; Q=0.9", "turtle"),
        ("text/html;q=0, */*", "turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("image/png, text/csv;q=0.001", "csv"),
    ],
)
def test_the_best_offer_wins(accept, format):
    assert negotiate(accept, OFFERS) == format


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "text/turtle;q=high", "nonsense"])
def test_nothing_acceptable_is_406(accept):
    assert preferred(accept, OFFERS) is None
    with pytest.raises(HTTPException, match=r"ask for one of text/html, text/turtle"):
        negotiate(accept, OFFERS)


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/relation/AZE-SRB.ttl", ("/relation/AZE-SRB", "turtle")),
        ("/relation/AZE-SRB", ("/relation/AZE-SRB", "")),
        ("/agreement/AZE-SRB.visa-abolition", ("/agreement/AZE-SRB.visa-abolition", "")),
        ("/agreement/AZE-SRB.visa-abolition.jsonld", ("/agreement/AZE-SRB.visa-abolition", "jsonld")),
    ],
)
def test_a_known_suffix_names_a_format(path, parts):
    assert split_suffix(path, OFFERS) == parts
