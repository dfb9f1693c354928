"""Herkomst: DUO file 02 (vestiging x home postcode) fitted to file 01 (x leerweg).

File 02 holds all third-years of a vestiging, tl, havo and vwo too, and tells no
leerweg; file 01 tells the leerweg and no home. Per vestiging the two are the margins
of one table, with a column `other` for all who are in none of the three leerwegen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import THIRD_YEAR, Denominator, Leerweg
from accessibility.counting import (
    COUNT_COLUMNS,
    NO_PC4,
    Division,
    MarginBounds,
    Students,
)
from accessibility.demand.enrolment import COLUMNS, Enrolment, enrolment_per_leerweg
from accessibility.demand.fitting import RegionMargin, fit, reconcile
from accessibility.demand.homes import Homes, homes_of
from accessibility.demand.known_trips import expected_in
from accessibility.demand.masked import likely_counts
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import AreaKind
    from accessibility.snapshot import Snapshot

ASSUMPTION: Final = (
    "Within a vestiging the leerweg is taken to be independent of the home postcode; "
    "the interval holds whatever the truth is, as long as the source files are right."
)
_MASKED: Final = (
    " A masked count is taken as what trips with a scale of {:.2f} km make likely, "
    "which fits the trips of the file."
)


@dataclass(frozen=True)
class HomeRegionTotals:
    """Known third-years per home region and leerweg, from another source.

    Parameters
    ----------
    kind
        Division of the country the totals are for.
    totals
        Columns `area_code`, `leerweg` and `students`.
    """

    kind: AreaKind
    totals: pd.DataFrame


def herkomst(snapshot: Snapshot, *, known: HomeRegionTotals | None = None) -> Students:
    """Estimate third-years per home postcode and leerweg from two margins.

    Parameters
    ----------
    snapshot
        With tables `herkomst`, `pupils` and `postcodes`.
    known
        Further totals that the estimate must meet; the bounds do not use them.

    Returns
    -------
    Students
        Estimates by iterative proportional fitting; intervals and bounds hold for
        every table that agrees with the margins and their masks.

    Raises
    ------
    MissingDataError
        If the two tables have no vestiging in common.
    """
    enrolment = enrolment_per_leerweg(snapshot.table("pupils"))
    rows = _row_margins(snapshot.table("herkomst"), enrolment)
    homes = homes_of(snapshot, rows.pc4)
    block = enrolment.brin6.get_indexer(pd.Index(rows.brin6)).astype(np.int64)
    row_pc4 = homes.rows(rows.pc4)
    margins = _margins(rows, row_pc4, block, enrolment)
    expected = expected_in(snapshot, rows)
    row_total, columns = _met(rows, margins, enrolment, expected and expected[0])
    regions = _regions(homes, row_pc4, known) if known else None
    table = fit(row_total, block, columns, regions=regions)
    return Students(
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        postcodes=homes.postcodes,
        counts=_counts(homes, row_pc4, table, margins),
        method="herkomst",
        date=snapshot.manifest.dates.get("students", ""),
        assumption=ASSUMPTION + (_MASKED.format(expected[1]) if expected else ""),
        bounds=margins,
    )


def _row_margins(table: pd.DataFrame, enrolment: Enrolment) -> pd.DataFrame:
    """Third-years per vestiging and postcode; those missing get no postcode."""
    rows: pd.DataFrame = table[
        (table.leerjaar == THIRD_YEAR) & table.brin6.isin(enrolment.brin6)
    ].reset_index(drop=True)
    if rows.empty:
        message = (
            "table herkomst holds no third-years of a vestiging with third-years in "
            "table pupils; are DUO files 01 and 02 of the same year?"
        )
        raise MissingDataError(message)
    at = enrolment.brin6.get_indexer(pd.Index(rows.brin6))
    n_blocks = len(enrolment.brin6)
    held = np.bincount(at, rows.students_high, minlength=n_blocks)
    lost = enrolment.low.sum(axis=1) - held
    missing = pd.DataFrame({"brin6": enrolment.brin6, "pc4": NO_PC4})
    missing = missing.assign(**dict.fromkeys(COUNT_COLUMNS, lost))[lost > 0]
    keep = ["brin6", "pc4", *COUNT_COLUMNS]
    both: pd.DataFrame = pd.concat([rows[keep], missing[keep]], ignore_index=True)
    return both


def _margins(
    rows: pd.DataFrame,
    row_pc4: NDArray[np.int64],
    block: NDArray[np.int64],
    enrolment: Enrolment,
) -> MarginBounds:
    """Collect the margins; pupils whom file 01 does not know count as `other`."""
    low = rows.students_low.to_numpy(dtype=np.float64)
    high = rows.students_high.to_numpy(dtype=np.float64)
    n_blocks = len(enrolment.brin6)
    surplus = np.bincount(block, low, minlength=n_blocks) - enrolment.high.sum(axis=1)
    column_high = enrolment.high.copy()
    column_high[:, -1] += np.maximum(surplus, 0.0)
    return MarginBounds(row_pc4, block, low, high, enrolment.low.copy(), column_high)


def _met(
    rows: pd.DataFrame,
    margins: MarginBounds,
    enrolment: Enrolment,
    trips: NDArray[np.float64] | None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move the estimates of rows and columns to one total per vestiging.

    The total is taken between what rows and columns say, nearer to the one that is
    known more exactly. Masked rows are parted by the trips of a model, if there are.
    """
    block, n_blocks = margins.row_block, len(enrolment.brin6)

    def summed(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(block, values, minlength=n_blocks).astype(np.float64)

    estimate = rows.students.to_numpy(dtype=np.float64)
    by_rows, by_columns = summed(estimate), enrolment.estimate.sum(axis=1)
    row_ends = summed(margins.row_low), summed(margins.row_high)
    column_ends = margins.column_low.sum(axis=1), margins.column_high.sum(axis=1)
    row_width = row_ends[1] - row_ends[0] + 1e-6
    column_width = column_ends[1] - column_ends[0] + 1e-6
    total = (by_rows * column_width + by_columns * row_width) / (
        row_width + column_width
    )
    total = np.clip(
        total,
        np.maximum(row_ends[0], column_ends[0]),
        np.minimum(row_ends[1], column_ends[1]),
    )
    if trips is not None:
        ends = margins.row_low, margins.row_high
        estimate = likely_counts(*ends, trips, block, total)
    row_total = reconcile(margins.row_low, estimate, margins.row_high, block, total)
    n_columns = margins.column_low.shape[1]
    columns = reconcile(
        margins.column_low.ravel(),
        enrolment.estimate.ravel(),
        margins.column_high.ravel(),
        np.repeat(np.arange(n_blocks), n_columns),
        total,
    )
    return row_total, columns.reshape(n_blocks, n_columns)


def _regions(
    homes: Homes, row_pc4: NDArray[np.int64], known: HomeRegionTotals
) -> RegionMargin:
    column = known.kind.column
    codes = pd.Index(known.totals.area_code.unique())
    region = codes.get_indexer(pd.Index(homes.postcodes[column])).astype(np.int64)
    totals = np.full((len(codes), len(COLUMNS)), np.nan)
    at = codes.get_indexer(pd.Index(known.totals.area_code))
    to = pd.Index([w.value for w in Leerweg]).get_indexer(
        pd.Index(known.totals.leerweg)
    )
    totals[at, to] = known.totals.students
    return RegionMargin(region[row_pc4], totals)


def _ends_of(
    margins: MarginBounds, column: int, division: Division
) -> NDArray[np.float64]:
    """Return the fewest and most students of a column per area."""
    first, *_ = Leerweg
    order = [column, *(k for k in range(len(COLUMNS)) if k != column)]
    asked = replace(
        margins,
        column_low=margins.column_low[:, order],
        column_high=margins.column_high[:, order],
    )
    return asked.of_areas(division, Denominator.LEERWEG, first).students


def _counts(
    homes: Homes,
    row_pc4: NDArray[np.int64],
    table: NDArray[np.float64],
    margins: MarginBounds,
) -> pd.DataFrame:
    """Interval counts per postcode and leerweg, for the postcodes in the file."""
    n = len(homes.postcodes)
    used = np.unique(row_pc4)
    each = Division(np.ones(n), np.arange(n), n)
    frames = []
    for k, column in enumerate(COLUMNS[:-1]):
        estimate = np.bincount(row_pc4, table[:, k], minlength=n)
        ends = _ends_of(margins, k, each)
        frame = pd.DataFrame(
            {
                "pc4": homes.postcodes.pc4.to_numpy()[used],
                "leerweg": column,
                "students_low": ends[0][used],
                "students": estimate[used],
                "students_high": ends[1][used],
            }
        )
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
