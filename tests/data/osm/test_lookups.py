"""Long lists of numbers, against numpy's own ways."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.osm.lookups import rows_among, turned_to_rows, unique_sorted

_NUMBERS = st.lists(st.integers(-(2**62), 2**62) | st.integers(-3, 3), max_size=60)


@given(numbers=_NUMBERS)
def test_the_different_numbers(numbers: list[int]) -> None:
    given_ = np.array(numbers, np.int64)
    assert unique_sorted(given_).tolist() == sorted(set(numbers))
    assert given_.tolist() == numbers


@given(numbers=_NUMBERS, few=_NUMBERS)
def test_rows_of_a_few(numbers: list[int], few: list[int]) -> None:
    wanted = np.array(sorted(set(few)), np.int64)
    found = rows_among(np.array(numbers, np.int64), wanted)
    assert found.tolist() == [k for k, one in enumerate(numbers) if one in set(few)]


def test_many_rows() -> None:
    numbers = np.arange(5_000, dtype=np.int64) % 3
    assert len(rows_among(numbers, np.array([1], np.int64))) == 1_667


@given(numbers=_NUMBERS)
def test_the_row_of_each_number(numbers: list[int]) -> None:
    rising = sorted(set(numbers))
    rows = turned_to_rows(np.array(numbers, np.int64), np.array(rising, np.int64))
    assert rows.tolist() == [rising.index(one) for one in numbers]


def test_rows_of_more_numbers_than_are_looked_up_at_a_time() -> None:
    numbers = np.arange(600_001, dtype=np.int64)[::-1] * 7
    rows = turned_to_rows(numbers.copy(), numbers[::-1].copy())
    assert rows.tolist() == list(range(600_000, -1, -1))
