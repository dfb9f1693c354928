"""What a day knows: stops in use, and where public transport is known at all."""

from __future__ import annotations

import numpy as np

from accessibility.places import Points
from accessibility.transit import without_lines
from tests.made_days import X_M, Y_M, made_day


def test_a_stop_that_nothing_serves_is_not_in_use() -> None:
    assert made_day().is_used.tolist() == [True, True, True, False]
    assert not without_lines(made_day(), ["L"]).is_used.any()


def test_a_feed_covers_the_squares_in_which_it_has_stops() -> None:
    x_m = np.array([X_M, X_M + 24_999, X_M + 25_000, X_M - 1])
    points = Points(np.array(list("abcd")), x_m, np.full(4, Y_M))
    for day in (made_day(), without_lines(made_day(), ["L"])):
        assert day.covers(points).tolist() == [True, True, False, False]
