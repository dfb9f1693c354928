"""Arcs of an edited network: those made anew, but for order and standing still."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Unit
from accessibility.roads.network import Arcs, Direction
from accessibility.roads.patched_arcs import arcs_after
from tests.accessibility.roads.test_edited_reach import random_edit
from tests.random_roads import forgotten, random_network


def listed(arcs: Arcs) -> list[tuple[int, int, int]]:
    """Return where each arc stands, where it leads and its label, sorted."""
    stand = np.repeat(np.arange(len(arcs.indptr) - 1), np.diff(arcs.indptr))
    moves = stand != arcs.head
    columns = stand[moves], arcs.head[moves], arcs.weight[moves]
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


@given(seed=st.integers(0, 2**32 - 1), edits=st.integers(0, 3))
@settings(deadline=None, max_examples=60)
def test_they_are_those_made_anew(seed: int, edits: int) -> None:
    network, rng = random_network(seed, 12, 8), np.random.default_rng(seed)
    for _ in range(edits):
        network = random_edit(network, rng)
    for direction in Direction:
        for unit in Unit:
            anew = forgotten(network).arcs(direction, unit)
            assert listed(arcs_after(network, direction, unit)) == listed(anew)
