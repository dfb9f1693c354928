"""From a snapshot and a scenario to the snapshot after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from accessibility.codes import Leerweg, Mode, Profiel
from accessibility.errors import TableError
from accessibility.scenario import Scenario
from accessibility.scenario.applied import (
    apply,
    home_postcode,
    scenario_faults,
)
from accessibility.scenario.edits import (
    CloseLink,
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    LapseLicences,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.scenario.road_edits import Closing
from tests.small_country import country

if TYPE_CHECKING:
    from accessibility.scenario.applied import Applied
    from accessibility.scenario.edits import Edit
    from accessibility.snapshot import Snapshot
    from tests.town import Town

ONE, OTHER = "X00000", "X00001"
NEW = FoundVestiging(
    "XNEW01",
    "Nieuw",
    Place(120_000.0, 420_000.0),
    (PlannedOffer(Profiel.PIE, Leerweg.GL),),
)


def applied_to(snapshot: Snapshot, *edits: Edit) -> Applied:
    return apply(Scenario("t", "small", edits), snapshot)


def a_country() -> Snapshot:
    """Return the small country with a postcode of six characters at every site."""
    snapshot = country()
    sites = snapshot.vestigingen.copy()
    sites["postcode"] = "A000AA"
    return snapshot.edited(vestigingen=sites)


def test_a_moved_vestiging_lies_where_it_went() -> None:
    snapshot = a_country()
    home = snapshot.postcodes.iloc[4]
    to = Place(home.geometry.x + 1, home.geometry.y)
    after = applied_to(snapshot, MoveVestiging(OTHER, to))
    assert after.placed == (OTHER,)
    row = after.snapshot.vestigingen.set_index("brin6").loc[OTHER]
    assert row.geometry == Point(to.x_m, to.y_m)
    assert (row.pc4, row.gemeente, row.sto_regio) == (home.pc4, "G1", "G1")
    # Its old address says nothing of where it stands now.
    assert pd.isna(row.postcode)
    assert row.placed == "address"
    others = after.snapshot.vestigingen.brin6 != OTHER
    pd.testing.assert_frame_equal(
        pd.DataFrame(after.snapshot.vestigingen[others]),
        pd.DataFrame(snapshot.vestigingen[others]),
    )
    assert snapshot.vestigingen.postcode.notna().all()
    assert "offers" not in {
        name
        for name, table in after.snapshot.tables.items()
        if table is not snapshot.tables[name]
    }


def test_a_founded_vestiging_comes_last_with_what_is_known_of_it() -> None:
    snapshot = a_country()
    named = FoundVestiging(
        "XNEW02", "Ook nieuw", NEW.at, NEW.offers, bestuur="B9", plaats="Stad"
    )
    after = applied_to(snapshot, named, NEW)
    assert after.placed == ("XNEW01", "XNEW02")
    table = after.snapshot.vestigingen
    assert table.brin6.tolist()[-2:] == ["XNEW01", "XNEW02"]
    assert table.index.tolist() == list(range(len(table)))
    first, second = table.iloc[-2], table.iloc[-1]
    assert (first.naam, second.naam) == ("Nieuw", "Ook nieuw")
    assert pd.isna(first.bestuur)
    assert pd.isna(first.plaats)
    assert (second.bestuur, second.plaats) == ("B9", "Stad")
    assert first.pc4 == home_postcode(snapshot, NEW.at)
    offers = after.snapshot.offers
    new = offers[offers.brin6 == "XNEW01"].iloc[0]
    assert (new.profiel, new.leerweg, new.evidence) == ("PIE", "gl", "declared")
    assert np.isnan(new.students)
    assert after.opened == {
        (code, Profiel.PIE, Leerweg.GL) for code in ("XNEW01", "XNEW02")
    }


def test_what_is_founded_and_closed_again_leaves_nothing() -> None:
    snapshot = a_country()
    after = applied_to(snapshot, NEW, CloseVestiging("XNEW01"))
    assert after.snapshot is snapshot
    assert (after.placed, after.opened, after.closed) == ((), frozenset(), frozenset())


def test_a_vestiging_without_a_place_stays_in_the_table() -> None:
    snapshot = a_country()
    sites = snapshot.vestigingen.copy()
    sites.loc[2, "geometry"] = None
    after = applied_to(snapshot.edited(vestigingen=sites), NEW)
    assert after.placed == ("XNEW01",)
    assert len(after.snapshot.vestigingen) == len(sites) + 1


def test_a_merger_goes_on_only_where_offers_are_taken_over() -> None:
    snapshot = a_country()
    taken = applied_to(snapshot, MergeVestiging(ONE, OTHER))
    assert taken.merged == ((ONE, OTHER),)
    ended = applied_to(snapshot, MergeVestiging(ONE, OTHER, take_over=False))
    assert ended.merged == ()
    for after in (taken, ended):
        assert ONE not in set(after.snapshot.vestigingen.brin6)
        assert ONE not in set(after.snapshot.offers.brin6)
    before = snapshot.offers[snapshot.offers.brin6 == OTHER]
    still = ended.snapshot.offers
    pd.testing.assert_frame_equal(
        still[still.brin6 == OTHER].reset_index(drop=True),
        before.reset_index(drop=True),
    )
    joined = taken.snapshot.offers
    both = snapshot.offers.brin6.isin([ONE, OTHER])
    assert (
        joined[joined.brin6 == OTHER].students.sum()
        == snapshot.offers[both].students.sum()
    )


def test_rows_that_are_not_touched_stay_as_they_are() -> None:
    snapshot = a_country()
    offers = snapshot.offers
    first = offers.iloc[0]
    close = CloseOffer(first.brin6, Profiel(first.profiel), Leerweg(first.leerweg))
    after = applied_to(snapshot, close)
    pd.testing.assert_frame_equal(
        after.snapshot.offers, offers.iloc[1:].reset_index(drop=True)
    )
    assert after.closed == {(close.brin6, close.profiel, close.leerweg)}
    assert after.snapshot.vestigingen is snapshot.vestigingen


def test_licences_that_lapse_are_gone() -> None:
    columns = ("brin6", "profiel", "leerweg", "leerjaar", "valid_from", "valid_until")
    rows = [
        (ONE, "PIE", "gl", 3, None, "2026-07-31"),
        (OTHER, "PIE", "gl", 3, None, None),
    ]
    licences = pd.DataFrame(rows, columns=list(columns), index=[7, 9])
    snapshot = a_country().edited(licences=licences)
    after = applied_to(snapshot, LapseLicences("2026-07-31")).snapshot
    assert after.table("licences").brin6.tolist() == [OTHER]
    assert (ONE, "PIE", "gl") not in set(
        after.offers[["brin6", "profiel", "leerweg"]].itertuples(index=False, name=None)
    )


def test_all_faults_come_at_once_and_name_the_edit() -> None:
    snapshot = a_country()
    edits = (CloseVestiging("XXXXXX"), NEW, CloseVestiging(ONE), CloseVestiging(ONE))
    scenario = Scenario("t", "small", edits)
    faults = scenario_faults(scenario, snapshot)
    assert [fault.split(":")[0] for fault in faults] == [
        "edit 1 (close-vestiging)",
        "edit 4 (close-vestiging)",
    ]
    with pytest.raises(TableError, match="scenario 't'"):
        apply(scenario, snapshot)
    fine = Scenario("t", "small", (NEW,))
    assert scenario_faults(fine, snapshot) == []


def test_a_place_lies_in_the_polygon_that_holds_it_else_near_a_point() -> None:
    points = gpd.GeoDataFrame(
        {"pc4": ["A000", "A001", "A002"]},
        geometry=[None, Point(0, 0), Point(1_000, 0)],
        crs=28992,
    )
    squares = gpd.GeoDataFrame(
        {"pc4": ["A002"]}, geometry=[box(-10, -10, 10, 10)], crs=28992
    )
    bare = a_country().edited(postcodes=points)
    # The first postcode has no place: it is nobody's nearest.
    assert home_postcode(bare, Place(1.0, 1.0)) == "A001"
    assert home_postcode(bare, Place(900.0, 0.0)) == "A002"
    assert home_postcode(bare, Place(100.0, 400.0)) == "A001"
    held = bare.edited(pc4_areas=squares)
    assert home_postcode(held, Place(1.0, 1.0)) == "A002"
    assert home_postcode(held, Place(11.0, 1.0)) == "A001"


def test_only_the_roads_that_were_edited_are_new(town: Town) -> None:
    network = town.network()
    bare = a_country()
    snapshot = type(bare)(bare.manifest, bare.tables, roads={Mode.BIKE: network})
    bridge = CloseLink(Mode.BIKE, Place(104_000.0, 405_000.0))
    after = applied_to(snapshot, bridge)
    assert after.roads == {Mode.BIKE}
    origin = after.snapshot.roads[Mode.BIKE].origin
    assert origin is not None
    assert origin.network is network
    assert after.closings == (Closing(Mode.BIKE, 1, 0.0),)
    opened = OpenOffer(ONE, Profiel.MT, Leerweg.GL)
    assert applied_to(snapshot, bridge, opened).roads == {Mode.BIKE}
    other = applied_to(snapshot, opened)
    assert other.roads == frozenset()
    assert other.snapshot.roads[Mode.BIKE] is network
