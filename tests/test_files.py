"""Record files in every format: what is read, and what is said of the parts that cannot be."""

import csv
import io
import json
import os

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from workspaces import PLACE, about, lay, load_text, own_ids, read, shown, statements

from kg.errors import UnreadableError
from kg.files import READERS, read_again, read_records
from kg.records import SUFFIXES, Record

RABAT = {("type", "Place"), ("label", "Rabat"), ("altLabel", "Ar-Ribat"), ("altLabel", "Rbat"), ("inState", "MAR")}
ONE = "- id: place/{0}\n  type: Place\n  label: {0}\n  inState: MAR\n"
PAIR = ONE.format("a") + "{}" + ONE.format("b")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "- id: place/rabat\n  type: Place\n  label: Rabat\n  altLabel: [Rbat, Ar-Ribat]\n  inState: MAR\n"),
        ("a.yml", "id: place/rabat\ntype: Place\nlabel: Rabat\naltLabel:\n- Rbat\n- Ar-Ribat\ninState: MAR\n"),
        ("a.yaml", "%YAML 1.1\n---\n# none\n---\n- {id: place/rabat, type: Place, label: Rabat, altLabel: [Rbat, "
         "Ar-Ribat], inState: MAR}\n...\n"),
        ("a.yaml", "- &r\n  id: place/rabat\n  type: Place\n  label: &l Rabat\n  altLabel: [Rbat, Ar-Ribat]\n"
         "  inState: MAR\n- *r\n- {id: place/rabat, type: Place, label: *l, inState: MAR}\n"),
        ("a.json", '[{"id": "place/rabat", "type": "Place", "label": "Rabat", "altLabel": ["Rbat", "Ar-Ribat"],\n'
         '"inState": "MAR", "page": null}]'),
        ("a.json", '{"id":"place/rabat","type":"Place","label":"Rabat","altLabel":["Rbat","Ar-Ribat"],'
         '"inState":"MAR"}'),
        ("a.JSONL", '\n{"id":"place/rabat","type":"Place","label":"Rabat","altLabel":["Rbat","Ar-Ribat"],'
         '"inState":"MAR"}\r\n\n'),
        ("a.csv", "id,type,label,altLabel,inState,page\nplace/rabat,Place,Rabat,Rbat; Ar-Ribat;,MAR,\n"),
        ("a.csv", '"id", type ,label,altLabel,inState\r\n\r\nplace/rabat,Place, Rabat ,"Rbat;Ar-Ribat",MAR'),
        ("a.csv", "\ufeffid,type,label,altLabel,inState\rplace/rabat,Place,Rabat,Rbat;Ar-Ribat,MAR\r"),
        ("a.yaml", "\ufeff- id: place/rabat\r\n  type: Place\r\n  label: |\r\n    Rabat\r\n"
         "  altLabel: [Rbat, Ar-Ribat]\r\n  inState: MAR\r\n"),
        ("a.json", '\ufeff[{"id":"place/rabat","type":"Place","label":" Rabat ","altLabel":["Rbat","Ar-Ribat"],'
         '"inState":"MAR"}]'),
    ],
)  # fmt: skip
def test_a_record_says_the_same_in_every_format(tmp_path, name, content):
    loaded, problems = read(lay(tmp_path, {name: content}))
    assert problems == []
    assert about(loaded.quads, "place/rabat") == RABAT


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("NO", "NO"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("2021-10-11", "2021-10-11"),
        ("0o17", "0o17"),
        ("yes", "yes"),
    ],
)
def test_a_scalar_stays_as_it_is_written(text, label):
    loaded = load_text(f"id: person/x\ntype: Person\nlabel: {text}\n", ".yaml")
    assert ("label", label) in about(loaded.quads, "person/x")


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_table_whose_cells_another_sign_parts_is_told_to_use_commas(tmp_path, sign):
    _, problems = read(lay(tmp_path, {"a.csv": "id,type,label\nplace/a,Place,A\n".replace(",", sign)}))
    assert [(problem.rule, problem.remedy) for problem in problems] == [
        ("head", "save the table with commas between the cells")
    ]


def test_a_cell_may_hold_a_long_text(tmp_path):
    text = "word " * 100_000
    lay(tmp_path, {"a.csv": f'id,type,label\nplace/a,Place,"{text}"\n'})
    [found] = read_records(tmp_path / "a.csv", "a.csv")
    assert found.values["label"] == (text.strip(),)


def test_rows_of_empty_cells_are_no_records_and_count_as_rows(tmp_path):
    rows = "id,type,label\n,,\nplace/a,Place,A\n , ,\n   \n"
    found = list(read_records(lay(tmp_path, {"a.csv": rows}) / "a.csv", "a.csv"))
    assert [(record.id, record.fragment) for record in found] == [("place/a", "row=3")]


@pytest.mark.parametrize("name", ["a.yaml", "b.json", "c.jsonl", "d.csv"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_an_empty_file_holds_no_record(tmp_path, name, content):
    _, problems = read(lay(tmp_path, {name: content}))
    assert [problem.rule for problem in problems] == ["syntax"] * name.endswith(".json") + ["empty"] * (not content)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.yaml", "# a comment\n"), ("a.yaml", "---\n---\n"), ("a.json", "[ ]"), ("a.csv", "id,type,label\n")],
)
def test_a_file_without_records_is_no_fault(tmp_path, name, content):
    assert read(lay(tmp_path, {name: content}))[1] == []


# ---------------------------------------------------------------- what is wrong, and where


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("- a\n- - b\n", ["1:3: a record is a mapping of keys to values: 'a'", "2:3: a record is a mapping"]),
        ("- \n- {}\n", ["1:2: a record is a mapping", "2:3: a record is a mapping"]),
        ("just words\n", ["1:1: a record is a mapping of keys to values: 'just words'"]),
        (PAIR.format("  label: C\n"), ["5:3: a key stands twice in one record: 'label'; write its values as one list"]),
        (PAIR.format("  type: State\n"), ["5:3: a key stands twice in one record: 'type'"]),
        (PAIR.format("  page:\n"), ["5:3: a key has no value: 'page'; remove it, or fill it"]),
        (PAIR.format('  altLabel: [x, " "]\n'), ["5:3: a key has no value: 'altLabel'"]),
        (PAIR.format("  altLabel: {en: x}\n"), ["5:3: a key takes a text or a list of texts: 'altLabel'; give"]),
        (PAIR.format("  ? [a, b]\n  : c\n"), ["5:5: a key is a word: 'a list'; write out the keys one by one"]),
        (PAIR.format("  {a: b}: c\n"), ["5:3: a key is a word: 'a mapping'"]),
        (PAIR.format("  <<: {page: x}\n"), ["5:3: a key is a word: '<<'"]),
        (PAIR.format("  1: x\n"), ["5:3: the key '1' is not known: '1'; keys of the type Place are"]),
        (PAIR.format("  evidence: words\n"), ["5:13: evidence names a source and quotes it: 'words'; write {source: "]),
        (PAIR.format("  evidence: {source: x}\n"), ["5:13: evidence names a source and quotes it: 'source: x'"]),
        (PAIR.format("  evidence: [{source: x, quote: [y]}]\n"), ["5:14: evidence names a source and quotes it"]),
        (PAIR.format("  evidence: [{[a]: b}]\n"), ["5:14: evidence names a source and quotes it: 'a list: b'"]),
        ("- id: [place/a, place/b]\n  type: Place\n", ["1:3: a record has one id: 'id'; write a record for each"]),
        ("- id: place/a\n  type: [Place, Person]\n", ["2:3: a record has one type: 'type'"]),
        (PAIR.format("  label B\n"), ["5:3: this is not YAML: could not find expected ':'; mend the line"]),
        (PAIR.format("\tpage: x\n"), ["4:12: this is not YAML: found a tab character"]),
        (PAIR.format("  page: a: b\n"), ["5:10: this is not YAML: mapping values are not allowed"]),
        (PAIR.format('  page: "open\n'), ["5:9: this is not YAML: found unexpected end of stream"]),
        (PAIR.format("  page: *nowhere\n"), ["5:9: this is not YAML: found undefined alias"]),
        (PAIR.format("  page: a\x00b\n"), ["5:10: the file holds a character that is no text: 'U+0000'; remove it"]),
        (PAIR.format("  page: a\x85\x86b\n"), ["5:11: the file holds a character that is no text: 'U+0086'"]),
        ("- &a [*a]\n- &m {a: *m}\n", ["1:3: a record is a mapping", "2:7: a key takes a text or a list"]),
        ("[" * 300_000, ["1:51: this is not YAML: it is nested too deeply"]),
        ("- " * 3_000, ["1:101: this is not YAML: it is nested too deeply"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_yaml_file_is_said_with_its_place(tmp_path, content, problems):
    _, found = read(lay(tmp_path, {"a.yaml": content}))
    assert len(found) == len(problems)
    assert all(map(str.startswith, shown(found, tmp_path), [f"a.yaml:{problem}" for problem in problems]))


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("", ["1:1: this is not JSON: Expecting value", "1:1: the file is empty; write records into it, or remove it"]),
        ("[", ["1:2: this is not JSON: Expecting value"]),
        ('[1, "x", null, []]', [f"1:{column}: a record is an object" for column in (2, 5, 10, 16)]),
        ('[{"id": "person/x", "type": "Person", "label": "X"},\n]', ["2:1: this is not JSON: Expecting value: ']'"]),
        ('[{"id": "person/x", "type": "Person", "label": "X"}', ["1:52: this is not JSON: a comma or the closing"]),
        ('{"id": "person/x", "type": "Person", "label": "X"}\nx', ["2:1: this is not JSON: there is more after"]),
        ('{"id": "person/x", "type": "Person", "label": NaN}', ["1:47: this is not JSON: NaN is not a number of JSON"]),
        ('[{"a": "NaN \\" NaN"},\n {"a": [1, -Infinity]}]', ["1:2: the record has", "2:12: this is not JSON: -In"]),
        ('{"id": "person/x", "type": "Person", "label": "\\ud83d"}', ["1:1: this is not JSON: half a character"]),
        ('{"id": "person/x", "type": "Person",\n "label": "a\\u0000"}', ["2:2: the value of 'label' does not fit: 'a"]),
        ('{"type": "Person", "label": "type", "id": "person/x",\n "label": "Y"}', ["1:20: a key stands twice"]),
        ('{"id": "person/x", "type": "Person", "label": {"en": "X"}}', ["1:38: a key takes a text or a list of texts"]),
        ('{"id": "person/x", "type": "Person", "label": ["X", null]}', ["1:38: a key takes a text or a list of texts"]),
        ('{"id": "person/x", "type": "Person", "label": ""}', ["1:38: a key has no value"]),
        ('{"id": "person/x", "type": "Person", "evidence": true}', ["1:38: evidence names a source and quotes it: 'T"]),
        ('{"id": "person/x", "type": "Person", "evidence": [{"source": 1}]}', ["1:38: evidence names a source"]),
        ("[" * 3_000, ["1:2: this is not JSON: it is nested too deeply"]),
        ('{"a":' * 3_000, ["1:1: this is not JSON: it is nested too deeply"]),
        ("{}", ["1:1: the record has no type; known are Agreement"]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_json_file_is_said_with_its_place(tmp_path, content, problems):
    _, found = read(lay(tmp_path, {"a.json": content}))
    assert len(found) == len(problems)
    assert all(map(str.startswith, shown(found, tmp_path), [f"a.json:{problem}" for problem in problems]))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("id,label\nplace/a,A\nplace/b,B\n", "1:1: the head must name each record's keys: 'id,label'; add the column"),
        ("id,type,label,label\n1,2,3,4\n", "1:1: the head must name each record's keys: 'id,type,label,label'; give"),
        ("id,type,evidence\n1,2,3\n", "1:1: the head must name each record's keys: 'id,type,evidence'; write evidence"),
        ("id,type,label\nperson/x,Person\n", "2:1: the row has 2 cells, the head 3: 'person/x,Person'; add the"),
        ("id,type,label\nperson/x,Person,X,Y\n", "2:1: the row has 4 cells, the head 3: 'person/x,Person,X,Y'; q"),
        ("id,type,lable\nperson/x,Person,X\nperson/y,Person,Y\n", "1:9: the key 'lable' is not known: 'lable'; did"),
        ('id,type,label\nperson/x,Person,"X"Z\n', "2:1: this is not CSV: ',' expected after '\"'"),
        ("id,type,label\nperson/x;person/y,Person,X\n", "2:1: an id is a word, a slash and a name of ASCII letters"),
        ("id,type,label,ofState\nperson/x,Person,X,\nperson/y,Person,Y,XYZ\n", "3:19: no record has this id: 'state/"),
        ('id,type,label,ofState\nperson/x,Person,"X,\nY","a b"\n', "3:4: the value of 'ofState' does not fit: 'a b'"),
        ("id,type,label\nperson/x,Person,a\x0bb\n", "2:17: the value of 'label' does not fit: 'a\\x0bb'; remove the"),
        ("id,type,label,source,quote\nperson/x,Person,X,brief,\n", "2:1: evidence names a source and quotes it: 'b"),
        ("id,type,label,source,quote\nperson/x,Person,X,,words\n", "2:1: evidence names a source and quotes it: 'w"),
        ("id,type,label,source,quote\nperson/x,Person,X,brief,words\n", "2:25: no document and no record describes"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_csv_file_is_said_once_with_its_place(tmp_path, content, problem):
    _, found = read(lay(tmp_path, {"a.csv": content}))
    assert shown(found, tmp_path)[0].startswith(f"a.csv:{problem}")
    assert len({found.origin for found in found}) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", PAIR.format('  altLabel: "open\n')),
        ("a.yaml", PAIR.replace("{}", "- x: [\n")),
        ("a.jsonl", '{"id":"place/x"\n{"id":"place/b","type":"Place","label":"B","inState":"MAR"}\n'),
        ("a.csv", 'id,type,label,inState\nplace/x,Place,"X,MAR\nplace/b,Place,B,MAR\n'),
        ("a.csv", "id,type,label,inState\nplace/x,Place\nplace/b,Place,B,MAR\n"),
        ("a.json", '[{"id":"place/x","type":"Place","label":["X",1.5,{}]},{"id":"place/b","type":"Place","label":"B",'
         '"inState":"MAR"}]'),
    ],
)  # fmt: skip
def test_one_bad_record_does_not_hide_the_next(tmp_path, name, content):
    loaded, problems = read(lay(tmp_path, {name: content}))
    assert [problem.severity for problem in problems] == ["violation"]
    assert "place/b" in own_ids(loaded)


def test_everything_wrong_with_a_record_is_said_at_once(tmp_path):
    content = "- id: person/x y\n  type: Person\n  lable: X\n  label: {a: b}\n  ofState: XYZ\n  birthDate: 1970-02-30\n"
    _, problems = read(lay(tmp_path, {"a.yaml": content}))
    assert sorted(problem.rule for problem in problems) == ["id", "unknown-key", "value", "value"]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "a.yaml",
            "label: Café".encode("latin-1"),
            "a.yaml:1:11: the file is not UTF-8: 'byte 0xe9'; save it as UTF-8",
        ),
        ("a.csv", "id,type\nplace/é,x".encode("cp1252"), "a.csv:2:7: the file is not UTF-8: 'byte 0xe9'"),
        ("a.json", "{}".encode("utf-16"), "a.json:1:1: the file is not UTF-8: 'byte 0xff'"),
        ("my facts.yaml", PLACE, "my facts.yaml:1:1: the file's name cannot be part of an IRI: 'my facts.yaml'; use"),
        ("été/a.yaml", PLACE, "été/a.yaml:1:1: the file's name cannot be part of an IRI: 'été.a.yaml'"),
        (os.fsdecode(b"caf\xe9.csv"), "id,type\n", "caf\\udce9.csv:1:1: the file's name cannot be part of an IRI"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_at_its_place(tmp_path, name, content, problem):
    _, problems = read(lay(tmp_path, {name: content}))
    assert [text.startswith(problem) for text in shown(problems, tmp_path)] == [True]


@pytest.mark.parametrize(("target", "reason"), [("a.yaml", "Too many levels"), ("nothing", "No such file")])
def test_a_link_that_leads_nowhere_is_a_problem(tmp_path, target, reason):
    (tmp_path / "a.yaml").symlink_to(target)
    (tmp_path / "loop").symlink_to(tmp_path)
    _, problems = read(tmp_path)
    assert [problem.message.startswith(f"the file cannot be read: {reason}") for problem in problems] == [True]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_a_file_without_permission_is_a_problem(tmp_path):
    (lay(tmp_path, {"a.yaml": PLACE}) / "a.yaml").chmod(0)
    assert read(tmp_path)[1][0].message == "the file cannot be read: Permission denied"


def test_two_files_may_not_be_one_source(tmp_path):
    _, problems = read(lay(tmp_path, {"a.b.yaml": PLACE, "a/b.yaml": PLACE}))
    assert shown(problems, tmp_path) == [
        "a/b.yaml:1:1: a.b.yaml has the same name as a source: 'a.b.yaml'; rename one of the two"
    ]


def test_a_file_is_taken_for_records_if_its_suffix_has_a_reader():
    assert tuple(READERS) == SUFFIXES


def test_another_format_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"a.xlsx: '.xlsx' is no record format; known are .yaml, .yml, .json"):
        list(read_records(tmp_path / "a.xlsx", "a.xlsx"))


@pytest.mark.parametrize(
    "lines",
    [
        ['{"label": "a"}', '{"label": "b"}'],
        ['{"label": "b"}', '{"label": "c"}', '{"label": "b"}'],
        ['{"label": "a"}', "", '{"label": "b"}', '[{"label": "a"}, {"label": "b"}]'],
        ['{"label": "a"', ' {"label": "b"}', '{"label": "a", "label": "b"}', "{"],
    ],
)
def test_a_changed_file_is_read_again_as_if_for_the_first_time(tmp_path, lines):
    was = lay(tmp_path, {"was.jsonl": '{"label": "a"}\n{"label": "b"}\n{"label": "a", "label": "b"}\n'}) / "was.jsonl"
    now = lay(tmp_path, {"now.jsonl": "\n".join(lines)}) / "now.jsonl"
    known = [part for part in read_records(was, "a") if isinstance(part, Record)]
    assert list(read_again(now, "a", known)) == list(read_records(now, "a"))


def test_a_line_that_is_as_it_was_is_not_read_again(tmp_path):
    path = lay(tmp_path, {"a.jsonl": '{"label": "a"}\n{"label": "b"}\n'}) / "a.jsonl"
    known = list(read_records(path, "a"))
    assert [*map(id, read_again(path, "a", known))] == [*map(id, known)]


# ---------------------------------------------------------------- every text, in every format

letters = st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")
texts = st.text(letters, min_size=1).map(str.strip).filter(bool)
ids = st.from_regex(r"person/[a-z]([a-z.-]{0,9}[a-z])?", fullmatch=True)
people = st.dictionaries(ids, st.tuples(texts, st.lists(texts, max_size=3)), min_size=1, max_size=4)


def written(records, suffix):
    """Return flat records, given as dicts of texts and lists, in the format of a suffix."""
    return {
        ".yaml": yaml.safe_dump(records),
        ".json": json.dumps(records, indent=1),
        ".jsonl": "\n".join(json.dumps(record, ensure_ascii=False) for record in records),
        ".csv": as_csv(records),
    }[suffix]


def as_csv(records):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(key for record in records for key in record)))
    writer.writeheader()
    writer.writerows({key: as_cell(value) for key, value in record.items()} for record in records)
    return text.getvalue()


def as_cell(value):
    parts = value if isinstance(value, list) else [value]
    return ";".join(part.replace(";", "\\;") for part in parts)


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".jsonl", ".csv"])
@given(text=texts)
def test_any_text_comes_through_as_it_is(suffix, text):
    record = {"id": "person/x", "type": "Person", "label": text}
    loaded = load_text(written([record], suffix), suffix)
    assert {quad.object.value for quad in loaded.quads if quad.predicate.value.endswith("#label")} == {text}


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv"])
@given(named=people)
def test_records_say_the_same_in_every_format(suffix, named):
    # No value but the last of a cell can end in a backslash.
    clean = {id: (label, [other.rstrip("\\") or "-" for other in others]) for id, (label, others) in named.items()}
    persons = [
        {"id": id, "type": "Person", "label": label, "altLabel": others} for id, (label, others) in clean.items()
    ]
    meeting = {"type": "Meeting", "label": "M", "date": "2021-10", "participant": list(named)}
    records = [*persons, meeting]
    assert statements(load_text(written(records, suffix), suffix)) == statements(
        load_text(written(records, ".yaml"), ".yaml")
    )
