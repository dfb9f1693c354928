"""Reach tables on disk under the fingerprint of what they were computed from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import Mode, Unit
from accessibility.errors import DataError
from accessibility.reach_table import ReachTable
from accessibility.snapshot import METHOD_VERSION
from data.array_store import digest, read_arrays, write_arrays

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.places import Points
    from accessibility.roads import SnapRule

_ARRAYS: Final = (
    "point_ids",
    "destination_ids",
    "indptr",
    "point",
    "status",
)
_MAYBE: Final = (
    "distance_cm",
    "time_ds",
    "time_p10_ds",
    "time_p90_ds",
    "rides",
    "point_component",
    "destination_component",
    "point_edge_m",
    "destination_edge_m",
)


def reach_key(
    network_digest: str,
    points: Points,
    destinations: Points,
    *,
    unit: Unit,
    limit: float,
    rule: SnapRule,
) -> str:
    """Return the fingerprint of everything a reach table depends on.

    Parameters
    ----------
    network_digest
        Of `data.network_store.network_digest`.
    points, destinations
        Where people live and where they go.
    unit, limit
        What is minimised, and up to where.
    rule
        How points get onto the road.
    """
    arrays: dict[str, NDArray[Any]] = {
        f"{side}_{name}": values
        for side, some in (("from", points), ("to", destinations))
        for name, values in (("ids", some.ids), ("x", some.x_m), ("y", some.y_m))
    }
    about = (
        f"{METHOD_VERSION} {network_digest} {points.epsg} {destinations.epsg} "
        f"{unit.value} {limit!r} {rule!r}"
    )
    return digest(arrays, about=about)


def stored_reach(
    folder: Path, key: str, compute: Callable[[], ReachTable]
) -> ReachTable:
    """Return the reach table kept under a key, computing it the first time.

    Parameters
    ----------
    folder
        Where reach tables are kept.
    key
        Of `reach_key`.
    compute
        Makes the table if it is not there, or is damaged.
    """
    place = folder / key
    if place.is_dir():
        try:
            return read_reach(place)
        except DataError:
            pass
    write_reach(compute(), place)
    return read_reach(place)


def write_reach(table: ReachTable, folder: Path) -> None:
    """Write a reach table to a folder, whole or not at all."""
    arrays = {name: getattr(table, name) for name in _ARRAYS}
    arrays |= {
        name: getattr(table, name)
        for name in _MAYBE
        if getattr(table, name) is not None
    }
    about = {
        "mode": table.mode.value,
        "unit": table.unit.value,
        "limit": table.limit,
        "method_version": METHOD_VERSION,
    }
    write_arrays(folder, arrays, about)


def read_reach(folder: Path) -> ReachTable:
    """Open a reach table, mapped into memory.

    Raises
    ------
    DataError
        If there is none, or it is damaged.
    """
    arrays, about = read_arrays(folder, "a reach table")
    missing = set(_ARRAYS) - set(arrays)
    if missing:
        message = f"{folder}: lacks {', '.join(sorted(missing))}; compute it again"
        raise DataError(message)
    values: dict[str, Any] = {name: arrays.get(name) for name in (*_ARRAYS, *_MAYBE)}
    return ReachTable(
        mode=Mode(about["mode"]),
        unit=Unit(about["unit"]),
        limit=float(about["limit"]),
        **values,
    )
