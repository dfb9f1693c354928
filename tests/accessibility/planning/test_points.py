"""Schools and places of a region: nobody is lost, unknown counts are said."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest

from accessibility.codes import AreaKind
from accessibility.counting import COUNT_COLUMNS
from accessibility.errors import MissingDataError
from accessibility.places import RD_NEW
from accessibility.planning.points import (
    Places,
    area_numbers,
    candidate_places,
    existing_places,
    joined_places,
    planning_schools,
    planning_vestigingen,
)
from accessibility.regions import Region
from accessibility.snapshot import Snapshot

COUNTRY = Region(AreaKind.NL, "NL", "Nederland")
WEST = Region(AreaKind.GEMEENTE, "West", "West")


@pytest.fixture
def snapshot(line_snapshot: Snapshot) -> Snapshot:
    """The line with four primary schools, one without a place, one not counted."""
    places = line_snapshot.postcodes.set_index("pc4").geometry
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300", "XP0400"],
            "naam": ["Aa", "Bee", "Cee", "Dee"],
            "plaats": ["Aa", "Bee", "Cee", None],
            "pc4": ["1001", "1002", "1003", "1004"],
            "pupils": [20.0, np.nan, 40.0, 10.0],
        },
        geometry=places.loc[["1001", "1002", "1003", "1004"]].to_numpy(),
        crs=RD_NEW,
    )
    labs = gpd.GeoDataFrame(
        {
            "facility_id": ["L1", "L2"],
            "naam": ["Lab", "Feest"],
            "kind": ["techlab", "event"],
            "owner": [None, "gemeente"],
            "date": None,
        },
        geometry=places.loc[["1001", "1002"]].to_numpy(),
        crs=RD_NEW,
    )
    return line_snapshot.edited(basisscholen=schools, facilities=labs)


def test_schools_of_the_country(snapshot: Snapshot) -> None:
    schools = planning_schools(snapshot, COUNTRY)
    assert list(schools.points.ids) == ["XP0100", "XP0200", "XP0300"]
    assert schools.unplaced == 1
    assert schools.uncounted == 1
    assert schools.weight.tolist() == [20.0, 30.0, 40.0]
    assert len(schools.notes) == 2


def test_a_region_holds_its_own_schools_and_places(snapshot: Snapshot) -> None:
    assert list(planning_schools(snapshot, WEST).points.ids) == ["XP0100", "XP0200"]
    assert list(candidate_places(snapshot, WEST, Places.PC4)["id"]) == ["1001", "1002"]
    at_schools = candidate_places(snapshot, WEST, Places.BASISSCHOLEN)
    assert list(at_schools["naam"]) == ["Aa", "Bee"]


def test_existing_labs_come_before_candidates(snapshot: Snapshot) -> None:
    existing = existing_places(snapshot)
    assert list(existing["id"]) == ["L1"]
    assert list(existing["owner"]) == [""]
    both = joined_places(existing, candidate_places(snapshot, WEST, Places.PC4))
    assert list(both["id"]) == ["L1", "1001", "1002"]
    assert both.crs.to_epsg() == RD_NEW


def test_areas_are_numbered_alike(snapshot: Snapshot) -> None:
    table = planning_schools(snapshot, COUNTRY).table
    west, again, east = area_numbers(snapshot, table, AreaKind.GEMEENTE)
    assert west == again != east


def test_a_snapshot_without_schools_or_labs(line_snapshot: Snapshot) -> None:
    with pytest.raises(MissingDataError):
        planning_schools(line_snapshot, COUNTRY)
    assert len(existing_places(line_snapshot)) == 0


def test_vestigingen_count_their_third_and_fourth_years(snapshot: Snapshot) -> None:
    schools = planning_vestigingen(snapshot, WEST)
    assert list(schools.points.ids) == ["00AA00", "00BB00"]
    assert schools.pupils[1].tolist() == [18.0, 12.0]


def test_a_vestiging_without_vmbo_is_left_out(snapshot: Snapshot) -> None:
    offers = snapshot.offers[snapshot.offers.brin6 == "00BB00"]
    pupils = snapshot.table("pupils")
    others = pupils.assign(leerweg=pupils.leerweg.where(pupils.brin6 != "00AA00", ""))
    schools = planning_vestigingen(snapshot.edited(offers=offers, pupils=others), WEST)
    assert list(schools.points.ids) == ["00BB00"]


@pytest.mark.parametrize("leerweg", ["", "gl"])
def test_no_site_comes_at_a_vestiging_without_vmbo(
    leerweg: str, snapshot: Snapshot
) -> None:
    """Neither in another leerweg only nor with counts of nobody is it vmbo."""
    offers = snapshot.offers[snapshot.offers.brin6 == "00BB00"]
    pupils = snapshot.table("pupils")
    here = pupils.brin6 == "00AA00"
    empty = dict.fromkeys(COUNT_COLUMNS, 0.0) if leerweg else {}
    others = pupils.assign(
        leerweg=pupils.leerweg.where(~here, leerweg),
        **{name: pupils[name].where(~here, 0) for name in empty},
    )
    edited = snapshot.edited(offers=offers, pupils=others)
    sites = candidate_places(edited, COUNTRY, Places.VESTIGINGEN)
    assert "00AA00" not in set(sites["id"])
    assert "00BB00" in set(sites["id"])
    assert list(planning_vestigingen(edited, WEST).points.ids) == ["00BB00"]


def test_a_vestiging_that_only_declares_has_no_count(snapshot: Snapshot) -> None:
    none = snapshot.table("pupils").iloc[:0]
    assert planning_vestigingen(snapshot.edited(pupils=none), WEST).uncounted == 2
    with pytest.raises(MissingDataError, match="no vestiging with vmbo"):
        planning_vestigingen(
            snapshot.edited(pupils=none, offers=snapshot.offers.iloc[:0]), WEST
        )
