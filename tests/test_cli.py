"""The command line as its users meet it: output, messages, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import cli as commands

FRESH = {"id": "person/ada", "type": "Person", "label": "Ada"}


class Run:
    """What one call of the command line gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def kg(workspace_copy: Path, monkeypatch, capfd):
    """Call the command line in a built workspace."""
    monkeypatch.chdir(workspace_copy)

    def call(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["kg", *words])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        out, err = capfd.readouterr()
        return Run(int(ended.value.code or 0), out, err)

    return call


def test_help_names_every_command_and_the_exit_codes():
    shown = CliRunner().invoke(commands.cli, ["--help"]).output
    assert all(name in shown for name in commands.cli.commands)
    assert "70 a bug" in " ".join(shown.split())


@pytest.mark.parametrize("name", sorted(commands.cli.commands))
def test_every_command_ends_its_help_with_an_example(name):
    shown = CliRunner().invoke(commands.cli, [name, "--help"]).output
    assert f"kg {name}" in shown.partition("Example:")[2]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["query", "agreemnts"], 2, "did you mean 'agreements'?"),
        (["query", "agreements", "--stat", "AZE"], 2, "did you mean 'state'?"),
        (["query", "agreements", "Azerbaidjan"], 2, "did you mean 'Azerbaijan'?"),
        (["query", "agreements", "AZE", "SRB", "signed", "2021-10-11", "more"], 2, "takes no further value: 'more'"),
        (["query", "offices", "--asOf", "2021-02-30"], 2, "there is no such day in the calendar"),
        (["export", "-o", "graph.xml"], 2, "no format is known by this suffix"),
        (["export", "-o", "nowhere/graph.ttl"], 2, "make it first"),
        (["export", "--source", "brief-2021"], 2, "'brief-2021' is not known"),
        (["network", "stats"], 2, "did you mean 'states'?"),
        (["show", "AZE"], 2, "takes 2 values"),
        (["--store", "http://127.0.0.1:1/sparql", "query", "agreements"], 3, "check that the server runs"),
        (["-C", "nowhere", "build"], 3, "make one with `kg init"),
        (["-C", "data", "query", "agreements"], 3, "run `kg build` first"),
        (["build", "--without", "brief-2021-04-21"], 2, "did you mean 'brief-2021-04-22'?"),
        (["init", "data"], 2, "is not empty"),
    ],
)
def test_a_wrong_call_says_what_to_do(kg, words, code, message):
    run = kg(*words)
    assert (run.code, run.out) == (code, "")
    assert message in run.err


def test_a_query_that_is_not_sparql_is_a_failed_query(kg, workspace_copy):
    (workspace_copy / "bad.rq").write_text("SELECT ?x WHERE { ?x ")
    run = kg("query", "--file", "bad.rq")
    assert run.code == 4
    assert "not valid SPARQL" in run.err


def test_withdrawing_a_source_tells_how_to_keep_it_withdrawn(kg, workspace_copy):
    run = kg("build", "--without", "brief-2021-04-22")
    assert run.code == 0
    assert 'write into kg.toml: withdrawn = ["brief-2021-04-22"]' in run.out


def test_a_violation_leaves_the_last_good_graph_and_exits_with_1(kg, workspace_copy):
    before = kg("query", "agreements").out
    (workspace_copy / "data" / "records" / "bad.json").write_text(json.dumps([FRESH | {"lable": "x"}]))
    run = kg("build")
    assert run.code == 1
    assert "data/records/bad.json:1" in run.err
    assert "did you mean 'label'?" in run.err
    assert kg("query", "agreements").out == before


def test_an_emptied_file_is_warned_of_and_the_rest_is_built(kg, workspace_copy):
    (workspace_copy / "data" / "records" / "more.csv").touch()
    run = kg("build")
    assert (run.code, "Built" in run.out, "Left out" in run.err) == (0, True, False)
    assert "the file is empty" in run.err


def test_keep_going_builds_the_rest_and_lists_what_was_left_out(kg, workspace_copy):
    (workspace_copy / "data" / "records" / "bad.json").write_text(json.dumps([FRESH, FRESH | {"type": "Persn"}]))
    run = kg("build", "--keep-going")
    assert run.code == 1
    assert "Left out 1 record" in run.err
    assert "Built" in run.out


@pytest.mark.parametrize("format", ["json", "ttl", "sarif", "github"])
def test_problems_are_written_for_machines_too(kg, workspace_copy, format):
    (workspace_copy / "data" / "records" / "bad.json").write_text(json.dumps([FRESH | {"lable": "x"}]))
    run = kg("validate", "--format", format)
    assert run.code == 1
    assert "the key 'lable' is not known" in run.out


@pytest.mark.parametrize("format", ["csv", "json", "sparql-json", "markdown", "table"])
def test_an_answer_comes_in_every_format(kg, format):
    run = kg("query", "trade", "AZE", "SRB", "--format", format)
    assert run.code == 0
    assert "turnover" in run.out


def test_a_construct_query_answers_in_turtle(kg, workspace_copy):
    (workspace_copy / "labels.rq").write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3")
    assert kg("query", "--file", "labels.rq").out.count(" .") >= 3


def test_an_ask_query_answers_true_or_false(kg, workspace_copy):
    (workspace_copy / "any.rq").write_text("ASK { ?s ?p ?o }")
    assert kg("query", "--file", "any.rq").out == "true\n"


def test_a_question_says_what_it_takes(kg):
    run = kg("query", "agreements", "--help")
    assert "--partner" in run.out
    assert "optional" in run.out


def test_names_codes_ids_and_labels_mean_the_same(kg):
    answers = {kg("query", "agreements", name).out for name in ("AZE", "az", "Azerbaijan", "state/AZE", "state:AZE")}
    assert len(answers) == 1


def test_output_files_appear_whole_or_not_at_all(kg, workspace_copy):
    kg("export", "-o", "graph.ttl")
    assert (workspace_copy / "graph.ttl").stat().st_size > 1000
    assert list(workspace_copy.glob(".graph*")) == []


def limited(command, folder):
    """Call the command line with room for no more than a kilobyte a file."""
    line = f"ulimit -f 1 && '{sys.executable}' -m kg {command}"
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["export -o all.ttl", "network states -o all.json", "draw AZE-SRB -o all.svg"])
def test_a_file_that_cannot_be_written_whole_is_named_and_does_not_appear(workspace_copy, command):
    done = limited(command, workspace_copy)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: all.")
    assert done.stderr.endswith("check the path, the rights and the disk\n")
    assert list(workspace_copy.glob("*all.*")) == []


@pytest.mark.parametrize("command", ["query agreements", "export", "info"])
def test_standard_output_that_cannot_be_written_is_no_bug(workspace_copy, command):
    done = limited(f"{command} > /dev/full", workspace_copy)
    assert done.returncode == 3
    assert "check the path, the rights and the disk" in done.stderr


def test_a_difference_lists_the_triples_and_exits_with_1(kg, workspace_copy):
    (workspace_copy / "old.ttl").write_text("<http://e.org/a> <http://e.org/p> 1 , 2 .")
    (workspace_copy / "new.ttl").write_text("<http://e.org/a> <http://e.org/p> 2 , 3 .")
    run = kg("diff", "old.ttl", "new.ttl")
    assert run.code == 1
    assert [line[0] for line in run.out.splitlines()] == ["-", "+"]


def test_a_reader_that_goes_away_ends_the_output_quietly(workspace_copy):
    command = f"'{sys.executable}' -m kg export | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=workspace_copy, capture_output=True, text=True, env=os.environ)
    assert done.stderr == ""


def test_a_new_workspace_builds(tmp_path, monkeypatch, kg):
    assert kg("init", str(tmp_path / "mine")).code == 0
    run = kg("-C", str(tmp_path / "mine"), "build")
    assert run.code == 0
    assert "1 disagreement" in run.out
