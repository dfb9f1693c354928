"""Repaired labels are those that a search over the edited roads finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Mode, Unit
from accessibility.roads.edit_places import spot_at
from accessibility.roads.edited import Join, Spot, Stretch, edited_network
from accessibility.roads.kept_labels import kept_labels, seeds_to
from accessibility.roads.network import Direction, RoadNetwork
from accessibility.roads.network_build import Segments, network_of
from accessibility.roads.patched_arcs import arcs_after
from accessibility.roads.repaired_labels import changed_searches, repair, roads_after
from accessibility.roads.road_reach import label_limit
from accessibility.roads.search import Seeds, memory_of, search, workspace_for
from accessibility.roads.snapping import SnappedPoints, moved, snap
from tests.accessibility.roads.test_edited import at
from tests.accessibility.roads.test_edited_reach import random_edit
from tests.random_roads import random_network, random_points

LIMIT = 1_500.0


def searched(network: RoadNetwork, seeds: Seeds, unit: Unit) -> list[int]:
    """Return the label of every node."""
    arcs = arcs_after(network, Direction.TO, unit)
    work = workspace_for(arcs)
    search(arcs, seeds, label_limit(LIMIT, unit), work)
    return [*work.label.tolist()]


def compared(sites: SnappedPoints, after: RoadNetwork, unit: Unit) -> int:
    """Compare every search of which the seeds stay; return how many are others."""
    before, limit = sites.network, label_limit(LIMIT, unit)
    stays = moved(sites, after).link == sites.link
    kept = kept_labels(before, sites, stays, unit, LIMIT)
    roads = roads_after([after], unit)
    told, others = changed_searches(kept, roads, limit), 0
    for j in np.flatnonzero(kept.is_kept).tolist():
        seeds = seeds_to(before, sites, unit)[j]
        work = memory_of(after.n_nodes)
        repair(kept.of(j), seeds, roads, limit, work)
        right = searched(after, seeds, unit)
        assert work.label.tolist() == right
        is_other = right[: before.n_nodes] != searched(before, seeds, unit)
        # A tie may be told as a change, never the other way round.
        assert told[j] or not is_other
        others += is_other
    return others


@given(seed=st.integers(0, 2**32 - 1), unit=st.sampled_from(list(Unit)))
@settings(deadline=None, max_examples=40)
def test_they_are_what_a_search_finds(seed: int, unit: Unit) -> None:
    network, rng = random_network(seed, 60, 40), np.random.default_rng(seed)
    after = random_edit(network, rng)
    if after is not network:
        compared(snap(random_points(seed, 6, "s"), network), after, unit)


# A street in three parts, with a dead end at each of its two corners.
CORNERS_M = ((0, 0), (200, 0), (200, 300), (0, 300), (300, 0), (300, 300))
PARTS = ((0, 1), (1, 2), (2, 3), (1, 4), (2, 5))
SCHOOL_M = (100, 300)


def street() -> RoadNetwork:
    start, end = np.array(PARTS, np.int32).T
    pace = np.full(len(PARTS), 0.24)
    segments = Segments(start, end, pace, pace, np.ones(len(PARTS), np.bool_))
    x, y = np.array(CORNERS_M, np.float64).T
    return network_of(x, y, segments, mode=Mode.BIKE, epsg=28992)


def spot(network: RoadNetwork, x_m: float, y_m: float) -> Spot:
    found = spot_at(network, x_m, y_m)
    assert found is not None
    return found


def middle(network: RoadNetwork, x_m: float, y_m: float) -> Stretch:
    found = spot(network, x_m, y_m)
    return Stretch(found.link, found.at_cm, found.at_cm)


@pytest.mark.parametrize(
    ("x_m", "y_m", "others"), [(200, 150, 1), (50, 0, 1), (250, 300, 1), (150, 300, 0)]
)
def test_a_road_that_closes_is_told_by_hand(x_m: int, y_m: int, others: int) -> None:
    network = street()
    sites = snap(at(SCHOOL_M), network)
    after = edited_network(network, closed=[middle(network, x_m, y_m)])
    # That on its own road is searched anew.
    assert compared(sites, after, Unit.METRES) == others


@pytest.mark.parametrize(
    ("one", "other", "others"),
    [((0, 0), (0, 300), 1), ((200, 300), (300, 300), 0), ((0, 0), (300, 0), 0)],
)
def test_a_road_that_is_laid_is_told_by_hand(
    one: tuple[int, int], other: tuple[int, int], others: int
) -> None:
    network = street()
    sites = snap(at(SCHOOL_M), network)
    join = Join(spot(network, *one), spot(network, *other), 4.0)
    after = edited_network(network, joined=[join])
    assert compared(sites, after, Unit.METRES) == others
