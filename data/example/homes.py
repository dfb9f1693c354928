"""Where the pupils of the example country live: a doubly constrained distance decay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DECAY_M: Final = 3_000.0
_LONGEST_M: Final = 35_000.0
_LIKING: Final = 1.4
_ROUNDS: Final = 60
_TILT: Final = {"bl": -0.18, "kl": 0.0, "gl": 0.18}
"""How much likelier a well-off postcode sends pupils to a leerweg (log scale)."""

# Straight metres that crossing a river, or the sea to the island, is worth.
_RIVER_M: Final = 4_000.0
_SEA_M: Final = 15_000.0


def straight_m(sites: pd.DataFrame, seeds: pd.DataFrame) -> NDArray[np.float64]:
    """Return metres from sites to postcodes, shape `(n_sites, n_postcodes)`."""
    away_m: NDArray[np.float64] = cdist(sites[["x_m", "y_m"]], seeds[["x_m", "y_m"]])
    return away_m


def felt_distance_m(
    away_m: NDArray[np.float64], sites: pd.DataFrame, seeds: pd.DataFrame
) -> NDArray[np.float64]:
    """Return distances as felt by who must cross water, shape as `away_m`."""
    there = seeds.piece.to_numpy()
    here = there[sites.postcode_row.to_numpy()][:, None]
    island = there.max()
    over_sea = (here == island) != (there == island)
    over_river = (here != there) & ~over_sea
    felt: NDArray[np.float64] = away_m + _RIVER_M * over_river + _SEA_M * over_sea
    return felt


def drawing_power(
    away_m: NDArray[np.float64], home_share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how many children each site can draw on, competitors counted."""
    flow = _decay(away_m)
    flow /= flow.sum(axis=0).clip(min=1e-12)
    power: NDArray[np.float64] = flow @ home_share
    return power


def catchments(
    away_m: NDArray[np.float64],
    pupils_per_site: NDArray[np.float64],
    home_share: NDArray[np.float64],
    liking: NDArray[np.float64] | float = 1.0,
) -> NDArray[np.float64]:
    """Fit who goes where: near schools draw most, and every child has a school.

    Parameters
    ----------
    away_m
        Distance felt from sites to postcodes, shape `(n_sites, n_postcodes)`.
    pupils_per_site
        Row totals, shape `(n_sites,)`.
    home_share
        Share of all pupils that lives in each postcode, shape `(n_postcodes,)`.
    liking
        How much likelier each postcode chooses each site than distance alone would
        have it, shape as `away_m`.

    Returns
    -------
    numpy.ndarray
        Share of each site's pupils per postcode; rows sum to 1.
    """
    flow = _decay(away_m) * liking
    wanted = home_share * pupils_per_site.sum()
    for _ in range(_ROUNDS):
        arriving = flow.sum(axis=0)
        flow *= np.divide(wanted, arriving, np.zeros_like(wanted), where=arriving > 0)
        flow *= (pupils_per_site / flow.sum(axis=1))[:, None]
    flow /= flow.sum(axis=1, keepdims=True)
    return flow


def likings(
    n_sites: int, n_postcodes: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Draw which neighbourhoods like which school, whatever the distance."""
    return np.exp(rng.normal(0, _LIKING, (n_sites, n_postcodes)))


def pupil_homes(
    pupils: pd.DataFrame,
    catchment: NDArray[np.float64],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every pupil a home postcode.

    Leerwegen differ a little in where their pupils live, as they do in truth, so
    that an estimate which takes them for alike can be put to the test.

    Returns
    -------
    pandas.DataFrame
        Columns `site`, `postcode_row`, `leerweg`, `profiel`, `leerjaar`, `sex`,
        `students`; one row per combination that occurs.
    """
    well_off = rng.normal(0, 1, catchment.shape[1])
    parts = []
    for leerweg, group in pupils.groupby("leerweg", sort=True):
        tilt = _TILT.get(str(leerweg), 0.0)
        share = catchment * np.exp(tilt * well_off)
        each = group.loc[group.index.repeat(group.students)]
        home = _drawn(share, each.site.to_numpy(), rng)
        parts.append(each.drop(columns="students").assign(postcode_row=home))
    keys = ["site", "postcode_row", "leerweg", "profiel", "leerjaar", "sex"]
    homes = pd.concat(parts).groupby(keys, sort=True).size()
    return homes.rename("students").reset_index()


def _decay(away_m: NDArray[np.float64]) -> NDArray[np.float64]:
    decay: NDArray[np.float64] = np.exp(-away_m / _DECAY_M) * (away_m < _LONGEST_M)
    return decay


def _drawn(
    share: NDArray[np.float64], row: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw a column for each of the given rows, in proportion to the row's shares."""
    cumulative = np.cumsum(share, axis=1)
    cumulative /= cumulative[:, -1:]
    # One ascending list for all rows: row r occupies the numbers from r to r + 1.
    ladder = (cumulative + np.arange(len(share))[:, None]).ravel()
    step = np.searchsorted(ladder, row + rng.random(len(row)), side="right")
    last = share.shape[1] - 1
    column: NDArray[np.int64] = np.minimum(step - row * share.shape[1], last)
    return column
