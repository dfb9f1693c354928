"""What kinds of a demand model found, in a snapshot's folder under its inputs' mark."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from accessibility.demand import METHODS, Fillings
from accessibility.errors import DataError
from accessibility.snapshot import METHOD_VERSION
from data.array_store import digest, read_arrays, write_arrays

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot

_FOLDER: Final = "demand"
_ALSO: Final = ("herkomst", "points")
"""Tables that a model looks at where they are there."""


class FolderFillings:
    """A folder per set of inputs; it goes when the snapshot is replaced.

    Parameters
    ----------
    folder
        The snapshot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _FOLDER

    def __call__(
        self, snapshot: Snapshot, options: str, find: Callable[[], Fillings]
    ) -> Fillings:
        """Return what was found of the very same tables, or find it and keep it."""
        place = self._folder / _mark(snapshot, options)
        with suppress(DataError):
            arrays, about = read_arrays(place, "what a demand model found")
            return Fillings(arrays, about["told"])
        found = find()
        # A folder that cannot be written only costs time.
        with suppress(OSError):
            write_arrays(place, found.fillings, {"told": found.told})
        return found


def _mark(snapshot: Snapshot, options: str) -> str:
    """Return a fingerprint of everything that the model looks at."""
    names = [name for name in (*METHODS["gravity"], *_ALSO) if snapshot.has(name)]
    arrays: dict[str, NDArray[Any]] = {}
    for name in names:
        table = snapshot.table(name)
        if isinstance(table, gpd.GeoDataFrame):
            arrays[f"{name} x"] = table.geometry.x.to_numpy()
            arrays[f"{name} y"] = table.geometry.y.to_numpy()
        plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore"))
        arrays[name] = pd.util.hash_pandas_object(plain, index=False).to_numpy()
    return digest(arrays, about=f"{METHOD_VERSION} {options}")
