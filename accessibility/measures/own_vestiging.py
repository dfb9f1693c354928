"""Attendance (volgt): which pupils' own vestiging lies within a threshold of home.

Not access: a pupil may attend a vestiging beyond the threshold although another one
offers the same within it, and the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.codes import Unit
from accessibility.counting import COUNT_COLUMNS
from accessibility.reach_table import NOT_FOUND, ReachTable, whole_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students


def attendance(
    reach: ReachTable,
    flows: pd.DataFrame,
    students: Students,
    *,
    within: float = 10_000.0,
    unit: Unit = Unit.METRES,
) -> pd.DataFrame:
    """Compute the share of a profile's pupils whose own vestiging is within reach.

    Parameters
    ----------
    reach
        Distances from the points of `students` to vestigingen.
    flows
        Pupils by home and own vestiging: columns `pc4`, `brin6`, `profiel`,
        `leerweg` and the interval count columns.
    students
        Gives the points that stand for each postcode.
    within
        Threshold in metres or seconds, inclusive.
    unit
        Unit of the threshold.

    Returns
    -------
    pandas.DataFrame
        One row per profiel and leerweg: `pupils_low`, `pupils`, `pupils_high`,
        `attending_low`, `attending`, `attending_high`, and `share` (estimate).
    """
    part = _part_within(reach, flows, students, whole_units(within, unit, reach.limit))
    counts = flows[["profiel", "leerweg"]].copy()
    for column in COUNT_COLUMNS:
        suffix = column.removeprefix("students")
        counts["pupils" + suffix] = flows[column].to_numpy()
        counts["attending" + suffix] = flows[column].to_numpy() * part
    table = counts.groupby(["profiel", "leerweg"]).sum().reset_index()
    table["share"] = table.attending / table.pupils.where(table.pupils > 0)
    return table


def _part_within(
    reach: ReachTable, flows: pd.DataFrame, students: Students, most: int
) -> NDArray[np.float64]:
    """Return which part of each flow's home postcode lies within reach of its site."""
    cost = reach.cost(reach.unit)
    site = np.repeat(np.arange(reach.n_destinations), np.diff(reach.indptr))
    near = (cost <= most) & (cost != NOT_FOUND)
    home = students.point_pc4[reach.point[near]]
    key = home * np.int64(reach.n_destinations) + site[near]
    weight = students.point_weight[reach.point[near]]
    part = pd.Series(weight).groupby(key).sum()
    pc4 = pd.Index(students.postcodes.pc4).get_indexer(pd.Index(flows.pc4))
    own = pd.Index(reach.destination_ids).get_indexer(pd.Index(flows.brin6))
    wanted = np.where((pc4 < 0) | (own < 0), -1, pc4 * reach.n_destinations + own)
    return part.reindex(wanted).fillna(0.0).to_numpy(dtype=np.float64)
