"""Labels that are kept are those of a search; without room for them nothing is lost."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Unit
from accessibility.roads import kept_labels as module
from accessibility.roads.edited_reach import before_edit, columns_after
from accessibility.roads.kept_labels import kept_labels, seeds_to
from accessibility.roads.network import NO_LABEL, Direction
from accessibility.roads.road_reach import label_limit, road_reach_table
from accessibility.roads.search import search, workspace_for
from accessibility.roads.snapping import snap
from tests.accessibility.roads.test_edited_reach import NONE, entries, random_edit
from tests.random_roads import random_network, random_points

LIMIT_M = 2_500.0


def test_they_are_those_of_a_search() -> None:
    network = random_network(3, 200, 150)
    sites = snap(random_points(4, 9, "s"), network)
    wanted = np.arange(9) != 5
    kept = kept_labels(network, sites, wanted, Unit.METRES, LIMIT_M)
    arcs = network.arcs(Direction.TO, Unit.METRES)
    for j, seeds in enumerate(seeds_to(network, sites, Unit.METRES)):
        label = np.full(64 * (network.n_nodes // 64 + 1), NO_LABEL, np.int64)
        block, found = kept.of(j)
        label.reshape(-1, 64)[block] = found
        work = workspace_for(arcs)
        if wanted[j] and sites.is_ok[j]:
            search(arcs, seeds, label_limit(LIMIT_M, Unit.METRES), work)
        assert (label[: network.n_nodes] == work.label).all()
    assert kept.is_kept.tolist() == (wanted & sites.is_ok).tolist()
    again = kept_labels(network, sites, wanted, Unit.METRES, LIMIT_M)
    assert again is kept


@pytest.mark.parametrize("room", [0, 3 * 64, 6 * 64])
def test_without_room_the_others_are_searched_again(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", room)
    network, rng = random_network(5, 60, 40), np.random.default_rng(5)
    points, sites = random_points(6, 40, "p"), random_points(7, 8, "s")
    table = road_reach_table(network, points, sites, limit=LIMIT_M)
    ready = before_edit(network, table, points, sites)
    assert np.count_nonzero(ready.labels.is_kept) < len(sites)
    for _ in range(10):
        after = random_edit(network, rng)
        found = columns_after(ready, after, sites, NONE)
        assert found is not None
        whole = road_reach_table(after, points, sites, limit=LIMIT_M)
        assert {**entries(table), **entries(found)} == entries(whole)
