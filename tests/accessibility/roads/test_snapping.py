"""Points onto roads: where they land, what their way to the ends costs."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.errors import CrsError, NetworkError, UsageError
from accessibility.places import Points
from accessibility.reach_table import Status
from accessibility.roads.edited import Join, Spot, edited_network
from accessibility.roads.network import COST_BITS
from accessibility.roads.snapping import (
    NO_LEG,
    SnapRule,
    check_region,
    legs,
    moved,
    snap,
)
from tests.town import SOUTH_M, WEST_M, Town


def at(*places: tuple[float, float], epsg: int = 28992) -> Points:
    """Return points by kilometres east and north of A."""
    x, y = np.array(places).T * 1_000
    ids = np.array([f"p{k}" for k in range(len(places))])
    return Points(ids, WEST_M + x, SOUTH_M + y, epsg)


def test_a_point_lands_on_the_nearest_street(town: Town) -> None:
    network = town.network()
    homes = town.points("A+1,-0.2", "B+1,0.1", "A+0,-0.5", "A+0,-0.501")
    snapped = snap(homes, network)
    assert len(snapped) == 4
    assert snapped.status.tolist() == [Status.OK] * 3 + [Status.UNSNAPPED]
    assert snapped.is_ok.tolist() == [True, True, True, False]
    np.testing.assert_allclose(snapped.access_cm[:3], [20_000, 10_000, 50_000])
    assert np.isnan(snapped.access_cm[3])
    # At 5 km/h 100 m takes 72 s.
    np.testing.assert_allclose(snapped.access_ds[:3], [1_440, 720, 3_600])
    slow = snap(homes, network, SnapRule(access_kmh=2.5))
    np.testing.assert_allclose(slow.access_ds[:3], [2_880, 1_440, 7_200])
    assert snapped.link[3] == -1
    assert snapped.component.tolist() == [0, 0, 0, -1]


def test_every_link_can_be_landed_on(town: Town) -> None:
    network = town.network()
    middles = []
    for link in np.flatnonzero(network.link_is_street):
        span = slice(network.vertex_ptr[link], network.vertex_ptr[link + 1])
        x, y = network.vertex_x_cm[span], network.vertex_y_cm[span]
        middles.append(((x[0] + x[1]) / 200, (y[0] + y[1]) / 200))
    x_m, y_m = np.array(middles).T
    homes = Points(np.arange(len(x_m)).astype(np.str_), x_m, y_m)
    snapped = snap(homes, network)
    assert snapped.link.tolist() == np.flatnonzero(network.link_is_street).tolist()
    part = network.node_part[network.link_start[snapped.link]]
    assert snapped.component.tolist() == part.tolist()
    assert (snapped.component >= 0).all()


def test_the_answer_does_not_depend_on_the_workers(town: Town) -> None:
    network = town.network()
    homes = town.points(*(f"A+{k / 10},-0.1" for k in range(7)))
    one, three = (snap(homes, network, workers=workers) for workers in (1, 3))
    for name in ("link", "offset_cm", "access_cm", "component", "status"):
        assert getattr(one, name).tolist() == getattr(three, name).tolist()


def test_legs_cost_the_way_to_either_end(town: Town) -> None:
    network = town.network()
    snapped = snap(town.points("A+1,-0.2"), network)
    link = int(snapped.link[0])
    offset = float(snapped.offset_cm[0])
    rest = float(network.link_length_cm[link]) - offset
    for leaving in (True, False):
        way = legs(snapped, network, Unit.METRES, leaving=leaving)
        for label, along in ((way.start[0], offset), (way.end[0], rest)):
            # 200 m on foot at 5 km/h is 144 s, then 15 km/h.
            assert int(label) >> COST_BITS == 20_000 + along
            expected = 1_440 + along / 100_000 * 2_400
            assert int(label) & 0xFFFFFFFF == pytest.approx(expected, abs=1)
    seconds = legs(snapped, network, Unit.SECONDS, leaving=True)
    assert int(seconds.start[0]) & 0xFFFFFFFF == 20_000 + offset


def test_times_are_rounded_up(town: Town) -> None:
    network = town.network()
    # 10.01 m at 5 km/h is 72.07 ds, and 0 along the road at the corner itself.
    snapped = snap(at((4.0, -0.01001)), network)
    way = legs(snapped, network, Unit.METRES, leaving=True)
    at_corner = min(int(way.start[0]), int(way.end[0]))
    assert at_corner >> COST_BITS == 1_001
    assert at_corner & 0xFFFFFFFF == 73


def test_a_one_way_street_has_one_leg_but_its_ends_are_junctions(town: Town) -> None:
    network = town.network()
    snapped = snap(town.points("B+1,0", "B", "C"), network)
    leaving = legs(snapped, network, Unit.METRES, leaving=True)
    coming = legs(snapped, network, Unit.METRES, leaving=False)
    shut = [int(leaving.start[0] == NO_LEG), int(leaving.end[0] == NO_LEG)]
    open_ = [int(coming.start[0] != NO_LEG), int(coming.end[0] != NO_LEG)]
    assert sum(shut) == 1
    assert shut == open_
    for row in (1, 2):
        least = min(int(leaving.start[row]), int(leaving.end[row]))
        assert least >> COST_BITS == 0


def test_points_without_a_place_have_no_leg(town: Town) -> None:
    network = town.network()
    nowhere = Points(np.array(["a"]), np.array([np.nan]), np.array([np.nan]))
    snapped = snap(nowhere, network)
    assert snapped.status.tolist() == [Status.UNSNAPPED]
    way = legs(snapped, network, Unit.METRES, leaving=True)
    assert (way.start[0], way.end[0]) == (NO_LEG, NO_LEG)


def test_a_yard_leads_nowhere(town: Town) -> None:
    network = town.network(ferry=False)
    yard = town.points("J+0.1,1")
    isolated = snap(yard, network, SnapRule(min_component_m=5_000))
    assert isolated.status.tolist() == [Status.ISOLATED]
    # Where the island has as much road as is asked, it counts.
    fine = snap(yard, network, SnapRule(min_component_m=3_000))
    assert fine.status.tolist() == [Status.OK]
    assert fine.component.tolist() == [1]
    largest = snap(town.points("A"), network, SnapRule(min_component_m=1e9))
    assert largest.status.tolist() == [Status.OK]


def test_without_an_edit_nobody_moves(town: Town) -> None:
    homes = snap(town.points("A", "J"), town.network())
    assert moved(homes, town.network()) is homes


def test_a_yard_that_is_joined_leads_on(town: Town) -> None:
    network, rule = town.network(ferry=False), SnapRule(min_component_m=5_000)
    homes = snap(town.points("J+0.1,1", "B+1,0.1"), network, rule)
    yard, street = snap(town.points("J+0.1,1", "B+1,0.1"), network).link
    laid = Join(Spot(int(yard), 50_000), Spot(int(street), 50_000), 4.0)
    after = moved(homes, edited_network(network, joined=[laid]))
    assert homes.status.tolist() == [Status.ISOLATED, Status.OK]
    assert after.status.tolist() == [Status.OK, Status.OK]
    # Whoever lives on a street that was cut stays where they are.
    assert after.access_cm[1] == homes.access_cm[1]


def test_rules_and_systems_are_checked(town: Town) -> None:
    network = town.network()
    with pytest.raises(UsageError, match="snapping distance"):
        SnapRule(max_m=0)
    with pytest.raises(UsageError, match="access speed"):
        SnapRule(access_kmh=0)
    with pytest.raises(CrsError, match="EPSG:32631"):
        snap(at((0.0, 0.0), epsg=32631), network)


@pytest.mark.parametrize(
    ("places", "km"),
    [
        (((-6.0, 0.0),), 6),
        (((30.0, 0.0), (0.0, -8.0)), 8),
        (((26.0, 13.0),), 8),
        (((0.0, 12.1),), 5),
    ],
)
def test_points_of_another_region_are_refused(
    town: Town, places: tuple[tuple[float, float], ...], km: int
) -> None:
    with pytest.raises(NetworkError, match=f"all {len(places)} points .* {km} km away"):
        check_region(at(*places), town.network())


def test_one_point_nearby_is_enough(town: Town) -> None:
    network = town.network()
    check_region(at((90.0, 0.0), (0.0, -5.0)), network)
    check_region(at((20.0, 12.0)), network)
    nowhere = Points(np.array(["a"]), np.array([np.nan]), np.array([np.nan]))
    check_region(nowhere, network)


def test_a_point_without_a_place_excuses_no_other(town: Town) -> None:
    far = at((90.0, 0.0))
    x_m, y_m = np.append(far.x_m, np.nan), np.append(far.y_m, np.nan)
    with pytest.raises(NetworkError, match="all 1 points"):
        check_region(Points(np.array(["a", "b"]), x_m, y_m), town.network())


def test_beyond_the_roads_is_not_far_from_a_road(town: Town) -> None:
    status = snap(at((2.0, 2.0), (60.0, 0.0)), town.network()).status
    assert status.tolist() == [Status.UNSNAPPED, Status.OUTSIDE]
