"""The errors that a call can raise; wrong data is not raised but collected as problems.

Error                what every error of this package is
├── UsageError       the call is wrong: an unknown name, format or parameter
├── UnreadableError  a file, folder or store cannot be read as what it should be
├── QueryError       a query is not valid, or its engine refused or failed
├── ShapeError       a shape is not valid, or validation with it could not finish
└── DataError        records break rules
"""

from collections.abc import Sequence


class Error(Exception):
    """Something the caller can mend; the message names the place, the value and the remedy."""


class UsageError(Error):
    """The call is wrong: an unknown name, format or parameter."""


class UnreadableError(Error):
    """A file, folder or store cannot be read as what it should be."""


class QueryError(Error):
    """A query is not valid, or its engine refused or failed."""


class ShapeError(Error):
    """A shape is not valid, or validation with it could not finish."""


class DataError(Error):
    """Records break rules; `problems` holds every finding."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems
