"""How much a map of the whole country weighs, on the published polygons."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest

from maps.region_map import region_map
from maps.shapes import simplified

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest
    from maps.subject import Subject

MOST_BYTES = 3_000_000


@pytest.fixture(scope="module")
def country() -> gpd.GeoDataFrame:
    """All postcodes, one of them without a polygon, with made-up distances."""
    folder = Path(os.environ["BEREIK_REALDATA"]) / "cbs"
    polygons = gpd.read_file(folder / "geo_postcodes4.gpkg")
    chance = np.random.default_rng(1)
    frame = gpd.GeoDataFrame(
        {
            "pc4": polygons.postcode.astype(int).astype(str),
            "plaats": "Een plaats met een lange naam",
            "nearest": "Scholengemeenschap met een lange naam",
            "distance_m": chance.uniform(0, 30_000, len(polygons)),
        },
        geometry=polygons.geometry,
        crs=polygons.crs,
    )
    for end in ("_low", "", "_high"):
        frame[f"students{end}"] = 12.0
        frame[f"reached{end}"] = np.where(frame.distance_m <= 10_000, 12.0, 0.0)
    return frame


@pytest.mark.realdata
def test_the_whole_country_fits_in_one_small_file(
    country: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    drawn = region_map(country, vestigingen, subject=subject, manifest=manifest)
    assert len(drawn.html.encode("utf-8")) < MOST_BYTES


@pytest.mark.realdata
def test_simplifying_keeps_every_postcode_and_the_land(
    country: gpd.GeoDataFrame,
) -> None:
    south = country[country.pc4.between("4900", "5299")]
    simple, decimals = simplified(south, most_vertices=8_000)
    assert simple.geometry.count_coordinates().sum() <= 8_000
    assert decimals == 4
    assert list(simple.pc4) == list(south.pc4)
    assert list(simple.is_empty) == list(south.is_empty)
    assert south.is_empty.sum() == 1
    assert simple.area.sum() == pytest.approx(south.area.sum(), rel=0.005)
