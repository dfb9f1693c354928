"""Tables that were computed once, kept in the folder of the snapshot they are of."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import geopandas as gpd
import pandas as pd

from data.snapshots import snapshot_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

F = TypeVar("F", bound=pd.DataFrame)

_FOLDER: Final = "usual"


class KeptTables:
    """A file per table, named after the snapshot and the program that computed it.

    Parameters
    ----------
    folder
        Of the snapshot; what is kept goes when it is replaced.
    program
        Packages that the tables are computed by: another version computes anew.
    """

    def __init__(self, folder: Path, *program: ModuleType) -> None:
        self._folder = folder
        self._roots = tuple(root for one in program for root in one.__path__)

    def get(self, about: str, make: Callable[[], F]) -> F:
        """Return a table that was kept, or make it and keep it.

        Parameters
        ----------
        about
            What the table is, of this snapshot.
        make
            Computes it.
        """
        mark = f"{snapshot_hash(self._folder)} {program_mark(self._roots)} {about}"
        name = hashlib.sha256(mark.encode()).hexdigest()[:32]
        place = self._folder / _FOLDER / f"{name}.parquet"
        # What cannot be read is computed, and what cannot be written only costs time.
        with suppress(OSError, ValueError):
            return _read(place)  # type: ignore[return-value] # as it was written
        table = make()
        with suppress(OSError):
            _write(table, place)
        return table


@cache
def program_mark(roots: tuple[str, ...]) -> str:
    """Return a fingerprint of all Python files in some folders."""
    total = hashlib.sha256()
    for root in roots:
        for path in sorted(Path(root).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()


def _read(place: Path) -> pd.DataFrame:
    table = pd.read_parquet(place)
    return gpd.read_parquet(place) if "geometry" in table else table


def _write(table: pd.DataFrame, place: Path) -> None:
    """Write a table; the file appears whole or not at all."""
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as folder:
        made = Path(folder) / place.name
        table.to_parquet(made, index=False)
        made.replace(place)
