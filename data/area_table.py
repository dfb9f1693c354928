"""The table of areas: codes, names and polygons of every division of the country."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd

from accessibility.places import RD_NEW
from data.area_files import AREA_KINDS, empty_areas
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.snapshot import Finding

_COLUMN: Final = {kind: kind.replace("-", "_") for kind in AREA_KINDS}


def area_table(
    postcodes: pd.DataFrame,
    polygons: gpd.GeoDataFrame | None,
    gebieden: gpd.GeoDataFrame,
    names: Mapping[str, Mapping[str, str]],
) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Return one row per area that a file or a postcode names.

    Parameters
    ----------
    postcodes
        `pc4` and the area columns.
    polygons
        Postcode polygons; areas without one of their own get those of their
        postcodes, joined.
    gebieden
        Areas with a polygon of their own.
    names
        Names by kind and code, where a code is not a name.
    """
    parts, findings = [gebieden], []
    own = {k: gebieden.area_code[gebieden.area_kind == k] for k in AREA_KINDS}
    missing = {
        kind: postcodes[column].where(~postcodes[column].isin(own[kind]))
        for kind, column in _COLUMN.items()
    }
    missing = {kind: codes for kind, codes in missing.items() if codes.notna().any()}
    blocks = _blocks(postcodes.pc4, missing, polygons)
    for kind, codes in missing.items():
        joined = _joined(codes, kind, blocks)
        called = names.get(kind, {})
        joined["area_kind"] = kind
        joined["area_name"] = [called.get(code, code) for code in joined.area_code]
        parts.append(joined)
        what, why = f"{kind} from postcodes", "polygon made by joining postcode areas"
        findings.append(finding("areas", what, len(joined), why))
    table = pd.concat(parts, ignore_index=True) if len(parts) > 1 else gebieden
    ordered = table.sort_values(["area_kind", "area_code"]).reset_index(drop=True)
    return ordered[list(empty_areas().columns)], findings


def _blocks(
    pc4: pd.Series,
    missing: Mapping[str, pd.Series],
    polygons: gpd.GeoDataFrame | None,
) -> gpd.GeoDataFrame | None:
    """Join the postcodes that lie in the same area of every kind: done once, for all.

    The published polygons are simplified one by one and make no clean coverage, so
    the fast coverage union refuses them and joining takes seconds per kind.
    """
    if polygons is None or not missing:
        return None
    codes = pd.DataFrame({"pc4": pc4, **{k: c.fillna("") for k, c in missing.items()}})
    rows = polygons.merge(codes, on="pc4").drop(columns="pc4")
    return rows.dissolve(list(missing), as_index=False)


def _joined(
    codes: pd.Series, kind: str, blocks: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame:
    table = pd.DataFrame({"area_code": sorted(codes.dropna().unique())})
    if blocks is None:
        geometry = gpd.GeoSeries([None] * len(table), crs=RD_NEW)
        return gpd.GeoDataFrame(table, geometry=geometry)
    union = blocks[blocks[kind] != ""].dissolve(kind).geometry
    shapes = union.reindex(table.area_code).to_numpy()
    return gpd.GeoDataFrame(table, geometry=shapes, crs=RD_NEW)
