"""The errors Bereik raises: each a sentence a person can act on.

Every error derives from `BereikError` and from the built-in that a Python reader
expects, so that it can be caught by meaning or by package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class BereikError(Exception):
    """Base of every error raised on purpose; `exit_code` is for the command line."""

    exit_code = 3


class UsageError(BereikError, ValueError):
    """The question was put wrongly: an unknown option, area or combination."""

    exit_code = 2


class DataError(BereikError, ValueError):
    """A file or table holds something it must not."""


class TableError(DataError):
    """A table breaks its rules; `faults` lists all of them at once.

    Parameters
    ----------
    table
        Name of the table or the file it came from.
    faults
        One sentence per fault: where, what was found, what was expected.
    """

    def __init__(self, table: str, faults: Sequence[str]) -> None:
        self.table = table
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{table}: {len(self.faults)} fault(s)\n{lines}")


class CrsError(DataError):
    """Coordinates without a coordinate reference system, or in the wrong one."""


class SnapshotError(DataError):
    """A snapshot is missing, damaged, or written by a newer version."""


class MissingDataError(BereikError, LookupError):
    """The snapshot does not hold what the question needs."""


class MissingPackageError(BereikError, ImportError):
    """A package that is not installed by default; the sentence holds the command.

    Parameters
    ----------
    need
        What needs which package: `a dossier as PDF needs Typst`.
    extra
        The extra of `pyproject.toml` that brings it.
    """

    def __init__(self, need: str, extra: str) -> None:
        super().__init__(f"{need}: python -m pip install 'bereik[{extra}]'")


class NetworkError(DataError):
    """A road network cannot be made or used."""


class InfeasibleError(BereikError, ValueError):
    """No plan satisfies all constraints; the message names the ones that clash."""
