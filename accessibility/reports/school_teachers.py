"""Teachers per school (BRIN4) beside its technical third-years: context, and no finer.

IPTO and DUO's staff files know a school, not its vestigingen, and no leerweg (the
monitor's report, lines 9580-9599); fewer than ten observations are not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNIEK, AreaKind
from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import UsageError
from accessibility.reports.offered_by_region import technical_offers

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

FEWEST: Final = 10
"""Fewer teachers than this are not told of a school."""

BRIN4: Final = 4
"""Characters of the code of a school."""

TEACHER_COLUMNS: Final = (
    *("brin4", "naam", "vestigingen", "profiel", *COUNT_COLUMNS),
    *("persons", "fte", "students_per_fte", "suppressed"),
)
"""Columns: a school, its vestigingen with a technical offer, their third-years, and the
teachers of the whole school."""


def school_teachers(snapshot: Snapshot, per: AreaKind | None = None) -> pd.DataFrame:
    """Return teachers beside technical third-years, a row per school and profiel.

    Parameters
    ----------
    snapshot
        With table `teachers`.
    per
        Must be None: a school may have vestigingen in several areas.

    Raises
    ------
    UsageError
        If a division is asked.
    MissingDataError
        If the snapshot holds no teachers.
    """
    if per is not None:
        message = (
            "teachers are known per school (BRIN4), whose vestigingen may lie in "
            "several areas: leave --area out"
        )
        raise UsageError(message)
    told = snapshot.table("teachers")
    offers = technical_offers(snapshot, AreaKind.NL)
    both = pd.concat([offers, offers.assign(profiel=TECHNIEK)], ignore_index=True)
    schools = both.assign(brin4=both.brin6.str[:BRIN4])
    keys = ["brin4", "profiel"]
    sums = schools.groupby(keys)[list(COUNT_COLUMNS)].sum(min_count=1)
    number = schools.groupby(keys).brin6.nunique().rename("vestigingen")
    table = told.merge(sums.join(number).reset_index(), on=keys, how="left")
    few = ~(table.persons >= FEWEST)
    shown = table.assign(
        naam=table.brin4.map(_names(snapshot)),
        vestigingen=table.vestigingen.fillna(0),
        persons=table.persons.mask(few),
        fte=table.fte.mask(few),
        suppressed=few,
    )
    fte = shown.fte.where(shown.fte > 0)
    ratio = np.asarray(shown.students / fte, dtype=np.float64)
    told_whole: pd.DataFrame = shown.assign(students_per_fte=ratio)
    return told_whole.sort_values(keys, ignore_index=True)[list(TEACHER_COLUMNS)]


def _names(snapshot: Snapshot) -> pd.Series:
    """Return the name of the first vestiging of each school."""
    sites = snapshot.vestigingen.sort_values("brin6")
    code = sites.brin6.str[:BRIN4]
    first: pd.Series = sites.groupby(code).naam.first()
    return first
