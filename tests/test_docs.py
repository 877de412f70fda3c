"""The documentation is run: every console block is executed, every Python example is a doctest."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*(?:\n> .*)*)\n?((?:(?!\$ ).*\n)*)", re.MULTILINE)

Step = tuple[str, str]


def steps(page: Path) -> list[Step]:
    """Return the commands of a page, each with the output that the page shows."""
    blocks = _BLOCK.findall(page.read_text("utf-8"))
    return [(command.replace("\n> ", "\n"), output) for block in blocks for command, output in _COMMAND.findall(block)]


def transcript(commands: list[str], folder: Path) -> list[str]:
    """Run commands in one shell, one after the other, and return what each printed."""
    bin_folder = Path(sys.executable).parent
    variables = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "COLUMNS": "120", "LC_ALL": "C.UTF-8"}
    mark = "=== next ==="
    script = f"\necho '{mark}'\n".join(commands)
    done = subprocess.run(
        ["bash"], input=script, cwd=folder, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout.split(f"{mark}\n")


def matches(expected: str, printed: str) -> bool:
    """Compare outputs; a line of three dots stands for any lines."""
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, workspace_copy: Path) -> None:
    shown = [step for step in steps(page) if not step[0].startswith("make")]
    printed = transcript([command for command, _ in shown], workspace_copy)
    wrong = [(step, got) for step, got in zip(shown, printed, strict=False) if not matches(step[1], got)]
    assert wrong == []


def test_make_prints_what_the_readme_shows(workspace_copy: Path) -> None:
    (shown,) = [output for command, output in steps(ROOT / "README.md") if command == "make"]
    (printed,) = transcript(["kg build --full"], workspace_copy)
    assert matches(shown, printed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_give_what_the_page_shows(page: Path, workspace_copy: Path, monkeypatch) -> None:
    monkeypatch.chdir(workspace_copy)
    outcome = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert outcome.failed == 0
