"""Only what an edit of roads can change is measured again, and that is all there is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Unit
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.roads.edit_places import spot_at
from accessibility.roads.edited import Join, Spot, Stretch, edited_network
from accessibility.roads.edited_reach import before_edit, columns_after
from accessibility.roads.network import RoadNetwork
from accessibility.roads.road_reach import road_reach_table
from tests.accessibility.roads.test_edited import at, random_spot, random_stretch, road
from tests.random_roads import random_network, random_points

SEEDS = st.integers(0, 2**32 - 1)
NONE: frozenset[str] = frozenset()


def random_edit(network: RoadNetwork, rng: np.random.Generator) -> RoadNetwork:
    """Return a network with one thing closed or laid, or both."""
    closed, joined = [], []
    if rng.random() < 0.6:
        stretch = random_stretch(network, rng)
        cut = stretch._replace(to_cm=stretch.from_cm)
        closed = [cut if rng.random() < 0.4 else stretch]
    else:
        ends = random_spot(network, rng), random_spot(network, rng)
        joined = [Join(*ends, float(rng.choice([2.0, 4.0, 20.0])))]
    links = [s.link for s in closed] + [e.link for j in joined for e in j[:2]]
    if not network.link_is_open[links].all():
        return network
    return edited_network(network, closed=closed, joined=joined)


def entries(table: ReachTable) -> dict[str, list[tuple[int, int, int]]]:
    """Return rows, centimetres and deciseconds of each column."""
    out = {}
    for j, code in enumerate(table.destination_ids.tolist()):
        span = slice(table.indptr[j], table.indptr[j + 1])
        columns = (
            table.point[span],
            table.cost(Unit.METRES)[span],
            table.cost(Unit.SECONDS)[span],
        )
        out[code] = list(zip(*(c.tolist() for c in columns), strict=True))
    return out


def spliced(
    network: RoadNetwork,
    after: RoadNetwork,
    points: Points,
    sites: Points,
    unit: Unit,
    limit: float,
) -> tuple[dict[str, list[tuple[int, int, int]]], int] | None:
    """Return the columns after an edit, and how many were measured again."""
    table = road_reach_table(network, points, sites, unit=unit, limit=limit)
    ready = before_edit(network, table, points, sites)
    found = columns_after(ready, after, sites, NONE)
    if found is None:
        return None
    return {**entries(table), **entries(found)}, found.n_destinations


@given(
    seed=SEEDS,
    unit=st.sampled_from(list(Unit)),
    edits=st.integers(1, 3),
    sizes=st.sampled_from([(60, 12), (8, 40)]),
)
@settings(deadline=None, max_examples=150)
def test_it_equals_measuring_everything_again(
    seed: int, unit: Unit, edits: int, sizes: tuple[int, int]
) -> None:
    network, rng = random_network(seed, 40, 25), np.random.default_rng(seed)
    points = random_points(seed, sizes[0], "p")
    sites = random_points(seed + 1, sizes[1], "s")
    limit = float(rng.choice([800.0, 2_500.0, 1e6]))
    after = network
    for _ in range(edits):
        after = random_edit(after, rng)
    found = spliced(network, after, points, sites, unit, limit)
    whole = road_reach_table(after, points, sites, unit=unit, limit=limit)
    if found is not None:
        assert found[0] == entries(whole)


def test_what_lies_elsewhere_is_not_measured_again() -> None:
    # Two roads that meet in the west, and a school on each.
    network = road((3_000, 0), (0, 0), (0, 3_000), (3_000, 3_000))
    points, sites = (
        at((2_900, 0), (2_900, 3_000), (2_500, 3_000)),
        at((0, 0), (0, 3_000)),
    )
    halves = edited_network(
        network, joined=[Join(Spot(0, 300_000), Spot(0, 600_000), 4.0)]
    )
    table = road_reach_table(halves, points, sites, limit=3_500)
    assert [len(column) for column in entries(table).values()] == [1, 2]
    low, high = (spot_at(halves, x_m, 3_000) for x_m in (2_700, 2_800))
    assert low is not None
    assert high is not None
    ends = sorted((low.at_cm, high.at_cm))
    ready = before_edit(halves, table, points, sites)
    closed = edited_network(halves, closed=[Stretch(low.link, ends[0], ends[1])])
    found = columns_after(ready, closed, sites, NONE)
    assert found is not None
    # The south is not looked at; in the north one lives behind the closed stretch.
    assert found.destination_ids.tolist() == ["p1"]
    assert [row for row, *_ in entries(found)["p1"]] == [2]


def test_another_network_is_measured_whole() -> None:
    network = road((0, 0), (3_000, 0))
    points, sites = at((100, 0)), at((2_000, 0))
    table = road_reach_table(network, points, sites)
    ready = before_edit(network, table, points, sites)
    assert columns_after(ready, road((0, 0), (3_000, 0)), sites, NONE) is None
    same = columns_after(ready, network, sites, NONE)
    assert same is not None
    assert same.n_destinations == 0
    asked = columns_after(ready, network, sites, frozenset({"p0"}))
    assert asked is not None
    assert entries(asked) == entries(table)
