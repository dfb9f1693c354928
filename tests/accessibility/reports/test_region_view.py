"""A region view: found by name or code, every postcode told, vestigingen sorted."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.students import Students
from accessibility.errors import UsageError
from accessibility.region_view import View, find_region, region_view
from accessibility.snapshot import Snapshot

GL_PIE = View("PIE", Leerweg.GL, denominator=Denominator.COMMON)


@pytest.fixture
def drawn_snapshot(line_snapshot: Snapshot) -> Snapshot:
    points = line_snapshot.postcodes
    placed = points[points.geometry.notna()]
    squares = [shapely.box(p.x - 1, p.y - 1, p.x + 1, p.y + 1) for p in placed.geometry]
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=points.crs)
    return line_snapshot.edited(pc4_areas=areas)


@pytest.mark.parametrize("name", ["Westdorp", "westdorp", "West"])
def test_a_region_is_found_by_name_or_code(line_snapshot: Snapshot, name: str) -> None:
    region = find_region(line_snapshot, name)
    assert (region.kind, region.code, region.name) == (
        AreaKind.GEMEENTE,
        "West",
        "Westdorp",
    )


def test_an_unknown_region_suggests_near_names(line_snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match="'Westdrop' is unknown; did you mean West"):
        find_region(line_snapshot, "Westdrop")


def test_a_name_in_two_divisions_must_be_told_apart(line_snapshot: Snapshot) -> None:
    areas = line_snapshot.table("areas")
    twice = pd.concat([areas, areas.assign(area_kind="provincie")])
    both = line_snapshot.edited(areas=twice)
    with pytest.raises(UsageError, match="say which with --area"):
        find_region(both, "Westdorp")
    assert find_region(both, "Westdorp", AreaKind.PROVINCIE).kind is AreaKind.PROVINCIE


def test_postcodes_tell_their_people_and_their_way(
    drawn_snapshot: Snapshot, line_students: Students
) -> None:
    region = find_region(drawn_snapshot, "Westdorp")
    view = region_view(drawn_snapshot, line_students, region, GL_PIE)
    assert view.postcodes.pc4.tolist() == ["1001", "1002"]
    assert view.postcodes.distance_m.tolist() == [0, 10_000]
    assert view.postcodes.students.tolist() == [10, 20]
    assert view.postcodes.reached.tolist() == [10, 20]
    assert view.postcodes.nearest.tolist() == ["School A", "School A"]
    assert view.vestigingen.offers.tolist() == ["pair", "profiel", "profiel"]
    assert len(view.shares) == 33


def test_people_without_a_polygon_are_counted(
    drawn_snapshot: Snapshot, line_students: Students
) -> None:
    country = find_region(drawn_snapshot, None)
    view = region_view(drawn_snapshot, line_students, country, GL_PIE)
    assert view.without_polygon == 5
