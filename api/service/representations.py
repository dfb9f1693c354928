"""Tables of the core as JSON, CSV for Dutch Excel, XLSX, GeoJSON and HTML."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from accessibility.counting import WRITTEN_DECIMALS
from accessibility.headers import let_through
from accessibility.projection import to_lonlat
from api.service.features import CRS84_URI
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.pages import table_page
from api.service.problems import ProblemError
from api.service.rendered import Rendered, rendered
from data.exports import guarded, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

BOM: Final = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""

_FEW_DECIMALS: Final = 3
"""A millimetre, or a thousandth of a student."""

_LONGEST_PART: Final = 20
"""Longer lists are left out of the name of a file."""

_MOST_ROWS: Final = {
    Form.JSON: 200_000,
    Form.CSV: 200_000,
    Form.XLSX: 20_000,
    Form.GEOJSON: 20_000,
    Form.HTML: 2_000,
}


def represent(
    table: pd.DataFrame,
    form: Form,
    about: Mapping[str, Any],
    *,
    name: str,
    polygons: tuple[gpd.GeoDataFrame, int] | None = None,
) -> Rendered:
    """Return a table in one of its representations.

    Parameters
    ----------
    table
        Rows with Dutch column names.
    form
        Which representation.
    about
        What a reader must know, Dutch names: dates, label, method, notes.
    name
        What the file is called, without extension.
    polygons
        Areas by `area_code` and the decimals of a degree worth keeping; for GeoJSON.

    Raises
    ------
    ProblemError
        400 if there are more rows than the representation can carry.
    """
    most = _MOST_ROWS[form]
    if len(table) > most:
        message = (
            f"The answer has {len(table)} rows; as {form.value} at most {most} are "
            "given. Ask fewer drempels, profielen or gebieden."
        )
        raise ProblemError(400, message)
    if form is Form.CSV:
        told = csv_for_excel(table.assign(**_told(about)))
        return rendered(told, MEDIA_TYPES[form], _file(name, about, "csv"))
    if form is Form.XLSX:
        book = _xlsx(table, _in_lines(about))
        return rendered(book, MEDIA_TYPES[form], _file(name, about, "xlsx"))
    if form is Form.GEOJSON:
        return rendered(
            _geojson(table, about, polygons),
            MEDIA_TYPES[form],
            {"Content-Crs": f"<{CRS84_URI}>"} | _file(name, about, "geojson", "inline"),
        )
    if form is Form.HTML:
        return rendered(table_page(table, _in_lines(about), name), MEDIA_TYPES[form])
    return rendered(json_rows(table, about), MEDIA_TYPES[form])


def _in_lines(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a table is about for a person: each part of a list in one line."""
    return {
        name: [_line(part) for part in value] if isinstance(value, list) else value
        for name, value in about.items()
    }


def _line(part: Any) -> str:  # noqa: ANN401 - any JSON
    if not isinstance(part, dict):
        return str(part)
    return "; ".join(f"{name}: {value}" for name, value in part.items() if value)


def _told(about: Mapping[str, Any]) -> dict[str, str]:
    """Return what a row must say of itself once it is taken out of its file."""
    told = {
        "peildatum": _date_of(about),
        "rekenwijze": about.get("methodeversie", ""),
        "momentopname": about.get("naam", ""),
        "toegelaten": let_through(about.get("toelichting", ())),
    }
    return {name: value for name, value in told.items() if value}


def _date_of(about: Mapping[str, Any]) -> str:
    """Return the date of the students, or of the offer where nobody is counted."""
    dates = about.get("peildata", {})
    return str(dates.get("leerlingen") or dates.get("aanbod") or "")


def _file(
    name: str, about: Mapping[str, Any], extension: str, way: str = "attachment"
) -> dict[str, str]:
    called = f"{file_name(name, about)}.{extension}"
    return {"Content-Disposition": f'{way}; filename="{called}"'}


def file_name(name: str, about: Mapping[str, Any]) -> str:
    """Return what a file is called: what it holds, of what, and of which date.

    Examples
    --------
    >>> asked = {"profiel": ["PIE"], "leerweg": ["bl", "gl"], "drempel": [10_000.0]}
    >>> about = {"vraag": asked | {"eenheid": "m", "modus": "fiets"}, "naam": "nl"}
    >>> file_name("bereik", about)
    'bereik_PIE_bl+gl_10000m_fiets_nl'
    """
    asked = about.get("vraag", {})
    unit = asked.get("eenheid", "")
    few = {
        key: "+".join(map(str, asked.get(key, ()))) for key in ("profiel", "leerweg")
    }
    ways = "+".join(f"{value:g}{unit}" for value in asked.get("drempel", ()))
    division = asked.get("gebiedsindeling", "")
    parts = (
        name,
        *(text for text in few.values() if len(text) <= _LONGEST_PART),
        ways if len(ways) <= _LONGEST_PART else "",
        asked.get("modus", ""),
        f"per-{division}" if division else "",
        about.get("naam", ""),
        _date_of(about),
    )
    return re.sub(r"[^\w.+-]", "", "_".join(part for part in parts if part))


def json_rows(table: pd.DataFrame, about: Mapping[str, Any]) -> str:
    """Return what the table is about and its `rijen`; unknown is null."""
    rows = table.to_json(
        orient="records", double_precision=WRITTEN_DECIMALS, force_ascii=False
    )
    head = json.dumps(dict(about), ensure_ascii=False)
    separator = ", " if about else ""
    return f'{head[:-1]}{separator}"rijen": {rows}}}'


def columns_rendered(table: pd.DataFrame, about: Mapping[str, Any]) -> Rendered:
    """Return a table as JSON column by column, with what it is about."""
    columns = {name: _plain(column) for name, column in table.items()}
    body = json.dumps({**about, "kolommen": columns}, ensure_ascii=False)
    return rendered(body, MEDIA_TYPES[Form.JSON])


def _plain(column: pd.Series) -> list[Any]:
    """Return a column as JSON holds it: no infinity, no more digits than mean much."""
    if column.dtype.kind != "f":
        return list(column)
    values = column.round(_FEW_DECIMALS).to_numpy()
    return [float(v) if np.isfinite(v) else None for v in values]


def csv_for_excel(table: pd.DataFrame) -> str:
    """Return CSV as Dutch Excel opens it: semicolons, decimal comma, UTF-8 with BOM."""
    safe = guarded(table.round(WRITTEN_DECIMALS))
    safe = safe.replace({True: "ja", False: "nee"}) if _has_flags(safe) else safe
    return BOM + safe.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n")


def _has_flags(table: pd.DataFrame) -> bool:
    return len(table.select_dtypes("bool").columns) > 0


def _xlsx(table: pd.DataFrame, about: Mapping[str, Any]) -> bytes:
    target = io.BytesIO()
    workbook(table, about).save(target)
    return target.getvalue()


def _geojson(
    table: pd.DataFrame,
    about: Mapping[str, Any],
    polygons: tuple[gpd.GeoDataFrame, int] | None,
) -> str:
    """Return a feature per row; the whole country and unknown areas have no shape."""
    shape_of = {} if polygons is None else polygon_texts(*polygons)
    records = json.loads(
        table.to_json(orient="records", double_precision=WRITTEN_DECIMALS)
    )
    features = [
        f'{{"type":"Feature","id":{k},"properties":'
        f"{json.dumps(record, ensure_ascii=False)},"
        f'"geometry":{shape_of.get(record["gebied"], "null")}}}'
        for k, record in enumerate(records)
    ]
    head = json.dumps({"type": "FeatureCollection", **about}, ensure_ascii=False)
    return f'{head[:-1]}, "features": [{",".join(features)}]}}'


def polygon_texts(areas: gpd.GeoDataFrame, decimals: int) -> dict[str, str]:
    """Return the geometry of each area in degrees, as GeoJSON text by its code."""
    degrees = to_lonlat(areas).geometry.to_numpy()
    rounded = shapely.transform(degrees, lambda xy: np.round(xy, decimals))
    texts = shapely.to_geojson(rounded)
    codes = areas.area_code.to_numpy()
    return {
        code: text for code, text in zip(codes, texts, strict=True) if text is not None
    }
