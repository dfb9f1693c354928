"""The distance class, gap and students of each postcode, as a map shows them.

A postcode is in the gap if its nearest offer lies beyond the threshold. Its distance
is no secret; how many students live there may be, and is then never written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Unit
from accessibility.counting import share_bounds
from accessibility.errors import CrsError, TableError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from maps.subject import Subject

DISTANCE_BREAKS_M: Final = (5_000.0, 10_000.0, 15_000.0)
TIME_BREAKS_S: Final = (900.0, 1_800.0, 2_700.0)

EMPTY: Final = "leeg"
"""Class of a postcode where no student lives."""

CUT_OFF: Final = "onbereikbaar"
"""Class of a postcode from which no way leads to any offer."""

NO_ROADS: Final = "wegenonbekend"
"""Class of a postcode beyond the road file: neither near nor far."""

CLASSES: Final = ("k0", "k1", "k2", "k3")
"""Classes from near to far, divided by the three breaks."""

_NOBODY: Final = 1e-6
"""Fewer than this is what is left of a sum of parts, and nobody."""

_COUNTS: Final = tuple(
    f"{what}{end}" for what in ("students", "reached") for end in ("_low", "", "_high")
)


def breaks(unit: Unit) -> tuple[float, ...]:
    """Return the upper bounds of all classes but the last, in the unit."""
    return DISTANCE_BREAKS_M if unit is Unit.METRES else TIME_BREAKS_S


def cost_column(unit: Unit) -> str:
    """Return the name of the column that holds the way to the nearest offer."""
    return "distance_m" if unit is Unit.METRES else "time_s"


def described(postcodes: gpd.GeoDataFrame, subject: Subject) -> gpd.GeoDataFrame:
    """Return the postcodes with their class, whether they are a gap, and who is missed.

    Parameters
    ----------
    postcodes
        One row per postcode, polygons in a system in metres. Columns: `pc4`;
        `distance_m` (or `time_s` for a threshold in seconds) of the nearest offer,
        NaN where none was found within the search limit; the interval counts
        `students_low/students/students_high` and `reached_low/reached/reached_high`.
        Optional: `missed_low/missed/missed_high`, which are computed together with
        them; `is_unreachable` (no way at all), `is_outside` (beyond the roads that
        are known, so that nothing can be said), `suppressed` (counts must not be
        shown), `plaats`, `nearest` (name of the nearest offer), `why` (one sentence).
    subject
        What the map is about.

    Returns
    -------
    geopandas.GeoDataFrame
        The same rows with all optional columns filled in, `cost`, `klass`, `is_gap`,
        `missed_low/missed/missed_high` and `is_missed`; sorted by `pc4`. A postcode
        is a gap by its middle; `is_missed` where anybody in it is not reached, too few
        to show included. Lists, sentences and reasons all count the latter.

    Raises
    ------
    TableError
        If columns are missing.
    CrsError
        If the geometry is not in a system in metres.
    """
    _check(postcodes, cost_column(subject.unit))
    frame = postcodes.sort_values("pc4", kind="stable").reset_index(drop=True)
    for name in ("is_unreachable", "is_outside", "suppressed"):
        frame[name] = frame[name].astype(bool) if name in frame else False
    for name in ("plaats", "nearest", "why"):
        frame[name] = frame[name].fillna("").astype(str) if name in frame else ""
    frame["cost"] = frame[cost_column(subject.unit)].astype(float)
    frame["klass"] = _classes(frame, breaks(subject.unit))
    inhabited = frame.suppressed | (frame.students_high > 0)
    frame["is_gap"] = inhabited & ~(frame.cost <= subject.within) & ~frame.is_outside
    for end, other in (("_low", "_high"), ("", ""), ("_high", "_low")):
        name = f"missed{end}"
        if name not in frame:
            left = frame[f"students{end}"] - frame[f"reached{other}"]
            frame[name] = left.clip(lower=0.0)
        frame[name] = frame[name].mask(frame.is_outside, 0.0)
    frame["is_missed"] = frame.is_gap.where(frame.suppressed, frame.missed > _NOBODY)
    return frame


def total_share(frame: pd.DataFrame) -> tuple[NDArray[np.float64], float]:
    """Return the share that is not reached, as an interval, and how many that are.

    Parameters
    ----------
    frame
        What `described` returns, or rows of `access` with `missed` columns.

    Returns
    -------
    tuple
        Low, estimate and high share, shape `(3,)`; and the estimated number missed.
    """
    missed, reached = (
        np.array([[frame[f"{what}{end}"].sum()] for end in ("_low", "", "_high")])
        for what in ("missed", "reached")
    )
    return np.concatenate(share_bounds(missed, reached)), float(missed[1, 0])


def largest_gaps(frame: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """Return the postcodes where most students are missed, and how many more there are.

    Suppressed postcodes come last, in order of their code: their place in the list
    must not tell how many live there.
    """
    rows = frame[frame.is_missed]
    shown = rows.missed.where(~rows.suppressed, -1.0)
    order = np.lexsort((rows.pc4.to_numpy(dtype=np.str_), -shown.to_numpy(dtype=float)))
    return rows.iloc[order[:most]], max(len(rows) - most, 0)


def _classes(frame: pd.DataFrame, bounds: tuple[float, ...]) -> NDArray[np.str_]:
    # NaN is further than was searched, which is further than every bound.
    cost = np.nan_to_num(frame.cost.to_numpy(dtype=float), nan=np.inf)
    klass = np.array(CLASSES)[np.searchsorted(bounds, cost, side="left")]
    klass = np.where(frame.is_unreachable, CUT_OFF, klass)
    klass = np.where(frame.is_outside, NO_ROADS, klass)
    nobody = ~frame.suppressed & ~(frame.students_high > 0)
    return np.where(nobody, EMPTY, klass)


def _check(postcodes: gpd.GeoDataFrame, cost: str) -> None:
    needed = ("pc4", cost, *_COUNTS)
    faults = [
        f"column {name!r} is missing; found: {', '.join(map(str, postcodes.columns))}"
        for name in needed
        if name not in postcodes.columns
    ]
    if faults:
        where = "postcodes of the map"
        raise TableError(where, faults)
    if postcodes.crs is None or not postcodes.crs.is_projected:
        message = "postcodes of the map must be in a system in metres, such as RD New"
        raise CrsError(message)
