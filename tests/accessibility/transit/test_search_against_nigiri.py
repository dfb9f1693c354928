"""The search agrees with nigiri, another engine, pair by pair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from accessibility.transit.search import NEVER
from tests.asked_nigiri import asked_nigiri
from tests.gtfs_files import DAY, write_feed
from tests.made_timetables import Feed, clock, random_feed

HORIZON_S = 5_400
DEADLINES = [clock("07:55"), clock("08:10")]


def _questions(feed: Feed, rides: int) -> list[dict[str, Any]]:
    return [
        {
            "start": [(f"s{stop}", seconds) for stop, seconds in home],
            "goal": [(f"s{stop}", seconds) for stop, seconds in school],
            "deadline": deadline,
            "rides": rides,
            "horizon_s": HORIZON_S,
        }
        for school in feed.schools
        for home in feed.homes
        for deadline in DEADLINES
    ]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rides", [1, 2, 4])
def test_agrees_with_nigiri(seed: int, rides: int, tmp_path: Path) -> None:
    feed = random_feed(seed, closed=True)
    theirs = asked_nigiri(
        write_feed(feed, tmp_path / "feed"), _questions(feed, rides), DAY
    )
    ours = feed.answers(DEADLINES, rides, HORIZON_S)[0].ravel().tolist()
    differ = np.array(ours) != [NEVER if t is None else t for t in theirs]
    assert (np.array(ours) > NEVER).sum() > 10
    assert not (differ & ~_is_direct(feed)).any()


def _is_direct(feed: Feed) -> np.ndarray:
    """Pairs whose home and school share a stop, or have stops joined by a walk.

    There nigiri goes without any ride, and keeps no slower journey with one.
    """
    joined = {(a, b) for a, b, _ in feed.walks} | {(a, a) for a in range(feed.n_stops)}
    return np.array(
        [
            any((a, b) in joined for a, _ in home for b, _ in school)
            for school in feed.schools
            for home in feed.homes
            for _ in DEADLINES
        ]
    )
