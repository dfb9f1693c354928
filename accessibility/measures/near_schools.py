"""Proximity as CBS publishes it: how far the nearest school is, and how many are near.

An average over persons, of the nearest school whatever it offers; and how many schools
lie within 3, 5 and 10 km, averaged alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Leerweg, Unit
from accessibility.counting import Whom, areas_of, students_in
from accessibility.reach_table import CM_PER_M, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable

NEAR_KM: Final = (3, 5, 10)
"""Within these distances CBS counts schools for vmbo."""

_STUDENTS: Final = ["students_low", "students", "students_high"]
_CM_PER_KM: Final = 1_000 * CM_PER_M


def proximity(
    reach: ReachTable,
    schools: Collection[str],
    students: Students,
    *,
    per: AreaKind = AreaKind.GEMEENTE,
) -> pd.DataFrame:
    """Compute how far the nearest school is, and how many are near, per area.

    Parameters
    ----------
    reach
        Distances from the points of `students` to vestigingen, in metres.
    schools
        Codes of the vestigingen that count.
    students
        Persons, and where they live.
    per
        Division of the country.

    Returns
    -------
    pandas.DataFrame
        One row per area: `area_kind`, `area_code`; `students` with both ends, and
        `without_way` of them from whom no way was found, who are in no average;
        averages of the estimate of persons: `distance_km` to the
        nearest; and `within_3_km`, `within_5_km`, `within_10_km`, numbers of schools.
        NaN where nobody has a way.
    """
    far_cm, near = _per_point(reach, np.isin(reach.destination_ids, list(schools)))
    everybody = Whom(Denominator.COMMON, Leerweg.BL)
    persons = students.by_postcode(*everybody)[1]
    weight = persons[students.point_pc4] * students.point_weight
    codes, areas = areas_of(students, per)
    area = areas.area[students.point_pc4]
    has_way = far_cm != NOT_FOUND

    def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(area, values, len(codes)).astype(np.float64)

    with_way = total(weight * has_way)
    known = np.where(with_way > 0, with_way, np.nan)
    table = pd.DataFrame({"area_kind": per.value, "area_code": codes})
    table[_STUDENTS] = students_in(students, areas, everybody).T
    table["without_way"] = total(weight * ~has_way)
    nearest_km = np.where(has_way, far_cm, 0) / _CM_PER_KM
    table["distance_km"] = total(weight * nearest_km) / known
    for km, count in zip(NEAR_KM, near, strict=True):
        table[f"within_{km}_km"] = total(weight * has_way * count) / known
    return table


def _per_point(
    reach: ReachTable, counts: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], list[NDArray[np.int64]]]:
    """Return the way to the nearest school in cm, and how many are near each point."""
    cost = reach.cost(Unit.METRES)
    site = np.repeat(np.arange(reach.n_destinations), np.diff(reach.indptr))
    found = counts[site] & (cost != NOT_FOUND)
    point, cost = reach.point[found], cost[found]
    nearest = np.full(reach.n_points, NOT_FOUND, np.int32)
    np.minimum.at(nearest, point, cost)
    near = [
        np.bincount(point[cost <= km * _CM_PER_KM], minlength=reach.n_points)
        for km in NEAR_KM
    ]
    return nearest, near
