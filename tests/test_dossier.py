"""A dossier says what the graph holds about two states, and every line leads to the words of its sources."""

import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from lxml import etree, html
from pyoxigraph import Literal, NamedNode
from rich.console import Console
from workspaces import lay

from kg.check import Checked, check
from kg.dossier import Dossier, Line, Section, dossier, to_docx, to_html, to_markdown, to_terminal
from kg.dossier.chart import chart_svg
from kg.dossier.words import head, readable, spoken_number, spoken_time
from kg.errors import UsageError
from kg.terms import term, thing
from kg.workspace import bundle, open_workspace

EXPECTED = Path(__file__).parent / "expected" / "dossier.md"
QUESTIONS = open_workspace(bundle()).questions("dossier")
HOSTILE = '<script>alert("x")</script> | *talks* & [more](javascript:x)'
ADDED = f"""
- id: meeting/hostile
  type: Meeting
  label: '{HOSTILE}'
  participant: [state/AZE, state/SRB]
  date: 2022-01
- id: step/drafted
  type: Step
  agreement: agreement/AZE-SRB.visa-abolition
  status: drafted
  date: 2020-05
- type: TradeFigure
  indicator: turnover
  between: [AZE, SRB]
  period: 2020
  value: 12 million
  unit: USD
- type: TradeFigure
  indicator: turnover
  between: [AZE, SRB]
  period: 2019
  value: 7.25 million
  unit: EUR
"""


def collect(checked: Checked, *codes: str) -> Dossier:
    """Collect the dossier of states by their codes."""
    return dossier(checked.store, QUESTIONS, *(thing(f"state/{code}") for code in codes))


def section(whole: Dossier, name: str) -> Section:
    """Find a section by its name."""
    return next(part for part in whole.sections if part.name == name)


def lines(whole: Dossier) -> list[Line]:
    """List all lines in reading order."""
    return [line for part in whole.sections for group in part.groups for line in group.lines]


def groups(whole: Dossier, name: str) -> dict[str, list[str]]:
    """Return the first cells of a section's lines by group."""
    return {group.heading: [line.cells[0] for line in group.lines] for group in section(whole, name).groups}


def in_terminal(whole: Dossier) -> str:
    """Print a dossier on 100 columns."""
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(to_terminal(whole))
    return console.export_text()


def in_word(whole: Dossier) -> str:
    """Return all text of the Word document, of paragraphs and tables."""
    document = Document(io.BytesIO(to_docx(whole)))
    return "\n".join(document.element.body.itertext())


@pytest.fixture(scope="module")
def known(sample: Checked) -> Dossier:
    """The dossier of the pair in the bundled data."""
    return collect(sample, "AZE", "SRB")


@pytest.fixture(scope="module")
def richer(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The same pair with a hostile label, an earlier step, a contradiction and a second currency."""
    root = tmp_path_factory.mktemp("richer")
    shutil.copytree(bundle() / "data", root / "data")
    (root / "data" / "added.yaml").write_text(ADDED, "utf-8")
    return collect(check(open_workspace(root)), "AZE", "SRB")


def test_the_dossier_of_the_bundled_pair_is_the_one_that_a_person_has_read(known):
    assert to_markdown(known) == EXPECTED.read_text("utf-8")


def test_every_line_has_a_footnote(known):
    assert [line for line in lines(known) if not line.references] == []


def test_a_line_names_the_facts_that_it_tells_but_not_those_that_only_witness_it(known):
    assert {line.cells[1] for line in lines(known) if not line.facts} == {"not named"}


def test_every_footnote_quotes_its_document_word_for_word(known):
    documents = [" ".join(path.read_text("utf-8").split()) for path in (bundle() / "data" / "documents").glob("*.md")]

    quotes = [note.quote for note in known.footnotes]

    assert quotes
    assert [quote for quote in quotes if not any(quote in text for text in documents)] == []


def test_footnotes_are_numbered_in_the_order_of_their_first_use(known):
    first_uses = [mark.number for line in lines(known) for mark in line.references if mark.use == 1]

    assert first_uses == [note.number for note in known.footnotes] == list(range(1, len(known.footnotes) + 1))


def test_a_passage_has_one_footnote_however_often_it_is_used(known):
    marks = [mark.number for line in lines(known) for mark in line.references]

    assert [marks.count(note.number) for note in known.footnotes] == [note.uses for note in known.footnotes]
    assert len({note.passage for note in known.footnotes}) == len(known.footnotes)


def test_the_order_of_the_states_does_not_change_what_is_found(sample, known):
    turned = collect(sample, "SRB", "AZE")

    assert turned.title == "Serbia – Azerbaijan"
    assert {line.cells for line in lines(turned)} == {line.cells for line in lines(known)}


def test_agreements_stand_under_the_furthest_status_that_they_reached(known):
    assert {status: len(found) for status, found in groups(known, "20-agreements").items()} == {
        "Signed": 6,
        "Drafted": 1,
    }


def test_an_agreement_known_in_two_steps_shows_its_way(known, richer):
    assert section(known, "30-steps").size == 0
    assert groups(richer, "30-steps") == {
        "Agreement on the mutual abolition of visas for holders of general civil passports": ["drafted", "signed"]
    }


def test_what_only_a_speaker_claims_is_marked(known):
    (growth,) = section(known, "65-growth").groups[0].lines

    assert growth.remarks == ("Claimed by Sahil Babayev, not stated by a source in its own voice.",)


def test_rounding_and_contradiction_are_told_apart(known, richer):
    told = [{line.cells[2] for line in section(which, "90-disagreements").groups[0].lines} for which in (known, richer)]

    assert told == [{"explained by rounding"}, {"explained by rounding", "contradiction"}]


def test_open_ends_are_drafts_without_a_signature_and_invitations_without_a_visit(known):
    assert groups(known, "95-open-ends")[""] == [
        "Agreement on social security between the governments of Azerbaijan and Serbia",
        "Official visit of Ilham Aliyev to Serbia",
    ]


def test_there_is_one_chart_for_each_unit(richer):
    assert [chart.title for chart in section(richer, "60-trade").charts] == ["EUR", "USD"]


def test_a_chart_keeps_the_bounds_that_the_stated_digits_allow(known):
    (chart,) = section(known, "60-trade").charts

    assert next((bar.low, bar.value, bar.high) for bar in chart.bars) == (8.5e6, 9e6, 9.5e6)


def test_a_chart_is_an_svg_document_with_a_text_for_those_who_do_not_see_it(known):
    root = etree.fromstring(chart_svg(section(known, "60-trade").charts[0]))

    assert root.get("aria-label", "").startswith("turnover, 2020: 9 million USD (8.5 million to 9.5 million)")


@pytest.mark.parametrize("codes", [("AZE", "XYZ"), ("AZE", "AZE")], ids=["unknown", "the same twice"])
def test_states_that_make_no_pair_are_refused_by_name(sample, codes):
    with pytest.raises(UsageError, match=f"state/{codes[1]}: there is no dossier"):
        collect(sample, *codes)


@pytest.mark.parametrize("render", [to_markdown, to_html, in_terminal, in_word])
def test_a_pair_without_facts_is_said_to_have_none(sample, render):
    text = render(collect(sample, "AZE", "FJI"))

    assert "Azerbaijan – Fiji" in text
    assert "Nothing is recorded yet." in text
    assert "No agreement is recorded." in text


@pytest.mark.parametrize("render", [to_markdown, to_html, in_terminal, in_word])
def test_every_form_holds_every_heading_and_every_source(known, render):
    text = " ".join(render(known).split())

    wanted = [part.heading for part in known.sections] + [note.source for note in known.footnotes]
    assert [words for words in wanted if words not in text] == []


def test_html_holds_hostile_labels_as_text_only(richer):
    page = html.fromstring(to_html(richer))

    assert page.xpath("//script") == []
    assert HOSTILE in page.text_content()


def test_markdown_holds_hostile_labels_as_text_only(richer):
    assert r"\<script\>alert(\"x\")\</script\> \| \*talks\* \& \[more\](javascript:x)".replace(
        r"\"", '"'
    ) in to_markdown(richer)


def test_word_and_terminal_hold_hostile_labels_as_they_are(richer):
    assert HOSTILE in in_word(richer)
    assert HOSTILE in in_terminal(richer)


def test_html_links_lead_somewhere_and_ids_are_unique(known):
    page = html.fromstring(to_html(known))

    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= set(ids)


def test_html_loads_nothing(known):
    page = html.fromstring(to_html(known))

    assert page.xpath("//@src | //link | //script") == []


def test_word_has_headings_that_word_knows_and_links_that_lead_somewhere(known):
    document = Document(io.BytesIO(to_docx(known)))
    body = document.element.body

    headings = [part.text for part in document.paragraphs if part.style and part.style.name == "Heading 1"]
    assert headings == [*(part.heading for part in known.sections), "Evidence"]
    names = body.xpath("//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names))
    assert set(body.xpath("//w:hyperlink/@w:anchor")) <= set(names)


def test_word_has_one_picture_for_each_chart(known):
    assert len(Document(io.BytesIO(to_docx(known))).inline_shapes) == 1


def test_word_is_the_same_bytes_each_time_and_knows_no_author(known):
    assert to_docx(known) == to_docx(known)
    assert Document(io.BytesIO(to_docx(known))).core_properties.author == ""


def test_the_terminal_shows_the_number_of_every_footnote(known):
    text = in_terminal(known)

    assert [note.number for note in known.footnotes if text.count(f"[{note.number}]") < 2] == []


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2013", "2013"),
        ("2021-10", "October 2021"),
        ("2021-10-01", "1 October 2021"),
        ("2021-Q1", "first quarter of 2021"),
        ("2021-H2", "second half of 2021"),
        ("../2021-10-12", "by 12 October 2021"),
        ("2020-03/..", "since March 2020"),
        ("2021-01/2021-08", "January 2021 to August 2021"),
        ("2021-13", "2021-13"),
        ("and/or", "and/or"),
        ("", ""),
    ],
)
def test_times_are_spelled_out_and_other_texts_stay(text, spoken):
    assert spoken_time(text) == spoken


@pytest.mark.parametrize(
    ("number", "spoken"),
    [
        ("9000000.0", "9 million"),
        ("7850000.0", "7.85 million"),
        ("-1200000000.0", "-1.2 billion"),
        ("100000.0", "100,000"),
        ("1234567.0", "1,234,567"),
        ("6.30", "6.3"),
        ("0.0", "0"),
        ("100.0", "100"),
    ],
)
def test_numbers_are_exact_and_short(number, spoken):
    assert spoken_number(Decimal(number)) == spoken


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (Literal("1.5", datatype=term("xsd:decimal")), "1.5"),
        (Literal("2021-10-12", datatype=term("xsd:date")), "12 October 2021"),
        (Literal("Belgrade", language="en"), "Belgrade"),
        (NamedNode("https://example.org/a#b"), "b"),
    ],
)
def test_terms_are_readable(cell, text):
    assert readable(cell) == text


@pytest.mark.parametrize(("name", "text"), [("date", "Date"), ("signedBy", "Signed by"), ("asOf", "As of")])
def test_names_of_columns_become_heads(name, text):
    assert head(name) == text


def test_a_row_and_the_lines_of_a_record_are_cited_in_words(tmp_path):
    figure = {"type": "TradeFigure", "indicator": "export", "reporter": "KEN", "partner": "VNM", "unit": "USD"}
    yaml = "".join(f"{'-' if key == 'type' else ' '} {key}: {text}\n" for key, text in figure.items())
    row = f"{','.join(figure)},period,value\n{','.join(figure.values())},2021,5 million\n"
    files = {"a.csv": row, "b.yaml": f"{yaml}  period: 2022\n  value: 6 million\n"}

    found = to_markdown(collect(check(open_workspace(lay(tmp_path, files))), "KEN", "VNM"))

    assert "*a.csv*, row 2 of a.csv." in found
    assert "*b.yaml*, lines 1 to 7 of b.yaml." in found
