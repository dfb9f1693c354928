"""Enrolment: third-years per vestiging and leerweg, and all others of that year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import ROUTE, THIRD_YEAR, Leerweg
from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS: Final = (*(w.value for w in Leerweg), ROUTE, "other")
"""The leerwegen, their routes, and all other third-years: tl, havo, vwo, vavo, pro."""


@dataclass(frozen=True)
class Enrolment:
    """Third-years per vestiging and column of `COLUMNS`.

    Parameters
    ----------
    brin6
        The vestigingen asked for, sorted.
    low, estimate, high
        Interval counts, shape `(n_vestigingen, len(COLUMNS))`.
    """

    brin6: pd.Index
    low: NDArray[np.float64]
    estimate: NDArray[np.float64]
    high: NDArray[np.float64]


def enrolment_per_leerweg(
    pupils: pd.DataFrame, *, all_schools: bool = False
) -> Enrolment:
    """Return the third-years of table `pupils` per vestiging and leerweg.

    Parameters
    ----------
    pupils
        Table `pupils`.
    all_schools
        Every vestiging with third-years; else those with some of bl, kl or gl.

    Raises
    ------
    MissingDataError
        If it holds no third-years of a leerweg.
    """
    rows = pupils[pupils.leerjaar == THIRD_YEAR]
    of_three = rows.leerweg.isin([leerweg.value for leerweg in Leerweg])
    column = rows.leerweg.mask(rows.profiel == ROUTE, ROUTE).where(of_three, "other")
    held = rows.students_high > 0
    if not (held & of_three).any():
        message = "table pupils holds no third-years of bl, kl or gl; add DUO file 01"
        raise MissingDataError(message)
    wanted = held if all_schools else held & of_three
    brin6 = pd.Index(sorted(rows.brin6[wanted].unique()))
    at = brin6.get_indexer(pd.Index(rows.brin6))
    to = pd.Index(COLUMNS).get_indexer(pd.Index(column))
    tables = []
    for name in COUNT_COLUMNS:
        total = np.zeros((len(brin6), len(COLUMNS)))
        np.add.at(total, (at[at >= 0], to[at >= 0]), rows[name].to_numpy()[at >= 0])
        tables.append(total)
    return Enrolment(brin6, *tables)
