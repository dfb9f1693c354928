"""Own vestiging beside the nearest: who passes a nearer one by, and how much farther.

Whoever attends a vestiging beyond the threshold may have the same offer nearer home;
access and attendance then tell different things, and this tells by how much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Leerweg, Unit
from accessibility.counting import COUNT_COLUMNS
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures.nearest import NearestOffers
    from accessibility.reach_table import ReachTable

BESIDE_COLUMNS: Final = (
    *("profiel", "leerweg", "pupils_low", "pupils", "pupils_high"),
    *("known", "at_nearest", "share_at_nearest", "own", "nearest", "extra"),
)
"""Columns: pupils; those of whom both ways are known; of them those who attend the
nearest, as a number and a share; and the mean way to their own and to the nearest
vestiging with the same profiel and leerweg, in metres or seconds, and the difference.
"""


def beside_nearest(
    reach: ReachTable,
    nearest: NearestOffers,
    flows: pd.DataFrame,
    students: Students,
) -> pd.DataFrame:
    """Compare the way to pupils' own vestiging with that to the nearest.

    Parameters
    ----------
    reach
        Ways from the points of `students` to vestigingen.
    nearest
        The nearest offer of every pair, from the same points and in the same unit.
    flows
        Pupils by home and own vestiging, as `attendance` takes them.
    students
        Gives the points that stand for each postcode.

    Returns
    -------
    pandas.DataFrame
        `BESIDE_COLUMNS`, a row per profiel and leerweg. Means are over the pupils of
        whom both ways are known: who lives beyond the limit counts in `pupils` only.
    """
    own = _ways(reach, flows, students)
    per = CM_PER_M if reach.unit is Unit.METRES else DS_PER_S
    rows = [
        _compared(pair, own, nearest, flows, per) for pair in _pairs(nearest, flows)
    ]
    return pd.DataFrame(rows, columns=list(BESIDE_COLUMNS))


def _pairs(nearest: NearestOffers, flows: pd.DataFrame) -> Iterator[tuple[str, str]]:
    there = set(zip(flows.profiel, flows.leerweg, strict=True))
    yield from (
        (profiel, leerweg.value)
        for profiel, leerweg in nearest.pairs
        if (profiel, leerweg.value) in there
    )


def _ways(reach: ReachTable, flows: pd.DataFrame, students: Students) -> pd.DataFrame:
    """Return the way from each point of a flow's home to its own vestiging."""
    site = np.repeat(np.arange(reach.n_destinations), np.diff(reach.indptr))
    cost = reach.cost(reach.unit)
    found = cost != NOT_FOUND
    point = reach.point[found]
    ways = pd.DataFrame(
        {
            "home": students.point_pc4[point],
            "site": site[found],
            "point": point,
            "cost": cost[found],
            "weight": students.point_weight[point],
        }
    )
    homes = pd.Index(students.postcodes.pc4).get_indexer(pd.Index(flows.pc4))
    sites = pd.Index(reach.destination_ids).get_indexer(pd.Index(flows.brin6))
    asked = pd.DataFrame({"flow": flows.index, "home": homes, "site": sites})
    return asked.merge(ways, on=["home", "site"])


def _compared(
    pair: tuple[str, str],
    own: pd.DataFrame,
    nearest: NearestOffers,
    flows: pd.DataFrame,
    per: float,
) -> dict[str, object]:
    """Return the row of one pair."""
    profiel, leerweg = pair
    some = flows[(flows.profiel == profiel) & (flows.leerweg == leerweg)]
    ways = own[own.flow.isin(some.index)]
    least = nearest.cost[nearest.pairs.index((profiel, Leerweg(leerweg)))]
    near = least[ways.point]
    weight = ways.weight * some.students.reindex(ways.flow).to_numpy(np.float64)
    known = float(weight.sum())
    at_nearest = float(weight[ways.cost.to_numpy() <= near].sum())
    mean_own, mean_near = (
        _mean(one, weight.to_numpy(), per) for one in (ways.cost.to_numpy(), near)
    )
    counts = {
        f"pupils{name.removeprefix('students')}": some[name].sum()
        for name in COUNT_COLUMNS
    }
    return {
        "profiel": profiel,
        "leerweg": leerweg,
        **counts,
        "known": known,
        "at_nearest": at_nearest,
        "share_at_nearest": at_nearest / known if known else np.nan,
        "own": mean_own,
        "nearest": mean_near,
        "extra": mean_own - mean_near,
    }


def _mean(cost: NDArray[np.int32], weight: NDArray[np.float64], per: float) -> float:
    if not weight.sum():
        return float("nan")
    return float(np.average(cost, weights=weight)) / per
