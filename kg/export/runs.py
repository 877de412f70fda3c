"""Lines in order, of which there may be more than memory holds: sorted runs in temporary files, and a merge of them."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO

RUN = 32_000_000
"""Characters of a run; in memory, with Python's own share, three times as many bytes."""


def sorted_lines(lines: Iterable[str], *, run_size: int = RUN) -> Iterator[str]:
    """Take all lines, which hold no line end, and return the distinct ones in code-point order."""
    files: list[IO[str]] = []
    run, size = set[str](), 0
    for line in lines:
        run.add(line)
        size += len(line)
        if size > run_size:
            files.append(_written(run))
            run, size = set(), 0
    rest = sorted(run)
    if not files:
        return iter(rest)
    return (line for line, _ in groupby(merge(*map(_read, files), rest)))


def _written(run: Iterable[str]) -> IO[str]:
    file = TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115  # _read closes it.
    file.writelines(f"{line}\n" for line in sorted(run))
    file.seek(0)
    return file


def _read(file: IO[str]) -> Iterator[str]:
    with file:
        for line in file:
            yield line[:-1]
