"""A command imports only what it needs: what stands here is all that each may load of what is heavy."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "docx",
    "httpx",
    "jinja2",
    "markdown_it",
    "networkx",
    "numpy",
    "pandas",
    "pyshacl",
    "rdflib",
    "resvg_py",
    "rich",
    "rustworkx",
    "scipy",
    "starlette",
    "uvicorn",
    "yaml",
)
MAY_LOAD: dict[str, set[str]] = {
    "--help": set(),
    "--version": set(),
    "info": set(),
    "validate": {"yaml"},
    "query --list": {"rich"},
    "query topics": set(),
    "query agreements AZE --format json": set(),
    "export --format turtle": set(),
    "export --format nquads": set(),
    "ontology --format jsonld": {"markdown_it", "rdflib"},
    "show AZE SRB --format markdown": {"docx", "jinja2", "resvg_py", "rich"},
    "network states --format json": {"networkx"},
    "network states --measures": {"networkx", "rustworkx", "numpy"},
}
"""Command -> heavy packages that it may load."""

REPORT = """
import sys
from kg.cli import main
try:
    main()
finally:
    print(*(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", MAY_LOAD)
def test_a_command_imports_only_what_it_needs(command: str, built: Path) -> None:
    run = [sys.executable, "-c", REPORT.format(heavy=HEAVY), "-C", str(built), "-q", *command.split()]
    done = subprocess.run(run, capture_output=True, text=True, check=True)

    assert set(done.stderr.splitlines()[-1].split()) <= MAY_LOAD[command]
