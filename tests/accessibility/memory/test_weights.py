"""What values weigh: close to what they take, each part once, and nothing if mapped."""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.memory.weights import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Thing:
    """With fields in a dictionary."""

    inside: object


@dataclass(frozen=True, slots=True)
class Slotted:
    """With fields in slots."""

    inside: object


def weight(*values: object) -> int:
    parts, small = parts_of(*values)
    return sum(parts.values()) + small


def _table() -> pd.DataFrame:
    rows = np.arange(50_000)
    return pd.DataFrame(
        {
            "number": rows * 1.0,
            "other": rows * 2.0,
            "name": pd.Series(rows.astype(str), dtype="str"),
            "kind": pd.Categorical(np.where(rows % 2, "odd", "even")),
            "maybe": pd.array(rows, dtype="Int32"),
            "thing": pd.Series([f"thing {row}" for row in rows], dtype=object),
        }
    )


def _places() -> gpd.GeoDataFrame:
    xy = np.random.default_rng(1).random((5_000, 2))
    return gpd.GeoDataFrame(geometry=shapely.buffer(shapely.points(xy), 1.0))


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.zeros(300_000),
        lambda: [b"x" * 100_000, "y" * 50_000, {"z": Thing(Slotted(np.zeros(9_000)))}],
        _table,
        lambda: [str(number) * 10 for number in range(9_000)],
        lambda: np.array([{"a": 1.5} for _ in range(9_000)]),
    ],
)
def test_a_weight_is_close_to_the_memory_it_takes(make: Callable[[], Any]) -> None:
    make()
    tracemalloc.start()
    made = make()
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    # Texts of tables lie outside the memory that Python traces.
    outside = sum(
        made[name].nbytes for name in ("name",) if isinstance(made, pd.DataFrame)
    )
    assert weight(made) == pytest.approx(taken + outside, rel=0.35)


def test_shapes_weigh_their_coordinates() -> None:
    places = _places()
    coordinates = int(shapely.get_num_coordinates(places.geometry.to_numpy()).sum())
    assert weight(places) > 16 * coordinates


def test_what_is_shared_weighs_once() -> None:
    table = _table()
    twice = weight(table, table.copy(deep=False), [table], table["number"])
    assert twice == pytest.approx(weight(table), rel=0.2)


def test_a_file_that_is_mapped_weighs_nothing(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros(100_000))
    mapped = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert weight(Thing(mapped), mapped[5:], np.asarray(mapped)) < 2_000


def test_code_and_kinds_weigh_nothing() -> None:
    large = np.zeros(100_000)
    assert weight(lambda: large, int, None, np, str.upper) < 1_000
