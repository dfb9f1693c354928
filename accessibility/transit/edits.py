"""What if a line, a stop or a timetable were another: edits of the arrays of a day.

Nothing is searched here and nothing is copied that need not be: what is removed may no
longer be boarded or left, what is added is appended.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.errors import UsageError
from accessibility.transit.timetable import (
    Timetable,
    Trips,
    frozen,
    timetable_of,
    with_positions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.transit.day import TransitDay

DETOUR: Final = 1.25
"""How much longer a way by road is than the straight line, where it is not known."""
DEFAULT_KMH: Final = 25.0
_BUS: Final = 3


class Plan(NamedTuple):
    """When vehicles of a line leave its first stop.

    Parameters
    ----------
    first_s, last_s
        Seconds after midnight of the first and the last departure, inclusive.
    headway_s
        Seconds from one to the next.
    """

    first_s: int
    last_s: int
    headway_s: int

    @property
    def starts_s(self) -> NDArray[np.int64]:
        """Every departure.

        Raises
        ------
        UsageError
            If the headway is not above zero, or the last comes before the first.
        """
        if self.headway_s <= 0 or self.last_s < self.first_s:
            message = (
                f"a line needs a headway above 0 s and a last departure that is not "
                f"before the first, not {self.headway_s} s from {self.first_s} s to "
                f"{self.last_s} s"
            )
            raise UsageError(message)
        departures: NDArray[np.int64] = np.arange(
            self.first_s, self.last_s + 1, self.headway_s
        )
        return departures


def without_lines(day: TransitDay, lines: Sequence[str]) -> TransitDay:
    """Return a day on which some lines do not run.

    Parameters
    ----------
    day
        What runs.
    lines
        Identifiers of lines.

    Raises
    ------
    UsageError
        If a line is unknown.
    """
    gone = np.isin(day.timetable.line, rows_of(day.lines.ids, lines, "line"))
    width = np.diff(day.timetable.pattern_ptr)
    return day.with_timetable(_without(day.timetable, np.repeat(gone, width)))


def without_stops(day: TransitDay, stops: Sequence[str]) -> TransitDay:
    """Return a day on which nothing stops at some stops; vehicles drive on.

    Raises
    ------
    UsageError
        If a stop is unknown.
    """
    gone = np.isin(day.timetable.stop, rows_of(day.stops.ids, stops, "stop"))
    return day.with_timetable(_without(day.timetable, gone))


def with_headway(day: TransitDay, line: str, plan: Plan) -> TransitDay:
    """Return a day on which a line runs by another timetable.

    Each sequence of stops of the line keeps the running times of its middle trip.

    Parameters
    ----------
    day
        What runs.
    line
        Identifier of the line.
    plan
        When vehicles leave the first stop, of every sequence of stops.

    Raises
    ------
    UsageError
        If the line is unknown or the plan holds no departure.
    """
    row = int(rows_of(day.lines.ids, [line], "line")[0])
    made = [_by_plan(pattern, plan, row) for pattern in _sequences(day.timetable, row)]
    emptied = without_lines(day, [line])
    return _with_trips(emptied, concatenated(made))


def with_line(
    day: TransitDay,
    line: str,
    stops: Sequence[str],
    plan: Plan,
    *,
    minutes: Sequence[float] | None = None,
    kmh: float = DEFAULT_KMH,
) -> TransitDay:
    """Return a day with one more line, in both directions.

    Parameters
    ----------
    day
        What runs.
    line
        Identifier and name of the new line.
    stops
        Identifiers of its stops, at least two.
    plan
        When vehicles leave each end.
    minutes
        Running time to each stop from the one before, one fewer than there are stops.
    kmh
        Speed along the straight line times `DETOUR`, where no times are given.

    Raises
    ------
    UsageError
        If a stop is unknown, the line exists already, or the times do not fit.
    """
    rows = rows_of(day.stops.ids, stops, "stop")
    if line in day.lines.ids:
        message = f"line {line!r} exists already: choose another name for the new one"
        raise UsageError(message)
    if len(rows) < 2:  # noqa: PLR2004 - a way has two ends
        message = f"a line needs at least two stops, not {len(rows)}"
        raise UsageError(message)
    run_s = _running_s(day, rows, minutes, kmh)
    number = len(day.lines.ids)
    lines = day.lines._replace(
        ids=np.append(day.lines.ids, line),
        names=np.append(day.lines.names, line),
        kind=np.append(day.lines.kind, np.int32(_BUS)),
        school_only=np.append(day.lines.school_only, np.False_),
    )
    made = trips_there_and_back(rows, run_s, plan, number)
    return _with_trips(replace(day, lines=lines), made)


def trips_there_and_back(
    stops: NDArray[np.int64], run_s: NDArray[np.int64], plan: Plan, line: int
) -> Trips:
    """Return the trips of a line in both directions.

    Parameters
    ----------
    stops
        Rows of its stops.
    run_s
        Running time to each stop from the one before, one fewer than there are stops.
    plan
        When vehicles leave each end.
    line
        Row of the line.
    """
    both = ((stops, run_s), (stops[::-1], run_s[::-1]))
    return concatenated(
        [_by_plan(_Calls.of(some, leg_s), plan, line) for some, leg_s in both]
    )


class _Calls(NamedTuple):
    """One sequence of stops, with times after leaving the first."""

    stop: NDArray[np.int32]
    arrive_s: NDArray[np.int64]
    depart_s: NDArray[np.int64]
    may_board: NDArray[np.bool_]
    may_alight: NDArray[np.bool_]

    @classmethod
    def of(cls, stop: NDArray[np.int64], run_s: NDArray[np.int64]) -> _Calls:
        """Return calls without waiting, where everyone may get on and off."""
        at = np.concatenate([[0], np.cumsum(run_s)]).astype(np.int64)
        yes = np.ones(len(stop), np.bool_)
        return cls(stop.astype(np.int32), at, at, yes, yes)


def rows_of(
    ids: NDArray[np.str_], wanted: Sequence[str], what: str
) -> NDArray[np.int64]:
    """Return the rows of identifiers.

    Raises
    ------
    UsageError
        Naming every one that is unknown.
    """
    row = {name: i for i, name in enumerate(ids.tolist())}
    unknown = [name for name in wanted if name not in row]
    if unknown:
        message = f"unknown {what}: {', '.join(map(repr, unknown))}"
        raise UsageError(message)
    return np.array([row[name] for name in wanted], np.int64)


def _without(timetable: Timetable, gone: NDArray[np.bool_]) -> Timetable:
    """Forbid getting on and off at some positions."""
    return timetable._replace(
        may_board=frozen(timetable.may_board & ~gone),
        may_alight=frozen(timetable.may_alight & ~gone),
    )


def _sequences(timetable: Timetable, line: int) -> list[_Calls]:
    """Return each sequence of stops of a line once, as its middle trip drives it."""
    trips: dict[tuple[bytes, bytes, bytes], list[_Calls]] = {}
    for pattern in np.flatnonzero(timetable.line == line):
        at = slice(*timetable.pattern_ptr[pattern : pattern + 2])
        some = slice(*timetable.time_ptr[pattern : pattern + 2])
        stop, on, off = (
            timetable.stop[at], timetable.may_board[at], timetable.may_alight[at],
        )  # fmt: skip
        shape = (-1, len(stop))
        arrive_s = timetable.arrive_s[some].reshape(shape).astype(np.int64)
        depart_s = timetable.depart_s[some].reshape(shape).astype(np.int64)
        key = (stop.tobytes(), on.tobytes(), off.tobytes())
        trips.setdefault(key, []).extend(
            _Calls(stop, arrive - depart[0], depart - depart[0], on, off)
            for arrive, depart in zip(arrive_s, depart_s, strict=True)
        )
    return [_middle(some) for some in trips.values()]


def _middle(trips: list[_Calls]) -> _Calls:
    """Return the trip with the middle running time."""
    order = sorted(range(len(trips)), key=lambda i: int(trips[i].arrive_s[-1]))
    return trips[order[(len(order) - 1) // 2]]


def _by_plan(calls: _Calls, plan: Plan, line: int) -> Trips:
    """Let a vehicle drive a sequence of stops at each departure of a plan."""
    starts = plan.starts_s
    n, width = len(starts), len(calls.stop)
    return Trips(
        np.arange(n + 1, dtype=np.int64) * width,
        np.tile(calls.stop, n),
        (starts[:, None] + calls.arrive_s).ravel().astype(np.int32),
        (starts[:, None] + calls.depart_s).ravel().astype(np.int32),
        np.tile(calls.may_board, n),
        np.tile(calls.may_alight, n),
        np.full(n, line, np.int32),
        np.zeros(n, np.int32),
    )


def _running_s(
    day: TransitDay,
    rows: NDArray[np.int64],
    minutes: Sequence[float] | None,
    kmh: float,
) -> NDArray[np.int64]:
    if minutes is None:
        apart_m = np.hypot(np.diff(day.stops.x_m[rows]), np.diff(day.stops.y_m[rows]))
        drive_s: NDArray[np.int64] = np.ceil(apart_m * DETOUR * 3.6 / kmh).astype(int)
        return drive_s
    if len(minutes) != len(rows) - 1 or min(minutes) < 0:
        message = (
            f"{len(rows)} stops need {len(rows) - 1} running times of 0 minutes or "
            f"more, not {', '.join(f'{m:g}' for m in minutes)}"
        )
        raise UsageError(message)
    run_s: NDArray[np.int64] = np.ceil(np.array(minutes) * 60).astype(np.int64)
    return run_s


def concatenated(some: Sequence[Trips]) -> Trips:
    """Put trips one after the other."""
    length = np.concatenate([np.diff(trips.ptr) for trips in some])
    joined = [
        np.concatenate(parts) for parts in zip(*(t[1:] for t in some), strict=True)
    ]
    ptr = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
    return Trips(ptr, *joined)


def _with_trips(day: TransitDay, trips: Trips) -> TransitDay:
    """Append trips to a timetable as patterns of their own."""
    old = day.timetable
    new = timetable_of(trips, old.n_stops)
    width = np.concatenate([np.diff(old.pattern_ptr), np.diff(new.pattern_ptr)])
    return day.with_timetable(
        with_positions(
            stop=np.concatenate([old.stop, new.stop]),
            may_board=np.concatenate([old.may_board, new.may_board]),
            may_alight=np.concatenate([old.may_alight, new.may_alight]),
            width=width.astype(np.int64),
            line=np.concatenate([old.line, new.line]),
            wait_s=np.concatenate([old.wait_s, new.wait_s]),
            n_trips=np.concatenate([old.n_trips, new.n_trips]),
            arrive_s=np.concatenate([old.arrive_s, new.arrive_s]),
            depart_s=np.concatenate([old.depart_s, new.depart_s]),
            n_stops=old.n_stops,
        )
    )
