"""Documents, the places of their words, and what is said of them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspaces import DOCUMENT, lay, own_ids, read, shown

from kg.documents import document

HEAD = "---\ntitle: T\n---\n"
FACT = """\
- id: presence/four
  type: Presence
  number: 4
  homeState: CHL
  inState: MAR
  evidence: [{source: brief, quote: "QUOTE"}]
"""
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1)


def found(text, quote):
    return [(hit.start, hit.end, hit.text) for hit in document("brief", "brief.md", text.encode()).find(quote)]


@pytest.mark.parametrize(
    ("body", "quote", "passage"),
    [
        ("It rained.", "It rained", (17, 26, "It rained")),
        ("It rained\nall day.", "rained all day", (20, 34, "rained\nall day")),
        ("It rained all day.", "rained\n  all", (20, 30, "rained all")),
        ("He said “no”.", "“no”", (25, 29, "“no”")),
        ("9\N{NO-BREAK SPACE}million", "9 million", (17, 26, "9\N{NO-BREAK SPACE}million")),
        ("Vuc\N{COMBINING CARON}ic\N{COMBINING ACUTE ACCENT}", "c\N{COMBINING ACUTE ACCENT}", (22, 24, "c\u0301")),
        ("a+b (c) [d]", "(c) [d]", (21, 28, "(c) [d]")),
        ("😀 smiles", "smiles", (19, 25, "smiles")),
    ],
)
def test_a_quote_is_found_with_its_position_in_the_whole_file(body, quote, passage):
    assert found(HEAD + body, quote) == [passage]


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("He said “no”.", '"no"'),
        ("Vučić", "Vuc\N{COMBINING CARON}ic\N{COMBINING ACUTE ACCENT}"),
        ("It rained.", "it rained"),
        ("It rained.", "title: T"),
        ("It rained.", ""),
        ("It rained.", "It.rained"),
    ],
)
def test_a_quote_that_is_not_word_for_word_in_the_text_is_not_found(body, quote):
    assert found(HEAD + body, quote) == []


def test_every_place_of_a_quote_is_found():
    assert [start for start, _, _ in found("so so so", "so")] == [0, 3, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_end_counts_as_one_character_whichever_it_is(end):
    assert found(f"---{end}title: T{end}---{end}It{end}rained", "rained") == [(20, 26, "rained")]


def test_a_byte_order_mark_counts_as_the_character_that_it_is():
    assert found(f"\ufeff{HEAD}It rained", "It") == [(18, 20, "It")]


@pytest.mark.parametrize(
    ("text", "front", "rest"),
    [
        (f"{HEAD}Text", "title: T\n", "Text"),
        ("---\ntitle: T\n---", "title: T\n", ""),
        ("---  \ntitle: T\n--- \nText", "title: T\n", "Text"),
        ("---\na: 1\n---\nText\n---\nmore", "a: 1\n", "Text\n---\nmore"),
        ("---\ntitle: T\nText", "", "---\ntitle: T\nText"),
        ("Text", "", "Text"),
        ("", "", ""),
    ],
)
def test_front_matter_stands_between_two_lines_of_dashes(text, front, rest):
    read_text = document("brief", "brief.md", text.encode())
    assert (read_text.front, read_text.text[read_text.body :]) == (front, rest)


def test_the_digest_of_a_document_is_that_of_its_bytes():
    content = f"{HEAD}It\r\nrained".encode()
    assert document("brief", "brief.md", content).digest == hashlib.sha256(content).hexdigest()


@given(st.lists(words, min_size=1), st.text(alphabet=" \n\t", min_size=1))
def test_any_words_are_found_whatever_white_space_is_between_them(parts, space):
    assert found(f"{HEAD}{space.join(parts)}", " ".join(parts))[0][:2] == (len(HEAD), len(HEAD + space.join(parts)))


# ---------------------------------------------------------------- documents in a workspace


def test_front_matter_is_a_record_about_the_document(tmp_path):
    loaded, problems = read(lay(tmp_path, {"brief.md": DOCUMENT}))
    assert problems == []
    assert own_ids(loaded) == ["source/brief"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("No head", "brief.md:1:1: the document does not say what it is; begin it with ---"),
        ("", "brief.md:1:1: the document does not say what it is; begin it with ---"),
        ("---\n---\n", "brief.md:1:1: the document does not say what it is; begin it with ---"),
        ("---\ntitle: T\ntext", "brief.md:1:1: the document does not say what it is; begin it with ---"),
        ("---\ntitle: [\n---\ntext", "brief.md:3:1: this is not YAML: "),
        ("---\n- a\n---\ntext", "brief.md:2:3: a record is a mapping of keys to values: 'a'"),
        ("---\ntitel: T\n---\ntext", "brief.md:2:1: the key 'titel' is not known: 'titel'; did you mean 'title'?"),
        ("---\ntitle: T\nid: x\n---\n", "brief.md:3:1: front matter takes only keys that describe the document: 'id'"),
        ("---\ntitle: T\ntype: Person\n---\n", "brief.md:3:1: front matter takes only keys"),
        ("---\ntitle: T\nissued: 2021-02-29\n---\n", "brief.md:3:9: the value of 'issued' does not fit: '2021-02-29'"),
        ("---\ntitle: T\n---\na\x00b", "brief.md:4:2: the document holds a character that is no text: 'U+0000'"),
        ("---\ntitle: T\n---\nCafé".encode("latin-1"), "brief.md:4:4: the file is not UTF-8: 'byte 0xe9'; save it as"),
    ],
)
def test_what_is_wrong_with_a_document_is_said_with_its_place(tmp_path, content, problem):
    _, problems = read(lay(tmp_path, {"brief.md": content}))
    assert shown(problems, tmp_path)[0].startswith(problem)
    assert len(problems) == 1


@pytest.mark.parametrize("name", ["two words.md", "été.md", "a#b.md"])
def test_a_document_whose_name_cannot_be_part_of_an_iri_is_refused(tmp_path, name):
    _, problems = read(lay(tmp_path, {name: DOCUMENT}))
    assert [problem.rule for problem in problems] == ["file-name"]
    assert "use ASCII letters, digits, dots and dashes" in str(problems[0])


# ---------------------------------------------------------------- quotes


@pytest.mark.parametrize(
    ("quote", "problem"),
    [
        ("five companies", "the quote is not in the text of brief.md: 'five companies'; copy the words as they stand;"),
        ("publisher: A desk", "the quote is not in the text of brief.md: 'publisher: A desk'"),
        ("Four  companies\\nof", ""),
        ("", "evidence names a source and quotes it: 'source: brief, quote'; write {source: "),
        ("o", "the quote stands 12 times in brief.md; the first is taken: 'o'; quote more words"),
        ("\\0", "the quote holds a character that is no text: 'U+0000'; remove it"),
    ],
)
def test_a_quote_must_stand_in_the_text(tmp_path, quote, problem):
    _, problems = read(lay(tmp_path, {"brief.md": DOCUMENT, "facts.yaml": FACT.replace("QUOTE", quote)}))
    assert "".join(shown(problems, tmp_path)).removeprefix("facts.yaml:6:14: ").startswith(problem)
    assert len(problems) == bool(problem)


def test_the_nearest_sentence_is_shown_to_copy_from(tmp_path):
    _, problems = read(lay(tmp_path, {"brief.md": DOCUMENT, "f.yaml": FACT.replace("QUOTE", "four Chilean companies")}))
    assert "the nearest sentence is 'Four companies of Chile work in Morocco.'" in problems[0].remedy
