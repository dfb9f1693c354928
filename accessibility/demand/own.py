"""Own counts: third-years by home postcode and leerweg, supplied by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Leerweg
from accessibility.counting import COUNT_COLUMNS, NO_PC4, Students, sum_counts
from accessibility.demand.homes import homes_of

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot

_GROUPS: Final = ("profiel", "sex")


def own(snapshot: Snapshot) -> Students:
    """Return the counts of table `own_students` as they are.

    Extra columns of the table are kept as groups beside `profiel` and `sex`.
    Postcodes that the country does not have are taken together: that one of them
    occurs at all could already point at somebody.

    Parameters
    ----------
    snapshot
        With tables `own_students` and `postcodes`.
    """
    table = snapshot.table("own_students")
    listed = table.pc4.isin(snapshot.postcodes.pc4)
    counts = table.assign(pc4=table.pc4.where(listed, NO_PC4))
    keys = [column for column in counts.columns if column not in COUNT_COLUMNS]
    counts = sum_counts(counts, keys)
    homes = homes_of(snapshot, counts.pc4)
    return Students(
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        postcodes=homes.postcodes,
        counts=counts,
        method="own",
        date=snapshot.manifest.dates.get("students", ""),
        absent=frozenset(Leerweg) - set(table.leerweg),
    )


def counts_of_pupils(pupils: pd.DataFrame) -> pd.DataFrame:
    """Count a table with one row per pupil; nothing of the rows is kept.

    Parameters
    ----------
    pupils
        Columns `pc4` and `leerweg`, and optionally `profiel` and `sex`.

    Returns
    -------
    pandas.DataFrame
        A valid table `own_students`: one row per combination that occurs.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"pc4": ["A001", "A001"], "leerweg": ["gl", "gl"]})
    >>> counts_of_pupils(rows).students.tolist()
    [2.0]
    """
    missing = [group for group in _GROUPS if group not in pupils.columns]
    filled = pupils.assign(**dict.fromkeys(missing, ""))
    keys = ["pc4", "leerweg", *_GROUPS]
    counted = filled.fillna(dict.fromkeys(_GROUPS, ""))
    size = counted.groupby(keys, observed=True, sort=True).size()
    out = size.rename("students").astype("float64").reset_index()
    out = out.assign(students_low=out.students, students_high=out.students)
    return out[[*keys, *COUNT_COLUMNS]]
