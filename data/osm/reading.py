"""OpenStreetMap files: which reader takes them, and what is said if none can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.errors import DataError, MissingPackageError
from data.access import grammar
from data.osm.assembly import assembled
from data.osm.blobs import HEADER, UnsuitedError
from data.osm.blocks import read_blocks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from data.osm.items import Items
    from data.osm.roads import OsmRoads
    from data.osm.strip import Strip

    Progress = Callable[[int, int], None]

_HEAD: Final = 64


def read_osm(
    path: Path, *, strip: Strip | None = None, progress: Progress | None = None
) -> OsmRoads:
    """Read the roads of an OpenStreetMap file.

    Parameters
    ----------
    path
        An `.osm.pbf` file, or `.osm` XML.
    strip
        What to keep to; None for everything.
    progress
        Called with how many bytes of the file are done, and how many it has.

    Raises
    ------
    MissingPackageError
        If what reads conditions, or files that are not in blocks, is not installed.
    DataError
        If the file is missing, is not an OpenStreetMap file, or ends too early.
    NetworkError
        If it holds no road.
    """
    if not path.is_file():
        message = f"{path}: no such file"
        raise DataError(message)
    grammar()
    try:
        return assembled(path, _items(path, strip, progress))
    except RuntimeError as error:
        message = (
            f"{path}: cannot be read as an OpenStreetMap file ({error}); expected a "
            "complete .osm.pbf, for example from download.geofabrik.de: if it was "
            "downloaded, it may have been cut off"
        )
        raise DataError(message) from error


def _items(path: Path, strip: Strip | None, progress: Progress | None) -> Items:
    """Read a file block by block if it is packed so, object by object if not."""
    with path.open("rb") as file:
        in_blocks = HEADER in file.read(_HEAD)
    if in_blocks:
        try:
            return read_blocks(path, strip, progress)
        except UnsuitedError:
            pass
    try:
        from data.osm.streamed import read_streamed  # noqa: PLC0415 - of the extra `osm`
    except ImportError as error:
        need = f"{path}: is not packed in blocks, and reading it needs pyosmium"
        raise MissingPackageError(need, "osm") from error
    return read_streamed(path, strip)
