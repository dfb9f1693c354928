"""Ways cut where they meet, against pieces that are all cut everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import floyd_warshall

import data.osm.stretches
from accessibility.codes import Mode
from accessibility.projection import metric_places
from accessibility.reach_table import NOT_FOUND
from accessibility.roads.network import RoadNetwork
from accessibility.roads.network_build import CLOSED, Segments, network_of
from data.access import RoadRules
from data.osm import PER_DEGREE, OsmRoads, osm_network
from data.osm.roads import places_of
from data.osm.stretches import stretches_of

TAGS = ({"highway": "residential"}, {"highway": "service", "oneway": "yes"})
PACE = 3.6 / 15
Way = tuple[int, list[tuple[int, int]]]

# Places on a grid of some 100 m, so that ways often meet, turn back and go round.
_PLACES = st.tuples(st.integers(0, 5), st.integers(0, 5))
_WAYS = st.lists(
    st.tuples(st.integers(0, 1), st.lists(_PLACES, min_size=2, max_size=9)),
    min_size=1,
    max_size=8,
).filter(lambda ways: any(len(set(places)) > 1 for _, places in ways))


def roads_of(ways: list[Way]) -> OsmRoads:
    place = np.array([place for _, places in ways for place in places], np.int32)
    nothing = np.empty(0, np.int32)
    return OsmRoads(
        name="drawn",
        way_tags=TAGS,
        way_kind=np.array([kind for kind, _ in ways], np.int32),
        way_ptr=np.cumsum([0] + [len(places) for _, places in ways]),
        lon=50_000_000 + 15_000 * place[:, 0],
        lat=520_000_000 + 9_000 * place[:, 1],
        barrier_tags=(),
        barrier_kind=nothing,
        barrier_lon=nothing,
        barrier_lat=nothing,
    )


def piece_by_piece(roads: OsmRoads) -> RoadNetwork:
    """Make a network of the same roads, every straight piece a segment of its own."""
    places = np.column_stack([roads.lon, roads.lat])
    unique, row = np.unique(places, axis=0, return_inverse=True)
    lon, lat = unique.T / PER_DEGREE
    x_m, y_m = metric_places(lon, lat, 28992)
    goes_on = np.ones(len(row), np.bool_)
    goes_on[roads.way_ptr[1:] - 1] = False
    first = np.flatnonzero(goes_on)
    kind = np.repeat(roads.way_kind, np.diff(roads.way_ptr))[first]
    there = np.full(len(first), PACE)
    segments = Segments(
        row[first].astype(np.int32),
        row[first + 1].astype(np.int32),
        there,
        np.where(kind == 1, CLOSED, there),
        np.ones(len(first), np.bool_),
    )
    return network_of(x_m, y_m, segments, mode=Mode.BIKE, epsg=28992)


def ways_between(network: RoadNetwork) -> dict[tuple[int, int], dict[str, float]]:
    """Return metres from each junction to each, junctions named by their place."""
    cost = np.full((network.n_nodes, network.n_nodes), np.inf)
    start, end = network.link_start, network.link_end
    for open_ds, tail, head in (
        (network.link_forward_ds, start, end),
        (network.link_backward_ds, end, start),
    ):
        can = open_ds != NOT_FOUND
        np.minimum.at(cost, (tail[can], head[can]), network.link_length_cm[can] / 100)
    metres = floyd_warshall(cost)
    names = [*zip(network.node_x_cm.tolist(), network.node_y_cm.tolist(), strict=True)]
    return {
        name: dict(zip(map(str, names), row.tolist(), strict=True))
        for name, row in zip(names, metres, strict=True)
    }


@given(ways=_WAYS)
@settings(deadline=None, max_examples=40)
def test_cut_where_they_meet_ways_lead_as_far_as_cut_everywhere(
    ways: list[Way],
) -> None:
    roads = roads_of(ways)
    ours, naive = (
        ways_between(osm_network(roads, Mode.BIKE)),
        ways_between(piece_by_piece(roads)),
    )
    # A round without a junction may begin at another of its places.
    both = [name for name in ours if name in naive]
    assert len(ours) == len(naive)
    for a in both:
        found = [ours[a][str(b)] for b in both]
        assert found == pytest.approx([naive[a][str(b)] for b in both], abs=0.2)


@given(ways=_WAYS)
@settings(deadline=None, max_examples=40)
def test_every_metre_of_road_is_in_one_stretch(ways: list[Way]) -> None:
    roads = roads_of(ways)
    everywhere = np.ones(len(ways), np.bool_)
    cut = stretches_of(roads, everywhere, np.empty(0, np.int64), 28992)
    x_m, y_m = metric_places(roads.lon / PER_DEGREE, roads.lat / PER_DEGREE, 28992)
    step = np.hypot(np.diff(x_m), np.diff(y_m))
    step[roads.way_ptr[1:-1] - 1] = 0
    assert cut.length_m.sum() == pytest.approx(step.sum(), abs=0.02 * len(roads.lon))
    lon, lat = places_of(cut.place_key)
    for end, at in ((cut.start, cut.first), (cut.end, cut.last)):
        assert lon[end].tolist() == roads.lon[at].tolist()
        assert lat[end].tolist() == roads.lat[at].tolist()


def test_the_size_of_a_batch_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    roads = roads_of(
        [(k % 2, [*map(tuple, rng.integers(0, 6, (9, 2)).tolist())]) for k in range(9)]
    )
    whole = osm_network(roads, Mode.BIKE)
    monkeypatch.setattr(data.osm.stretches, "_BATCH", 4)
    parts = osm_network(roads, Mode.BIKE)
    for name in ("link_start", "link_length_cm", "vertex_x_cm", "node_y_cm"):
        assert getattr(whole, name).tolist() == getattr(parts, name).tolist()


def test_places_west_and_south_of_nought_keep_their_sign() -> None:
    ways: list[Way] = [(0, [(0, 0), (1, 1), (2, 1)])]
    roads = roads_of(ways)
    roads.lon[:] -= 50_020_000
    roads.lat[:] -= 920_000_000
    cut = stretches_of(roads, np.ones(1, np.bool_), np.empty(0, np.int64), 32730)
    lon, lat = places_of(cut.place_key)
    assert lon.tolist() == [-20_000, 10_000]
    assert lat.tolist() == [-400_000_000, -399_991_000]


def test_barriers_off_the_road_cut_nothing() -> None:
    roads = roads_of([(0, [(0, 0), (0, 1), (0, 2)])])
    tags = ({"barrier": "fence"},)
    shut = {**roads.__dict__, "barrier_tags": tags, "barrier_kind": np.zeros(1, int)}
    off = OsmRoads(
        **{**shut, "barrier_lon": roads.lon[:1] + 9, "barrier_lat": roads.lat[:1]}
    )
    on = OsmRoads(
        **{**shut, "barrier_lon": roads.lon[1:2], "barrier_lat": roads.lat[1:2]}
    )
    assert osm_network(off, Mode.BIKE, rules=RoadRules()).n_links == 1
    assert osm_network(on, Mode.BIKE, rules=RoadRules()).n_links == 2
