"""The documentation is run: every console block is executed, every Python example is a doctest."""

import doctest
from pathlib import Path

import pytest
from consoles import matches, steps, transcript, wrong_steps

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SITE = ROOT / "docs" / "explorer.md"  # tests/web/test_site.py runs it, since it writes a whole site
RUN = [page for page in PAGES if page != SITE and steps(page)]


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_commands_print_what_the_page_shows(page: Path, workspace_copy: Path) -> None:
    assert wrong_steps(page, workspace_copy) == []


def test_make_prints_what_the_readme_shows(workspace_copy: Path) -> None:
    (shown,) = [output for command, output in steps(ROOT / "README.md") if command == "make"]
    (printed,) = transcript(["kg build --full"], workspace_copy)
    assert matches(shown, printed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_give_what_the_page_shows(page: Path, workspace_copy: Path, monkeypatch) -> None:
    monkeypatch.chdir(workspace_copy)
    outcome = doctest.testfile(str(page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert outcome.failed == 0
