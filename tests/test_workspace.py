"""What a directory holds: settings, data, and files of its own laid over the package's."""

import os
from pathlib import Path

import pytest
from workspaces import DOCUMENT, PLACE, lay

from kg.errors import UnreadableError, UsageError
from kg.terms import BASE
from kg.workspace import bundle, open_workspace

REGISTRY = ["registry/organizations.yaml", "registry/states.csv"]


def names(folder):
    return [file.name for file in open_workspace(folder).data_files()]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("base = ", "this is not TOML"),
        (b"base = '\xff'", "the file is not UTF-8; save it as UTF-8"),
        ("bass = 'x'", "bass: there is no such setting; known are base, build, withdrawn"),
        ("base = 1", 'base: 1 does not fit; write it such as "https://example.org/id/"'),
        ("base = 'example.org/id/'", "base: 'example.org/id/' is no namespace; write an absolute IRI that ends with /"),
        ("base = 'https://example.org/id'", "base: 'https://example.org/id' is no namespace"),
        ("base = 'https://example.org/id#'", "base: 'https://example.org/id#' is no namespace"),
        ("base = 'https://example .org/'", "is no namespace"),
        ("base = ''", "is no namespace"),
        ("build = ['a']", "build: \\['a'\\] does not fit; write it such as \"build\""),
        ("build = '.'", "holds the data; name a folder of its own"),
        ("build = '..'", "holds the data; name a folder of its own"),
        ("withdrawn = 'a'", "withdrawn: 'a' does not fit; write it such as \\[\"a-source\"\\]"),
        ("withdrawn = [1]", "withdrawn: \\[1\\] does not fit"),
        ("a = " + "[" * 5000, "this is not TOML"),
    ],
)
def test_settings_that_are_not_understood_are_refused(tmp_path, settings, message):
    lay(tmp_path, {"kg.toml": settings})
    with pytest.raises((UnreadableError, UsageError), match=f"kg.toml: .*{message}"):
        open_workspace(tmp_path)


def test_settings_have_defaults(tmp_path):
    workspace = open_workspace(tmp_path)
    assert (workspace.base, workspace.build, workspace.withdrawn) == (BASE, tmp_path / "build", frozenset())


def test_settings_are_read(tmp_path):
    lay(tmp_path, {"kg.toml": "base = 'https://example.org/é/'\nbuild = '/tmp/there'\nwithdrawn = ['a', 'b']"})
    workspace = open_workspace(tmp_path)
    assert (workspace.base, workspace.build) == ("https://example.org/é/", Path("/tmp/there"))
    assert workspace.withdrawn == {"a", "b"}


def test_a_directory_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match="there is no such directory; make one with `kg init"):
        open_workspace(tmp_path / "nowhere")


# ---------------------------------------------------------------- data


def test_data_is_what_has_a_known_suffix_and_is_not_hidden_in_order(tmp_path):
    files = ["b.yaml", "a.yml", "c.json", "d.jsonl", "e.csv", "f.md", "g/h.CSV", "g/README.md", "i.txt", "J.yaml"]
    others = [".hidden.yaml", "_draft.yaml", ".git/x.yaml", "_old/x.yaml", "README.md"]
    kept_apart = ["build/x.json", "ontology/x.yaml", "queries/x.csv", "proposed/x.yaml"]
    lay(tmp_path, dict.fromkeys([*files, *others, *kept_apart], ""))
    own = ["J.yaml", "a.yml", "b.yaml", "c.json", "d.jsonl", "e.csv", "f.md", "g/h.CSV"]
    assert names(tmp_path) == REGISTRY + own


def test_data_is_in_the_folder_data_where_there_is_one(tmp_path):
    lay(tmp_path, {"data/a.yaml": "", "b.yaml": ""})
    assert names(tmp_path) == [*REGISTRY, "a.yaml"]


def test_what_looks_like_data_and_is_not_read_is_named_with_what_to_do(tmp_path):
    others = ["README.md", "kg.toml", "data/.~lock.xlsx", "data/photo.jpg", "data/proposed/notes.txt"]
    lay(tmp_path, dict.fromkeys(["data/a.csv", "data/trade.xlsx", "data/texts/b.TXT", "facts.yaml", *others], ""))
    found = {path.relative_to(tmp_path).as_posix(): advice for path, advice in open_workspace(tmp_path).unread_files()}
    assert list(found) == ["data/trade.xlsx", "data/texts/b.TXT", "facts.yaml"]
    assert found["facts.yaml"] == "move it to data/"
    assert ".csv" in found["data/trade.xlsx"]


def test_without_a_folder_data_every_record_file_beside_the_settings_is_read(tmp_path):
    lay(tmp_path, {"facts.yaml": "", "trade.xlsx": ""})
    assert [path.name for path, _ in open_workspace(tmp_path).unread_files()] == ["trade.xlsx"]


def test_the_build_folder_is_no_data_whatever_it_is_called(tmp_path):
    lay(tmp_path, {"kg.toml": "build = 'out'", "out/graph-1/report.json": "{}", "a.yaml": ""})
    assert names(tmp_path) == [*REGISTRY, "a.yaml"]


def test_a_link_to_a_folder_is_not_followed_and_a_pipe_is_not_opened(tmp_path):
    lay(tmp_path, {"a.yaml": ""})
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    assert names(tmp_path) == [*REGISTRY, "a.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_a_folder_without_permission_is_refused(tmp_path):
    (lay(tmp_path, {"a/b.yaml": ""}) / "a").chmod(0)
    with pytest.raises(UnreadableError, match="Permission denied; make the folder readable"):
        names(tmp_path)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("brief.md", "brief"), ("news/brief.md", "brief"), ("a.yaml", "a.yaml"), ("records/a.csv", "records.a.csv")],
)
def test_a_file_is_a_source_by_its_name(tmp_path, name, slug):
    lay(tmp_path, {name: ""})
    assert open_workspace(tmp_path).data_files()[-1].slug == slug


def test_a_file_of_the_registry_is_replaced_by_one_of_the_same_name(tmp_path):
    lay(tmp_path, {"data/registry/states.csv": "id,type,label\n"})
    assert [file.path.parent for file in open_workspace(tmp_path).data_files()] == [
        bundle() / "data" / "registry",
        tmp_path / "data" / "registry",
    ]


# ---------------------------------------------------------------- terms and questions of one's own


def test_own_terms_shapes_and_questions_are_laid_over_those_of_the_package(tmp_path):
    own = ["ontology/own.ttl", "ontology/own-shapes.ttl", "queries/answers/own.rq", "queries/answers/agreements.rq"]
    lay(tmp_path, dict.fromkeys(own, "# Mine?\n"))
    workspace, package = open_workspace(tmp_path), open_workspace(bundle())
    assert {path.name for path in workspace.ontology_files()} == {
        "currencies.ttl",
        "irel.ttl",
        "own.ttl",
        "schemes.ttl",
    }
    assert {path.name for path in workspace.shape_files()} == {"shapes.ttl", "own-shapes.ttl"}
    assert set(workspace.questions("answers")) == {*package.questions("answers"), "own"}
    assert workspace.questions("answers")["agreements"].title == "Mine?"


def test_a_question_that_cannot_be_read_is_refused(tmp_path):
    lay(tmp_path, {"queries/answers/a.rq": b"# \xff"})
    with pytest.raises(UnreadableError, match=r"a\.rq: the file is not UTF-8; save it as UTF-8"):
        open_workspace(tmp_path).questions("answers")


def test_everything_that_a_build_depends_on_is_an_input(tmp_path):
    lay(tmp_path, {"kg.toml": "", "brief.md": DOCUMENT, "a.yaml": PLACE, "ontology/own.ttl": "", "queries/x/y.rq": ""})
    inputs = open_workspace(tmp_path).input_files()
    own = {path.relative_to(tmp_path).as_posix() for path in inputs if path.is_relative_to(tmp_path)}
    assert own == {"kg.toml", "brief.md", "a.yaml", "ontology/own.ttl", "queries/x/y.rq"}
    assert {path.suffix for path in inputs if path.is_relative_to(bundle())} == {".ttl", ".rq", ".csv", ".yaml"}
