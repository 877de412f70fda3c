"""What is built on the last build is what would have been built without it."""

import contextlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from changing import TEXTS, broken, changed, files_of, grown, text
from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import DOCUMENT, PLACE, lay

from kg.building import build
from kg.builds import Built, Refused
from kg.check import check
from kg.graph import Graph, open_graph
from kg.workspace import Workspace, bundle, open_workspace


def quads(graph: Graph) -> bytes:
    stream = io.BytesIO()
    graph.export(stream, "nquads", quotes=True)
    return stream.getvalue()


def assert_as_if_built_anew(workspace: Workspace) -> str:
    """Build on the last build, and compare with a check of the whole; return how much had changed."""
    made, whole = build(workspace), check(workspace)
    assert isinstance(made, Built) == whole.is_good
    assert made.problems == whole.problems
    if isinstance(made, Built):
        with open_graph(workspace.root) as graph:
            assert quads(graph) == quads(Graph(whole.store, workspace))
        assert made.summary == whole.summary
    return made.scope


def histories(random: Random, length: int) -> Iterator[dict[str, str]]:
    """Yield the files of a workspace again and again, each time a little changed."""
    world, texts = grown(random), {name: text(random) for name in TEXTS}
    yield files_of(world, texts, gap=0)
    for _ in range(length):
        if random.random() < 0.2:
            yield files_of(broken(world, random), texts, gap=0)
        world = changed(world, random)
        if random.random() < 0.2:
            texts = texts | {random.choice(TEXTS): text(random)}
        if random.random() < 0.05:
            texts.pop(random.choice(list(texts)), None)
        yield files_of(world, texts, gap=random.choice((0, 0, 0, 1)))


def lay_only(folder: Path, files: dict[str, str]) -> None:
    shutil.rmtree(folder / "data", ignore_errors=True)
    lay(folder, files)


@settings(max_examples=settings().max_examples // 10)  # five, and twenty for `make conformance`
@given(random=st.randoms(use_true_random=False))
def test_a_workspace_that_changes_at_random_is_built_on_exactly(tmp_path_factory, random):
    folder = tmp_path_factory.mktemp("changing")
    first, *further = histories(random, 3)
    lay_only(folder, first)
    build(open_workspace(folder))
    for files in further:
        lay_only(folder, files)
        assert_as_if_built_anew(open_workspace(folder))


# ---------------------------------------------------------------- one change at a time

MEETING = """\
- id: meeting/{id}
  type: Meeting
  label: A meeting
  kind: consultation
  date: 2022-05-03
  participant: [state/CHL, state/MAR]
  evidence: [{{source: brief, quote: "Chile and Morocco signed an agreement"}}]
"""
PEOPLE = """\
- {id: organization/fish, type: Organization, label: Ministry of fish, kind: ministry, ofState: CHL}
- {id: post/fish, type: Post, label: Minister of fish, postIn: organization/fish}
- {id: person/one, type: Person, label: One, ofState: CHL}
- {id: person/other, type: Person, label: Other, ofState: CHL}
"""
TENURES = """\
- {id: tenure/one, type: Tenure, person: person/one, post: post/fish, period: 2019/2021}
- {id: tenure/other, type: Tenure, person: person/other, post: post/fish, period: 2020/2022}
"""
TRADE = "type,reporter,partner,indicator,period,unit,value\nTradeFigure,CHL,MAR,export,2021,USD,9 million\n"
FIRST = {
    "brief.md": DOCUMENT,
    "places.yaml": PLACE,
    "one.yaml": MEETING.format(id="one"),
    "two.yaml": MEETING.format(id="two"),
    "people.yaml": PEOPLE,
    "tenures.yaml": TENURES,
    "trade.csv": TRADE,
}
CHANGES = {
    "a record goes, and another quotes the same words": {"one.yaml": "[]"},
    "a fact of a pair is left": {"one.yaml": "[]", "two.yaml": "[]"},
    "no fact of a pair is left": {"one.yaml": "[]", "two.yaml": "[]", "trade.csv": TRADE.partition("\n")[0] + "\n"},
    "lines move": {"tenures.yaml": "# Two ministers.\n\n" + TENURES},
    "a label changes far from what is called by it": {"people.yaml": PEOPLE.replace("label: One", "label: Another")},
    "what contradicts goes": {"tenures.yaml": TENURES.replace("2020/2022", "2022/2023")},
    "what contradicts comes in another file": {"more.csv": TRADE.replace("9 million", "19 million")},
    "a figure is another, as are all of its pair": {"trade.csv": TRADE.replace("9 million", "10 million")},
    "most facts are about another pair": {
        "trade.csv": TRADE + "".join(f"TradeFigure,CHL,PER,export,{year},USD,9 million\n" for year in range(2010, 2020))
    },
    "a thing gets a second label in another file": {"more.csv": "id,type,label\nperson/one,Person,Uno\n"},
    "what is described twice contradicts another": {
        "more.csv": "type,person,post,period\nTenure,person/one,post/fish,2019/2021\n"
    },
    "a figure is told again": {"more.csv": TRADE},
    "more is counted in a part of the period": {
        "more.csv": TRADE.replace("2021", "2021-01-01/2021-06-30").replace("9 million", "19 million")
    },
    "the other side counts differently": {
        "more.csv": TRADE.replace("CHL,MAR,export,2021,USD,9", "MAR,CHL,import,2021,USD,8")
    },
    "rows move": {
        "trade.csv": TRADE.replace("TradeFigure", "TradeFigure,CHL,MAR,export,2020,USD,7 million\nTradeFigure")
    },
    "quoted words move": {"brief.md": DOCUMENT.replace("In Rabat", "Yesterday, in Rabat")},
    "quoted words go": {"brief.md": DOCUMENT.replace("agreement", "treaty")},
    "a text goes that others quote": {"brief.md": None},
    "a file goes": {"trade.csv": None},
    "a key is wrong": {"places.yaml": PLACE.replace("label", "lable")},
    "a thing goes that others name": {"people.yaml": PEOPLE.replace("person/one", "person/eno")},
    "a post loses its state": {"people.yaml": PEOPLE.replace("kind: ministry, ofState: CHL", "kind: international")},
}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A workspace built from within, so that its files are called by their names there; not to be changed."""
    folder = lay(tmp_path_factory.mktemp("first"), FIRST | {"kg.toml": ""})
    with contextlib.chdir(folder):
        assert isinstance(build(open_workspace(folder)), Built)
    return folder


@pytest.fixture
def folder(first, tmp_path, monkeypatch):
    """The directory of a copy of the built workspace, to be changed at will from within."""
    copy = shutil.copytree(first, tmp_path / "workspace", symlinks=True)
    monkeypatch.chdir(copy)
    return copy


def change(folder: Path, files: dict[str, str | None]) -> Workspace:
    lay(folder, {name: content for name, content in files.items() if content is not None})
    for name in (name for name, content in files.items() if content is None):
        (folder / name).unlink()
    return open_workspace(folder)


@pytest.mark.parametrize("files", CHANGES.values(), ids=CHANGES)
def test_a_change_comes_to_what_a_whole_build_does_and_so_does_its_return(folder, files):
    count = len(open_workspace(folder).data_files())
    scope = assert_as_if_built_anew(change(folder, files))
    assert scope.startswith(f"{len(files)} of {count - list(files.values()).count(None) + ('more.csv' in files)} files")
    back = {name: FIRST.get(name) for name in files}
    assert_as_if_built_anew(change(folder, back))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"queries/checks/own.rq": "# Which?\nSELECT ?this { ?this a <https://example.org/none> }"}, "a setting"),
        ({"ontology/own.ttl": "<https://example.org/#a> <https://example.org/#b> 'c' ."}, "a setting"),
        ({"people.yaml": PEOPLE.replace("label: One", "isReplacedBy: person/other")}, "things are merged"),
        ({"places.yaml": "- id: place/rabat\n  - x"}, "places.yaml cannot be read as a whole"),
        ({"one.yaml": ""}, "one.yaml cannot be read as a whole"),
        ({"build/current/inventory.json": "{"}, "there is no complete build to go by"),
    ],
)  # fmt: skip
def test_what_may_not_come_to_the_same_builds_all_and_says_why(folder, files, reason):
    files = {"one.yaml": MEETING.format(id="three")} | files
    assert assert_as_if_built_anew(change(folder, files)).startswith(f"all is built: {reason}")


def test_a_warning_of_an_emptied_file_stays_while_others_change(folder):
    build(change(folder, {"one.yaml": ""}))
    workspace = change(folder, {"places.yaml": PLACE.replace("Rabat", "Ar-Ribat")})
    assert assert_as_if_built_anew(workspace).startswith("1 of ")
    assert "empty" in {problem.rule for problem in build(workspace).problems}


def test_a_store_that_is_damaged_within_is_not_built_on(folder):
    store = max(folder.glob("build/current/store/*.sst"), key=lambda path: path.stat().st_size)
    content = store.read_bytes()
    store.write_bytes(bytes(len(content) // 2) + content[len(content) // 2 :])
    scope = assert_as_if_built_anew(change(folder, {"one.yaml": "[]"}))
    assert scope == "all is built: the store of the last build cannot be read"


def test_a_check_that_does_not_say_how_far_it_looks_is_run_on_all(folder):
    check = "# Which places are there?\n# severity   info\nSELECT ?this { ?this a <https://w3id.org/irel/ont#Place> }"
    build(change(folder, {"queries/checks/own.rq": check}))
    scope = assert_as_if_built_anew(change(folder, {"one.yaml": "[]"}))
    assert scope == "all is built: own does not say what can change its result"


def test_a_check_is_run_again_where_what_it_reads_of_another_thing_changes(folder):
    post, name = "<http://www.w3.org/ns/org#postIn>", "<http://www.w3.org/2004/02/skos/core#altLabel>"
    check = (
        f"# Which posts?\n# severity   info\n# slice      itself\nSELECT ?this ?value {{ ?this {post}/{name} ?value }}"
    )
    people = [PEOPLE.replace("kind: ministry", f"kind: ministry, altLabel: {word}") for word in ("Old", "New")]
    built = build(change(folder, {"queries/checks/own.rq": check, "people.yaml": people[0]}))
    assert [problem.value for problem in built.problems if problem.rule == "own"] == ['"Old"']
    scope = assert_as_if_built_anew(change(folder, {"people.yaml": people[1]}))
    assert scope.startswith("1 of")


BESIDE = """\
# Who else is of the same state?
# slice  irel:ofState
PREFIX irel: <https://w3id.org/irel/ont#>
CONSTRUCT { ?one <https://example.org/beside> ?other }
WHERE { ?one irel:ofState ?state . ?other irel:ofState ?state FILTER(?one != ?other) }
"""
NEAR = """\
# Who else might come to a meeting?
# slice  itself
PREFIX irel: <https://w3id.org/irel/ont#>
CONSTRUCT { ?meeting <https://example.org/near> ?other }
WHERE { ?meeting irel:participant ?one . ?one <https://example.org/beside> ?other }
"""


def test_a_rule_sees_all_that_others_derive_of_what_a_changed_thing_leads_to(folder):
    build(change(folder, {"queries/infer/80.rq": BESIDE, "queries/infer/81.rq": NEAR}))
    meeting = MEETING.format(id="two").replace("state/MAR", "person/one")
    assert assert_as_if_built_anew(change(folder, {"two.yaml": meeting})).startswith("1 of")
    with open_graph(folder) as graph:
        assert b"meeting/two> <https://example.org/near> <https://w3id.org/irel/id/person/other>" in quads(graph)


MIRRORED = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix irel: <https://w3id.org/irel/ont#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .

:Prefixes sh:declare [ sh:prefix "irel" ; sh:namespace "https://w3id.org/irel/ont#"^^xsd:anyURI ] .
:FigureIsMirrored sh:targetClass irel:TradeFigure ;
  sh:severity sh:Info ;
  sh:sparql [ sh:prefixes :Prefixes ; sh:select '''
    %s
    SELECT $this ?value {
      $this irel:partner ?value ; irel:period ?period .
      FILTER NOT EXISTS { ?mirror irel:reporter ?value ; irel:period ?period }
    }''' ] .
"""


@pytest.mark.parametrize(
    ("note", "scope"),
    [
        ("# slice  irel:period", "1 of 10 files"),
        ("# slice  period", "all is built: https://example.org/FigureIsMirrored does not name properties"),
        ("", "all is built: https://example.org/FigureIsMirrored does not say what can change its result"),
    ],
)
def test_a_shape_that_asks_in_sparql_says_how_far_it_looks(folder, note, scope):
    built = build(change(folder, {"ontology/own-shapes.ttl": MIRRORED % note}))
    assert [problem.rule for problem in built.problems if problem.component] == ["https://example.org/FigureIsMirrored"]
    mirror = {"more.csv": TRADE.replace("CHL,MAR,export", "MAR,CHL,import")}
    assert assert_as_if_built_anew(change(folder, mirror)).startswith(scope)


def test_all_is_built_when_asked_for(folder):
    built = build(change(folder, {"one.yaml": ""}), full=True)
    assert built.is_new
    assert not built.scope


def test_a_change_that_breaks_a_rule_leaves_the_last_graph_and_is_mended_on_it(folder):
    refused = build(change(folder, {"places.yaml": PLACE.replace("MAR", "MRA")}))
    assert isinstance(refused, Refused)
    mended = build(change(folder, {"places.yaml": PLACE.replace("Rabat", "Rabat ")}))
    assert (mended.is_new, mended.scope[:4]) == (True, "1 of")


@pytest.mark.parametrize("name", ["post/fihs", "Minister of fish", "post/none-such", "person/one"])
def test_what_a_wrong_name_was_meant_for_is_told_as_in_a_whole_build(folder, name):
    tenures = TENURES.replace("post: post/fish, period: 2019", f"post: {name}, period: 2019")
    assert assert_as_if_built_anew(change(folder, {"tenures.yaml": tenures})).startswith("1 of")


def test_every_rule_and_check_of_the_package_says_how_far_it_looks():
    workspace = open_workspace(bundle())
    questions = [*workspace.questions("infer").values(), *workspace.questions("checks").values()]
    assert [question.name for question in questions if "slice" not in question.notes] == []
