"""The layers a reader may switch on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.errors import UsageError
from maps.layers import overlay_layer
from maps.overlays import choices, circles, facilities, road_areas
from maps.subject import Subject

if TYPE_CHECKING:
    import geopandas as gpd


def test_circles_stand_around_every_offer_and_only_there(
    vestigingen: gpd.GeoDataFrame, subject: Subject
) -> None:
    overlay = circles(vestigingen, subject)
    shape = overlay.frame.geometry.iloc[0]
    assert overlay.name == "10 km hemelsbreed om PIE in de gl"
    # Two offers far apart; the polygon of a circle is a little smaller than it.
    assert shape.area == pytest.approx(2 * np.pi * 10_000.0**2, rel=0.02)
    inside = vestigingen.geometry.within(shape)
    assert list(inside) == [True, True, False, True]


def test_a_time_has_no_circle(vestigingen: gpd.GeoDataFrame) -> None:
    minutes = Subject("PIE", Leerweg.GL, "X", Mode.BIKE, 1_800.0, Unit.SECONDS)
    with pytest.raises(UsageError, match="metres"):
        circles(vestigingen, minutes)


def test_road_areas_become_one_shape(
    vestigingen: gpd.GeoDataFrame,
) -> None:
    bike = Subject("PIE", Leerweg.GL, "X", Mode.BIKE)
    areas = vestigingen.set_geometry(vestigingen.geometry.buffer(5_000))
    areas.loc[3, "geometry"] = None
    overlay = road_areas(areas, bike)
    assert len(overlay.frame) == 1
    assert overlay.name == "10 km over de fietsroute naar PIE in de gl"


def test_names_of_facilities_are_safe_to_show(vestigingen: gpd.GeoDataFrame) -> None:
    layer = overlay_layer(facilities(vestigingen))
    texts = [feature["properties"]["t"] for feature in layer.data["features"]]
    assert texts[1] == "Tom &amp; &lt;script&gt;Co&lt;/script&gt;"


def test_each_number_of_profielen_has_a_shape_and_a_colour(
    postcodes: gpd.GeoDataFrame,
) -> None:
    counted = postcodes.assign(n_technical=[0, 0, 1, 5] * 4)
    overlay = choices(counted)
    words = [
        ("keuze p0", "0 technische profielen te kiezen"),
        ("keuze p1", "1 technisch profiel te kiezen"),
        ("keuze p5", "5 technische profielen te kiezen"),
    ]
    assert overlay.signs == words
    # In the first postcode nobody lives.
    side = 4_000.0
    assert overlay.frame.area.tolist() == pytest.approx(
        [7 * side**2, 4 * side**2, 4 * side**2]
    )
    layer = overlay_layer(overlay)
    looks = [layer.style_function(one)["className"] for one in layer.data["features"]]
    assert looks == [look for look, _ in words]
    assert not layer.show


def test_a_land_where_nobody_lives_has_no_choices(postcodes: gpd.GeoDataFrame) -> None:
    nobody = postcodes.assign(n_technical=0, suppressed=False, students_high=0.0)
    assert choices(nobody).signs == []
    outside = postcodes.assign(n_technical=0, is_outside=True)
    assert choices(outside).signs == []
