"""From files to proposed records: quotes verbatim whatever the typography, the same bytes whatever the jobs."""

import io
import json
from pathlib import Path

import pytest

from kg.cite import Source
from kg.documents import document
from kg.errors import UnreadableError
from kg.extract.clean import clean
from kg.extract.extraction import Grammar, extract
from kg.extract.linking import Known
from kg.extract.running import Task, run
from kg.extract.texts import Text, document_text, read_texts, what_lacks
from kg.gather import gather
from kg.loading import load
from kg.ontology import read_ontology
from kg.problems import Problem
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


def test_proposed_records_load_without_problems(tmp_path: Path):
    (tmp_path / "brief.txt").write_text(ARTICLE, "utf-8")
    workspace = open_workspace(bundle())

    [(slug, text, _)] = run(read_texts([tmp_path / "brief.txt"], io.BytesIO()), _task("yaml"))

    proposed = [record for record in read_yaml(text, "proposed.yaml") if isinstance(record, Record)]
    assert {"Tenure", "Meeting", "Agreement", "TradeFigure", "Person", "Post"} <= {record.type for record in proposed}
    gathered = gather(workspace.data_files())
    article = document(slug, "brief.txt", ARTICLE.encode())
    sources = [
        *gathered.sources,
        Source(slug, slug, "brief.txt", "", article),
        Source("proposed", "proposed", "proposed.yaml", "", None),
    ]
    assert load([*gathered, *proposed], sources, read_ontology(workspace.ontology_files())).problems == []


def test_several_jobs_write_the_same_bytes(tmp_path: Path):
    for number in range(6):
        (tmp_path / f"a{number}.txt").write_text(ARTICLE.replace("$9", f"${number + 2}"), "utf-8")

    one, two = (list(run(read_texts([tmp_path], io.BytesIO()), _task("jsonl"), jobs)) for jobs in (1, 2))

    assert one == two


@pytest.mark.parametrize(
    ("name", "content", "slugs"),
    [
        ("a.txt", "Text.", ["a"]),
        ("a.md", "---\nissued: 2024-05-10\n---\nText.", ["a"]),
        ("a.HTM", "<html><body><article><p>Text is here.</p></article></body></html>", ["a"]),
        ("a.jsonl", '{"id": "x", "text": "One."}\n{"text": "Two."}\n', ["x", "a-2"]),
    ],
)
def test_texts_are_read_by_suffix(name, content, slugs, tmp_path: Path):
    (tmp_path / name).write_text(content, "utf-8")

    assert [text.slug for text in read_texts([tmp_path / name], io.BytesIO())] == slugs


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"\xff", "a.txt:1:1: the file is not UTF-8: 'byte 0xff at 0'; save it as UTF-8"),
        ("a.txt", b"One\x00two.", "a.txt:1:1: the text holds a character that is no text: 'U+0000 at 3'; remove it"),
        (
            "a.html",
            b"<html><body></body></html>",
            "a.html:1:1: no article was found in the page; save its text as .txt",
        ),
        (
            "a.html",
            b"<html><body>caf\xe9",
            "a.html:1:1: the page is neither UTF-8 nor in the character set it declares",
        ),
        ("a.jsonl", b"{}", "a.jsonl:1:1: the line is no article; write a JSON object with a text under the key"),
        ("a.jsonl", b'{"text": null}', "a.jsonl:1:1: the line is no article: 'text: None'"),
        (
            "a.jsonl",
            b'{"text": "a\\ud800"}',
            "a.jsonl:1:1:1: the text holds a character that is no text: 'U+D800 at 1'",
        ),
        ("a.jsonl", b'\n{"text": "caf\xe9"}', "a.jsonl:2:1: the line is no article: "),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_place(name, content, problem, tmp_path: Path):
    (tmp_path / name).write_bytes(content)

    (found,) = read_texts([tmp_path / name], io.BytesIO())

    assert str(found).removeprefix(f"{tmp_path}/").startswith(problem)


def test_a_line_that_cannot_be_read_leaves_the_others(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n{"text": 2}\n{"text": "Three."}\n', "utf-8")

    parts = list(read_texts([tmp_path / "a.jsonl"], io.BytesIO()))

    assert [part.slug if isinstance(part, Text) else part.rule for part in parts] == ["a-1", "line", "a-3"]


def test_two_texts_of_one_name_are_not_mixed_up(tmp_path: Path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Text.", "utf-8")

    parts = list(read_texts([tmp_path], io.BytesIO()))

    assert [part.rule for part in parts if isinstance(part, Problem)] == ["file-name"]


@pytest.mark.parametrize("name", ["a.pdf", "absent.txt", "absent.jsonl"])
def test_a_path_that_is_no_text_is_refused(name, tmp_path: Path):
    with pytest.raises(UnreadableError):
        list(read_texts([tmp_path / name], io.BytesIO()))


DIRTY = "Norway’s Foreign Minis\u00adter Kari\u00a0Lund met Chilean President Jose\u0301 Soto in Oslo on May 9."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"{DIRTY}\n"),
        ("a.txt", f"\ufeffdate 2024-05-10\r\n\r\n{DIRTY}\r\n"),
        ("a.md", f"\ufeff---\r\ntitle: A\r\nissued: 2024-05-10\r\n---\r\n\r\n{DIRTY}\r\n"),
        ("a.md", f"---\ntitle: A\nissued: 2024-02-31\n---\n{DIRTY}\f\n"),
        ("a.jsonl", "\ufeff" + json.dumps({"text": f"{DIRTY}\r\n", "date": "2024-13-01"}) + "\r\n"),
        ("-", f"\ufeff---\ntitle: A\n---\n{DIRTY}\n"),
        ("-", f"\ufeff\n<HTML><body><article><p>{DIRTY}</p></article></body>"),
    ],
)
def test_what_dirty_input_proposes_is_found_in_the_document_that_is_kept(name, content, tmp_path: Path):
    (tmp_path / name).write_bytes(content.encode())
    path = Path("-") if name == "-" else tmp_path / name

    (text,) = read_texts([path], io.BytesIO(content.encode()))
    assert isinstance(text, Text)
    [(_, proposed, _)] = run([text], _task("yaml"))
    kept = document(text.slug, "a.md", document_text(text).encode())

    records = [record for record in read_yaml(proposed, "a.yaml") if isinstance(record, Record)]
    quotes = [part.quote for record in records for part in record.evidence]
    assert {record.type for record in records} >= {"Meeting", "Person"}
    assert all(kept.find(quote) for quote in quotes)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (
            "Norway, Chile agree on salmon\n\nOSLO, May 9 - Norway and Chile signed an agreement.\n",
            "Norway, Chile agree on salmon",
        ),
        ("date 2024-05-10\n\nNorway, Chile agree\n\nNorway and Chile signed.\n", "Norway, Chile agree"),
        ("Norway and Chile signed an agreement on salmon in Oslo on 9 May 2024.\n", "a"),
    ],
)
def test_a_headline_is_the_title_of_a_document(content, title, tmp_path: Path):
    (tmp_path / "a.txt").write_text(content, "utf-8")

    (text,) = read_texts([tmp_path / "a.txt"], io.BytesIO())

    assert isinstance(text, Text)
    assert document_text(text).splitlines()[1] == f"title: {json.dumps(title)}"


@pytest.mark.parametrize(
    ("name", "content", "lacking"),
    [
        ("a.txt", "Norway and Chile signed an agreement.\n", ["publisher", "issued"]),
        ("a.txt", "date 2024-05-10\n\nNorway and Chile signed an agreement.\n", ["publisher"]),
        ("a.md", "---\npublisher: A desk\nissued: 2024-05-10\n---\nText.\n", []),
        ("a.jsonl", json.dumps({"text": "Text.", "publisher": "A desk", "date": "2024-05-10"}) + "\n", []),
    ],
)
def test_what_a_footnote_lacks_is_known(name, content, lacking, tmp_path: Path):
    (tmp_path / name).write_text(content, "utf-8")

    (text,) = read_texts([tmp_path / name], io.BytesIO())

    assert isinstance(text, Text)
    assert what_lacks(text) == lacking


def test_known_things_are_linked_by_equal_names_only():
    record = Record("person/kari-lund", "Person", {"label": ("Kari Lund",)}, (), None)  # type: ignore[arg-type]  # no origin is needed

    known = Known([record])

    assert known.find("Person", "Kari Lund") == "person/kari-lund"
    assert known.find("Person", "Karin Lund") == ""
    assert known.candidates("Person", "Karin Lund") == ["person/kari-lund"]


def _task(format: str) -> Task:
    return Task(bundle() / "ontology" / "extraction", bundle() / "data" / "registry", (), format, False)


def test_what_is_no_text_in_a_folder_is_told_but_for_hidden_files(tmp_path: Path):
    (tmp_path / ".git").mkdir()
    for name in ("a.txt", "b.pdf", ".DS_Store", ".git/c.txt"):
        (tmp_path / name).write_text("Text.", "utf-8")

    text, remark = read_texts([tmp_path], io.BytesIO())

    assert isinstance(text, Text)
    assert str(remark).startswith(f"{tmp_path / 'b.pdf'}:1:1: the file is passed over: '.pdf'; save it as one of .txt")


def test_a_folder_without_a_text_is_refused(tmp_path: Path):
    (tmp_path / "b.pdf").write_text("Text.", "utf-8")

    with pytest.raises(UnreadableError, match="no text is in this folder"):
        list(read_texts([tmp_path], io.BytesIO()))
