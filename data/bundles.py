"""Files that are the same bytes for the same content: workbook, GeoJSON, GeoPackage.

Formats like to write the time of saving into a file; here a fixed one stands in its
place, so that a file can be compared with itself computed again.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely

from accessibility.projection import to_lonlat
from data.exports import NOTES, rounded, sheets_workbook, whole_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_FIXED_TIME: Final = "1980-01-01T00:00:00Z"
_SAVED_AT: Final = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_CORE: Final = "docProps/core.xml"
_DECIMALS: Final = 6
_CHANGE_COUNTERS: Final = (24, 92)


def xlsx_bytes(
    tables: Mapping[str, pd.DataFrame],
    about: Mapping[str, Any],
    *,
    first: str = NOTES,
) -> bytes:
    """Return a workbook: what a reader must know first, then one sheet per table.

    Parameters
    ----------
    tables
        By the name of their sheet, at most 31 characters.
    about
        What a reader must know: units, definitions, dates.
    first
        Name of the sheet that tells it.
    """
    stream = io.BytesIO()
    sheets_workbook(tables, about, first=first).save(stream)
    return _without_times(stream.getvalue())


def _without_times(book: bytes) -> bytes:
    """Pack a workbook again, every part with the same fixed time."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == _CORE:
                content = _SAVED_AT.sub(_FIXED_TIME.encode(), content)
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def geojson_bytes(frame: gpd.GeoDataFrame) -> bytes:
    """Return a table with geometry as GeoJSON (RFC 7946): lon, lat, about 0.1 m."""
    degrees = to_lonlat(frame)
    shapes = shapely.set_precision(degrees.geometry.to_numpy(), 10.0**-_DECIMALS)
    columns = rounded(frame.drop(columns="geometry"))
    plain = columns.astype(object).where(columns.notna(), None)
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
        }
        for properties, shape in zip(plain.to_dict("records"), shapes, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode()


def gpkg_bytes(frame: gpd.GeoDataFrame, *, layer: str) -> bytes:
    """Return a table with geometry as GeoPackage, in its own system."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        frame.to_file(path, driver="GPKG", layer=layer)
        _set_saved_at(path)
        return path.read_bytes()


def _set_saved_at(path: Path) -> None:
    """Put the fixed time in a GeoPackage, and write it again without what was there.

    GDAL has an option for it, but for the whole process: another thread's files would
    bear that time too.
    """
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("UPDATE gpkg_contents SET last_change = ?", (_FIXED_TIME,))
        book.execute("VACUUM")
    _set_change_counter(path)


def _set_change_counter(path: Path) -> None:
    """Say in a SQLite file that it was changed once, however often GDAL did.

    The header holds how many transactions there were, and with which of them its
    remarks hold (https://www.sqlite.org/fileformat.html, 1.3.7 and 1.3.15). Files
    written side by side take one more now and then.
    """
    with path.open("r+b") as file:
        for offset in _CHANGE_COUNTERS:
            file.seek(offset)
            file.write((1).to_bytes(4, "big"))


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Return a document as JSON, its members in the order given."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return (text + "\n").encode()


def write_files(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files into a folder, each whole or not at all.

    Parameters
    ----------
    files
        Content by name; the last is written last, so that a document that lists the
        others only stands there when they do.
    folder
        Made if it is missing.

    Raises
    ------
    DataError
        If a file cannot be written.
    """
    paths = []
    for name, content in files.items():
        with whole_file(folder / name) as draft:
            draft.write_bytes(content)
        paths.append(folder / name)
    return paths


def relative_folder(target: Path, start: Path) -> str:
    """Return how to get from one folder to another, with forward slashes."""
    return Path(os.path.relpath(target.resolve(), start.resolve())).as_posix()
