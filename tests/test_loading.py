"""Records to quads: which graph says what, what refers to what, and what falls with what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from workspaces import DOCUMENT, ONTOLOGY, PLACE, about, lay, own_ids, read, shown

from kg.errors import UsageError
from kg.gather import gather
from kg.loading import load
from kg.terms import BASE, term
from kg.workspace import bundle, open_workspace

OTHER = DOCUMENT.replace("Two states sign", "Elsewhere").replace("A desk", "Another desk")
PRESENCE = "- {{id: presence/four, type: Presence, number: 4, homeState: CHL, inState: MAR, evidence: [{}]}}\n"
FOUR = '{source: brief, quote: "Four companies of Chile work in Morocco"}'
GATHERED = gather(open_workspace(bundle()).data_files())
RECORDS, SOURCES = GATHERED.records(), GATHERED.sources
SAMPLE = set(load(RECORDS, SOURCES, ONTOLOGY).quads)


def person(id, **keys):
    return f"- id: person/{id}\n  type: Person\n  label: {id}\n" + "".join(f"  {k}: {v}\n" for k, v in keys.items())


def visit(id, **keys):
    return f"- id: visit/{id}\n  type: Visit\n  label: {id}\n" + "".join(f"  {k}: {v}\n" for k, v in keys.items())


def violations(problems):
    return [problem for problem in problems if problem.severity == "violation"]


def graphs_of(loaded, id):
    return {quad.graph_name.value.removeprefix(BASE) for quad in loaded.quads if quad.subject.value == BASE + id}


# ---------------------------------------------------------------- the same, however it is loaded


def test_loading_twice_adds_nothing():
    again = load(RECORDS + RECORDS, SOURCES + SOURCES, ONTOLOGY)
    assert set(again.quads) == SAMPLE
    assert len(again.quads) == len(SAMPLE)


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_matter(random):
    records, sources = (random.sample(items, len(items)) for items in (RECORDS, SOURCES))
    assert set(load(records, sources, ONTOLOGY).quads) == SAMPLE


def test_the_sample_has_no_problem():
    assert load(RECORDS, SOURCES, ONTOLOGY).problems == []


def test_things_are_named_below_the_base_and_concepts_are_not():
    loaded = load(RECORDS, SOURCES, ONTOLOGY, base="https://example.org/id/")
    assert all(subject.startswith("https://example.org/id/") for subject in loaded.origins)
    kinds = {quad.object.value for quad in loaded.quads if quad.predicate == term("irel:kind")}
    assert all(kind.startswith(f"{BASE}kind/") for kind in kinds)


# ---------------------------------------------------------------- sources and evidence


def test_a_fact_is_in_the_graph_of_each_source_that_it_quotes(tmp_path):
    both = PRESENCE.format(f"{FOUR}, {FOUR.replace('brief', 'other')}")
    loaded, problems = read(lay(tmp_path, {"brief.md": DOCUMENT, "other.md": OTHER, "facts.yaml": both}))
    assert problems == []
    assert graphs_of(loaded, "presence/four") == {"source/brief", "source/other"}


def test_equal_facts_of_two_records_are_one_fact_with_two_evidences(tmp_path):
    two = PRESENCE.format(FOUR) + PRESENCE.format(FOUR.replace("brief", "other"))
    loaded, _ = read(lay(tmp_path, {"brief.md": DOCUMENT, "other.md": OTHER, "facts.yaml": two}))
    evidence = {quad.object.value for quad in loaded.quads if quad.predicate == term("irel:evidence")}
    assert {iri.partition("#")[0].removeprefix(BASE) for iri in evidence} == {"source/brief", "source/other"}
    assert own_ids(loaded).count("presence/four") == 1


def test_two_passages_of_one_source_are_two_evidences(tmp_path):
    two = PRESENCE.format(f'{FOUR}, {{source: brief, quote: "In Rabat"}}')
    loaded, problems = read(lay(tmp_path, {"brief.md": DOCUMENT, "facts.yaml": two}))
    passages = {text for key, text in about(loaded.quads, "presence/four") if key == "evidence"}
    assert (problems, passages) == ([], {"char=68,76", "char=144,183"})


@pytest.mark.parametrize(
    ("name", "content", "fragment"),
    [
        ("a.csv", "type,homeState,inState,number\nPresence,CHL,MAR,4\n", "row=2"),
        ("a.csv", "type,homeState,inState,number\n\nPresence,CHL,MAR,4\n", "row=3"),
        ("a.yaml", "# x\n- type: Presence\n  homeState: CHL\n  inState: MAR\n  number: 4\n\n\n", "line=1,5"),
        ("a.yaml", "- type: Presence\n  number: 4\n  homeState: CHL\n  inState:\n  - MAR\n\n- " + "x: y\n", "line=0,5"),
        ("a.json", '[\n{"type": "Presence", "homeState": "CHL",\n"inState": "MAR", "number": 4}]', "line=1,3"),
        ("a.jsonl", '\n{"type":"Presence","homeState":"CHL","inState":"MAR","number":4}\n', "line=1,2"),
    ],
)
def test_the_evidence_of_a_fact_without_a_quote_is_its_own_row_or_lines(tmp_path, name, content, fragment):
    loaded, _ = read(lay(tmp_path, {name: content}))
    assert ("evidence", fragment) in about(loaded.quads, "presence/4.CHL.MAR")


def test_a_fact_without_a_quote_is_pointed_out_unless_it_is_a_row_or_an_object(tmp_path):
    row = "type,homeState,inState,number\nPresence,CHL,MAR,5\n"
    line = '{"type": "Presence", "homeState": "CHL", "inState": "MAR", "number": 6}'
    fact = "- {type: Presence, number: 4, homeState: CHL, inState: MAR}\n"
    _, problems = read(lay(tmp_path, {"a.yaml": fact, "b.csv": row, "c.jsonl": line, "d.json": f"[{line}]"}))
    assert shown(problems, tmp_path) == [
        "a.yaml:1:3: the fact quotes no source; its only evidence is the record itself; "
        'add evidence: [{source: a-document, quote: "its words"}]'
    ]


@pytest.mark.parametrize(
    ("files", "evidence", "problem"),
    [
        ({}, "brief", "no document and no record describes this source: 'brief'; add the document, or a record of the"),
        ({"brief-1.md": DOCUMENT}, "brief", "no document and no record describes this source: 'brief'; did you mean"),
        ({"brief.md": DOCUMENT}, "a b", "no document and no record describes this source: 'a b'"),
        ({"s.yaml": "- {id: source/brief, type: Source, title: T}"}, "brief", "the text of the source is not here, so"),
        (
            {"s.csv": "id,type,label\n"},
            "s.csv",
            "the source is a file of records, so the quote is not checked: 's.csv'",
        ),
    ],
)
def test_the_source_of_a_quote_must_be_known(tmp_path, files, evidence, problem):
    fact = PRESENCE.format(FOUR.replace("brief", evidence))
    _, problems = read(lay(tmp_path, {"facts.yaml": fact, **files}))
    assert [text.startswith(f"facts.yaml:1:91: {problem}") for text in shown(problems, tmp_path)] == [True]


def test_a_source_is_described_once(tmp_path):
    files = {"brief.md": DOCUMENT, "s.yaml": "- {id: source/brief, type: Source, title: Another}\n"}
    loaded, problems = read(lay(tmp_path, files))
    assert [problem.rule for problem in problems] == ["twice-described"]
    assert {text for key, text in about(loaded.quads, "source/brief") if key == "title"} == {"Two states sign"}


def test_the_words_of_passages_are_in_a_graph_of_their_own(tmp_path):
    loaded, _ = read(lay(tmp_path, {"brief.md": DOCUMENT, "facts.yaml": PRESENCE.format(FOUR)}))
    homes = {quad.graph_name for quad in loaded.quads if quad.predicate == term("oa:exact")}
    assert homes == {NamedNode(f"{BASE}graph/quotes")}


# ---------------------------------------------------------------- references


def test_a_reference_to_nothing_is_a_problem_with_the_nearest_id(tmp_path):
    _, problems = read(lay(tmp_path, {"a.yaml": PLACE + visit("v", host="MAR", place="place/rabbat")}))
    assert shown(violations(problems), tmp_path) == [
        "a.yaml:9:10: no record has this id: 'place/rabbat'; did you mean 'place/rabat'?"
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"p.yaml": PLACE.replace("inState", "instate")},
        {"p.yaml": PLACE.replace("label: Rabat", 'label: "open')},
        {"p.yaml": PLACE.encode() + b"# \xe9\n"},
        {"p.csv": "id,type,label,inState\nplace/rabat,Place,Rabat\n"},
        {"p.csv": "id,label,inState\nplace/rabat,Rabat,MAR\n"},
        {"p.jsonl": '{"id":"place/rabat","type":"Place",}\n'},
        {"p q.yaml": PLACE},
        {"p.yaml": PLACE.replace("inState: MAR", "inState: XYZ")},
        {"p.yaml": PLACE + "  isReplacedBy: place/sale\n"},
    ],
)
def test_a_record_that_only_suffers_from_the_fault_of_another_is_not_reported(tmp_path, files):
    used = {"v.yaml": visit("v", host="MAR", place="place/rabat"), "w.yaml": visit("w", host="MAR", during="visit/v")}
    loaded, problems = read(lay(tmp_path, {**files, **used}))
    assert len(violations(problems)) == 1
    assert [str(part).replace(f"{tmp_path}/", "") for part in loaded.left_out][-2:] == [
        "v.yaml:1:3: it refers to place/rabat, which is left out",
        "w.yaml:1:3: it refers to visit/v, which is left out",
    ]


@pytest.mark.parametrize("content", ["no head".encode("utf-16"), DOCUMENT.encode("latin-1") + b"\xff"])
def test_a_quote_from_a_document_that_cannot_be_read_is_not_reported_besides(tmp_path, content):
    loaded, problems = read(lay(tmp_path, {"brief.md": content, "facts.yaml": PRESENCE.format(FOUR)}))
    assert [problem.rule for problem in problems] == ["encoding"]
    assert [part.reason for part in loaded.left_out][1:] == ["it refers to source/brief, which is left out"]


def test_a_record_stands_while_another_stands_for_what_it_refers_to(tmp_path):
    files = {"a.yaml": PLACE, "b.yaml": PLACE.replace("label", "lable"), "v.yaml": visit("v", place="place/rabat")}
    loaded, problems = read(lay(tmp_path, files))
    assert len(violations(problems)) == 1
    assert own_ids(loaded) == ["place/rabat", "visit/v"]


def test_records_may_refer_to_each_other(tmp_path):
    loaded, problems = read(lay(tmp_path, {"a.yaml": visit("v", during="visit/w") + visit("w", during="visit/v")}))
    assert violations(problems) == []
    assert own_ids(loaded) == ["visit/v", "visit/w"]


# ---------------------------------------------------------------- merges


def test_a_merged_thing_is_replaced_wherever_it_is_referred_to(tmp_path):
    people = person("a", isReplacedBy="person/b") + person("b", isReplacedBy="person/c") + person("c")
    loaded, problems = read(lay(tmp_path, {"a.yaml": people + visit("v", visitor="[person/a, person/b, person/c]")}))
    assert violations(problems) == []
    assert about(loaded.quads, "person/a") == {("isReplacedBy", "c"), ("deprecated", "true")}
    assert {text for key, text in about(loaded.quads, "visit/v") if key == "visitor"} == {"c"}


def test_the_evidence_of_a_merged_fact_supports_the_one_that_stays(tmp_path):
    facts = PRESENCE.format(FOUR).replace("inState", "isReplacedBy: presence/stays, inState")
    stays = PRESENCE.format(FOUR.replace("Four companies of ", "")).replace("presence/four", "presence/stays")
    loaded, _ = read(lay(tmp_path, {"brief.md": DOCUMENT, "facts.yaml": facts + stays}))
    evidence = {quad.subject.value for quad in loaded.quads if quad.predicate == term("irel:evidence")}
    assert evidence == {f"{BASE}presence/stays"}


@pytest.mark.parametrize(
    ("people", "problem"),
    [
        (person("a", isReplacedBy="person/a"), "4:17: the record refers to itself: 'person/a'; name another record"),
        (
            person("c", isReplacedBy="person/b") + person("b", isReplacedBy="person/a")
            + person("a", isReplacedBy="person/c"),
            "12:17: the merges lead in a circle: a -> c -> b -> a: 'c'; remove the one that leads back",
        ),
        (
            person("a", isReplacedBy="[person/b, person/c]") + person("b") + person("c"),
            "4:17: a thing is replaced by one other: 'person/b, person/c'; keep one of the merges",
        ),
        (person("a", isReplacedBy="person/b"), "4:17: no record has this id: 'person/b'; did you mean 'person/a'?"),
        (person("a", isReplacedBy="a b"), "4:17: the value of 'isReplacedBy' does not fit: 'a b'; write the id of a"),
    ],
)  # fmt: skip
def test_a_merge_that_leads_nowhere_is_one_problem(tmp_path, people, problem):
    users = visit("v", visitor="person/a") + person("tail", isReplacedBy="person/a")
    _, problems = read(lay(tmp_path, {"a.yaml": people, "b.yaml": users}))
    assert [text.startswith(f"a.yaml:{problem}") for text in shown(violations(problems), tmp_path)] == [True]


def test_two_records_that_merge_one_thing_into_two_are_both_pointed_out(tmp_path):
    merges = person("a", isReplacedBy="person/b") + person("a", isReplacedBy="person/c")
    _, problems = read(lay(tmp_path, {"a.yaml": merges + person("b") + person("c")}))
    assert [text.partition(": ")[0] for text in shown(problems, tmp_path)] == ["a.yaml:4:17", "a.yaml:8:17"]


# ---------------------------------------------------------------- withdrawal


def test_a_withdrawn_source_takes_along_what_it_alone_supports(tmp_path):
    facts = PRESENCE.format(f"{FOUR}, {FOUR.replace('brief', 'other')}")
    facts += PRESENCE.format(FOUR).replace("presence/four", "presence/alone")
    files = {"brief.md": DOCUMENT, "other.md": OTHER, "facts.yaml": facts, "places.yaml": PLACE}
    loaded, problems = read(lay(tmp_path, {**files, "kg.toml": 'withdrawn = ["brief"]'}))
    assert problems == []
    assert own_ids(loaded) == ["place/rabat", "presence/four", "source/other"]
    assert graphs_of(loaded, "presence/four") == {"source/other"}


@pytest.mark.parametrize("slug", ["places.yaml", "described"])
def test_record_files_and_described_sources_can_be_withdrawn_too(tmp_path, slug):
    described = "- {id: source/described, type: Source, title: T}\n"
    files = {"places.yaml": PLACE, "s.yaml": described, "kg.toml": f"withdrawn = [{slug!r}]"}
    loaded, problems = read(lay(tmp_path, files))
    assert problems == []
    assert own_ids(loaded) == [{"places.yaml": "source/described", "described": "place/rabat"}[slug]]


def test_what_is_wrong_in_a_withdrawn_source_does_not_matter(tmp_path):
    _, problems = read(lay(tmp_path, {"brief.md": "no head", "kg.toml": 'withdrawn = ["brief"]'}))
    assert problems == []


def test_a_withdrawn_source_must_be_known(tmp_path):
    lay(tmp_path, {"brief.md": DOCUMENT, "kg.toml": 'withdrawn = ["breif"]'})
    with pytest.raises(UsageError, match="withdrawn: no source is called 'breif'; did you mean 'brief'"):
        read(tmp_path)


def test_what_refers_to_a_withdrawn_fact_is_a_problem(tmp_path):
    facts = PRESENCE.format(FOUR) + "- {id: statement/s, type: Statement, asserts: presence/four, evidence: [%s]}\n"
    files = {"brief.md": DOCUMENT, "other.md": OTHER, "f.yaml": facts % FOUR.replace("brief", "other")}
    _, problems = read(lay(tmp_path, {**files, "kg.toml": 'withdrawn = ["brief"]'}))
    assert [problem.value for problem in violations(problems)] == ["presence/four"]


def test_a_record_file_is_titled_by_its_path(tmp_path):
    loaded, _ = read(lay(tmp_path, {"data/places/a.yaml": PLACE}))
    assert ("title", "places/a.yaml") in about(loaded.quads, "source/places.a.yaml")
