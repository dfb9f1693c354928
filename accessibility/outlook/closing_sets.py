"""Who hangs on which offers: students by the set of offers within their reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import sparse

from accessibility.codes import Leerweg
from accessibility.outlook.simulation import LEERWEGEN, PROFIELEN, grid_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from accessibility.codes import AreaKind, Denominator
    from accessibility.outlook.ground import Ground

SET_COLUMNS: Final = ["set", "area", "students"]


@dataclass(frozen=True)
class ClosingSets:
    """Students who have nothing but offers that may close, by the set of those.

    A student who can lose two profielen counts for each: what is counted are options.

    Parameters
    ----------
    units
        What closes as one: an offer, or a vestiging, by its row; shape `(n_offers,)`.
    members
        True where a set holds a unit, `(n_sets, n_units)`; no two sets are alike.
    students
        Per set, shape `(n_sets,)`.
    per_area
        Students per set and area of home, `(n_areas, n_sets)`.
    areas
        Code of each area.
    in_area
        All students of each area, shape `(n_areas,)`.
    pupils
        Third-years of each unit, who are displaced if it closes, `(n_units,)`.
    """

    units: NDArray[np.int64]
    members: sparse.csr_array
    students: NDArray[np.float64]
    per_area: sparse.csr_array
    areas: NDArray[np.str_]
    in_area: NDArray[np.float64]
    pupils: NDArray[np.float64]

    @property
    def n_units(self) -> int:
        """Number of things that may close."""
        return len(self.pupils)

    def lost(self, closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the sets of which every unit is closed."""
        left: NDArray[np.float64] = self.members @ (~closed).astype(np.float64)
        return np.asarray(left == 0)

    def loss(self, closed: NDArray[np.bool_]) -> float:
        """Return how many options are lost by closing some units."""
        return float(self.students[self.lost(closed)].sum())

    def worst_area(self, closed: NDArray[np.bool_]) -> tuple[str, float]:
        """Return the area that loses most options per student, if any, and how many."""
        hit = self.per_area @ self.lost(closed).astype(np.float64)
        rate = np.divide(hit, self.in_area, out=np.zeros_like(hit), where=hit > 0)
        worst = int(rate.argmax())
        return str(self.areas[worst]) if rate[worst] else "", float(rate[worst])


def closing_sets(
    ground: Ground,
    year: int,
    *,
    choice: NDArray[np.bool_],
    units: NDArray[np.int64],
    denominator: Denominator,
    per: AreaKind,
) -> ClosingSets:
    """Return who would lose an option if offers of a choice close.

    Parameters
    ----------
    ground
        Offers and who lives near them.
    year
        Of the students.
    choice
        Which offers may close, in the order of `ground.offers`.
    units
        What closes as one: the unit of each offer, -1 for those that stay.
    denominator
        Of whom options are counted.
    per
        Division by which the worst-off are told.
    """
    students = ground.students_in(year)
    codes, home = np.unique(students.area_codes(per), return_inverse=True)
    site, profiel, leerweg = grid_rows(ground)
    rows = []
    everyone = np.zeros(len(codes))
    for w, name in enumerate(LEERWEGEN):
        count = students.by_postcode(denominator, Leerweg(name))[1]
        weight = count[students.point_pc4] * students.point_weight
        area = home[students.point_pc4]
        if w == 0 or not denominator.whole:
            everyone += np.bincount(area, weight, len(codes))
        for p in range(len(PROFIELEN)):
            offers = np.flatnonzero((profiel == p) & (leerweg == w))
            near = ground.near[:, site[offers]]
            rows.append(_of_pair(near, choice[offers], units[offers], weight, area))
    table = pd.concat(rows, ignore_index=True)
    pupils = ground.offers["size"] * ground.site_factor(year)[site]
    moved = np.zeros(int(units.max()) + 1)
    np.add.at(moved, units[choice], pupils[choice])
    return _merged(table, units, codes, everyone, moved)


def _of_pair(
    near: sparse.csr_array,
    may_close: NDArray[np.bool_],
    units: NDArray[np.int64],
    weight: NDArray[np.float64],
    area: NDArray[np.int64],
) -> pd.DataFrame:
    """Return the sets of one pair: those with an offer that stays are left out."""
    kept = np.asarray(near[:, np.flatnonzero(~may_close)].sum(axis=1)).ravel() > 0
    own = sparse.csr_array(near[:, np.flatnonzero(may_close)])
    some = np.flatnonzero((np.diff(own.indptr) > 0) & ~kept & (weight > 0))
    names = units[may_close]
    sets = [
        tuple(np.unique(names[own.indices[own.indptr[i] : own.indptr[i + 1]]]).tolist())
        for i in some
    ]
    columns = {"set": sets, "area": area[some], "students": weight[some]}
    return pd.DataFrame(columns, columns=SET_COLUMNS)


def _merged(
    table: pd.DataFrame,
    units: NDArray[np.int64],
    areas: NDArray[np.str_],
    everyone: NDArray[np.float64],
    pupils: NDArray[np.float64],
) -> ClosingSets:
    """Put equal sets together."""
    summed = table.groupby(["set", "area"], as_index=False).students.sum()
    code, sets = pd.factorize(summed["set"], sort=True)
    row = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    column = np.array([unit for one in sets for unit in one], np.int64)
    members = sparse.csr_array(
        (np.ones(len(row)), (row, column)), shape=(len(sets), len(pupils))
    )
    values = summed.students.to_numpy(np.float64)
    per_area = sparse.csr_array(
        (values, (summed.area, code)), shape=(len(areas), len(sets))
    )
    total = np.asarray(per_area.sum(axis=0)).ravel()
    return ClosingSets(units, members, total, per_area, areas, everyone, pupils)


def units_of(
    ground: Ground, choice: NDArray[np.bool_], *, whole_vestigingen: bool
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Return what closes as one: each offer, or each vestiging with all its offers.

    Returns
    -------
    tuple
        The unit of each offer (-1 where it stays), and a row per unit: `brin6`,
        `profiel`, `leerweg` (empty for a vestiging).
    """
    units = np.full(len(ground.offers), -1, np.int64)
    chosen = ground.offers[choice]
    if whole_vestigingen:
        codes, brin6 = pd.factorize(chosen.brin6, sort=True)
        units[choice] = codes
        return units, pd.DataFrame({"brin6": brin6, "profiel": "", "leerweg": ""})
    units[choice] = np.arange(len(chosen))
    names: Mapping[str, pd.Series] = {
        name: chosen[name] for name in ("brin6", "profiel", "leerweg")
    }
    return units, pd.DataFrame(names).reset_index(drop=True)
