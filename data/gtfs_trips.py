"""Stop times to trips: faults, missing times, frequencies, and past midnight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from accessibility.codes import DAY_S
from accessibility.transit import Trips
from data.gtfs import MISSING, Calls, examples_of, seconds_of
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding

_FORBIDDEN: Final = 1
_BY_PHONE: Final = 2
_SHORTEST: Final = 2
"""Stop times without which a trip is none."""


class Repeats(NamedTuple):
    """Trips that run again and again: row of the trip, and when.

    Parameters
    ----------
    trip
        Row of the trip, int64.
    start_s, end_s
        First departure from the first stop, and the end, itself not included.
    headway_s
        From one departure to the next.
    is_exact
        True where the departures are fixed, False where one runs every so often.
    """

    trip: NDArray[np.int64]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    headway_s: NDArray[np.int64]
    is_exact: NDArray[np.bool_]

    @property
    def wait_s(self) -> NDArray[np.int64]:
        """Longest wait for the next vehicle, 0 where departures are fixed."""
        return np.where(self.is_exact, 0, self.headway_s)


@dataclass(frozen=True)
class Cleaned:
    """Calls in the order in which they are made, trip after trip, all times known."""

    calls: Calls
    findings: list[Finding]

    @property
    def ptr(self) -> NDArray[np.int64]:
        """Start of each trip's calls; trips without any are left out."""
        first = np.flatnonzero(np.diff(self.calls.trip, prepend=-1))
        return np.append(first, len(self.calls.trip)).astype(np.int64)


def cleaned(
    calls: Calls, has_place: NDArray[np.bool_], ids: NDArray[np.str_]
) -> Cleaned:
    """Put calls in order, and leave out what cannot be ridden; everything is counted.

    Parameters
    ----------
    calls
        As read.
    has_place
        True for stops that can be used, shape `(n_stops,)`.
    ids
        Identifiers of the trips, for examples.
    """
    order = np.lexsort((calls.sequence, calls.trip))
    calls = _taken(calls, order)
    lines: list[Finding] = []

    def told(what: str, why: str, is_out: NDArray[np.bool_]) -> None:
        trips = np.unique(calls.trip[is_out])
        lines.append(
            finding("transit", what, is_out.sum(), why, examples_of(ids[trips]))
        )

    again = _is_again(calls)
    told(
        "stop times doubled", "the same place in a trip twice: the first counts", again
    )
    calls = _taken(calls, ~again)
    calls, filled = _with_both_times(calls)
    broken = _of_whole_trips(calls, _lacks_an_end(calls))
    told(
        "stop times without ends", "trips without a first or last time, dropped", broken
    )
    calls, filled = _taken(calls, ~broken), filled[~broken]
    told("times filled in", "no time given: by distance, else evenly", filled)
    calls = _interpolated(calls)
    back = _of_whole_trips(calls, _goes_back(calls))
    told("time goes back", "stop times of trips that go back in time, dropped", back)
    calls = _taken(calls, ~back)
    nowhere = ~np.append(has_place, False)[calls.stop]
    told(
        "stop times nowhere",
        "at stops that are unknown, without a place or abroad",
        nowhere,
    )
    calls = _taken(calls, ~nowhere)
    short = _n_calls(calls) < _SHORTEST
    told("trips too short", "stop times of trips with fewer than two, dropped", short)
    calls = _taken(calls, ~short)
    by_phone = (calls.pickup >= _BY_PHONE) | (calls.drop_off >= _BY_PHONE)
    told(
        "by phone or driver",
        "one must phone or tell the driver; taken as usual",
        by_phone,
    )
    return Cleaned(calls, lines)


def _taken(calls: Calls, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Calls:
    columns: tuple[NDArray[Any], ...] = calls
    return Calls(*(values[rows] for values in columns))


def _is_again(calls: Calls) -> NDArray[np.bool_]:
    same = (np.diff(calls.trip) == 0) & (np.diff(calls.sequence) == 0)
    return np.concatenate([[False], same])[: len(calls.trip)]


def _ends(calls: Calls) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Mark the first and the last call of every trip."""
    apart = np.diff(calls.trip) != 0
    return np.concatenate([[True], apart]), np.concatenate([apart, [True]])


def _with_both_times(calls: Calls) -> tuple[Calls, NDArray[np.bool_]]:
    """Take one time for the other where one is missing; tell where both are."""
    arrive_s = np.where(calls.arrive_s == MISSING, calls.depart_s, calls.arrive_s)
    depart_s = np.where(calls.depart_s == MISSING, calls.arrive_s, calls.depart_s)
    both = calls._replace(arrive_s=arrive_s, depart_s=depart_s)
    return both, arrive_s == MISSING


def _lacks_an_end(calls: Calls) -> NDArray[np.bool_]:
    if not len(calls.trip):
        return np.empty(0, np.bool_)
    first, last = _ends(calls)
    lacks: NDArray[np.bool_] = (calls.arrive_s == MISSING) & (first | last)
    return lacks


def _of_whole_trips(calls: Calls, at: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark all calls of the trips that have one that is marked."""
    return np.isin(calls.trip, np.unique(calls.trip[at]))


def _n_calls(calls: Calls) -> NDArray[np.int64]:
    """Return how many calls the trip of each call has."""
    _, row, count = np.unique(calls.trip, return_inverse=True, return_counts=True)
    n: NDArray[np.int64] = count[row]
    return n


def _goes_back(calls: Calls) -> NDArray[np.bool_]:
    """Mark calls that are left before they are reached, or reached before the last."""
    back = calls.depart_s < calls.arrive_s
    same = np.diff(calls.trip) == 0
    back[1:] |= same & (calls.arrive_s[1:] < calls.depart_s[:-1])
    return back


def _interpolated(calls: Calls) -> Calls:
    """Fill in missing times: by distance where a trip gives it whole, else evenly.

    The first and last time of every trip are known, so that one line through all
    trips never mixes two of them.
    """
    unknown = calls.arrive_s == MISSING
    if not unknown.any():
        return calls
    along = calls.trip * 2.0 + _progress(calls)
    filled = np.ceil(
        np.interp(along[unknown], along[~unknown], calls.depart_s[~unknown])
    ).astype(np.int32)
    arrive_s, depart_s = calls.arrive_s.copy(), calls.depart_s.copy()
    arrive_s[unknown] = depart_s[unknown] = filled
    return calls._replace(arrive_s=arrive_s, depart_s=depart_s)


def _progress(calls: Calls) -> NDArray[np.float64]:
    """Return how far along its trip each call is, from 0 to 1."""
    frame = pd.DataFrame({"trip": calls.trip, "far": calls.travelled})
    groups = frame.groupby("trip", sort=False)
    step = frame.far.diff()[frame.trip.diff() == 0]
    spoilt = frame.trip[[*step.index[~(step >= 0)]]].unique()
    spoilt = np.union1d(spoilt, frame.trip[frame.far.isna()].unique())
    place = groups.cumcount().to_numpy(np.float64)
    far = np.where(frame.trip.isin(spoilt), place, calls.travelled)
    frame["far"] = far
    least, most = groups.far.transform("min"), groups.far.transform("max")
    width = np.where(most > least, most - least, 1.0)
    progress: NDArray[np.float64] = ((far - least) / width).to_numpy(np.float64)
    return progress


def repeats_of(
    frequencies: pd.DataFrame, trips: pd.Index
) -> tuple[Repeats, list[Finding]]:
    """Return the rows of frequencies.txt for some trips, and what was wrong with them.

    A line without fixed times (`exact_times` 0) gets the departures of a fixed one.

    Parameters
    ----------
    frequencies
        As read.
    trips
        Identifiers of the trips, in their order.
    """
    row = trips.get_indexer(pd.Index(frequencies.trip_id))
    some, row = frequencies[row >= 0], row[row >= 0]
    start_s, end_s = (_clock(some[name]) for name in ("start_time", "end_time"))
    headway_s = pd.to_numeric(some.headway_secs, errors="coerce").fillna(0)
    right = (start_s >= 0) & (end_s >= 0) & (headway_s.to_numpy() > 0)
    why = "rows of frequencies.txt without times or with a headway of 0 s, left out"
    wrong = finding(
        "transit",
        "frequencies left out",
        (~right).sum(),
        why,
        examples_of(some.trip_id[~right]),
    )
    inexact = right & (some.exact_times != "1").to_numpy()
    why = "trips that run every so often, not at fixed times; taken as if fixed"
    as_if = finding("transit", "no fixed times", inexact.sum(), why)
    repeats = Repeats(
        row[right].astype(np.int64),
        start_s[right],
        end_s[right],
        headway_s.to_numpy(np.int64)[right],
        (some.exact_times == "1").to_numpy()[right],
    )
    return repeats, [wrong, as_if]


def _clock(times: pd.Series) -> NDArray[np.int64]:
    return seconds_of(pa.array(times.str.strip().tolist(), pa.string())).astype(
        np.int64
    )


def trips_of_day(
    done: Cleaned,
    repeats: Repeats,
    line: NDArray[np.int64],
    today: NDArray[np.bool_],
    yesterday: NDArray[np.bool_],
) -> Trips:
    """Return the trips of a day, and those of the day before that run past midnight.

    Parameters
    ----------
    done
        Clean calls.
    repeats
        Trips that run every so often; they do not run at their own stop times.
    line
        Row of the line per trip.
    today, yesterday
        Which trips run on the day, and on the day before.
    """
    trip = done.calls.trip[done.ptr[:-1]].astype(np.int64)
    parts = [
        one
        for runs, shift_s in ((today, 0), (yesterday, -DAY_S))
        for one in _runs(done, repeats, runs[trip], trip, shift_s)
    ]
    runs = _Runs(
        *(np.concatenate(some).astype(np.int64) for some in zip(*parts, strict=True))
    )
    last = done.calls.arrive_s[done.ptr[1:] - 1]
    kept = last[runs.template] + runs.shift_s >= 0
    return _laid_out(done, _Runs(*(values[kept] for values in runs)), line)


class _Runs(NamedTuple):
    """Row among the clean trips, how much its times are moved, and its longest wait."""

    template: NDArray[np.int64]
    shift_s: NDArray[np.int64]
    wait_s: NDArray[np.int64]


def _runs(
    done: Cleaned,
    repeats: Repeats,
    runs: NDArray[np.bool_],
    trip: NDArray[np.int64],
    shift_s: int,
) -> Iterator[_Runs]:
    """Yield the runs of trips that run once, and of those that run again and again."""
    once = np.flatnonzero(runs & ~np.isin(trip, repeats.trip))
    yield _Runs(once, np.full(len(once), shift_s), np.zeros(len(once), np.int64))
    row = pd.Index(trip).get_indexer(pd.Index(repeats.trip))
    on = (row >= 0) & runs[row]
    span = np.maximum(repeats.end_s[on] - repeats.start_s[on], 0)
    n = -(-span // repeats.headway_s[on])
    number = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    starts = np.repeat(repeats.start_s[on], n) + number * np.repeat(
        repeats.headway_s[on], n
    )
    rows = np.repeat(row[on], n)
    first_s = done.calls.depart_s[done.ptr[:-1]].astype(np.int64)
    moved_s = starts - first_s[rows] + shift_s
    yield _Runs(rows, moved_s, np.repeat(repeats.wait_s[on], n))


def _laid_out(done: Cleaned, runs: _Runs, line: NDArray[np.int64]) -> Trips:
    """Copy the calls of each run from its trip, moved in time."""
    template = runs.template
    length = np.diff(done.ptr)[template]
    ptr = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
    at = np.repeat(done.ptr[template] - ptr[:-1], length) + np.arange(ptr[-1])
    moved = np.repeat(runs.shift_s, length)
    calls = done.calls
    trip = calls.trip[done.ptr[:-1]]
    return Trips(
        ptr,
        calls.stop[at].astype(np.int32),
        (calls.arrive_s[at] + moved).astype(np.int32),
        (calls.depart_s[at] + moved).astype(np.int32),
        calls.pickup[at] != _FORBIDDEN,
        calls.drop_off[at] != _FORBIDDEN,
        line[trip[template]].astype(np.int32),
        runs.wait_s.astype(np.int32),
    )
