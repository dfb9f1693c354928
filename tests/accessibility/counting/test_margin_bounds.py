"""Bounds from margins equal those over every table that agrees with the margins."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.counting.margin_bounds import MarginBounds

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN = st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda t: (t[0], sum(t)))
BLOCK = st.tuples(st.lists(MARGIN, min_size=3, max_size=3), MARGIN, MARGIN)


def tables(
    rows: list[tuple[int, int]], asked: tuple[int, int], rest: tuple[int, int]
) -> Iterator[tuple[int, ...]]:
    """List the pupils of the leerweg per row in every table that fits."""
    spans = [range(high + 1) for _, high in rows]
    for x in itertools.product(*spans):
        if not asked[0] <= sum(x) <= asked[1]:
            continue
        # The others of a row may be anything that keeps the row in its interval.
        fewest = sum(max(low - n, 0) for n, (low, _) in zip(x, rows, strict=True))
        most = sum(high - n for n, (_, high) in zip(x, rows, strict=True))
        if fewest <= rest[1] and most >= rest[0]:
            yield x


def bounds_of(blocks: list[tuple[list[tuple[int, int]], ...]]) -> MarginBounds:
    rows = np.array([row for block in blocks for row in block[0]], float)
    columns = np.zeros((2, len(blocks), 4))
    for k, (_, asked, rest) in enumerate(blocks):
        columns[:, k, 2] = asked
        columns[:, k, 3] = rest
    return MarginBounds(
        np.tile(np.arange(3), len(blocks)),
        np.repeat(np.arange(len(blocks)), 3),
        rows[:, 0],
        rows[:, 1],
        columns[0],
        columns[1],
    )


@settings(max_examples=300)
@given(
    st.lists(BLOCK, min_size=1, max_size=2),
    st.sampled_from([(0, 0, 0), (0, 0, 1), (0, 1, 1)]),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_equal_to_enumeration(
    blocks: list[tuple[list[tuple[int, int]], tuple[int, int], tuple[int, int]]],
    area: tuple[int, int, int],
    is_reached: tuple[bool, bool, bool],
) -> None:
    fits = [list(tables(*block)) for block in blocks]
    if not all(fits):
        return
    fraction, areas = np.array(is_reached, float), np.array(area)
    division = Division(fraction, areas, 2)
    got = bounds_of(blocks).of_areas(division, Denominator.LEERWEG, Leerweg.GL)  # type: ignore[arg-type] # the tuples are lists to the type checker
    fillings = [np.sum(parts, axis=0) for parts in itertools.product(*fits)]
    for a in range(2):
        here = areas == a
        students = [float(x[here].sum()) for x in fillings]
        reached = [float((x * fraction)[here].sum()) for x in fillings]
        pairs = list(zip(reached, students, strict=True))
        assert got.students[:, a].tolist() == [min(students), max(students)]
        assert got.reached[:, a].tolist() == [min(reached), max(reached)]
        shares = [r / n for r, n in pairs if n > 0]
        if max(students) > 0 and min(students) > 0:
            assert got.share[:, a] == pytest.approx([min(shares), max(shares)])


def test_common_denominator_takes_the_leerwegen_together() -> None:
    bounds = MarginBounds(
        np.array([0, 1]),
        np.array([0, 0]),
        np.array([10.0, 10.0]),
        np.array([10.0, 10.0]),
        np.array([[5.0, 5.0, 5.0, 5.0]]),
        np.array([[5.0, 5.0, 5.0, 5.0]]),
    )
    division = Division(np.array([1.0, 0.0]), np.zeros(2, np.int64), 1)
    gl = bounds.of_areas(division, Denominator.LEERWEG, Leerweg.GL)
    common = bounds.of_areas(division, Denominator.COMMON, Leerweg.GL)
    assert gl.share[:, 0].tolist() == [0.0, 1.0]
    assert common.share[:, 0] == pytest.approx([5 / 15, 10 / 15])


def test_masking_only_widens() -> None:
    bounds = MarginBounds(
        np.array([0, 1, 2]),
        np.array([0, 0, 0]),
        np.array([3.0, 10.0, 1.0]),
        np.array([3.0, 10.0, 1.0]),
        np.array([[0.0, 0.0, 8.0, 6.0]]),
        np.array([[0.0, 0.0, 8.0, 6.0]]),
    )
    masked = bounds.masked(5)
    assert masked.row_low.tolist() == [1.0, 10.0, 1.0]
    assert masked.row_high.tolist() == [4.0, 10.0, 4.0]
    assert masked.column_low.tolist() == [[0.0, 0.0, 8.0, 6.0]]
