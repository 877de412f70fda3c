"""A case: one row of a table, and the list of all."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .inputs import Work


@dataclass(frozen=True)
class Case:
    """One row of a table: `prepare` is not measured, what it returns is; above `limit` quads the case is left out."""

    stage: str
    name: str
    prepare: Callable[[Path], Work]
    limit: int


CASES: list[Case] = []


def case(stage: str, name: str, limit: int = 10**9) -> Callable[[Callable[[Path], Work]], Callable[[Path], Work]]:
    """Add a function to the cases; the first of a stage is the product, which the others are compared with."""

    def add(prepare: Callable[[Path], Work]) -> Callable[[Path], Work]:
        CASES.append(Case(stage, name, prepare, limit))
        return prepare

    return add
