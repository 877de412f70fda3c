"""From web pages to articles: what stands around an article stays out, and every quote stands in what is kept."""

import hashlib
import io
from pathlib import Path

import pytest

from kg.extract.extraction import Grammar, extract
from kg.extract.texts import Text, document_text, read_texts
from kg.extract.webpages import Page, read_page
from kg.problems import Problem

PLAIN = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Chile and Morocco agree on fisheries - Harbour Times</title>
<meta property="og:site_name" content="Harbour Times">
<meta property="article:published_time" content="2023-06-14T09:00:00+01:00">
<link rel="canonical" href="https://harbour.example/chile-morocco"></head><body>
<div id="cookie-banner" class="cookie"><p>We use cookies. Norway's Foreign Minister Kari Lund met Chilean President
Pedro Soto in Oslo on Thursday. Accept all.</p></div><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article><h1>Chile and Morocco agree on fisheries</h1><p class="byline">By Jane Doe</p>
<figure><img src="a.jpg"><figcaption>Brazilian Foreign Minister Ana Souza signed an agreement on rice with Peru in
Lima on Monday. Photo: A desk</figcaption></figure>
<p>Morocco&rsquo;s foreign minister, Samir&nbsp;Tazi, met <b>Chile's</b> foreign minister, <i>Elena Rojas
Pinto</i>, in Rabat on 13 June 2023.</p>
<p>The two ministers signed an agreement on <a href="/f">fisheries</a>.<br>Then they left the room.</p>
<div class="related"><h3>Related</h3><ul>
<li><a href="/x">Japan's Prime Minister Ken Abe visits Kenya.</a></li></ul></div>
<p>Trade turnover between Chile and Morocco reached $43&nbsp;mil&shy;lion in 2022.</p></article></main>
<div id="comments"><div class="comment"><p>Bob: Cuba's President Luis Paz met Mali's President Ali Ba.</p></div></div>
<footer><p>Copyright Harbour Times 2023. All rights reserved.</p></footer></body></html>"""
BLOG = """<!doctype html><html lang="en-GB"><head><meta charset=utf-8><title>Ferry line | Island Desk</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ferry line",
"datePublished":"2024-08-02T10:00:00Z","publisher":{"@type":"Organization","name":"Island Desk"}}</script></head>
<body class="post"><div class="gdpr-popup"><p>This site uses cookies. You can opt out.</p><button>Accept</button></div>
<div id="content"><h1 class="entry-title">Ferry line</h1><div class="entry-content">
<div class="wp-caption"><img src=x><p class="wp-caption-text">Samoa's Prime Minister Tala Leota met Nauru's Foreign
Minister Ben Dowi in Apia on Friday. Photo: Desk</p></div>
<p>Fiji&#8217;s Foreign Minister Joe Vakatawa met Tongan Prime Minister Sione Tau&#173;fa in Suva on Friday.</p>
<blockquote class="twitter-tweet"><p>Niue's Premier Dan Tagi visited Palau on Monday.</p></blockquote>
<p><strong>Also read: <a href="/z">Vanuatu and Japan sign agreement on ports</a></strong></p>
<p>Fiji and Tonga signed an agreement on a ferry line.</p>
<aside><p>Australia's Foreign Minister Jane Roe visited New Zealand on Monday.</p></aside>
<div id="jp-relatedposts"><p>Kiribati and Tuvalu signed a treaty on fishing.</p></div></div></div>
<aside id="secondary"><ul><li><a href=1>Nauru and Cuba sign a protocol on health.</a></li></ul></aside></body></html>"""
TABLES = """<html><head><title>Tea</title><meta name="date" content="2024-03-05"></head><body bgcolor=white><table><tr>
<td class=left><b>Top news</b><br><a href=/1>Chad's President visits Mali</a></td><td class=content>
<b>NAIROBI, Kenya, March 5</b><br><br>Kenyan Foreign Minister Ada Otieno has met with Peruvian Foreign Minister Luis
Quispe in Nairobi.<br><br>Trade between the two countries amounted to $12 million in 2023.<br><br>
<i>Follow us</i></td></tr></table><div>&copy; 2024 Post"""
KINDS = {
    "plain": (PLAIN, ["tenure", "tenure", "meeting", "trade", "agreement"]),
    "blog": (BLOG, ["tenure", "tenure", "meeting", "agreement"]),
    "tables, not closed": (TABLES, ["tenure", "tenure", "meeting", "trade"]),
}
FOREIGN = ("Lund", "Souza", "Abe", "Paz", "Leota", "Tagi", "Roe", "Kiribati", "Nauru", "cookies")


def kept(page: str, folder: Path) -> Text:
    """Return a page as `kg extract` reads it."""
    (folder / "page.html").write_bytes(page.encode())
    (text,) = read_texts([folder / "page.html"], io.BytesIO())
    assert isinstance(text, Text)
    return text


@pytest.mark.parametrize(("page", "kinds"), KINDS.values(), ids=KINDS)
def test_facts_come_from_the_article_alone(page, kinds, tmp_path: Path, grammar: Grammar):
    text = kept(page, tmp_path)

    found = extract(text.text, grammar, start=text.start, issued=text.issued)

    assert [fact.kind for fact in found.facts] == kinds
    assert [name for name in FOREIGN if name in text.text] == []


@pytest.mark.parametrize("page", [page for page, _ in KINDS.values()], ids=KINDS)
def test_quotes_stand_in_the_document_at_their_positions(page, tmp_path: Path, grammar: Grammar):
    text = kept(page, tmp_path)

    found = extract(text.text, grammar, start=text.start, issued=text.issued)

    spans = [found.article.clean.original(*fact.quote) for fact in found.facts]
    assert document_text(text) == text.text
    assert all(start >= text.start and text.text[start:end] == text.text[start:end].strip() for start, end in spans)


def test_the_front_matter_says_what_the_page_says_of_itself_and_which_file_it_was(tmp_path: Path):
    text = kept(PLAIN, tmp_path)
    digest = hashlib.sha256(PLAIN.encode()).hexdigest()

    assert text.text[: text.start].splitlines()[1:-2] == [
        'title: "Chile and Morocco agree on fisheries"',
        'publisher: "Harbour Times"',
        'creator: "Jane Doe"',
        'issued: "2023-06-14"',
        'language: "en"',
        'page: "https://harbour.example/chile-morocco"',
        'originalFile: "page.html"',
        f'originalDigest: "{digest}"',
    ]


@pytest.mark.parametrize(
    ("declared", "used"),
    [("utf-8", "utf-8"), ("iso-8859-2", "iso-8859-2"), ("windows-1250", "cp1250"), ("iso-8859-2", "utf-16")],
)
def test_a_page_is_read_in_the_character_set_it_declares(declared, used):
    page = (
        f'<html><head><meta charset="{declared}"></head><body><p>Vučić met Škoda in Łódź on Monday.</p></body></html>'
    )

    found = read_page(page.encode(used), "page.html")

    assert isinstance(found, Page) and "Vučić met Škoda in Łódź" in found.text


@pytest.mark.parametrize("used", ["utf-8", "iso-8859-2"])
def test_a_page_in_xml_is_read_as_its_first_line_declares(used):
    body = "<p>Vučić met Škoda in Łódź on Monday.</p>"
    page = (
        f'<?xml version="1.0" encoding="{used}"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    )

    found = read_page(page.encode(used), "page.xhtml")

    assert isinstance(found, Page) and "Vučić met Škoda in Łódź" in found.text


@pytest.mark.parametrize("declared", ["utf-8", "ascii-art", ""])
def test_a_character_set_is_never_guessed(declared):
    page = f'<html><head><meta charset="{declared}"></head><body><p>Vučić met Škoda on Monday.</p></body></html>'

    found = read_page(page.encode("iso-8859-2"), "page.html")

    assert isinstance(found, Problem) and found.rule == "encoding"


def test_a_date_is_taken_from_metadata_only():
    found = read_page(PLAIN.replace("2023-06-14T09", "").encode(), "page.html")

    assert isinstance(found, Page) and "issued" not in found.about
