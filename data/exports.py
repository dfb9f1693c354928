"""Tables written as files, whole or not at all: CSV, JSON, XLSX, Parquet, GPKG."""

from __future__ import annotations

import io
import json
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from accessibility.counting import WRITTEN_DECIMALS, reads_as_share
from accessibility.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

FORMATS: Final = ("csv", "json", "xlsx", "parquet", "gpkg")
TEXT_FORMATS: Final = ("csv", "json")
NOTES: Final = "toelichting"
"""The sheet that tells what a reader must know."""

_WIDEST_COLUMN: Final = 40
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_A_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9.,]*|-")
"""Text that a spreadsheet program reads as a number, or as nothing, as it is."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Write to a neighbouring file and put it in place only when all went well.

    Raises
    ------
    DataError
        If the file cannot be written, for instance because the disk is full; what
        stood there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as folder:
            draft = Path(folder) / path.name
            yield draft
            os.replace(draft, path)  # noqa: PTH105 - atomic on every system
    except OSError as error:
        message = (
            f"{path}: cannot be written ({error.strerror or error}); it is as before"
        )
        raise DataError(message) from error


def rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Round fractions to six decimals, so that files do not differ in the last bit."""
    floats = table.select_dtypes("float").columns
    return table.assign(
        **{name: table[name].round(WRITTEN_DECIMALS) for name in floats}
    )


def csv_text(table: pd.DataFrame) -> str:
    """Return a table as CSV: comma, decimal point, UTF-8, one header row."""
    return guarded(rounded(table)).to_csv(index=False, lineterminator="\n")


def guarded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which no text is a formula to a spreadsheet program.

    What is written for one, as CSV or as a workbook, goes through here: the name of a
    school or an area is data, and must not be carried out.
    """
    text = table.select_dtypes(["object", "string"]).columns
    return table.assign(**{name: table[name].map(no_formula) for name in text})


def no_formula(cell: object) -> object:
    """Return a cell with an apostrophe before what would be taken for a formula."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA_STARTS):
        return cell
    return cell if _A_NUMBER.fullmatch(cell) else "'" + cell


def json_text(table: pd.DataFrame, about: Mapping[str, Any]) -> str:
    """Return a table as JSON: what it is about, then `rows`; unknown is null."""
    plain = rounded(table).astype(object)
    rows = plain.where(table.notna(), None).to_dict(orient="records")
    return json.dumps(
        {**about, "rows": rows}, ensure_ascii=False, indent=1, default=_plain
    )


def _plain(value: object) -> object:
    """Turn numpy scalars into Python's own."""
    if isinstance(value, np.generic):
        return value.item()
    return str(value)


def write_table(
    table: pd.DataFrame,
    path: Path,
    *,
    file_format: str,
    about: Mapping[str, Any],
    areas: gpd.GeoDataFrame | None = None,
) -> None:
    """Write a table to a file, atomically.

    Parameters
    ----------
    table
        The rows.
    path
        Target; replaced as a whole.
    file_format
        One of `FORMATS`.
    about
        What a reader must know: dates, method, label. Kept in JSON, in a sheet
        `toelichting` of XLSX and in the metadata of Parquet and GeoPackage.
    areas
        Polygons with a column `area_code`; needed for `gpkg`.

    Raises
    ------
    UsageError
        If the format is unknown, or a GeoPackage is asked for without polygons.
    DataError
        If the file cannot be written.
    """
    if file_format not in FORMATS:
        message = f"format {file_format!r} is unknown; choose {', '.join(FORMATS)}"
        raise UsageError(message)
    with whole_file(path) as draft:
        if file_format == "csv":
            draft.write_text(csv_text(table), encoding="utf-8")
        elif file_format == "json":
            draft.write_text(json_text(table, about), encoding="utf-8")
        elif file_format == "parquet":
            _described(table, about).to_parquet(draft, index=False)
        elif file_format == "xlsx":
            workbook(table, about).save(draft)
        else:
            _with_polygons(table, areas).to_file(
                draft, driver="GPKG", layer="bereik", layer_metadata=_flat(about)
            )


def parquet_bytes(table: pd.DataFrame, about: Mapping[str, Any]) -> bytes:
    """Return a table as a Parquet file that says in its metadata what it is about."""
    target = io.BytesIO()
    _described(table, about).to_parquet(target, index=False)
    return target.getvalue()


def _described(table: pd.DataFrame, about: Mapping[str, Any]) -> pd.DataFrame:
    """Return a table that says in the metadata of a Parquet file what it is about."""
    described = table.copy(deep=False)
    described.attrs = json.loads(json.dumps(about, default=_plain))
    return described


def _flat(about: Mapping[str, Any]) -> dict[str, str]:
    """Return texts by name, as the metadata of a GeoPackage holds them."""
    flat: dict[str, str] = {}
    for name, value in _lines(about):
        key = name.replace(": ", ".")
        flat[key] = f"{flat[key]}\n{value}" if key in flat else value
    return flat


def _with_polygons(
    table: pd.DataFrame, areas: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame:
    if areas is None or areas.geometry.isna().all():
        message = (
            "a GeoPackage needs areas with polygons, which this division of the "
            "snapshot has not: choose --area gemeente, provincie or pc4, or "
            "another --format"
        )
        raise UsageError(message)
    polygons = areas[["area_code", "geometry"]]
    merged = table.merge(polygons, on="area_code", how="left")
    return gpd.GeoDataFrame(merged, geometry="geometry", crs=areas.crs)


def workbook(table: pd.DataFrame, about: Mapping[str, Any]) -> Workbook:
    """Return a workbook with a sheet `toelichting` first and the table second."""
    return sheets_workbook({"tabel": table}, about)


def sheets_workbook(
    tables: Mapping[str, pd.DataFrame], about: Mapping[str, Any], *, first: str = NOTES
) -> Workbook:
    """Return a workbook with what a reader must know first and then the tables."""
    book = Workbook()
    notes = book.active
    notes.title = first
    for key, value in _lines(about):
        notes.append([key, no_formula(value)])
    _fit_columns(notes)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        _fill(sheet, table)
        _fit_columns(sheet)
    return book


def _lines(about: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in about.items():
        if isinstance(value, dict):
            yield from ((f"{key}: {k}", str(v)) for k, v in value.items())
        elif isinstance(value, (list, tuple)):
            yield from ((key, str(v)) for v in value)
        else:
            yield key, str(value)


def _fill(sheet: Any, table: pd.DataFrame) -> None:  # noqa: ANN401 - untyped library
    sheet.append([str(name) for name in table.columns])
    plain = guarded(rounded(table)).astype(object).where(table.notna(), None)
    for row in plain.itertuples(index=False):
        sheet.append([v.item() if isinstance(v, np.generic) else v for v in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for k, name in enumerate(table.columns, start=1):
        if reads_as_share(str(name)):
            _show_as(sheet, k, "0.0%")
    sheet.freeze_panes = "A2"


def _show_as(sheet: Any, column: int, number_format: str) -> None:  # noqa: ANN401 - untyped library
    """Let a column be shown in a format of Excel; what it holds stays as computed."""
    for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
        cell.number_format = number_format


def _fit_columns(sheet: Any) -> None:  # noqa: ANN401 - untyped library
    for k, column in enumerate(sheet.columns, start=1):
        width = max(len(str(cell.value or "")) for cell in column) + 2
        sheet.column_dimensions[get_column_letter(k)].width = min(width, _WIDEST_COLUMN)


def text_of(table: pd.DataFrame, file_format: str, about: Mapping[str, Any]) -> str:
    """Return a table as text for the terminal or a pipe.

    Raises
    ------
    UsageError
        If the format is binary: those need a file to be written to.
    """
    if file_format == "csv":
        return csv_text(table)
    if file_format == "json":
        return json_text(table, about) + "\n"
    message = f"--format {file_format} writes a file: name it with -o"
    raise UsageError(message)
