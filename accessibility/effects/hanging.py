"""Which points hang on one offer, or on two: found once, they answer every closure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.effects.base import EffectBase


class Hanging(NamedTuple):
    """Points with one destination in reach, or two, for some pairs.

    Parameters
    ----------
    single
        Columns `pair`, `point`, `site`: the only offer within reach.
    double
        Columns `pair`, `point`, `site`, `other` with `site` < `other`: the only two.
    """

    single: pd.DataFrame
    double: pd.DataFrame


def hanging(base: EffectBase, *, t: int = 0) -> Hanging:
    """Find the points that hang on one offer or on two; found once per base.

    Parameters
    ----------
    base
        The state before; options within reach per pair and point.
    t
        Number of the threshold.
    """
    if ("hanging", t) not in base.remembered:
        base.remembered["hanging", t] = _hanging(base, t)
    found: Hanging = base.remembered["hanging", t]
    return found


def _hanging(base: EffectBase, t: int) -> Hanging:
    reach, most = base.reach, base.most(base.within[t])
    cost = reach.cost(base.unit)
    singles, doubles = [], []
    for k, offers in enumerate(base.offered):
        sites = np.flatnonzero(offers)
        entries = reach.entries(sites)
        site = np.repeat(sites, np.diff(reach.indptr)[sites])
        near = cost[entries] <= most
        point, site = reach.point[entries][near], site[near]
        options = base.options[t, k, point]
        one, two = options == 1, options == 2  # noqa: PLR2004 - a pair
        singles.append(_frame(k, point[one], site[one]))
        order = np.lexsort((site[two], point[two]))
        point, site = point[two][order], site[two][order]
        pair = _frame(k, point[::2], site[::2])
        doubles.append(pair.assign(other=site[1::2]))
    return Hanging(
        pd.concat(singles, ignore_index=True), pd.concat(doubles, ignore_index=True)
    )


def _frame(k: int, point: NDArray[np.int32], site: NDArray[np.int64]) -> pd.DataFrame:
    return pd.DataFrame({"pair": np.int64(k), "point": point, "site": site})
