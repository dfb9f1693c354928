"""Pupils per vestiging of the example country: by school type, leerjaar and sex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import THIRD_YEAR
from data.example.targets import (
    GIRLS,
    GROUP_SIZES,
    SIZE_CLASSES,
    THIRD_YEARS,
    Pair,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.example.offers import Sites

VMBO: Final = {
    "bl": "VMBO BL lj 3-4",
    "kl": "VMBO KL lj 3-4",
    "gl": "VMBO GL lj 3-4",
}
"""School type of each leerweg, as DUO spells it."""

_PRAKTIJK: Final = "Praktijkonderwijs alle vj"
# Type, leerweg, share of the vestigingen that have it, mean pupils a year, years: as
# in the pupil file of 1 October 2019, for vestigingen with a profiel.
_OTHER_TYPES: Final = (
    ("VMBO TL lj 3-4", "tl", 0.556, 43, (3, 4)),
    ("HAVO/VWO lj 3", "", 0.28, 97, (3,)),
    ("HAVO lj 4-5", "", 0.20, 92, (4, 5)),
    ("VWO lj 4-6", "", 0.17, 58, (4, 5, 6)),
    (_PRAKTIJK, "", 0.04, 24, (1, 2, 3, 4, 5)),
)
_BRUGJAAR: Final = "Brugjaar 1-2"
_BRUGJAAR_SHARE: Final = 0.87
_KEY: Final = ["site", "soort", "leerweg", "profiel", "leerjaar", "sex"]
_SIZE_SPREAD: Final = 0.5


def example_pupils(
    sites: Sites, drawing_power: NDArray[np.float64], rng: np.random.Generator
) -> pd.DataFrame:
    """Fill the vestigingen with pupils.

    Third-years per profiel and leerweg are exactly those of B3.1, in groups of the
    sizes of B3.3, with the girls of B3.13.

    Parameters
    ----------
    sites
        Who offers what.
    drawing_power
        How many children each site can draw on; larger groups go where it is larger,
        shape `(n_sites,)`.
    rng
        Source of all chance.

    Returns
    -------
    pandas.DataFrame
        Columns `site`, `soort`, `leerweg`, `profiel`, `leerjaar`, `sex`, `students`.
    """
    third = pd.concat(
        [_filled_groups(p, rows, drawing_power, rng) for p, rows in sites.items()]
    )
    fourth = third.assign(
        leerjaar=4,
        students=np.round(third.students * rng.uniform(0.85, 1.1, len(third))),
    )
    others = _other_types(len(drawing_power), rng)
    years = pd.concat([third, fourth, others], ignore_index=True)
    both = pd.concat([years, _first_years(years, rng)], ignore_index=True)
    held = both[both.students > 0].astype({"students": np.int64})
    return held.sort_values(_KEY, ignore_index=True)


def group_sizes(pair: Pair, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw sizes of n groups that add up to the third-years of B3.1, largest first.

    Technical groups fall in the classes of B3.3 as published; B3.3 says nothing of
    the other profiles.
    """
    total = THIRD_YEARS[pair]
    if pair not in GROUP_SIZES:
        weight = rng.gamma(2.0, 1.0, n)
        return np.sort(1 + _largest_remainder(weight, total - n))[::-1]
    percent = np.array(GROUP_SIZES[pair], np.float64)
    group_class = np.repeat(np.arange(len(percent)), _largest_remainder(percent, n))
    low, high = np.array(SIZE_CLASSES)[group_class].T
    size = rng.integers(low, np.minimum(high, 45) + 1)
    while (short := total - size.sum()) != 0:
        step = int(np.sign(short))
        can = np.flatnonzero(size < high if step > 0 else size > low)
        size[rng.permutation(can)[: abs(short)]] += step
    return np.sort(size)[::-1]


def _largest_remainder(weight: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Split a total in whole numbers, in proportion to weights."""
    exact = total * weight / weight.sum()
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    most = np.argsort(-(exact - whole), kind="stable")[: total - whole.sum()]
    whole[most] += 1
    return whole


def _filled_groups(
    pair: Pair,
    rows: NDArray[np.int64],
    drawing_power: NDArray[np.float64],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Fill the groups of one profiel and leerweg, boys and girls apart."""
    size = group_sizes(pair, len(rows), rng)
    pull = drawing_power[rows] * np.exp(rng.normal(0, _SIZE_SPREAD, len(rows)))
    site = rows[np.argsort(-pull)]
    girls = rng.multivariate_hypergeometric(
        size, round(GIRLS[pair] * size.sum()), method="marginals"
    )
    profiel, leerweg = pair
    return pd.DataFrame(
        {
            "site": np.tile(site, 2),
            "soort": VMBO[leerweg],
            "leerweg": str(leerweg),
            "profiel": str(profiel),
            "leerjaar": THIRD_YEAR,
            "sex": np.repeat(["v", "m"], len(site)),
            "students": np.concatenate([girls, size - girls]),
        }
    )


def _other_types(n_sites: int, rng: np.random.Generator) -> pd.DataFrame:
    """School types beside the three leerwegen, at some of the vestigingen."""
    rows = []
    # One order for all: who has vwo has havo, and who has havo has leerjaar 3.
    order = rng.permutation(n_sites)
    for soort, leerweg, share, mean, years in _OTHER_TYPES:
        from_end = soort == _PRAKTIJK
        site = np.sort((order[::-1] if from_end else order)[: round(share * n_sites)])
        size = mean * rng.gamma(2.5, 1 / 2.5, len(site))
        for leerjaar in years:
            for sex in ("m", "v"):
                share_year = 0.5 * rng.uniform(0.85, 1.15, len(site))
                frame = pd.DataFrame({"site": site, "soort": soort, "sex": sex})
                students = np.round(size * share_year)
                rows.append(
                    frame.assign(
                        leerweg=leerweg,
                        profiel="",
                        leerjaar=leerjaar,
                        students=students,
                    )
                )
    return pd.concat(rows)


def _first_years(years: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Pupils of leerjaar 1 and 2, in proportion to the third-years."""
    third = years[(years.leerjaar == THIRD_YEAR) & (years.soort != _PRAKTIJK)]
    per_site = third.groupby(["site", "sex"])[["students"]].sum().reset_index()
    per_site = per_site.assign(soort=_BRUGJAAR, leerweg="", profiel="")
    parts = []
    for leerjaar in (1, 2):
        share = _BRUGJAAR_SHARE * rng.uniform(0.9, 1.1, len(per_site))
        students = np.round(per_site.students * share)
        parts.append(per_site.assign(leerjaar=leerjaar, students=students))
    return pd.concat(parts)
