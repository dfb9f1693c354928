"""Burden: how unequally the way to the nearest offer is shared, and by whom it is long.

Gini, Theil and FGT as the package `accessibility` of Ipea defines them, of the way that
a student has to go and not of what can be reached; no income is known, so that the
Palma ratio is of the longest ways over the shortest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Unit
from accessibility.counting import Areas, Whom, students_in
from accessibility.measures.measure import (
    AREA,
    LEERWEG,
    PROFIEL,
    STUDENTS,
    SUPPRESSED,
    WAY,
    Column,
    ColumnKind,
    Measure,
)
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.measure import Basis
    from accessibility.measures.nearest import NearestOffers
    from accessibility.questions import Question

_LONGEST: Final = 0.1
_SHORTEST: Final = 0.4
_FIGURES: Final = (
    Column("mean_way", "gemiddeldeWeg", "mean way, in the unit", ColumnKind.FIGURE),
    Column("gini", "gini", "0 if all ways are alike, to 1", ColumnKind.FIGURE),
    Column("theil", "theil", "Theil T, 0 if all ways are alike", ColumnKind.FIGURE),
    Column(
        "palma",
        "palma",
        "mean way of the tenth with the longest, over that of the four tenths with the "
        "shortest",
        ColumnKind.FIGURE,
    ),
    Column(
        "fgt0", "fgt0", "part whose way is longer than the threshold", ColumnKind.SHARE
    ),
    Column(
        "fgt1",
        "fgt1",
        "depth: mean of what ways are longer, as parts of it",
        ColumnKind.FIGURE,
    ),
    Column("fgt2", "fgt2", "severity: mean of the squares of those", ColumnKind.FIGURE),
    Column(
        "censored",
        "afgekapt",
        "students without an offer as far as was searched, counted at that limit",
        ColumnKind.COUNT,
    ),
)


def burden(
    way: NDArray[np.float64],
    weight: NDArray[np.float64],
    area: NDArray[np.int64],
    n_areas: int,
    line: float,
) -> dict[str, NDArray[np.float64]]:
    """Return the indices of ways per area, NaN where nobody is.

    Parameters
    ----------
    way, weight, area
        The way, the students who go it, and the row of their area; shape `(n,)`.
    n_areas
        Number of areas.
    line
        Ways longer than this are too long.

    Examples
    --------
    >>> import numpy as np
    >>> ways, one = np.array([2.0, 6.0]), np.zeros(2, np.int64)
    >>> found = burden(ways, np.ones(2), one, 1, 4.0)
    >>> [round(float(found[name][0]), 3) for name in ("mean_way", "gini", "fgt1")]
    [4.0, 0.25, 0.25]
    """
    order = np.lexsort((way, area))
    x, w, a = way[order], weight[order], area[order]

    def sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(a, values, n_areas).astype(np.float64)

    with np.errstate(divide="ignore", invalid="ignore"):
        part = w / sums(w)[a]
        up_to, income = _running(part, a), _running(part * x, a)
        mean = sums(part * x)
        relative = x / mean[a]
        too_long = np.maximum(x / line - 1.0, 0.0)
        logs = np.where(x > 0, relative * np.log(np.where(x > 0, relative, 1.0)), 0.0)
        top = sums(_inside(part, up_to, 1 - _LONGEST, 1.0) * x) / _LONGEST
        bottom = sums(_inside(part, up_to, 0.0, _SHORTEST) * x) / _SHORTEST
        found = {
            "mean_way": mean,
            "gini": 1.0 - sums(part * (2 * income - part * x)) / mean,
            "theil": sums(part * logs),
            "palma": top / bottom,
            "fgt0": sums(part * (x > line)),
            "fgt1": sums(part * too_long),
            "fgt2": sums(part * too_long**2),
        }
    nobody = sums(w) <= 0
    return {name: np.where(nobody, np.nan, one) for name, one in found.items()}


def _running(
    values: NDArray[np.float64], area: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the running sum within each area; rows are ordered by area."""
    running = pd.Series(values).groupby(area).cumsum()
    return np.asarray(running, dtype=np.float64)


def _inside(
    part: NDArray[np.float64], up_to: NDArray[np.float64], low: float, high: float
) -> NDArray[np.float64]:
    """Return which part of each student lies between two parts of all, by way."""
    first = np.clip(up_to - part, low, high)
    return np.asarray(np.clip(up_to, low, high) - first)


def burden_by_nearest(
    nearest: NearestOffers, students: Students, question: Question
) -> pd.DataFrame:
    """Return the indices per area, profiel and leerweg of a question.

    Who has no offer as far as was searched counts at that limit; who cannot be placed,
    or lives beyond the roads, is left out.
    """
    areas, home = np.unique(students.area_codes(question.per), return_inverse=True)
    frames = []
    for k, (profiel, leerweg) in enumerate(nearest.pairs):
        whom = Whom(question.denominator, leerweg)
        people = students_in(students, Areas(home, len(areas)), whom)
        table = pd.DataFrame({"area_code": areas, "profiel": profiel})
        table[list(_STUDENTS)] = people.T
        count = students.by_postcode(*whom)[1]
        weight = count[students.point_pc4] * students.point_weight
        area = home[students.point_pc4]
        found = _of_pair(nearest, k, weight, area, (len(areas), question.threshold))
        frames.append(table.assign(leerweg=leerweg.value, **found))
    table = pd.concat(frames, ignore_index=True)
    return table.assign(
        mode=nearest.mode.value,
        threshold=question.threshold,
        unit=nearest.unit.value,
        denominator=question.denominator.value,
        area_kind=question.per.value,
        area_name=table.area_code,
        suppressed=False,
    )


_STUDENTS: Final = tuple(column.name for column in STUDENTS)


def _of_pair(
    nearest: NearestOffers,
    k: int,
    weight: NDArray[np.float64],
    area: NDArray[np.int64],
    asked: tuple[int, float],
) -> Mapping[str, NDArray[np.float64]]:
    n_areas, line = asked
    scale = CM_PER_M if nearest.unit is Unit.METRES else DS_PER_S
    far = nearest.cost[k] == NOT_FOUND
    way = np.where(far, nearest.limit, nearest.cost[k] / scale)
    known = ~nearest.unsnapped & ~nearest.outside & (weight > 0)
    found = burden(way[known], weight[known], area[known], n_areas, line)
    censored = np.bincount(area[known & far], weight[known & far], n_areas)
    return {**found, "censored": censored.astype(np.float64)}


def _answer(basis: Basis, question: Question) -> pd.DataFrame:
    nearest = basis.nearest(question.pairs)
    return burden_by_nearest(nearest, basis.students, question)


BURDEN: Final = Measure(
    "burden",
    "reislast",
    "Tell how unequally the way to the nearest offer is shared: Gini, Theil, Palma, "
    "FGT.",
    "Inequality of the way to the nearest offer",
    (*WAY, *AREA, *PROFIEL, *LEERWEG, *STUDENTS, *_FIGURES, *SUPPRESSED),
    _answer,
    one_threshold=True,
)
