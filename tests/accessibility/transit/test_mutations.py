"""Eleven ways to spoil the search, each of which the tests of the search would catch.

A spoilt copy of the search is run, not compiled, on the drawn timetables and on random
ones; it must answer something else than a plain connection scan does.
"""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from accessibility.transit import search, timetable
from tests import made_timetables
from tests.connection_scan import scanned
from tests.made_timetables import clock, feed_a, feed_b, feed_c, random_feed

DEADLINES = list(range(clock("07:54"), clock("08:30"), 6 * 60))
FEEDS = (feed_a(), feed_b(), feed_c(), *(random_feed(seed) for seed in range(4)))

MUTATIONS = {
    "walks chained": (
        search,
        "t = board[s, k] - changes.foot_s[j]",
        "t = max(board[s, k], desk.labels.alight[s, k]) - changes.foot_s[j]",
    ),
    "trips may overtake": (
        timetable,
        "while g < n_groups and not _follows(trip, last[g], trips):",
        "while False:",
    ),
    "change time forgotten": (
        search,
        "t = board[s, k] - changes.change_s[s]",
        "t = board[s, k]",
    ),
    "just in time is too late": (
        search,
        "if arrive_s[start + middle * width] <= by:",
        "if arrive_s[start + middle * width] < by:",
    ),
    "getting off forbidden ignored": (
        search,
        "if trip < last and by >= earliest and tt.may_alight[first + x]:",
        "if trip < last and by >= earliest:",
    ),
    "getting on forbidden ignored": (
        search,
        "if trip >= 0 and tt.may_board[first + x]:",
        "if trip >= 0:",
    ),
    "departure taken for arrival": (
        search,
        "_last_in_time(tt.arrive_s,",
        "_last_in_time(tt.depart_s,",
    ),
    "nearest position of a loop": (
        search,
        "if x <= furthest[p] or not",
        "if (furthest[p] >= 0 and x >= furthest[p]) or not",
    ),
    "late bells first": (
        search,
        "for bell in range(len(deadlines)):",
        "for bell in range(len(deadlines) - 1, -1, -1):",
    ),
    "flags left out of the pattern": (
        timetable,
        "trips.stop * np.int64(4) + trips.may_board * 2 + trips.may_alight",
        "trips.stop * np.int64(4)",
    ),
    "labels of the most rides read": (
        search,
        "by = alight[s, k - 1]",
        "by = alight[s, alight.shape[1] - 1]",
    ),
}


def _uncompiled(module: ModuleType, old: str, new: str) -> ModuleType:
    """Return a module with one text in its source replaced, and nothing compiled."""
    source = inspect.getsource(module)
    assert source.count(old) == 1
    source = source.replace(old, new)
    source = source.replace("@compiled\n", "").replace("@inlined\n", "")
    copy = ModuleType(f"spoilt_{module.__name__.rsplit('.', 1)[1]}")
    exec(compile(source, copy.__name__, "exec"), copy.__dict__)  # noqa: S102 - our own source, spoilt
    return copy


def _use(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
    for name in ("departures", "desk_for", "best_for", "timetable_of", "changes_of"):
        if hasattr(module, name):
            monkeypatch.setattr(made_timetables, name, getattr(module, name))


def _n_wrong() -> int:
    wrong = 0
    for feed in FEEDS:
        for rides in (2, 4):
            ours, theirs = (
                feed.answers(DEADLINES, rides),
                scanned(feed, DEADLINES, rides),
            )
            wrong += int((ours[0] != theirs[0]).sum() + (ours[1] != theirs[1]).sum())
    return wrong


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_spoilt_search_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, old, new = MUTATIONS[name]
    _use(monkeypatch, _uncompiled(module, old, new))
    assert _n_wrong() > 0


def test_the_search_itself_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (search, timetable):
        first_line = inspect.getsource(module).splitlines()[0]
        _use(monkeypatch, _uncompiled(module, first_line, first_line))
    assert _n_wrong() == 0
