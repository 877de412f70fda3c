"""From files to proposed records: quotes verbatim whatever the typography, the same bytes whatever the jobs."""

import io
from pathlib import Path

import pytest

from kg.cite import Source
from kg.documents import document
from kg.errors import UnreadableError
from kg.extract.clean import clean
from kg.extract.extraction import Grammar, extract
from kg.extract.facts import Fact
from kg.extract.gate import pass_gate
from kg.extract.linking import Known
from kg.extract.running import Task, run
from kg.extract.texts import read_texts
from kg.gather import gather
from kg.loading import load
from kg.ontology import read_ontology
from kg.records import Record
from kg.workspace import bundle, open_workspace
from kg.yamlfiles import read_yaml

ARTICLE = """date 2024-05-10

OSLO, May 10 - Norway’s Foreign Minister Kari Lund met Chilean President Pedro Soto in Oslo on Thursday.

The two sides signed an agreement on fisheries. Bilateral trade reached $9 million in 2023.

Nobody was sur\u00adprised by the Spanish Ambassador Jose\u0301 Mar\u00eda\u00a0Ru\u00edz.
"""


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("“Norway’s”", '"Norway\'s"'),
        ("9\u00a0million", "9 million"),
        ("May 3–4", "May 3-4"),
        ("mem\u00adorandum", "memorandum"),
        ("Jose\u0301", "José"),
    ],
)
def test_typography_is_levelled(text, level):
    assert clean(text).text == level


def test_every_quote_stands_in_the_file_as_it_is(grammar: Grammar):
    found = extract(ARTICLE, grammar)

    quotes = [ARTICLE[slice(*found.article.clean.original(*fact.quote))] for fact in found.facts]

    assert "the Spanish Ambassador Jose\u0301 Mar\u00eda\u00a0Ru\u00edz" in quotes
    assert all(quote in ARTICLE for quote in quotes)


def test_sentences_that_gave_nothing_are_listed(grammar: Grammar):
    found = extract("Kari Lund smiled. Chilean President Pedro Soto spoke. It rained.", grammar)

    assert [found.source[start:end] for start, end in found.unused] == ["Kari Lund smiled.", "It rained."]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"amount": "77", "growth": "", "reporter": "NOR", "partner": "CHL"}, "the number 77 is not in the sentence"),
        ({"amount": "9000000", "growth": "", "reporter": "FRA", "partner": "CHL"}, "the state France is neither"),
    ],
)
def test_the_gate_refuses_what_the_sentence_does_not_say(values, reason, grammar: Grammar):
    text = "Trade between Norway and Chile reached $9 million."
    found = extract(text, grammar)

    kept, refused = pass_gate(found.article, [Fact("trade", values, (0, len(text)), "other", 0.5)])

    assert kept == []
    assert [rejected.reason[: len(reason)] for rejected in refused] == [reason]


def test_proposed_records_load_without_problems(tmp_path: Path):
    (tmp_path / "brief.txt").write_text(ARTICLE, "utf-8")
    workspace = open_workspace(bundle())

    [(slug, text, _)] = run(read_texts([tmp_path / "brief.txt"], io.StringIO()), _task("yaml"))

    proposed = [record for record in read_yaml(text, "proposed.yaml") if isinstance(record, Record)]
    assert {"Tenure", "Meeting", "Agreement", "TradeFigure", "Person", "Post"} <= {record.type for record in proposed}
    records, sources, _ = gather(workspace.data_files())
    article = document(slug, "brief.txt", ARTICLE.encode())
    sources += [Source(slug, slug, "brief.txt", "", article), Source("proposed", "proposed", "proposed.yaml", "", None)]
    assert load(records + proposed, sources, read_ontology(workspace.ontology_files())).problems == []


def test_several_jobs_write_the_same_bytes(tmp_path: Path):
    for number in range(6):
        (tmp_path / f"a{number}.txt").write_text(ARTICLE.replace("$9", f"${number + 2}"), "utf-8")

    one, two = (list(run(read_texts([tmp_path], io.StringIO()), _task("jsonl"), jobs)) for jobs in (1, 2))

    assert one == two


@pytest.mark.parametrize(
    ("name", "content", "slugs"),
    [
        ("a.txt", "Text.", ["a"]),
        ("a.md", "---\nissued: 2024-05-10\n---\nText.", ["a"]),
        ("a.jsonl", '{"id": "x", "text": "One."}\n{"text": "Two."}\n', ["x", "a-2"]),
    ],
)
def test_texts_are_read_by_suffix(name, content, slugs, tmp_path: Path):
    (tmp_path / name).write_text(content, "utf-8")

    assert [text.slug for text in read_texts([tmp_path / name], io.StringIO())] == slugs


@pytest.mark.parametrize(("name", "content"), [("a.html", "<p>Text.</p>"), ("a.jsonl", "{}"), ("a.txt", "\xff")])
def test_a_file_that_cannot_be_read_is_refused(name, content, tmp_path: Path):
    (tmp_path / name).write_text(content, "latin-1")

    with pytest.raises(UnreadableError):
        list(read_texts([tmp_path / name], io.StringIO()))


def test_known_things_are_linked_by_equal_names_only():
    record = Record("person/kari-lund", "Person", {"label": ("Kari Lund",)}, (), None)  # type: ignore[arg-type]  # no origin is needed

    known = Known([record])

    assert known.find("Person", "Kari Lund") == "person/kari-lund"
    assert known.find("Person", "Karin Lund") == ""
    assert known.candidates("Person", "Karin Lund") == ["person/kari-lund"]


def _task(format: str) -> Task:
    return Task(bundle() / "ontology" / "extraction", bundle() / "data" / "registry", (), format, False)
