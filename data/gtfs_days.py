"""Which day a timetable is taken of: a normal school Tuesday, chosen by rule."""

from __future__ import annotations

import calendar as calendar_names
import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import holidays
import numpy as np
import pandas as pd

from accessibility.errors import DataError
from data.readings import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding
    from data.gtfs import Feed

HOLIDAY_WEEKS: Final = frozenset(
    (
        *range(1, 2),
        *range(7, 11),
        *range(17, 20),
        *range(27, 37),
        *range(42, 45),
        52,
        53,
    )
)
"""ISO weeks in which schools of some region of the Netherlands can have holidays."""

_EPOCH: Final = dt.date(1970, 1, 1)
_TUESDAY: Final = 1
_THURSDAY: Final = 3
_WEEKDAYS: Final = 5
_ENOUGH: Final = 0.9
_ADDED: Final = "1"


@dataclass(frozen=True, eq=False)
class Calendar:
    """On which days the services of a feed run.

    Parameters
    ----------
    services
        Identifiers, shape `(n,)`.
    first, last
        First and last day of the weekly pattern as ordinals; none if first > last.
    weekdays
        True for the days of the week of the pattern, shape `(n, 7)`.
    service, day, is_added
        Exceptions: row of the service, ordinal, and whether it runs or does not.
    """

    services: NDArray[np.str_]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    weekdays: NDArray[np.bool_]
    service: NDArray[np.int64]
    day: NDArray[np.int64]
    is_added: NDArray[np.bool_]

    def active(self, day: dt.date) -> NDArray[np.bool_]:
        """Tell which services run on a day: the pattern first, then the exceptions."""
        number = day.toordinal()
        runs = self.weekdays[:, day.weekday()] & (self.first <= number)
        runs &= number <= self.last
        on = self.day == number
        runs[self.service[on]] = self.is_added[on]
        return runs

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """First and last day on which anything may run; None if nothing ever does."""
        has_pattern = self.weekdays.any(axis=1) & (self.first <= self.last)
        days = np.concatenate(
            [self.first[has_pattern], self.last[has_pattern], self.day[self.is_added]]
        )
        if not len(days):
            return None
        ends = int(days.min()), int(days.max())
        return dt.date.fromordinal(ends[0]), dt.date.fromordinal(ends[1])


def calendar_of(feed: Feed) -> Calendar:
    """Return the calendar of a feed; what cannot be read is told and left out."""
    weekly, exceptions = feed.tables["calendar"], feed.tables["calendar_dates"]
    first, last = _ordinals(weekly.start_date), _ordinals(weekly.end_date)
    wrong = weekly.service_id[(first < 0) | (last < 0)]
    day = _ordinals(exceptions.date)
    is_known = (day >= 0) & exceptions.exception_type.isin(["1", "2"]).to_numpy()
    feed.findings.extend(
        line
        for line in (
            finding(
                "transit",
                "calendar left out",
                len(wrong) + int((~is_known).sum()),
                "rows of calendar.txt and calendar_dates.txt without a valid date or "
                "kind of exception",
                [*wrong, *exceptions.service_id[~is_known]],
            ),
        )
        if line.count
    )
    exceptions, day = exceptions[is_known], day[is_known]
    services = pd.Index(pd.concat([weekly.service_id, exceptions.service_id]).unique())
    # Of a service told twice the last row counts; one without a pattern has none.
    row = services.get_indexer(weekly.service_id)
    starts, ends = np.ones(len(services), np.int64), np.zeros(len(services), np.int64)
    on = np.zeros((len(services), 7), np.bool_)
    starts[row], ends[row] = np.where(first < 0, 1, first), np.where(first < 0, 0, last)
    on[row] = weekly.iloc[:, 1:8].to_numpy() == "1"
    return Calendar(
        services.to_numpy(dtype=np.str_),
        starts,
        ends,
        on,
        services.get_indexer(exceptions.service_id).astype(np.int64),
        day,
        (exceptions.exception_type == _ADDED).to_numpy(),
    )


def _ordinals(dates: pd.Series) -> NDArray[np.int64]:
    """Return dates such as 20191001 as ordinals, -1 for what is none."""
    days = pd.to_datetime(dates, format="%Y%m%d", errors="coerce")
    numbers = (days - pd.Timestamp(_EPOCH)).dt.days + _EPOCH.toordinal()
    known: NDArray[np.int64] = numbers.fillna(-1).to_numpy().astype(np.int64)
    return known


def trips_on(calendar: Calendar, n_trips: NDArray[np.int64], day: dt.date) -> int:
    """Return how many trips run on a day, given the trips of each service."""
    return int(n_trips[calendar.active(day)].sum())


def choose_day(
    feeds: Sequence[tuple[str, Calendar, NDArray[np.int64]]], school_year: int
) -> dt.date:
    """Return the school day nearest to 1 October on which all feeds run as usual.

    A Tuesday, else a Thursday, of the school year, not in a week in which schools may
    have holidays nor on a public holiday, with at least 90 % of the most trips that
    each feed has on such a day of the week.

    Parameters
    ----------
    feeds
        Name, calendar and trips per service of each.
    school_year
        The year in which it begins.

    Raises
    ------
    DataError
        If there is none; it names the first and last day of each feed.
    """
    begin, end = dt.date(school_year, 8, 1), dt.date(school_year + 1, 7, 31)
    wanted = dt.date(school_year, 10, 1)
    for weekday in (_TUESDAY, _THURSDAY):
        days = [day for day in _days(begin, end) if day.weekday() == weekday]
        usual = _usual(days, feeds)
        if usual:
            return min(usual, key=lambda day: abs(day - wanted))
    message = (
        f"no normal school Tuesday or Thursday of {school_year}-{school_year + 1} on "
        f"which public transport runs as usual: {_spans(feeds)}; take a feed of that "
        "year, or give the day as options = { date = ... }"
    )
    raise DataError(message)


def check_day(
    feeds: Sequence[tuple[str, Calendar, NDArray[np.int64]]], day: dt.date
) -> None:
    """Refuse a day on which a feed has no trip.

    Raises
    ------
    DataError
        Naming the first and last day of each feed.
    """
    idle = [one for one in feeds if not trips_on(one[1], one[2], day)]
    if idle:
        message = f"nothing runs on {day:%Y-%m-%d}: {_spans(idle)}"
        raise DataError(message)


def _usual(
    days: Sequence[dt.date],
    feeds: Sequence[tuple[str, Calendar, NDArray[np.int64]]],
) -> list[dt.date]:
    """Return the days of school on which every feed has nearly its most trips."""
    counts = np.array(
        [[trips_on(one, n_trips, day) for day in days] for _, one, n_trips in feeds]
    )
    most = counts.max(axis=1, keepdims=True)
    is_full = ((counts >= _ENOUGH * most) & (most > 0)).all(axis=0)
    return [
        day
        for day, full in zip(days, is_full, strict=True)
        if full
        and day.isocalendar().week not in HOLIDAY_WEEKS
        and day not in _public(day.year)
    ]


@functools.cache
def _public(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("NL", years=year)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(number)


def _spans(feeds: Sequence[tuple[str, Calendar, NDArray[np.int64]]]) -> str:
    return "; ".join(
        f"{name} runs from {span[0]:%Y-%m-%d} to {span[1]:%Y-%m-%d}"
        if (span := calendar.span)
        else f"{name} runs on no day"
        for name, calendar, _ in feeds
    )


def school_only(
    calendar: Calendar, route: NDArray[np.int64], service: NDArray[np.int64], n: int
) -> NDArray[np.bool_]:
    """Tell which routes rest for a week in which schools may have holidays.

    A route that runs before and after such a week, and on no working day of it.

    Parameters
    ----------
    calendar
        Of the feed.
    route, service
        Rows of each trip's route and service.
    n
        Number of routes.
    """
    span = calendar.span
    rests = np.zeros(n, np.bool_)
    if span is None:
        return rests
    runs = _weeks_run(calendar, route, service, n, span)
    weeks = _mondays(*span)
    for i, monday in enumerate(weeks):
        if monday.isocalendar().week in HOLIDAY_WEEKS:
            around = runs[:, :i].any(axis=1) & runs[:, i + 1 :].any(axis=1)
            rests |= around & ~runs[:, i]
    return rests


def _mondays(first: dt.date, last: dt.date) -> list[dt.date]:
    monday = first - dt.timedelta(days=first.weekday())
    return [day for day in _days(monday, last) if day.weekday() == 0]


def _weeks_run(
    calendar: Calendar,
    route: NDArray[np.int64],
    service: NDArray[np.int64],
    n: int,
    span: tuple[dt.date, dt.date],
) -> NDArray[np.bool_]:
    """Tell in which weeks each route runs on a working day, shape `(n, n_weeks)`."""
    pairs = np.unique(np.stack([route, service]), axis=1)
    weeks = _mondays(*span)
    runs = np.zeros((n, len(weeks)), np.bool_)
    for i, monday in enumerate(weeks):
        week = [monday + dt.timedelta(days=k) for k in range(_WEEKDAYS)]
        active = np.any([calendar.active(day) for day in week], axis=0)
        runs[pairs[0][active[pairs[1]]], i] = True
    return runs


def days_told(day: dt.date, chosen: bool) -> Finding:  # noqa: FBT001 - of one caller
    """Return the line of the report that names the day."""
    how = "chosen by rule" if chosen else "as asked"
    why = f"{calendar_names.day_name[day.weekday()]} {day:%Y-%m-%d}, {how}"
    return finding("transit", "day", 1, why)
