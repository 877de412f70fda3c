"""Spelling: which known word a wrong one was meant for."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like a given one, or an empty text if none is like it."""
    folded = {name.casefold(): name for name in known}
    return next((folded[hit] for hit in difflib.get_close_matches(word.casefold(), folded, 1, 0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the known word most like a given one, or an empty text."""
    likely = nearest(word, known)
    return f"did you mean {likely!r}?" if likely else ""
