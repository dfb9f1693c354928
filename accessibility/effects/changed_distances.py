"""How far the nearest offer is, before and after: censored, never over survivors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Unit
from accessibility.effects.changed_areas import grouping_of, no_rows
from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.effects.changed_areas import Grouping
    from accessibility.effects.increment import Effect, PairChange

PERCENTILE: Final = 0.95
_SLACK: Final = 1e-12
_MEASURES: Final = ("mean_at_least", "p95", "beyond_limit")

DISTANCE_COLUMNS: Final = (
    "area_kind",
    "area_code",
    "profiel",
    "leerweg",
    "unit",
    "mean_at_least_before",
    "mean_at_least_after",
    "p95_before",
    "p95_after",
    "beyond_limit_before",
    "beyond_limit_after",
)


def distance_changes(effect: Effect, *, per: AreaKind = AreaKind.NL) -> pd.DataFrame:
    """Return mean and 95th percentile of the way to the nearest offer.

    Students without an offer within the limit count as living at the limit in the
    mean, which is therefore a least value (`mean_at_least`) unless `beyond_limit` is
    0; in the percentile they count as infinitely far.

    Parameters
    ----------
    effect
        A scenario's effect.
    per
        Division of the country.

    Returns
    -------
    pandas.DataFrame
        Columns `DISTANCE_COLUMNS`; metres or seconds, and students beyond the limit;
        one row per area and pair touched, areas without students left out.
    """
    base = effect.base
    grouping = grouping_of(base, per)
    frames = [_pair_rows(effect, change, grouping) for change in effect.changes]
    if not frames:
        return no_rows(DISTANCE_COLUMNS)
    table = pd.concat(frames, ignore_index=True)
    table = table.assign(area_kind=per.value, unit=base.unit.value)
    # An area where nobody lives has no mean.
    inhabited = table.dropna(subset="mean_at_least_after")
    return inhabited[list(DISTANCE_COLUMNS)].reset_index(drop=True)


def _pair_rows(effect: Effect, change: PairChange, grouping: Grouping) -> pd.DataFrame:
    base = effect.base
    profiel, leerweg = base.pairs[change.pair]
    before = base.nearest.cost[change.pair]
    after = before.copy()
    after[change.points] = change.cost_after
    columns: dict[str, object] = {"area_code": grouping.codes, "profiel": profiel}
    columns["leerweg"] = leerweg.value
    sides = {"before": (before, base.students), "after": (after, effect.students)}
    for side, (cost, students) in sides.items():
        count = students.by_postcode(base.denominator, leerweg)[1]
        home = students.point_pc4
        weight = count[home] * students.point_weight
        way = _in_units(cost, base.unit)
        found = _summary(way, weight, grouping.area_of[home], base.reach.limit)
        for name, values in zip(_MEASURES, found, strict=True):
            columns[f"{name}_{side}"] = _filled(values, len(grouping.codes))
    return pd.DataFrame(columns)


def _summary(
    way: NDArray[np.float64],
    weight: NDArray[np.float64],
    area: NDArray[np.int64],
    limit: float,
) -> tuple[NDArray[np.float64], ...]:
    """Return censored mean, 95th percentile and students beyond, per area."""
    total = np.bincount(area, weight)
    inhabited = total > 0
    mean = np.full(len(total), np.nan)
    censored = np.bincount(area, weight * np.minimum(way, limit))
    np.divide(censored, total, out=mean, where=inhabited)
    beyond = np.bincount(area, weight * np.isinf(way)).astype(np.float64)
    order = np.lexsort((way, area))
    running = np.cumsum(weight[order])
    ends = np.cumsum(total)
    # The first student at or above the percentile of the area's own weight.
    wanted = ends - total + PERCENTILE * total
    at = np.searchsorted(running, wanted - _SLACK * np.maximum(ends, 1.0))
    p95 = np.where(inhabited, way[order][np.minimum(at, len(order) - 1)], np.nan)
    return mean, p95, beyond


def _filled(values: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    out = np.full(n, np.nan)
    out[: len(values)] = values
    return out


def _in_units(cost: NDArray[np.int32], unit: Unit) -> NDArray[np.float64]:
    scale = CM_PER_M if unit is Unit.METRES else DS_PER_S
    return np.where(cost == NOT_FOUND, np.inf, cost / scale)
