"""Pieces of Markdown: words that stay words, anchors, lists and tables."""

import re
from collections.abc import Mapping, Sequence

_SYNTAX = re.compile(r"[\\`*_\[\]<>|&~]")


def escape(text: str) -> str:
    r"""Return words in one line that hold no syntax of Markdown or HTML, in a table either.

    >>> escape("a | b")
    'a \\| b'
    """
    return _SYNTAX.sub(r"\\\g<0>", " ".join(text.split()))


def code(name: str) -> str:
    """Return a name as code; it may hold no backtick."""
    return f"`{name}`"


def anchor(name: str) -> str:
    """Return a place that `#name` leads to, also inside a table."""
    return f'<a id="{name}"></a>'


def bullets(facts: Mapping[str, str]) -> str:
    """Return a list of names and what they are, without those that are empty."""
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table (GFM) without the columns that no row fills; without rows, nothing."""
    columns = [column for column in zip(head, *rows, strict=True) if any(column[1:])]
    lines = [f"| {' | '.join(cells)} |" for cells in zip(*columns, strict=True)]
    return "\n".join([*lines[:1], "|---" * len(columns) + "|", *lines[1:]]) if columns else ""
