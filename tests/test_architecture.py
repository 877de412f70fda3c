"""The architecture as it is drawn: layers, light imports, no word of the domain, nothing too long."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "kg").rglob("*.py"))
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
LAYERS = {module: int(layer) for layer, module in re.findall(r"^\| (\d+) \| `(\w+)` \|", PAGE, re.MULTILINE)}
HEAVY = {"docx", "httpx", "jinja2", "networkx", "numpy", "pandas", "pyshacl", "rdflib", "resvg_py", "rich", "starlette"}


def every_file(test):
    return pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))(test)


def module_of(path: Path) -> str:
    """Return the module or the folder of modules that a file belongs to; `kg` is the package itself."""
    name = path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")
    return "kg" if name == "__init__" else name


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports relatively, wherever it does, for types alone or not."""
    package = path.relative_to(ROOT).parent.parts
    return {name for node in ast.walk(ast.parse(path.read_bytes())) for name in _targets(node, package)}


def _targets(node: ast.AST, package: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.level:
        parts = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")][1:]
        names = [parts[0]] if parts[0] else [alias.name for alias in node.names]
        yield from (name if name in LAYERS else "kg" for name in names)


# ---------------------------------------------------------------- layers


def test_every_module_is_in_the_table_and_nothing_else():
    assert set(LAYERS) == {module_of(path) for path in FILES}


def test_the_table_goes_from_the_lowest_layer_up_by_name():
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert rows[2:-2] == sorted(rows[2:-2], key=lambda row: (int(row[0]), row[1]))


@every_file
def test_a_module_imports_only_from_lower_layers(path):
    own = module_of(path)
    higher = {name for name in imported(path) - {own} if LAYERS[name] >= LAYERS[own]}
    assert higher == set()


@every_file
def test_siblings_are_imported_relatively(path):
    absolute = re.findall(r"^\s*(?:from|import) kg\b.*", path.read_text("utf-8"), re.MULTILINE)
    assert absolute == []


# ---------------------------------------------------------------- what is imported when


@pytest.mark.parametrize("words", [["-m", "kg", "--help"], ["-c", "import kg; kg.__all__"]])
def test_what_needs_no_library_loads_none(words):
    done = subprocess.run([sys.executable, "-X", "importtime", *words], capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "kg" in loaded
    assert loaded & HEAVY == set()


def test_public_names_are_few_sorted_and_importable():
    assert kg.__all__ == sorted(kg.__all__)
    assert len(kg.__all__) <= 12
    assert all(getattr(importlib.import_module("kg"), name) for name in kg.__all__)
    assert dir(kg) == kg.__all__


def test_another_name_is_refused_as_python_does():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'lode'"):
        kg.lode  # noqa: B018  # the access is the test


# ---------------------------------------------------------------- what does not stand there

# Extraction works on the words of articles; the frames that know them are named after kinds of fact.
OUTSIDE_EXTRACTION = [path for path in FILES if module_of(path) != "extract"]


@pytest.mark.parametrize("path", OUTSIDE_EXTRACTION, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_word_of_the_domain_stands_in_the_code(path):
    text = path.read_text("utf-8")
    assert re.findall(r"Meeting|Agreement|Treaty|(?i:azerbaijan|serbia|treaty|minister)", text) == []


@every_file
def test_a_file_fits_in_three_hundred_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


@every_file
def test_a_function_fits_on_a_screen(path):
    functions = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef))
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > 40} == {}


@every_file
def test_what_is_public_says_what_it_does(path):
    tree = ast.parse(path.read_bytes())
    public = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"]
    assert ast.get_docstring(tree)
    assert [node.name for node in public if not ast.get_docstring(node)] == []
