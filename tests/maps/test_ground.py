"""The ground of maps: sea, land and abroad where they are, and light."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from accessibility.places import CRS84, RD_NEW
from maps.ground import beneath, ground

PLACES = {
    (5.39, 52.16): "land",  # Amersfoort
    (4.0, 52.6): "water",  # the North Sea
    (5.4, 52.8): "water",  # IJsselmeer
    (3.8, 51.41): "water",  # Westerschelde
    (7.6, 52.0): "buitenland",  # Münster
    (4.4, 51.2): "buitenland",  # Antwerp
    (6.7, 53.59): "buitenland",  # Borkum
    (7.0, 53.45): "water",  # the mouth of the Ems
}


def square(x_m: float, y_m: float, half_m: float) -> shapely.Polygon:
    return shapely.box(x_m - half_m, y_m - half_m, x_m + half_m, y_m + half_m)


@pytest.fixture
def areas() -> gpd.GeoDataFrame:
    """Two squares of land around Amersfoort."""
    shapes = [square(150_000, 463_000, 5_000), square(160_000, 463_000, 5_000)]
    return gpd.GeoDataFrame(geometry=shapes, crs=RD_NEW)


@pytest.mark.parametrize(("place", "what"), PLACES.items())
def test_a_place_lies_in_what_it_is(
    areas: gpd.GeoDataFrame, place: tuple[float, float], what: str
) -> None:
    told = ground(areas)
    assert told.crs == CRS84
    shapes = told[told.soort.isin(["land", "buitenland"])]
    held = shapes[shapes.contains(shapely.Point(place))]
    assert (held.soort.tolist() or ["water"]) == [what]


def test_a_land_that_is_made_up_has_no_names(areas: gpd.GeoDataFrame) -> None:
    assert "Noordzee" in set(ground(areas).naam)
    assert "naam" not in set(ground(areas, named=False).soort)


def test_another_country_is_not_laid_beside_germany(areas: gpd.GeoDataFrame) -> None:
    elsewhere = areas.set_crs(32_629, allow_override=True)
    assert set(ground(elsewhere).soort) == {"land"}
    assert set(beneath(elsewhere, elsewhere).look) == {"rond"}


def test_roads_are_joined_and_weigh_little(areas: gpd.GeoDataFrame) -> None:
    bends = [(150_000 + 10 * k, 463_000 + k % 2) for k in range(30_000)]
    halves = [shapely.LineString(bends[:15_001]), shapely.LineString(bends[15_000:])]
    [road] = ground(areas, halves).query("soort == 'hoofdweg'").geometry
    assert len(road.geoms) == 1
    assert shapely.get_num_coordinates(road) < 12_000


def test_only_what_shows_is_drawn_around_a_region(areas: gpd.GeoDataFrame) -> None:
    land = gpd.GeoDataFrame(geometry=[square(155_000, 463_000, 200_000)], crs=RD_NEW)
    assert set(beneath(land, areas).look) == {"rond"}
    coast = areas.translate(-80_000, 0).to_frame("geometry")
    assert set(beneath(coast, coast).look) == {"water", "rond"}
