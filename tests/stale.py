"""The files that are made from others: tell which are stale, or write them anew.

python -m tests.stale [--write]
"""

import sys
from pathlib import Path

from kg.graph import ontology_page
from kg.workspace import open_workspace
from tests.questionpage import question_page

ROOT = Path(__file__).parent.parent


def generated() -> dict[Path, str]:
    """Return what each generated file should hold."""
    workspace = open_workspace(ROOT)
    return {
        ROOT / "ontology" / "context.jsonld": ontology_page(workspace, "jsonld"),
        ROOT / "docs" / "ontology.md": ontology_page(workspace, "markdown"),
        ROOT / "docs" / "queries.md": question_page(workspace.questions("answers").values()),
    }


def stale() -> list[str]:
    """Return the names of the generated files that differ from what they should hold."""
    differing = (path for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text)
    return [str(path.relative_to(ROOT)) for path in differing]


def main(arguments: list[str]) -> int:
    """Write the files, or print the stale ones and return 1 if there are any."""
    if arguments == ["--write"]:
        for path, text in generated().items():
            path.write_text(text, "utf-8")
        return 0
    for name in stale():
        sys.stdout.write(f"{name} is stale; run `make docs`\n")
    return int(bool(stale()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
