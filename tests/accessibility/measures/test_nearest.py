"""Nearest offer: read off the drawing, censored, and free of order."""

from __future__ import annotations

import dataclasses

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.counting.students import Students
from accessibility.errors import UsageError
from accessibility.measures.nearest import (
    at_postcode,
    nearest_offers,
    nearest_per_postcode,
)
from accessibility.places import points_of
from accessibility.reach_table import NOT_FOUND, ReachTable
from accessibility.straight_line import straight_line_table

GL_PIE = ("PIE", Leerweg.GL)
GL_ANY = ("techniek", Leerweg.GL)


def test_distances_can_be_read_off_the_drawing(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE, GL_ANY])
    table = nearest_per_postcode(nearest, line_reach, line_students)
    pie = table[table.profiel == "PIE"]
    assert pie.distance_m.tolist() == [0, 10_000, 20_000, np.inf]
    assert pie.status.tolist() == ["ok", "ok", "ok", "unsnapped"]
    assert pie.brin6.tolist() == ["00AA00", "00AA00", "00AA00", ""]
    any_technical = table[table.profiel == "techniek"]
    assert any_technical.distance_m.tolist() == [0, 0, 5_000, np.inf]
    assert any_technical.brin6.tolist() == ["00AA00", "00BB00", "00CC00", ""]


def test_beyond_the_limit_is_infinitely_far(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    only_c = line_offers[line_offers.brin6 == "00CC00"]
    pairs = [("MVI", Leerweg.GL)]
    near = dataclasses.replace(line_reach)
    nearest = nearest_offers(near, only_c, pairs=pairs)
    table = nearest_per_postcode(nearest, near, line_students)
    assert table.distance_m.tolist() == [25_000, 15_000, 5_000, np.inf]
    none = nearest_offers(near, only_c, pairs=[GL_PIE])
    assert (none.cost == NOT_FOUND).all()
    table = nearest_per_postcode(none, near, line_students)
    assert table.status.tolist() == ["beyond", "beyond", "beyond", "unsnapped"]


def test_offers_of_unknown_vestigingen_reach_nobody(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    stray = line_offers.assign(brin6="99ZZ99")
    nearest = nearest_offers(line_reach, stray, pairs=[GL_PIE])
    assert (nearest.destination == -1).all()


def test_the_order_of_offers_does_not_matter(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    forwards = nearest_offers(line_reach, line_offers)
    backwards = nearest_offers(line_reach, line_offers.iloc[::-1])
    assert (forwards.cost == backwards.cost).all()
    assert (forwards.destination == backwards.destination).all()


def test_several_points_give_the_weighted_median(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    one = dataclasses.replace(
        line_students,
        postcodes=line_students.postcodes.iloc[:1],
        counts=line_students.counts[line_students.counts.pc4 == "1001"],
        point_pc4=np.zeros(4, np.int64),
        point_weight=np.array([0.2, 0.2, 0.6, 0.0]),
    )
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE])
    table = nearest_per_postcode(nearest, line_reach, one)
    assert table.distance_m.tolist() == [20_000]


def _near_only(
    students: Students, sites: gpd.GeoDataFrame, **other: object
) -> ReachTable:
    """Return the line measured up to 4 km, with parts of a network as given."""
    reach = straight_line_table(
        students.points, points_of(sites, "brin6"), limit_m=4_000
    )
    return dataclasses.replace(reach, **other)  # type: ignore[arg-type] # as given


def test_too_far_is_told_from_no_way_at_all(
    line_students: Students,
    line_vestigingen: gpd.GeoDataFrame,
    line_offers: pd.DataFrame,
) -> None:
    reach = _near_only(
        line_students,
        line_vestigingen,
        point_component=np.array([0, -1, 1, -1], np.int32),
        destination_component=np.array([-1, -1, 0], np.int32),
    )
    # MVI in gl is offered at 25 km only, in part 0.
    far = nearest_offers(reach, line_offers, pairs=[("MVI", Leerweg.GL)])
    assert far.unreachable[0].tolist() == [False, True, True, False]
    assert far.unsnapped.tolist() == [False, False, False, True]
    table = nearest_per_postcode(far, reach, line_students)
    assert table.status.tolist() == [
        "beyond",
        "unreachable",
        "unreachable",
        "unsnapped",
    ]
    # PIE in gl is offered in no part: a point in no part cannot get there either.
    none = nearest_offers(reach, line_offers, pairs=[GL_PIE])
    assert none.unreachable[0].tolist() == [False, True, True, False]


def test_without_parts_of_both_sides_nothing_is_unreachable(
    line_students: Students,
    line_vestigingen: gpd.GeoDataFrame,
    line_offers: pd.DataFrame,
) -> None:
    parts = np.zeros(4, np.int32)
    for one, other in ((parts, None), (None, np.ones(3, np.int32))):
        reach = _near_only(
            line_students,
            line_vestigingen,
            point_component=one,
            destination_component=other,
        )
        far = nearest_offers(reach, line_offers, pairs=[("MVI", Leerweg.GL)])
        assert not far.unreachable.any()


def test_of_two_at_the_same_distance_the_first_listed_counts(
    line_students: Students, line_vestigingen: gpd.GeoDataFrame
) -> None:
    both = line_vestigingen.copy()
    both.loc[1, "geometry"] = both.geometry[0]
    offers = pd.DataFrame(
        {"brin6": ["00BB00", "00AA00"], "profiel": "PIE", "leerweg": "gl"}
    )
    reach = straight_line_table(line_students.points, points_of(both, "brin6"))
    nearest = nearest_offers(reach, offers, pairs=[GL_PIE])
    assert nearest.destination[0, :3].tolist() == [0, 0, 0]


def test_one_postcode_keeps_its_own_points_and_counts(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE])
    only, here = at_postcode(nearest, line_students, "1002")
    assert only.cost.tolist() == [[1_000_000]]
    assert here.postcodes.pc4.tolist() == ["1002"]
    assert here.points.ids.tolist() == ["1002"]
    assert set(here.counts.pc4) == {"1002"}
    assert here.point_pc4.tolist() == [0]
    with pytest.raises(UsageError, match="'9999' is not among"):
        at_postcode(nearest, line_students, "9999")


def test_seconds_are_given_in_seconds(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    timed = dataclasses.replace(
        line_reach,
        mode=Mode.BIKE,
        unit=Unit.SECONDS,
        time_ds=line_reach.cost(Unit.METRES) // 100,
    )
    nearest = nearest_offers(timed, line_offers, pairs=[GL_PIE], unit=Unit.SECONDS)
    table = nearest_per_postcode(nearest, timed, line_students)
    assert table.time_s.tolist() == [0, 1_000, 2_000, np.inf]


def test_where_all_roads_are_known_only_homes_beyond_them_are_possible(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE])
    outside = np.array([False, False, True, False])
    beyond = dataclasses.replace(nearest, outside=outside, least=None)
    assert beyond.reached(10_000)[0].tolist() == [True, True, False, False]
    assert beyond.possible(10_000)[0].tolist() == [True, True, True, False]


def test_where_roads_are_unknown_the_least_a_way_can_be_decides(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE])
    least = np.array([[0, 1_000_000, 1_000_000, 1_000_001]], np.int32)
    unsure = dataclasses.replace(nearest, least=least)
    assert unsure.reached(10_000)[0].tolist() == [True, True, False, False]
    assert unsure.possible(10_000)[0].tolist() == [True, True, True, False]


def test_rows_per_postcode_are_numbered_through(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    nearest = nearest_offers(line_reach, line_offers, pairs=[GL_PIE, GL_ANY])
    table = nearest_per_postcode(nearest, line_reach, line_students)
    assert table.index.tolist() == list(range(8))
