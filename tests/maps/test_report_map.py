"""The region map on paper."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.image import imread

from maps.extras import Extras
from maps.overlays import circles, facilities
from maps.report_map import report_map

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Manifest
    from maps.subject import Subject


def test_it_tells_the_same_story_as_the_page(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    areas = (
        postcodes[["geometry"]]
        .iloc[:1]
        .set_geometry([shapely.box(1e5, 4.5e5, 1.5e5, 5e5)])
    )
    shares = pd.DataFrame(
        {"profiel": ["PIE"], "leerweg": ["gl"], "share": [0.25]}
    ).assign(students=200.0, reached=50.0, share_low=0.2, share_high=0.3)
    shown = dataclasses.replace(circles(vestigingen, subject), show=True)
    spots = dataclasses.replace(facilities(vestigingen), show=True)
    drawing = report_map(
        postcodes,
        vestigingen,
        subject=subject,
        manifest=dataclasses.replace(manifest, example=True),
        extras=Extras(
            shares=shares,
            surroundings=areas,
            places=vestigingen[["naam", "geometry"]],
            overlays=[shown, spots],
        ),
    )
    svg = drawing.svg().decode("utf-8")
    assert drawing.title.startswith("In Voorbeeldland woont 75,0% van de derdejaars")
    for words in (
        "Voorbeeldgegevens: geen echte scholen of leerlingen",
        "tussen 70,0 en 80,0%",
        "150 derdejaars van de gl in 8 postcodes",
        "N016",
        "25,0%",
        "10 km hemelsbreed om PIE in de gl",
        "aantal afgeschermd",
        "postcodegebieden: 2021, CBS, CC BY 4.0",
    ):
        assert words in svg


def test_an_overlay_that_is_off_is_not_in_the_legend(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    extras = Extras(overlays=[circles(vestigingen, subject)])
    drawing = report_map(
        postcodes, vestigingen, subject=subject, manifest=manifest, extras=extras
    )
    assert "hemelsbreed om PIE" not in drawing.svg().decode("utf-8")


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_it_saves_as_one_whole_file(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
    kind: str,
) -> None:
    drawing = report_map(postcodes, vestigingen, subject=subject, manifest=manifest)
    file = drawing.save(tmp_path / f"kaart.{kind}")
    if kind == "pdf":
        assert file.read_bytes().count(b"/Type /Page ") == 1
        return
    picture = imread(file)
    # A4 at 200 dots an inch, and not a blank sheet.
    assert picture.shape[:2] == (1654, 2338)
    assert float(np.asarray(picture).std()) > 0.05


def test_names_of_places_do_not_lie_over_each_other(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    middle = postcodes.union_all().centroid
    points = [middle, shapely.Point(middle.x + 100, middle.y)]
    places = gpd.GeoDataFrame(
        {"naam": ["Grootstad", "Kleindorp"]}, geometry=points, crs=postcodes.crs
    )
    drawing = report_map(
        postcodes,
        vestigingen,
        subject=subject,
        manifest=manifest,
        extras=Extras(places=places),
    )
    told = [text.get_text() for text in drawing.figure.axes[0].texts]
    assert "Grootstad" in told
    assert "Kleindorp" not in told
