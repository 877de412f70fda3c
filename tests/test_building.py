"""A build is whole or not at all: killed, repeated, at once with others, and while readers read."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from workspaces import DOCUMENT, PLACE, lay

from kg import __version__
from kg.building import build, last_build
from kg.builds import Built, Refused, locked, swap_in
from kg.errors import UnreadableError
from kg.graph import open_graph
from kg.workspace import open_workspace

PLACES = "SELECT DISTINCT ?place WHERE { ?place a <https://w3id.org/irel/ont#Place> } ORDER BY ?place"
OLD, NEW = ["rabat"], ["rabat", "sale"]
MORE = PLACE + PLACE.replace("rabat", "sale").replace("Rabat", "Sale")
QUESTION = "# Which places are known?\n" + PLACES
TERMS = "<https://example.org/#a> <http://www.w3.org/2000/01/rdf-schema#label> 'a' ."


@pytest.fixture(scope="module")
def one_place(tmp_path_factory):
    """A built workspace with one place, not to be changed."""
    files = {"brief.md": DOCUMENT, "places.yaml": PLACE, "kg.toml": "# none\n"}
    terms = {"queries/answers/places.rq": QUESTION, "ontology/own.ttl": TERMS}
    folder = lay(tmp_path_factory.mktemp("one"), files | terms)
    assert isinstance(build(open_workspace(folder)), Built)
    return folder


@pytest.fixture
def workspace(one_place, tmp_path):
    """A built workspace with one place, to be changed at will."""
    return Path(shutil.copytree(one_place, tmp_path / "workspace", symlinks=True))


def places(folder):
    with open_graph(folder) as graph:
        return names(graph)


def names(graph):
    return [str(row["place"]).rpartition("/")[2] for row in graph.sparql(PLACES)]


def homes(folder):
    return sorted(path.name for path in (folder / "build").glob("graph-*"))


def command(*words, folder, **variables):
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "-C", str(folder), *words],
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# ---------------------------------------------------------------- when a build builds


def test_nothing_is_built_when_nothing_has_changed_but_the_place(workspace):
    before = homes(workspace)
    found = build(open_workspace(workspace))
    assert isinstance(found, Built)
    assert not found.is_new
    assert homes(workspace) == before


def test_what_is_up_to_date_tells_what_its_build_found(tmp_path):
    lay(
        tmp_path,
        {"a.yaml": PLACE + "  lable: x\n", "b.yaml": "- {type: Presence, number: 4, homeState: CHL, inState: MAR}"},
    )
    first, again = (build(open_workspace(tmp_path), keep_going=True) for _ in range(2))
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.problems, again.left_out, again.summary) == (first.problems, first.left_out, first.summary)
    assert {problem.severity.value for problem in again.problems} == {"violation", "warning"}


@pytest.mark.parametrize(
    "name", ["brief.md", "places.yaml", "kg.toml", "queries/answers/places.rq", "ontology/own.ttl"]
)
def test_a_change_of_one_byte_of_any_input_builds_again(workspace, name):
    (workspace / name).write_bytes((workspace / name).read_bytes() + b"\n")
    assert build(open_workspace(workspace)).is_new


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("more.yaml", ""),
        ("ontology/own-shapes.ttl", ""),
        ("queries/infer/99-own.rq", "CONSTRUCT { ?s ?p 1 } WHERE { }"),
    ],
)
def test_a_new_input_builds_again(workspace, name, content):
    lay(workspace, {name: content})
    assert build(open_workspace(workspace)).is_new


def test_a_build_can_be_asked_for(workspace):
    before = homes(workspace)
    assert build(open_workspace(workspace), full=True).is_new
    assert homes(workspace) != before
    assert len(homes(workspace)) == 1


@pytest.mark.parametrize("report", ["", "{", "[]", '{"version": "0.0.0"}', f'{{"version": "{__version__}"}}'])
def test_what_another_version_built_is_built_again(workspace, report):
    (workspace / "build" / "current" / "report.json").write_text(report)
    assert last_build(open_workspace(workspace)) is None
    assert build(open_workspace(workspace)).is_new


def test_with_a_violation_the_last_good_graph_stays(workspace):
    lay(workspace, {"places.yaml": MORE.replace("label", "lable")})
    assert isinstance(build(open_workspace(workspace)), Refused)
    assert places(workspace) == OLD


def test_progress_of_a_long_load_is_reported_with_rate_and_time_left(workspace):
    rows = "".join(f"place/p{number},Place,P{number},MAR\n" for number in range(2000))
    lay(workspace, {"many.csv": f"id,type,label,inState\n{rows}"})
    stages = []
    build(open_workspace(workspace), report=stages.append)
    told = [stage for stage in stages if "left" in stage]
    assert len(told) == 2
    assert re.fullmatch(r"loading 0\.\d of 0\.\d MB, \d+\.\d\d MB/s, \d+ s left", told[0])


def test_stages_are_reported(workspace):
    stages = []
    build(open_workspace(workspace), full=True, report=stages.append)
    words = [re.split("[, ]", stage)[0] for stage in stages]
    assert [*dict.fromkeys(words)] == ["loading", "deriving", "validating", "writing"]
    assert re.fullmatch(r"deriving, 1 of \d+ rules", stages[words.index("deriving") + 1])


@pytest.mark.parametrize("folder", ["places.yaml/build", "/proc/none/build"])
def test_a_folder_that_cannot_be_written_is_refused(workspace, folder):
    lay(workspace, {"kg.toml": f"build = {folder!r}"})
    with pytest.raises(UnreadableError, match="the graph cannot be written here"):
        build(open_workspace(workspace))


# ---------------------------------------------------------------- readers


def test_readers_keep_the_graph_that_they_opened(workspace):
    lay(workspace, {"places.yaml": MORE})
    with open_graph(workspace) as graph:
        build(open_workspace(workspace))
        build(open_workspace(workspace), full=True)
        assert names(graph) == OLD
        assert (len(homes(workspace)), places(workspace)) == (2, NEW)
    build(open_workspace(workspace), full=True)
    assert len(homes(workspace)) == 1


def test_a_reader_that_comes_while_graphs_are_swapped_gets_the_one_or_the_other(workspace):
    lay(workspace, {"places.yaml": MORE})
    builder = command("build", folder=workspace)
    seen = until(lambda: builder.poll() is not None, lambda: places(workspace))
    assert builder.communicate() and builder.returncode == 0
    assert {tuple(names) for names in seen} <= {tuple(OLD), tuple(NEW)}
    assert places(workspace) == NEW


def until(is_over: Callable[[], bool], act: Callable[[], object]) -> list[object]:
    """Act again and again until something is over, or half a minute has gone; return what came of it."""
    results, end = [], time.monotonic() + 30
    while not is_over() and time.monotonic() < end:
        results.append(act())
    return results


def test_a_graph_is_swapped_in_by_its_folder_alone(workspace):
    home = workspace / "build" / "graph-other"
    with locked(workspace / "build"):
        home.mkdir()
        (workspace / "build" / "current" / "store").resolve().rename(home / "store")
        swap_in(home)
    assert homes(workspace) == ["graph-other"]
    assert places(workspace) == OLD


# ---------------------------------------------------------------- killed


STAGES = ["lock", "graph-*", "graph-*/store", "graph-*/store/CURRENT", "graph-*/store/*.sst", "graph-*/report.json",
          "graph-*/inputs"]  # fmt: skip


def killed(workspace: Path, is_time: Callable[[], bool]) -> None:
    builder = command("build", "--full", folder=workspace)
    until(lambda: is_time() or builder.poll() is not None, lambda: None)
    builder.send_signal(signal.SIGKILL)
    builder.communicate()


def assert_whole(workspace: Path) -> None:
    """The graph in use is the old one or the new one, and the next build leaves nothing but the new one."""
    assert places(workspace) in (OLD, NEW)
    assert isinstance(build(open_workspace(workspace)), Built)
    assert places(workspace) == NEW
    assert sorted(path.name for path in (workspace / "build").iterdir()) == ["current", *homes(workspace), "lock"]
    assert len(homes(workspace)) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_at_a_stage_leaves_the_old_graph_or_the_new(workspace, stage):
    lay(workspace, {"places.yaml": MORE})
    before = set((workspace / "build").glob(stage)) - {workspace / "build" / "lock"}
    killed(workspace, lambda: bool(set((workspace / "build").glob(stage)) - before))
    assert_whole(workspace)


@pytest.mark.parametrize("delay", [0.2, 0.5, 0.8, 1.1])
def test_a_build_killed_at_any_moment_leaves_the_old_graph_or_the_new(workspace, delay):
    lay(workspace, {"places.yaml": MORE})
    end = time.monotonic() + delay
    killed(workspace, lambda: time.monotonic() > end)
    assert_whole(workspace)


def test_what_a_killed_build_left_behind_is_cleared_away_even_if_nothing_changed(workspace):
    lay(workspace, {"build/graph-1/store/CURRENT": "x"})
    build(open_workspace(workspace))
    assert len(homes(workspace)) == 1


def test_what_a_killed_build_left_behind_is_cleared_away(workspace):
    left = {
        "build/graph-1/store/CURRENT": "x",
        "build/graph-2/report.json": "{",
        "build/next": "",
        "build/graph-3/x": "",
    }
    lay(workspace, left | {"places.yaml": MORE})
    assert_whole(workspace)


def test_a_build_that_is_refused_clears_away_what_others_left_behind(workspace):
    lay(workspace, {"build/graph-1/store/CURRENT": "x", "places.yaml": PLACE.replace("label", "lable")})
    assert isinstance(build(open_workspace(workspace)), Refused)
    assert len(homes(workspace)) == 1


def test_a_build_that_cannot_write_all_of_the_graph_leaves_nothing_of_it(workspace):
    before, limited = homes(workspace), f'ulimit -f 100 && "{sys.executable}" -m kg -C "{workspace}" build --full'
    failed = subprocess.run(["sh", "-c", limited], capture_output=True, text=True, check=False)
    assert failed.returncode == 3
    assert "the graph cannot be written here" in failed.stderr
    assert homes(workspace) == before


# ---------------------------------------------------------------- damaged


def test_a_store_that_has_lost_a_file_is_built_again(workspace):
    next((workspace / "build").glob("current/store/*.sst")).unlink()
    built = build(open_workspace(workspace))
    assert (built.is_new, built.scope) == (True, "all is built: the store of the last build cannot be read")
    assert places(workspace) == OLD


def test_a_store_that_has_lost_a_file_is_built_again_after_a_change(workspace):
    next((workspace / "build").glob("current/store/*.sst")).unlink()
    lay(workspace, {"places.yaml": MORE})
    assert build(open_workspace(workspace)).is_new
    assert places(workspace) == NEW


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"files": [], "places": 1}'])
def test_without_knowing_what_the_last_build_was_made_from_all_is_built(workspace, content):
    (workspace / "build" / "current" / "inventory.json").write_text(content)
    lay(workspace, {"places.yaml": MORE})
    assert build(open_workspace(workspace)).scope == "all is built: there is no complete build to go by"


def test_without_the_digest_of_its_inputs_a_build_is_not_up_to_date(workspace):
    (workspace / "build" / "current" / "inputs").unlink()
    assert build(open_workspace(workspace)).is_new


@pytest.mark.parametrize("name", ["places.yaml", "brief.md"])
def test_a_copy_of_a_file_that_is_not_what_was_built_is_not_gone_by(workspace, name):
    (workspace / "build" / "current" / "files" / name).write_text("")
    lay(workspace, {"places.yaml": MORE})
    assert build(open_workspace(workspace)).scope.startswith("all is built: the copy of ")
    lay(workspace, {"places.yaml": PLACE})
    assert build(open_workspace(workspace)).scope.startswith("1 of ")
    assert places(workspace) == OLD


# ---------------------------------------------------------------- at once, and the same everywhere


def test_two_builds_at_once_do_not_harm_each_other(workspace):
    lay(workspace, {"places.yaml": MORE})
    builders = [command("build", "--full", folder=workspace) for _ in range(2)]
    assert [builder.communicate() and builder.returncode for builder in builders] == [0, 0]
    assert_whole(workspace)


def test_two_builds_of_the_same_inputs_export_the_same_bytes(tmp_path):
    files = {"brief.md": DOCUMENT, "z/places.yaml": MORE, "a/more.yaml": PLACE.replace("rabat", "fes")}
    lay(tmp_path / "one", files)
    lay(tmp_path / "other", dict(reversed(files.items())))
    exports = [exported(tmp_path / name, seed) for name, seed in (("one", "0"), ("other", "1"), ("other", "2"))]
    assert len(set(exports)) == 1
    assert b"place:fes" in exports[0]


def exported(folder, seed):
    """Build and export in processes of their own, with a seed for the order of sets."""
    command("build", "--full", folder=folder, PYTHONHASHSEED=seed).communicate()
    return command("export", "--quotes", "--format", "trig", folder=folder, PYTHONHASHSEED=seed).communicate()[0]
