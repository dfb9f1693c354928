"""Pupils of each home at each school in a later year: homes by cohort, schools by DUO.

Flows of today are scaled until the homes follow their cohort and the schools follow
DUO's forecast (iterative proportional fitting). Who is expected at the schools decides
how many there are: cohorts say only how they are spread over the homes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from accessibility.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

TOLERANCE: Final = 1e-9
"""How far a sum may be from what it should be, as part of all pupils."""

_MOST_ROUNDS: Final = 1_000
_VMBO: Final = "vmbo"


@dataclass(frozen=True)
class SchoolForecast:
    """What DUO expects of schools: pupils by BRIN4 and year.

    Parameters
    ----------
    pupils
        Rows are schools, columns years.
    """

    pupils: pd.DataFrame

    def ratio(
        self, sites: NDArray[np.str_], base: int, year: int
    ) -> NDArray[np.float64]:
        """Return pupils of a year over those of a base year, per vestiging.

        A vestiging has the ratio of its school (BRIN4); NaN where the forecast does
        not tell of it, or of one of the years.
        """
        unknown = np.full(len(sites), np.nan)
        if base not in self.pupils or year not in self.pupils:
            return unknown
        before = self.pupils[base]
        ratio = self.pupils[year] / before.where(before > 0)
        school = [str(site)[:4] for site in sites]
        told: NDArray[np.float64] = ratio.reindex(school).to_numpy(np.float64)
        return told


def school_forecast(table: pd.DataFrame) -> SchoolForecast:
    """Return forecasts per school; of levels those that name vmbo, if any does.

    Parameters
    ----------
    table
        `school_forecasts` of a snapshot.
    """
    vmbo = table.soort.str.lower().str.contains(_VMBO)
    rows = table[vmbo] if vmbo.any() else table
    pupils = rows.pivot_table(
        index="brin4", columns="year", values="students", aggfunc="sum"
    )
    return SchoolForecast(pupils)


def raked(
    flows: sparse.csr_array,
    homes: NDArray[np.float64],
    schools: NDArray[np.float64],
    names: Sequence[str] = (),
) -> sparse.csr_array:
    """Scale flows until their sums are those of homes and of schools.

    Parameters
    ----------
    flows
        Pupils by home (rows) and school (columns).
    homes
        Wanted sums of the rows; scaled to those of the schools together.
    schools
        Wanted sums of the columns.
    names
        Of the rows, for a refusal.

    Raises
    ------
    DataError
        If no scaling gives those sums, with the row that is farthest from its own.

    Examples
    --------
    >>> flows = sparse.csr_array([[30.0, 0.0], [10.0, 20.0]])
    >>> after = raked(flows, np.array([27.0, 30.0]), np.array([32.0, 24.0]))
    >>> after.toarray().round(3).tolist()
    [[26.526, 0.0], [5.474, 24.0]]
    """
    total = schools.sum()
    wanted = homes * (total / homes.sum())
    found = sparse.csr_array(flows, dtype=np.float64)
    for _ in range(_MOST_ROUNDS):
        found = _scaled(found, wanted, axis=1)
        found = _scaled(found, schools, axis=0)
        apart = np.abs(_sums(found, axis=1) - wanted)
        if apart.max() <= TOLERANCE * total:
            return found
    row = int(apart.argmax())
    name = names[row] if len(names) else row
    message = (
        f"cohorts and school forecasts contradict each other: home {name} should have "
        f"{wanted[row]:.3f} pupils, and its schools are {apart[row]:.3f} away from it"
    )
    raise DataError(message)


def _sums(flows: sparse.csr_array, axis: int) -> NDArray[np.float64]:
    return np.asarray(flows.sum(axis=axis), np.float64).ravel()


def _scaled(
    flows: sparse.csr_array, wanted: NDArray[np.float64], axis: int
) -> sparse.csr_array:
    """Return flows of which the sums along an axis are as wanted, where any flow."""
    sums = _sums(flows, axis)
    factor = np.divide(wanted, sums, out=np.zeros_like(sums), where=sums > 0)
    times = sparse.diags_array(factor)
    return sparse.csr_array(times @ flows if axis == 1 else flows @ times)
