"""Maps of plans say what was found, and are the same file for the same plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg

from accessibility.codes import Unit
from accessibility.errors import TableError
from accessibility.places import RD_NEW
from maps.planning_map import SitingSubject, siting_map, tour_map

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest


def _points(**columns: list[object]) -> gpd.GeoDataFrame:
    n = len(next(iter(columns.values())))
    x = [150_000.0 + 4_000 * i for i in range(n)]
    y = [450_000.0 + 3_000 * (i % 2) for i in range(n)]
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(x, y), crs=RD_NEW)


@pytest.fixture
def areas() -> gpd.GeoDataFrame:
    places = _points(pc4=["a", "b", "c", "d"])
    return places.assign(geometry=places.geometry.buffer(3_000))


def test_a_siting_map_says_what_the_sites_reach(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0, 30.0], reached=[True, True, False])
    sites = _points(naam=["Oud", "Nieuw"], new=[False, True], pupils=[10.0, 20.0])
    subject = SitingSubject("Streek", 6_000.0, Unit.METRES, 0.5, "bewezen de beste")
    drawing = siting_map(schools, sites, areas, subject=subject, manifest=manifest)
    assert "50,0% van de leerlingen" in drawing.title
    svg = drawing.svg()
    assert b"1 Nieuw (20 leerlingen)" in svg
    assert b"basisschool bereikt (2)" in svg
    again = siting_map(schools, sites, areas, subject=subject, manifest=manifest)
    assert again.svg() == svg


def _legs(
    *stops: shapely.Point, on_road: bool = True, day: date = date(2026, 1, 5)
) -> gpd.GeoDataFrame:
    """Legs of one day from stop to stop and back to the first."""
    ring = [*stops, stops[0]]
    lines = [shapely.LineString(pair) for pair in pairwise(ring)]
    table = {"date": day, "bus": "bus 1", "on_road": on_road}
    return gpd.GeoDataFrame(table, index=range(len(lines)), geometry=lines, crs=RD_NEW)


def test_a_tour_map_counts_days_and_schools(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0], visited=[True, False])
    places = _points(id=["lab", "s0", "s1"]).set_index("id").geometry
    legs = pd.concat(
        [
            _legs(places["lab"], places["s0"]),
            _legs(places["lab"], places["s1"], day=date(2026, 1, 6)),
        ],
        ignore_index=True,
    )
    drawing = tour_map(
        legs, schools, places[["lab"]], areas, area_name="Streek", manifest=manifest
    )
    assert "2 dagen op pad met 1 bus: 1 van de 2 basisscholen" in drawing.title
    svg = drawing.svg()
    assert b"niet bezocht (1)" in svg
    assert b"rit over de weg" in svg
    assert b"niet over de weg" not in svg
    assert b"stroke-dasharray" not in svg


def test_what_is_no_road_is_dashed_and_said(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0], visited=[True, False])
    places = _points(id=["lab", "s0", "s1"]).set_index("id").geometry
    legs = _legs(places["lab"], places["s0"], on_road=False)
    drawing = tour_map(
        legs, schools, places[["lab"]], areas, area_name="Streek", manifest=manifest
    )
    svg = drawing.svg()
    assert b"hemelsbreed getekend, niet over de weg" in svg
    assert b"rit over de weg" not in svg
    assert b"stroke-dasharray" in svg


def test_a_depot_outside_the_region_is_on_the_map(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[10.0, 20.0], visited=[True, False])
    far = shapely.Point(schools.geometry.x.max() + 40_000, schools.geometry.y.min())
    depot = gpd.GeoSeries([far], ["lab"], crs=schools.crs)
    legs = _legs(far, schools.geometry[0])
    drawing = tour_map(
        legs, schools, depot, areas, area_name="Streek", manifest=manifest
    )
    assert drawing.figure.axes[0].get_xlim()[1] > far.x


def test_a_missing_column_is_named(areas: gpd.GeoDataFrame, manifest: Manifest) -> None:
    with pytest.raises(TableError, match="'visited' is missing"):
        tour_map(
            _points(date=[1], bus=["b"], on_road=[True]),
            _points(pupils=[1.0]),
            areas.geometry,
            areas,
            area_name="Streek",
            manifest=manifest,
        )


def test_many_sources_leave_room_for_the_list_of_sites(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    many = replace(
        manifest,
        sources=tuple(
            replace(one, maker=f"bron nummer {n} met een lange naam", file=f"{n}.csv")
            for one in manifest.sources[:1]
            for n in range(12)
        ),
    )
    schools = _points(pupils=[10.0, 20.0], reached=[True, False])
    sites = _points(naam=["Nieuw"], new=[True], pupils=[10.0])
    subject = SitingSubject("Ons land", 3_000.0, Unit.METRES, 0.5, "bewezen de beste")
    figure = siting_map(schools, sites, areas, subject=subject, manifest=many).figure
    canvas: Any = FigureCanvasAgg(figure)
    draw = canvas.get_renderer()
    listed, sources = (
        next(one for one in figure.texts if words in one.get_text()).get_window_extent(
            draw
        )
        for words in ("1 Nieuw", "Bronnen")
    )
    assert sources.y1 < listed.y0


def test_a_long_title_leaves_room_for_the_legend(
    areas: gpd.GeoDataFrame, manifest: Manifest
) -> None:
    schools = _points(pupils=[100.0, 50.0], reached=[True, False])
    sites = _points(naam=["A", "B"], new=[True, False], pupils=[100.0, 10.0])
    subject = SitingSubject("Een lange naam " * 6, 6000, Unit.METRES, 0.5, "bewezen")
    figure = siting_map(
        schools, sites, areas, subject=subject, manifest=manifest
    ).figure
    figure.draw_without_rendering()
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert figure.texts[0].get_text().count("\n") >= 2
    assert legend.get_window_extent().y1 < figure.texts[0].get_window_extent().y0
