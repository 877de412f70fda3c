"""Durable: what is written, and waited for until it is on the disk."""

import os
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk, so that no name points to a file that a power cut empties."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
