"""The console blocks of the documentation: what they say, and what the commands in them print."""

import os
import re
import subprocess
import sys
from pathlib import Path

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


def wrong_steps(page: Path, folder: Path) -> list[tuple[Step, str]]:
    """Run the commands of a page in a folder; return those that print other than it shows, with what they print."""
    shown = [step for step in steps(page) if not step[0].startswith("make")]
    printed = transcript([command for command, _ in shown], folder)
    return [(step, got) for step, got in zip(shown, printed, strict=True) if not matches(step[1], got)]
