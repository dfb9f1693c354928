"""One day of public transport on disk, mapped into memory when it is opened."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.errors import DataError
from accessibility.transit import Lines, Stops, Timetable, Transfers, TransitDay
from data.array_store import digest, read_arrays, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_FORMAT: Final = 2
_PARTS: Final[dict[str, type]] = {
    "stops": Stops,
    "lines": Lines,
    "transfers": Transfers,
    "timetable": Timetable,
}


def write_transit(day: TransitDay, folder: Path) -> None:
    """Write a day of public transport to a folder, whole or not at all.

    Parameters
    ----------
    day
        What runs.
    folder
        Where; replaced if it exists.
    """
    write_arrays(folder, _arrays(day), {"format": _FORMAT, "date": day.date})


def read_transit(folder: Path) -> TransitDay:
    """Open a day of public transport.

    Parameters
    ----------
    folder
        Written by `write_transit`.

    Raises
    ------
    DataError
        If there is none, it is damaged, or it was written by another version.
    """
    arrays, about = read_arrays(folder, "a day of public transport")
    names = {f"{part}_{one}" for part, made in _PARTS.items() for one in _names(made)}
    if about.get("format") != _FORMAT or set(arrays) != names:
        message = (
            f"{folder}: this timetable was written by another version; build the "
            "snapshot again"
        )
        raise DataError(message)
    parts: dict[str, Any] = {
        # Plain arrays: the compiled search is one for those read and those made.
        part: made(*(np.asarray(arrays[f"{part}_{one}"]) for one in _names(made)))
        for part, made in _PARTS.items()
    }
    return TransitDay(date=str(about["date"]), **parts)


def transit_digest(day: TransitDay) -> str:
    """Return a fingerprint of all that runs on a day, and of its stops."""
    return digest(_arrays(day), about=day.date)


def _names(made: type) -> tuple[str, ...]:
    names: tuple[str, ...] = made._fields  # type: ignore[attr-defined] # a named tuple
    return names


def _arrays(day: TransitDay) -> dict[str, NDArray[Any]]:
    return {
        f"{part.name}_{one}": np.asarray(values)
        for part in fields(day)
        if part.name in _PARTS
        for one, values in getattr(day, part.name)._asdict().items()
    }
