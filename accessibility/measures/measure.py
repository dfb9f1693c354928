"""What a measure is: how it is computed and called, and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from accessibility.counting import concealed
from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers, Pair
    from accessibility.measures.whereabouts import Whereabouts
    from accessibility.questions import Question

    Compute = Callable[["Basis", Question], pd.DataFrame]
    """From what is known of ways and a question to a table, nothing hidden yet."""


@dataclass(frozen=True, eq=False)
class Basis:
    """What a measure is computed from.

    Parameters
    ----------
    students
        Who lives where.
    nearest
        Gives the nearest offer of some pairs from the points of the students.
    whereabouts
        Gives where in their postcode they may live, seen from the offers of pairs;
        None where they live at their points.
    second
        The same by the second way of a question; None if it has one.
    """

    students: Students
    nearest: Callable[[tuple[Pair, ...]], NearestOffers]
    whereabouts: Callable[[tuple[Pair, ...]], Whereabouts | None]
    second: Basis | None = None


class ColumnKind(StrEnum):
    """What stands in a column; of a group too small to show only keys are told."""

    TEXT = "text"
    KEY = "number that tells rows apart"
    COUNT = "number of students"
    SHARE = "fraction of 1"
    FIGURE = "number"
    FLAG = "true or false"


@dataclass(frozen=True)
class Column:
    """A column of an answer: its name, its name over HTTP, and what it means."""

    name: str
    dutch: str
    what: str
    kind: ColumnKind = ColumnKind.TEXT


def interval(
    name: str, dutch: str, what: str, kind: ColumnKind = ColumnKind.COUNT
) -> tuple[Column, ...]:
    """Return the columns of a number with both its ends."""
    return (
        Column(f"{name}_low", f"{dutch}Laag", f"{what}, at least", kind),
        Column(name, dutch, what, kind),
        Column(f"{name}_high", f"{dutch}Hoog", f"{what}, at most", kind),
    )


def graded_columns(
    name: str, dutch: str, what: str, kind: ColumnKind = ColumnKind.COUNT
) -> tuple[Column, ...]:
    """Return the columns of a number with its likely and its guaranteed ends."""
    low, middle, high = interval(name, dutch, what, kind)
    likely = f"{dutch}Vermoedelijk"
    return (
        low,
        Column(f"{name}_likely_low", f"{likely}Laag", f"{what}, likely at least", kind),
        middle,
        Column(f"{name}_likely_high", f"{likely}Hoog", f"{what}, likely at most", kind),
        high,
    )


WAY: Final = (
    Column("mode", "modus", "how the way is measured"),
    Column("threshold", "drempel", "inclusive, in the unit", ColumnKind.KEY),
    Column("unit", "eenheid", "metres or seconds"),
    Column("denominator", "noemer", "of whom a share is taken"),
)
AREA: Final = (
    Column("area_kind", "gebiedsindeling", "division of the country"),
    Column("area_code", "gebied", "code of the area"),
    Column("area_name", "gebiedsnaam", "name of the area"),
)
PROFIEL: Final = (Column("profiel", "profiel", "profiel, or techniek for any"),)
LEERWEG: Final = (Column("leerweg", "leerweg", "leerweg"),)
STUDENTS: Final = interval("students", "leerlingen", "students")
SUPPRESSED: Final = (
    Column("suppressed", "afgeschermd", "too few to show", ColumnKind.FLAG),
)


OUTSIDE: Final = Column(
    "outside", "buitenWegen", "who live beyond the roads", ColumnKind.COUNT
)


@dataclass(frozen=True)
class Measure:
    """One measure of students within reach, as every surface offers it.

    Parameters
    ----------
    name
        Its command.
    key
        Its name over HTTP and in files.
    summary
        What it computes, in a sentence that begins with a verb.
    title
        What the figures are, over a table on the screen.
    columns
        In the order in which they are written.
    compute
        Returns the table; `area_name` and `suppressed` are filled in after it.
    asks_profiel
        False if the question about profielen does not matter.
    one_threshold
        True if it is computed at a single threshold.
    hidden_with
        Columns of which equal values make one group: it is shown or hidden whole, by
        the number of its students. None: every row by its own.
    across
        The column whose values stand side by side on the screen.
    """

    name: str
    key: str
    summary: str
    title: str
    columns: tuple[Column, ...]
    compute: Compute
    asks_profiel: bool = True
    one_threshold: bool = False
    hidden_with: tuple[str, ...] | None = None
    across: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def of_kind(self, kind: ColumnKind) -> tuple[str, ...]:
        """Return the names of the columns of a kind, in order."""
        return tuple(column.name for column in self.columns if column.kind is kind)

    def check(self, question: Question) -> None:
        """Check that it can answer a question.

        Raises
        ------
        UsageError
            If the question has several thresholds and the measure takes one.
        """
        if self.one_threshold and len(question.within) != 1:
            message = f"{self.name} is counted at one threshold: give a single --within"
            raise UsageError(message)

    def shown(
        self,
        table: pd.DataFrame,
        *,
        threshold: int,
        nobody: bool | NDArray[np.bool_] = False,
    ) -> pd.DataFrame:
        """Return a computed table without the figures of groups too small to show.

        Parameters
        ----------
        table
            As computed.
        threshold
            Smallest number of students that may be shown.
        nobody
            True for rows about a group that nobody belongs to: it is no small one.
        """
        keys = self.of_kind(ColumnKind.KEY)
        if self.hidden_with is None:
            return concealed(table, threshold=threshold, keys=keys, exact=nobody)
        groups = table.groupby(list(self.hidden_with))
        sums = groups.students.transform("sum")
        # Where roads are not known nobody is counted, but somebody may live there.
        sums += table.outside if OUTSIDE.name in table else 0.0
        whole = table.assign(in_group=sums)
        safe = concealed(
            whole,
            threshold=threshold,
            students="in_group",
            keys=keys,
            exact=nobody,
        )
        return safe.drop(columns="in_group")
