"""Features as the files that geographical programs read: FlatGeobuf and GeoParquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd


def flatgeobuf(features: gpd.GeoDataFrame) -> bytes:
    """Return features as FlatGeobuf, in the system that they are in.

    It has an index of places unless a feature has none: the format cannot have both.
    """
    target = io.BytesIO()
    indexed = "NO" if features.geometry.isna().any() else "YES"
    features.to_file(
        target,
        driver="FlatGeobuf",
        engine="pyogrio",
        layer="features",
        SPATIAL_INDEX=indexed,
    )
    return target.getvalue()


def geoparquet(features: gpd.GeoDataFrame) -> bytes:
    """Return features as GeoParquet, in the system that they are in."""
    target = io.BytesIO()
    features.to_parquet(target, index=False, write_covering_bbox=True)
    return target.getvalue()


FEATURE_FILES: Final[dict[str, Callable[[gpd.GeoDataFrame], bytes]]] = {
    "fgb": flatgeobuf,
    "parquet": geoparquet,
}
"""How a file is written, by the extension of its name."""
