"""The change of one pair in each postcode, as a map of a scenario shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import Unit
from accessibility.counting import whole_part
from accessibility.effects.changed_parts import GROUPS, part_after
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.effects.increment import Effect
    from accessibility.measures import Pair

UNCHANGED: Final = ""
"""Group of a postcode in which nobody's options change."""

_HALF: Final = 0.5


def postcode_changes(effect: Effect, pair: Pair, *, t: int = 0) -> pd.DataFrame:
    """Return the way to the nearest offer and who is affected, per postcode.

    Distances tell nothing about students; the group of a postcode follows from
    geometry alone. So nothing here needs to be hidden.

    Parameters
    ----------
    effect
        A scenario's effect.
    pair
        Profiel (or `techniek`) and leerweg.
    t
        Number of the threshold.

    Returns
    -------
    pandas.DataFrame
        One row per postcode: `pc4`, `before` and `after` (metres or seconds to the
        nearest offer, infinite beyond the limit; the weighted median where there are
        several points), `reached_before`, `reached_after` (part of the postcode) and
        `group`: one of `GROUPS`, the one that holds most, or empty.
    """
    base = effect.base
    k = base.pairs.index(pair)
    change = next((c for c in effect.changes if c.pair == k), None)
    reached, groups = part_after(effect, k if change is None else change, t)
    after = base.nearest.cost[k].copy()
    if change is not None:
        after[change.points] = change.cost_after
    largest = groups.argmax(axis=0)
    names = np.asarray(GROUPS)[largest]
    return pd.DataFrame(
        {
            "pc4": base.students.postcodes.pc4.to_numpy(),
            "before": _median(effect, base.nearest.cost[k]),
            "after": _median(effect, after),
            "reached_before": whole_part(base.reached_part[t, k]),
            "reached_after": reached,
            "group": np.where(groups.max(axis=0) > 0, names, UNCHANGED),
        }
    )


def _median(effect: Effect, cost: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the weighted median per postcode; nothing found is infinitely far."""
    students = effect.base.students
    scale = CM_PER_M if effect.base.unit is Unit.METRES else DS_PER_S
    way = np.where(cost == NOT_FOUND, np.inf, cost / scale)
    order = np.lexsort((way, students.point_pc4))
    home, weight = students.point_pc4[order], students.point_weight[order]
    running = np.cumsum(weight)
    start = np.searchsorted(home, np.arange(students.n_postcodes))
    before = np.concatenate([[0.0], running])[start]
    at = np.searchsorted(running, before + _HALF - 1e-9)
    return way[order][np.minimum(at, len(order) - 1)]
