"""Files of features: read back as they were, with their system and what is missing."""

from __future__ import annotations

import io

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.feature_files import FEATURE_FILES


@pytest.mark.parametrize("crs", ["OGC:CRS84", "EPSG:28992"])
@pytest.mark.parametrize("extension", FEATURE_FILES)
def test_what_is_written_is_read_back(extension: str, crs: str) -> None:
    features = gpd.GeoDataFrame(
        {
            "id": pd.array(["a", "b", "c"], dtype="string"),
            "leeg": pd.array([None, None, None], dtype="string"),
        },
        geometry=[shapely.box(0, 0, 1, 1), shapely.Point(3, 3), None],
        crs=crs,
    )
    content = FEATURE_FILES[extension](features)
    source = io.BytesIO(content)
    read = gpd.read_parquet(source) if extension == "parquet" else gpd.read_file(source)
    read = read.sort_values("id").reset_index(drop=True)
    assert read.crs.equals(features.crs, ignore_axis_order=True)
    assert list(read.id) == ["a", "b", "c"]
    assert read.leeg.isna().all()
    shapes = [shapely.normalize(one) for one in read.geometry[:2]]
    assert shapes == [shapely.normalize(one) for one in features.geometry[:2]]
    assert read.geometry[2] is None
