"""A region view: every postcode told, vestigingen sorted, nobody lost."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from accessibility.codes import Denominator, Leerweg
from accessibility.questions import CENTRE, Question
from accessibility.regions import find_region
from accessibility.reports.one_region import region_view
from accessibility.snapshot import Snapshot
from accessibility.study import Study

GL_PIE = Question(
    profielen=("PIE",),
    leerwegen=(Leerweg.GL,),
    denominator=Denominator.COMMON,
    students="own",
    smallest=0,
    points=CENTRE,
)


@pytest.fixture
def drawn_snapshot(line_snapshot: Snapshot) -> Snapshot:
    points = line_snapshot.postcodes
    placed = points[points.geometry.notna()]
    squares = [shapely.box(p.x - 1, p.y - 1, p.x + 1, p.y + 1) for p in placed.geometry]
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=points.crs)
    return line_snapshot.edited(pc4_areas=areas)


def test_postcodes_tell_their_people_and_their_way(drawn_snapshot: Snapshot) -> None:
    region = find_region(drawn_snapshot, "Westdorp")
    view = region_view(Study(drawn_snapshot), region, GL_PIE)
    assert view.postcodes.pc4.tolist() == ["1001", "1002"]
    assert view.postcodes.distance_m.tolist() == [0, 10_000]
    assert view.postcodes.students.tolist() == [10, 20]
    assert view.postcodes.reached.tolist() == [10, 20]
    assert view.postcodes.nearest.tolist() == ["School A", "School A"]
    assert view.vestigingen.offers.tolist() == ["pair", "profiel", "profiel"]
    assert len(view.shares) == 33


def test_people_without_a_polygon_are_counted(drawn_snapshot: Snapshot) -> None:
    country = find_region(drawn_snapshot, None)
    view = region_view(Study(drawn_snapshot), country, GL_PIE)
    assert view.without_polygon == 5


def test_a_town_is_named_where_most_of_its_postcodes_lie(
    drawn_snapshot: Snapshot,
) -> None:
    points = drawn_snapshot.postcodes
    inside = points.pc4.isin(["1001", "1002"])
    town = points.assign(plaats=points.plaats.where(~inside, "Stad"))
    snapshot = drawn_snapshot.edited(postcodes=town)
    country = find_region(snapshot, None)
    places = region_view(Study(snapshot), country, GL_PIE).places
    assert places.naam.iloc[0] == "Stad"
    both = points[inside].geometry
    assert places.geometry.iloc[0].x == pytest.approx(both.x.median())
