"""Homes: the points that stand for each postcode, shared by all demand models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.counting import Spots
from accessibility.places import RD_NEW, Points

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

_AREAS: Final = ("plaats", "gemeente", "provincie", "corop", "rmc", "sto_regio")


@dataclass(frozen=True)
class Homes:
    """Postcodes and their points; the fields are those of `Students`."""

    points: Points
    point_pc4: NDArray[np.int64]
    point_weight: NDArray[np.float64]
    postcodes: pd.DataFrame

    def rows(self, pc4: pd.Series | NDArray[np.str_]) -> NDArray[np.int64]:
        """Return the row in `postcodes` of each postcode."""
        known = pd.Index(self.postcodes.pc4)
        return np.asarray(known.get_indexer(pd.Index(pc4)), dtype=np.int64)


def homes_of(snapshot: Snapshot, counted: Iterable[str] = ()) -> Homes:
    """Return the points of every postcode of a snapshot.

    A postcode with rows in table `points` is those points with their weights; any
    other is its representative point with weight 1. A postcode without a place keeps
    one point without coordinates: its students are counted as unsnapped.

    Parameters
    ----------
    snapshot
        With table `postcodes` and, optionally, `points`.
    counted
        Postcodes that carry students; those not in the table are added without a
        place or area, so that nobody is lost.
    """
    table = snapshot.postcodes
    postcodes = table[["pc4", *(c for c in _AREAS if c in table)]].reset_index(
        drop=True
    )
    x_m = table.geometry.x.to_numpy(dtype=np.float64)
    y_m = table.geometry.y.to_numpy(dtype=np.float64)
    extra = sorted(set(counted) - set(postcodes.pc4))
    if extra:
        added = pd.DataFrame({"pc4": extra})
        postcodes = pd.concat([postcodes, added], ignore_index=True)
        x_m = np.append(x_m, np.full(len(extra), np.nan))
        y_m = np.append(y_m, np.full(len(extra), np.nan))
    centres = Homes(
        Points(postcodes.pc4.to_numpy(dtype=np.str_), x_m, y_m, RD_NEW),
        np.arange(len(postcodes)),
        np.ones(len(postcodes)),
        postcodes,
    )
    return _with_points(centres, snapshot) if snapshot.has("points") else centres


def _with_points(centres: Homes, snapshot: Snapshot) -> Homes:
    table = snapshot.table("points")
    spots = Spots(
        table.point_id.to_numpy(dtype=np.str_),
        table.pc4.to_numpy(dtype=np.str_),
        table.weight.to_numpy(dtype=np.float64),
        table.geometry.x.to_numpy(np.float64),
        table.geometry.y.to_numpy(np.float64),
    )
    return refined(centres, spots)


def refined(centres: Homes, spots: Spots) -> Homes:
    """Put points with a weight in the place of the centres of their postcodes."""
    row = centres.rows(spots.pc4)
    total = np.bincount(row[row >= 0], spots.weight[row >= 0], len(centres.points))
    use = (row >= 0) & (spots.weight > 0)
    kept = np.flatnonzero(total == 0)
    points = Points(
        np.append(centres.points.ids[kept], spots.ids[use]),
        np.append(centres.points.x_m[kept], spots.x_m[use]),
        np.append(centres.points.y_m[kept], spots.y_m[use]),
        RD_NEW,
    )
    return Homes(
        points,
        np.append(kept, row[use]),
        np.append(np.ones(len(kept)), spots.weight[use] / total[row[use]]),
        centres.postcodes,
    )
