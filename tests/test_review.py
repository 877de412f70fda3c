"""The review of proposed facts, answered by piped keys: what it asks, what it writes, what survives."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from workspaces import lay, read, shown

from kg.building import build
from kg.builds import Built
from kg.cli.options import Options
from kg.cli.reviewing import review
from kg.errors import UsageError
from kg.review import Review
from kg.workspace import open_workspace

NAME = "brief-2023-06-14"
TEXT = f"data/documents/{NAME}.md"
FACTS, THINGS, DECISIONS = (
    f"data/facts/{NAME}.yaml",
    f"data/records/{NAME}.yaml",
    f"data/proposed/{NAME}.decisions.yaml",
)
PRACTICE = """\
---
title: Chile and Morocco agree on fisheries
publisher: A desk
issued: 2023-06-14
language: en
---
Morocco's foreign minister, Samir Tazi, met Chile's foreign minister, Elena Rojas Pinto, in Rabat on 13 June 2023.
The two ministers signed an agreement on fisheries.
Trade turnover between Chile and Morocco reached $43 million in 2022.
The weather was fine.
"""
TENURES = ["tenure/samir-tazi.MAR.foreign-minister", "tenure/elena-rojas-pinto.CHL.foreign-minister"]
MEETING = "meeting/2023-06-13.tazi-pinto"
AGREEMENT = "agreement/CHL-MAR.agreement-on-fisheries"

Answer = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one practice text and no facts."""
    return lay(tmp_path, {TEXT: PRACTICE})


@pytest.fixture
def answer(folder: Path) -> Answer:
    """Call `kg review` in the workspace and type some lines."""

    def call(*lines: str, words: tuple[str, ...] = (), editor: str = "true", wide: str = "120") -> Result:
        typed = "".join(f"{line}\n" for line in lines)
        return CliRunner(env={"EDITOR": editor, "VISUAL": editor, "COLUMNS": wide}).invoke(
            review, list(words), input=typed, obj=Options(folder, "", False)
        )

    return call


def waiting(folder: Path) -> list[str]:
    """Return the ids of what waits."""
    return [part.id for part in Review(open_workspace(folder), date(2023, 7, 1)).waiting()]


def entries(path: Path) -> list[dict[str, object]]:
    """Return what a file of records or decisions lists."""
    found: list[dict[str, object]] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found


def change(folder: Path, old: str, new: str) -> None:
    """Change the words of the practice text."""
    (folder / TEXT).write_text(PRACTICE.replace(old, new), "utf-8")


def files(folder: Path) -> dict[str, str]:
    """Return the text of every file of data."""
    paths = (path for path in (folder / "data").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def test_what_is_accepted_builds_without_a_violation(folder, answer):
    answer("a", "a", "a", "a", "a")
    found = build(open_workspace(folder))
    assert isinstance(found, Built)
    assert (found.summary.violations, found.summary.warnings) == (0, 0)
    assert len(entries(folder / FACTS)) == 5


def test_each_proposal_is_shown_with_its_sentence_its_record_and_how_it_was_found(answer):
    shown = " ".join(answer("s", "q", wide="80").output.split())
    assert shown.startswith("1/5 ")
    assert "[Morocco's foreign minister, Samir Tazi], met Chile's foreign minister, Elena" in shown
    assert "rule: tenure.office, confidence 0.95" in shown
    assert "id: person/samir-tazi" in shown


def test_a_document_cannot_command_the_terminal(folder, answer):
    change(folder, "The two ministers", "The two \x1b[2Jministers")
    assert "\x1b" not in answer("s", "s", "s", "s", "q").output


def test_the_things_that_a_fact_needs_are_proposed_with_it_and_once(folder, answer):
    answer("a", "a", "a", "q")
    assert [entry["id"] for entry in entries(folder / THINGS)] == [
        "person/samir-tazi",
        "organization/MAR.office-of-the-foreign-minister-of-morocco",
        "post/MAR.foreign-minister",
        "person/elena-rojas-pinto",
        "organization/CHL.office-of-the-foreign-minister-of-chile",
        "post/CHL.foreign-minister",
        "place/rabat",
    ]


def test_a_sitting_ends_with_what_was_done(answer):
    assert "1 accepted, 1 rejected, 1 skipped, 2 not seen" in answer("a", "r", "not said", "s", "q").output


def test_the_end_of_the_input_ends_the_sitting(folder, answer):
    assert answer("a").exit_code == 0
    assert [entry["id"] for entry in entries(folder / FACTS)] == TENURES[:1]


def test_decided_proposals_are_not_asked_again_and_skipped_ones_are(folder, answer):
    answer("a", "r", "he holds another office", "s", "q")
    assert TENURES[0] not in waiting(folder) and TENURES[1] not in waiting(folder)
    assert MEETING in waiting(folder)


def test_a_rejection_keeps_the_reason_the_day_and_what_was_proposed(folder):
    desk = Review(open_workspace(folder), date(2023, 7, 1))
    desk.reject(desk.waiting()[0], "not his office")
    (entry,) = entries(folder / DECISIONS)
    assert (entry["verdict"], entry["reason"], entry["date"]) == ("rejected", "not his office", "2023-07-01")
    assert entry["proposed"]["id"] == TENURES[0]
    assert not (folder / FACTS).exists()


def test_a_rejection_without_a_reason_is_none(folder, answer):
    assert "needs a reason" in answer("r", "", "q").output
    assert not (folder / DECISIONS).exists()


def test_a_rejected_proposal_is_asked_again_when_its_sentence_changes(folder, answer):
    answer("s", "s", "s", "r", "no such agreement", "q")
    before = waiting(folder)
    change(folder, "The two ministers signed", "On the same day the two ministers signed")
    assert (AGREEMENT in before, AGREEMENT in waiting(folder)) == (False, True)


def test_an_accepted_fact_is_asked_again_when_its_sentence_changes_and_is_replaced_by_the_new_record(folder, answer):
    answer("a", "a", "a", "a", "a")
    change(folder, "signed an agreement", "signed the agreement")
    asked = waiting(folder)
    answer("a", words=(NAME,))
    loaded, problems = read(folder)
    assert asked == [AGREEMENT]
    assert [entry["id"] for entry in entries(folder / FACTS) if entry.get("id") == AGREEMENT] == [AGREEMENT]
    assert shown(problems, folder) == []
    assert loaded.left_out == []


def test_a_sentence_elsewhere_changes_nothing(folder, answer):
    answer("a", "a", "a", "a", "a")
    change(folder, "The weather was fine.", "It rained.")
    assert waiting(folder) == []


def test_a_fact_written_by_hand_is_not_proposed(folder):
    by_hand = """\
- id: meeting/rabat-talks
  type: Meeting
  kind: consultation
  participant: [person/samir-tazi, person/elena-rojas-pinto]
  date: 2023-06-13
  place: place/rabat
  topic: agriculture
  evidence: [{source: brief-2023-06-14, quote: "met Chile's foreign minister, Elena Rojas Pinto, in Rabat"}]
"""
    lay(folder, {"data/facts/mine.yaml": by_hand})
    assert MEETING not in waiting(folder)


def test_going_back_takes_a_decision_back(folder, answer):
    answer("s", "a", "q")
    before = files(folder)
    answer("a", "r", "wrong", "b", "b", "q")
    assert files(folder) == before


def test_going_back_refuses_a_file_that_was_changed_by_hand(folder):
    desk = Review(open_workspace(folder), date(2023, 7, 1))
    part = desk.waiting()[0]
    desk.accept(part, desk.text(part))
    (folder / DECISIONS).write_text("[]\n")
    with pytest.raises(UsageError, match="has changed since"):
        desk.undo()


def test_an_edited_record_is_written_as_edited_and_its_proposal_is_not_asked_again(folder, answer):
    answer("s", "s", "s", "e", "q", editor="sed -i s/agreement-on-fisheries/fisheries/")
    assert [entry["id"] for entry in entries(folder / FACTS)] == ["agreement/CHL-MAR.fisheries"]
    assert entries(folder / DECISIONS)[0]["verdict"] == "edited"
    assert AGREEMENT not in waiting(folder)


@pytest.mark.parametrize(
    ("editor", "fault"),
    [
        ("sed -i s/label:/lable:/", "did you mean 'label'?"),
        ("sed -i s/fisheries.}/whales.}/;s/fisheries}/whales}/", "the quote is not in the text"),
        ("sed -i s,state/CHL,state/XXX,", "no record has this id"),
        ("sed -i d", "no fact is left"),
        ("sed -i s/status:.*/status:_[/", "this is not YAML"),
        ("false", "Editing failed"),
    ],
)
def test_an_edit_with_faults_shows_them_and_writes_nothing(folder, answer, editor, fault):
    run = answer("s", "s", "s", "e", "s", "q", editor=editor)
    assert fault in " ".join(run.output.split())
    assert not (folder / FACTS).exists()


def test_a_faulty_edit_can_be_mended_in_another_try(folder, answer, tmp_path):
    script = tmp_path / "editor"
    script.write_text('grep -q "^# problem" "$1" && sed -i s/lable:/label:/ "$1" || sed -i s/label:/lable:/ "$1"\n')
    answer("s", "s", "s", "e", "e", "q", editor=f"sh {script}")
    assert [entry["id"] for entry in entries(folder / FACTS)] == [AGREEMENT]


def test_a_process_killed_in_the_middle_loses_no_decision(folder):
    code = (
        "from pathlib import Path; from kg.cli.options import Options; from kg.cli.reviewing import review;"
        "review([], obj=Options(Path(), '', False))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        input="a\na\nr\nnot said\ne\n",
        env={**os.environ, "EDITOR": "sh -c 'kill -9 $PPID'", "VISUAL": ""},
        text=True,
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL
    assert [entry["id"] for entry in entries(folder / FACTS)] == TENURES
    assert [entry["verdict"] for entry in entries(folder / DECISIONS)] == ["accepted", "accepted", "rejected"]
    assert len(waiting(folder)) == 2


def test_a_process_killed_between_fact_and_decision_does_not_ask_again(folder, answer):
    answer("a", "a", "a", "a", "a")
    (folder / DECISIONS).unlink()
    assert waiting(folder) == []


def test_a_process_killed_between_things_and_fact_asks_for_the_fact(folder, answer):
    answer("a", "q")
    (folder / DECISIONS).unlink()
    (folder / FACTS).unlink()
    answer("a", "q")
    assert [entry["id"] for entry in entries(folder / FACTS)] == TENURES[:1]
    assert len(entries(folder / THINGS)) == 3


def test_the_list_shows_what_waits_and_writes_nothing(folder, answer):
    run = answer(words=("--list",))
    assert [line.split()[1:] for line in run.stdout.splitlines()[:4]] == [
        ["0.95", TENURES[0]],
        ["0.95", TENURES[1]],
        ["0.80", MEETING],
        ["0.85", AGREEMENT],
    ]
    assert list(files(folder)) == [TEXT]


def test_accept_all_accepts_from_a_confidence_on(folder, answer):
    answer(words=("--accept-all", "--confidence", "0.9"))
    assert [entry["id"] for entry in entries(folder / FACTS)] == TENURES


def test_two_reviews_of_the_same_text_write_the_same_bytes(tmp_path):
    first, second = (lay(tmp_path / name, {TEXT: PRACTICE}) for name in ("first", "second"))
    desks = [Review(open_workspace(folder), date(2023, 7, 1)) for folder in (first, second)]
    assert [[desk.accept(part, desk.text(part)) for part in desk.waiting()] for desk in desks] == [["accepted"] * 5] * 2
    assert files(first) == files(second)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief-2023-06-15",), f"did you mean '{NAME}'?"),
        (("other.md",), "first"),
    ],
)
def test_an_unknown_document_is_a_wrong_call(answer, words, message):
    run = answer(words=words)
    assert isinstance(run.exception, UsageError)
    assert message in str(run.exception)


def test_accept_all_asks_for_a_confidence(answer):
    run = answer(words=("--accept-all",))
    assert run.exit_code == 2
    assert "needs --confidence" in run.output


@pytest.mark.parametrize("content", ["- {proposal: 1, verdcit: rejected}\n", "{", "- a\n"])
def test_a_broken_file_of_decisions_is_named(folder, answer, content):
    lay(folder, {DECISIONS: content})
    assert f"{DECISIONS}: this is no list of decisions" in str(answer("q").exception)


def test_facts_are_added_below_those_that_are_there(folder, answer):
    mine = "# Mine.\n- id: place/arica\n  type: Place\n  label: Arica"
    lay(folder, {FACTS: mine})
    answer("a", "q")
    assert (folder / FACTS).read_text("utf-8").startswith(f"{mine}\n\n- id: {TENURES[0]}\n")
