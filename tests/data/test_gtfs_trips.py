"""Stop times to trips: order, gaps, faults, frequencies, midnight."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.transit import Trips
from data.gtfs import MISSING, Calls
from data.gtfs_trips import Cleaned, Repeats, cleaned, repeats_of, trips_of_day

NO_REPEATS = Repeats(
    trip=np.empty(0, np.int64),
    start_s=np.empty(0, np.int64),
    end_s=np.empty(0, np.int64),
    headway_s=np.empty(0, np.int64),
    is_exact=np.empty(0, np.bool_),
)
Row = tuple[int, int, int, int, int]
"""Trip, stop, sequence, arrival, departure."""


def _calls(rows: list[Row], far: list[float] | None = None) -> Calls:
    table = np.array(rows, np.int64).reshape(-1, 5)
    none = np.zeros(len(table), np.uint8)
    return Calls(
        table[:, 0].astype(np.int32),
        table[:, 1].astype(np.int32),
        table[:, 2],
        table[:, 3].astype(np.int32),
        table[:, 4].astype(np.int32),
        none,
        none,
        np.full(len(table), np.nan) if far is None else np.array(far),
    )


def _cleaned(rows: list[Row], far: list[float] | None = None) -> Cleaned:
    ids = np.array([f"t{i}" for i in range(9)])
    has_place = np.array([True, True, True, True, False])
    return cleaned(_calls(rows, far), has_place, ids)


def _told(done: Cleaned) -> dict[str, int]:
    return {one.what: one.count for one in done.findings if one.count}


def _trips(done: Cleaned, repeats: Repeats = NO_REPEATS, before: bool = False) -> Trips:  # noqa: FBT001, FBT002 - of tests
    today = np.full(9, not before)
    return trips_of_day(done, repeats, np.arange(9), today, ~today)


def test_calls_come_in_the_order_of_their_numbers() -> None:
    done = _cleaned(
        [(1, 2, 9, 300, 300), (0, 0, 1, 0, 0), (0, 1, 5, 60, 60), (1, 3, 4, 0, 0)]
    )
    assert done.calls.stop.tolist() == [0, 1, 3, 2]
    assert done.ptr.tolist() == [0, 2, 4]
    assert not _told(done)


def test_a_number_that_occurs_twice_counts_once() -> None:
    done = _cleaned([(0, 0, 1, 0, 0), (0, 1, 2, 60, 60), (0, 2, 2, 70, 70)])
    assert done.calls.stop.tolist() == [0, 1]
    assert _told(done) == {"stop times doubled": 1}


def test_one_time_stands_for_both() -> None:
    done = _cleaned([(0, 0, 1, MISSING, 10), (0, 1, 2, 60, MISSING)])
    assert done.calls.arrive_s.tolist() == [10, 60]
    assert done.calls.depart_s.tolist() == [10, 60]


def test_missing_times_are_filled_in_evenly_or_by_distance() -> None:
    rows: list[Row] = [
        (0, 0, 1, 0, 0),
        (0, 1, 2, MISSING, MISSING),
        (0, 2, 3, MISSING, MISSING),
        (0, 3, 4, 300, 300),
    ]
    assert _cleaned(rows).calls.arrive_s.tolist() == [0, 100, 200, 300]
    by_distance = _cleaned(rows, [0, 5, 50, 100]).calls
    assert by_distance.arrive_s.tolist() == [0, 15, 150, 300]
    spoilt = _cleaned(rows, [0, 50, 5, 100])
    assert spoilt.calls.arrive_s.tolist() == [0, 100, 200, 300]
    assert _told(spoilt) == {"times filled in": 2}


def test_filling_in_never_mixes_trips() -> None:
    one: list[Row] = [(0, 0, 1, 0, 0), (0, 1, 2, MISSING, MISSING), (0, 2, 3, 100, 100)]
    two: list[Row] = [
        (1, 0, 1, 900, 900),
        (1, 1, 2, MISSING, MISSING),
        (1, 2, 3, 1_000, 1_000),
    ]
    assert _cleaned(one + two).calls.arrive_s.tolist() == [0, 50, 100, 900, 950, 1_000]


def test_trips_that_cannot_be_ridden_are_dropped_and_told() -> None:
    done = _cleaned(
        [
            (0, 0, 1, MISSING, MISSING), (0, 1, 2, 60, 60),  # no first time
            (1, 0, 1, 100, 100), (1, 1, 2, 60, 60),  # goes back between stops
            (2, 0, 1, 100, 60), (2, 1, 2, 160, 160),  # goes back at a stop
            (3, 0, 1, 0, 0),  # one stop only
            (4, 0, 1, 0, 0), (4, 4, 2, 60, 60),  # its second stop has no place
            (5, 0, 1, 0, 0), (5, MISSING, 2, 60, 60), (5, 1, 3, 90, 90),
        ]
    )  # fmt: skip
    assert done.calls.trip.tolist() == [5, 5]
    assert _told(done) == {
        "stop times without ends": 2,
        "time goes back": 4,
        "stop times nowhere": 2,
        "trips too short": 2,
    }


def test_a_trip_of_yesterday_runs_past_midnight() -> None:
    done = _cleaned(
        [
            (0, 0, 1, 86_000, 86_000),
            (0, 1, 2, 87_000, 87_000),
            (1, 0, 1, 0, 0),
            (1, 1, 2, 60, 60),
        ]
    )
    today, before = _trips(done), _trips(done, before=True)
    assert today.arrive_s.tolist() == [86_000, 87_000, 0, 60]
    assert before.arrive_s.tolist() == [-400, 600]
    assert before.line.tolist() == [0]


def _every(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    names = ["trip_id", "start_time", "end_time", "headway_secs", "exact_times"]
    return pd.DataFrame(rows, columns=names, dtype="str")


@pytest.mark.parametrize("exact", ["0", "1", ""])
def test_a_frequency_is_departures_before_its_end(exact: str) -> None:
    done = _cleaned([(0, 0, 1, 90, 100), (0, 1, 2, 160, 160)])
    table = _every(("t0", "07:00:00", "07:30:00", "600", exact))
    repeats, lines = repeats_of(table, pd.Index(["t0"]))
    trips = _trips(done, repeats)
    assert trips.depart_s[::2].tolist() == [25_200, 25_800, 26_400]
    assert trips.arrive_s[::2].tolist() == [25_190, 25_790, 26_390]
    assert trips.arrive_s[1::2].tolist() == [25_260, 25_860, 26_460]
    assert trips.wait_s.tolist() == ([0] * 3 if exact == "1" else [600] * 3)
    told = {one.what: one.count for one in lines if one.count}
    assert told == ({} if exact == "1" else {"no fixed times": 1})


def test_a_trip_with_a_frequency_does_not_run_at_its_own_times() -> None:
    done = _cleaned(
        [(0, 0, 1, 0, 0), (0, 1, 2, 60, 60), (1, 0, 1, 0, 0), (1, 1, 2, 60, 60)]
    )
    table = _every(("t0", "24:00:00", "24:10:00", "600", "1"))
    repeats, _ = repeats_of(table, pd.Index(["t0", "t1"]))
    assert _trips(done, repeats).depart_s[::2].tolist() == [0, 86_400]
    assert _trips(done, repeats, before=True).depart_s[::2].tolist() == [0]


def test_a_frequency_that_cannot_be_is_left_out_and_told() -> None:
    table = _every(
        ("t0", "07:00:00", "08:00:00", "0", "1"),
        ("t0", "x", "08:00:00", "600", "1"),
        ("other", "07:00:00", "08:00:00", "0", "1"),
    )
    repeats, lines = repeats_of(table, pd.Index(["t0"]))
    assert not len(repeats.trip)
    assert [one.count for one in lines] == [2, 0]


def test_a_day_without_calls_has_no_trips() -> None:
    assert not len(_trips(_cleaned([])).line)
