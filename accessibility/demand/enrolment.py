"""Enrolment: third-years per vestiging and leerweg, and all others of that year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import THIRD_YEAR, Leerweg
from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLUMNS: Final = (*(w.value for w in Leerweg), "other")
"""The leerwegen, and all other third-years: tl, havo, vwo and routes outside them."""


@dataclass(frozen=True)
class Enrolment:
    """Third-years per vestiging and column of `COLUMNS`.

    Parameters
    ----------
    brin6
        The vestigingen with at least one third-year in a leerweg, sorted.
    low, estimate, high
        Interval counts, shape `(n_vestigingen, 4)`.
    """

    brin6: pd.Index
    low: NDArray[np.float64]
    estimate: NDArray[np.float64]
    high: NDArray[np.float64]


def enrolment_per_leerweg(pupils: pd.DataFrame) -> Enrolment:
    """Return the third-years of table `pupils` per vestiging and leerweg.

    Parameters
    ----------
    pupils
        Table `pupils`; rows with profiel `route` (vakmanschaps- and beroepsroute)
        lie outside the vmbo profiles and count as `other`.

    Raises
    ------
    MissingDataError
        If it holds no third-years of a leerweg.
    """
    rows = pupils[pupils.leerjaar == THIRD_YEAR]
    inside = rows.leerweg.isin(COLUMNS) & (rows.profiel != "route")
    column = rows.leerweg.where(inside, "other")
    brin6 = pd.Index(sorted(rows.brin6[inside & (rows.students_high > 0)].unique()))
    if len(brin6) == 0:
        message = "table pupils holds no third-years of bl, kl or gl; add DUO file 01"
        raise MissingDataError(message)
    at = brin6.get_indexer(pd.Index(rows.brin6))
    to = pd.Index(COLUMNS).get_indexer(pd.Index(column))
    tables = []
    for name in COUNT_COLUMNS:
        total = np.zeros((len(brin6), len(COLUMNS)))
        np.add.at(total, (at[at >= 0], to[at >= 0]), rows[name].to_numpy()[at >= 0])
        tables.append(total)
    return Enrolment(brin6, *tables)
