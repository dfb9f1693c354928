"""Schools and facilities on a line: every distance can be read off.

km        0    2    5    8    20
school    A    B    C    D    E
facility  F (0, owner po)   G (7, owner mbo)   H (7.5, no owner)
"""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.errors import TableError
from accessibility.places import Points
from accessibility.planning.facility_reach import (
    FacilityTrips,
    blank_spots,
    owner_overlap,
    reach_by_threshold,
    schools_table,
    trips_with_bus,
)
from accessibility.roads.travel_pairs import pairs_of
from accessibility.straight_line import straight_line_table

NAN = float("nan")


@pytest.fixture
def trips() -> FacilityTrips:
    schools_m = np.array([0.0, 2_000.0, 5_000.0, 8_000.0, 20_000.0])
    facilities_m = np.array([0.0, 7_000.0, 7_500.0])
    pairs = pairs_of(
        straight_line_table(
            Points(np.array(list("ABCDE")), schools_m, np.zeros(5)),
            Points(np.array(list("FGH")), facilities_m, np.zeros(3)),
            limit_m=10_000.0,
        )
    )
    pupils = np.array(
        [[9, 20, 30, NAN, 50], [10, 20, 30, NAN, 50], [14, 20, 30, NAN, 50]]
    )
    return FacilityTrips(pairs, pupils, np.array(["po", "mbo", ""]))


def test_every_school_has_its_nearest_facility(trips: FacilityTrips) -> None:
    table = schools_table(trips, 6_000.0).set_index("school")
    assert table.nearest.to_dict() == {"A": "F", "B": "F", "C": "G", "D": "H", "E": ""}
    assert table.travel.to_dict() == {
        "A": 0.0,
        "B": 2_000.0,
        "C": 2_000.0,
        "D": 500.0,
        "E": np.inf,
    }
    assert table.facilities.to_list() == [1, 3, 3, 2, 0]
    assert table.owners.to_list() == [1, 3, 3, 2, 0]


def test_nobody_is_lost_between_thresholds(trips: FacilityTrips) -> None:
    table = reach_by_threshold(trips, [1_000.0, 2_000.0, 10_000.0])
    assert table.schools_reached.to_list() == [2, 4, 4]
    assert table.pupils_reached.to_list() == [10.0, 60.0, 60.0]
    assert table.uncounted.to_list() == [1, 1, 1]
    assert table.share.to_list() == pytest.approx([10 / 110, 60 / 110, 60 / 110])
    assert table.share_low[0] == pytest.approx(9 / 109)
    assert table.share_high[0] == pytest.approx(14 / 114)


def test_overlap_counts_what_owners_share_and_have_alone(trips: FacilityTrips) -> None:
    table = owner_overlap(trips, 6_000.0).set_index(["owner", "other"])
    assert table.schools["po", ""] == 1
    assert table.schools["po", "po"] == 3
    assert table.schools["mbo", "po"] == 2
    assert table.schools["mbo", "onbekend"] == 3
    assert table.pupils["mbo", "po"] == 50.0
    assert table.uncounted["mbo", "onbekend"] == 1


def test_blank_spots_are_the_schools_left_over(trips: FacilityTrips) -> None:
    blank = blank_spots(trips, 1_000.0)
    assert blank.school.to_list() == ["E", "C", "B"]
    near = schools_table(trips, 1_000.0)
    assert set(blank.school) | set(near.school[near.facilities > 0]) == set("ABCDE")


def test_a_bus_is_needed_only_above_the_threshold(trips: FacilityTrips) -> None:
    assert trips_with_bus(trips, bus_above=2_000.0).school.to_list() == ["E"]
    far = trips_with_bus(trips, bus_above=1_999.99)
    assert far.school.to_list() == ["E", "B", "C"]


def test_tables_that_do_not_fit_are_refused_at_once(trips: FacilityTrips) -> None:
    with pytest.raises(TableError) as caught:
        FacilityTrips(trips.pairs, trips.pupils[:2], np.array(["po"]))
    assert len(caught.value.faults) == 2
