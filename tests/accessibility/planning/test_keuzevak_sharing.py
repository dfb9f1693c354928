"""Sharing an afternoon: what is reachable, and who reaches whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Mode, Unit
from accessibility.errors import TableError
from accessibility.planning.keuzevak_sharing import (
    largest_groups,
    reachable_choices,
    separate_groups,
    vestiging_travel,
)
from accessibility.reach_table import DS_PER_S
from accessibility.roads.travel_pairs import TravelPairs

LIMIT_S = 3_600.0


def _pairs(table_s: np.ndarray) -> TravelPairs:
    """Pairs in seconds between vestigingen V0, V1, ...; infinite ones are absent."""
    ids = np.array([f"V{i}" for i in range(len(table_s))])
    rows, columns = np.nonzero(np.isfinite(table_s))
    order = np.lexsort((rows, columns))
    cost = np.round(table_s[rows, columns] * DS_PER_S).astype(np.int64)
    return TravelPairs(
        ids,
        ids,
        rows[order].astype(np.int64),
        columns[order].astype(np.int64),
        cost[order],
        Unit.SECONDS,
        LIMIT_S,
        Mode.BIKE,
    )


TABLE_S = np.array(
    [
        [0, 600, 1_200, np.inf],
        [700, 0, 900, 3_000],
        [1_200, 900, 0, 3_000],
        [np.inf, 3_000, 3_000, 0],
    ]
)
OFFERS = pd.DataFrame(
    {
        "brin6": ["V0", "V0", "V1", "V2", "V2", "V3", "V9"],
        "profiel": ["PIE", "PIE", "BWI", "M&T", "Groen", "MVI", "MaT"],
    }
)


def test_travel_has_both_directions_nearest_first() -> None:
    table = vestiging_travel(_pairs(TABLE_S), 1_000.0)
    assert list(table.itertuples(index=False, name=None)) == [
        ("V0", "V1", 600.0),
        ("V1", "V0", 700.0),
        ("V1", "V2", 900.0),
        ("V2", "V1", 900.0),
    ]


def test_an_afternoon_opens_what_others_offer() -> None:
    table = reachable_choices(_pairs(TABLE_S), OFFERS, 900.0).set_index("brin6")
    assert table.own["V0"] == ("PIE",)
    assert table.extra["V0"] == ("BWI",)
    assert table.extra["V1"] == ("M&T", "PIE")
    assert table.extra["V3"] == ()
    assert table.n_reachable.to_list() == [2, 3, 2, 1]
    assert table.partners.to_list() == [1, 2, 1, 0]


def test_keuzevakken_count_as_profielen_do() -> None:
    offers = pd.DataFrame({"brin6": ["V1", "V2"], "keuzevak": ["drones", "lassen"]})
    table = reachable_choices(
        _pairs(TABLE_S), offers, 600.0, choice="keuzevak", choices=["drones", "lassen"]
    )
    assert table.extra.to_list() == [("drones",), (), (), ()]


def test_largest_groups_reach_each_other_both_ways() -> None:
    pairs = _pairs(TABLE_S)
    assert largest_groups(pairs, 1_200.0) == (("V0", "V1", "V2"), ("V3",))
    assert largest_groups(pairs, 600.0) == (("V0",), ("V1",), ("V2",), ("V3",))
    assert largest_groups(pairs, 900.0)[0] == ("V0", "V1")


def _random_table(seed: int, n: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    table = rng.uniform(60, 3_000, (n, n)).round()
    table[rng.random((n, n)) < 0.2] = np.inf
    np.fill_diagonal(table, 0)
    return table


@given(seed=st.integers(0, 1_000), n=st.integers(1, 7))
@settings(max_examples=30, deadline=None)
def test_groups_equal_trying_every_set(seed: int, n: int) -> None:
    table = _random_table(seed, n)
    mutual = np.maximum(table, table.T)
    sets = [
        set(chosen)
        for size in range(1, n + 1)
        for chosen in combinations(range(n), size)
        if (mutual[np.ix_(chosen, chosen)] <= 1_500).all()
    ]
    largest = [s for s in sets if not any(s < other for other in sets)]
    found = {frozenset(g) for g in largest_groups(_pairs(table), 1_500.0)}
    assert found == {frozenset(f"V{i}" for i in s) for s in largest}


@given(seed=st.integers(0, 1_000), n=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_separate_groups_hold_everybody_within_reach(seed: int, n: int) -> None:
    table = _random_table(seed, n)
    mutual = np.maximum(table, table.T)
    groups = separate_groups(_pairs(table), 1_500.0)
    assert groups.brin6.to_list() == [f"V{i}" for i in range(n)]
    for _, group in groups.groupby("group"):
        rows = group.index.to_numpy()
        assert (mutual[np.ix_(rows, rows)] <= 1_500).all()
        assert (group["size"] == len(rows)).all()
    assert groups["size"][groups.group == 1].iloc[0] == groups["size"].max()


def test_travel_to_other_places_is_refused() -> None:
    pairs = replace(_pairs(np.array([[0.0]])), destination_ids=np.array(["b"]))
    with pytest.raises(TableError, match="same vestigingen"):
        largest_groups(pairs, 1.0)
