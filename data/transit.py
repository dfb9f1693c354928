"""Public transport of a snapshot: GTFS feeds to one day of stops, lines and trips."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from accessibility.errors import DataError, TableError
from accessibility.places import RD_NEW
from accessibility.projection import RD_X_M, RD_Y_M, metric_places
from accessibility.transit import (
    FORBIDDEN,
    UNSAID,
    Lines,
    Stops,
    Transfers,
    TransitDay,
    Trips,
    timetable_of,
)
from data.gtfs import Feed, examples_of, read_feed
from data.gtfs_days import (
    Calendar,
    calendar_of,
    check_day,
    choose_day,
    days_told,
    school_only,
)
from data.gtfs_trips import cleaned, repeats_of, trips_of_day
from data.readings import finding, happened
from data.sources import school_year_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

DATE: Final = "date"
WITHOUT_SCHOOL_LINES: Final = "without_school_lines"

_NOT_POSSIBLE: Final = "3"
_TIMED: Final = "1"
_KINDS: Final = ((100, 2), (200, 3), (400, 1), (700, 3), (900, 0), (1000, 4), (1100, 7))
"""First number of each range of extended route types, and the plain one it is like."""
_LAST_PLAIN: Final = 12


@dataclass(frozen=True, eq=False)
class _Known:
    """A feed with its calendar, and the rows its trips name."""

    feed: Feed
    calendar: Calendar
    trips: pd.DataFrame
    prefix: str

    @property
    def n_trips(self) -> NDArray[np.int64]:
        """Trips of each service."""
        count = np.bincount(self.trips.service, minlength=len(self.calendar.services))
        return count.astype(np.int64)


class _Part(NamedTuple):
    """What one feed gives; rows count from its own first stop and line."""

    stops: Stops
    lines: Lines
    transfers: Transfers
    trips: Trips


def transit_of(files: Sequence[SourceFile]) -> tuple[TransitDay, list[Finding]]:
    """Read the day of one or several GTFS feeds.

    `options.date` gives the day, else it is chosen by rule; with
    `options.without_school_lines` lines that rest in a holiday week are left out.
    Identifiers of several feeds get the name of their file before them; their stops
    are joined by walks only.

    Raises
    ------
    DataError
        If a file cannot be read, or there is no normal school day in it.
    TableError
        If files, columns or options are wrong.
    """
    several = len(files) > 1
    known = [_known(file, f"{file.path.stem}:" if several else "") for file in files]
    day, is_chosen = _day(files, known)
    parts = [
        _part(one, day, _is_without(file))
        for file, one in zip(files, known, strict=True)
    ]
    findings = [line for one in known for line in one.feed.findings]
    joined = _joined(parts, day)
    if not joined.timetable.n_patterns:
        names = ", ".join(file.path.name for file in files)
        message = f"{names}: no trip on {day:%Y-%m-%d} can be ridden in this country"
        raise DataError(message)
    lines = [days_told(day, chosen=is_chosen), *_told(joined), *findings]
    return joined, list(happened(lines))


def _is_without(file: SourceFile) -> bool:
    return bool(file.options.get(WITHOUT_SCHOOL_LINES, False))


def _known(file: SourceFile, prefix: str) -> _Known:
    """Read the small tables of a feed, and drop trips without a route or service."""
    feed = read_feed(file.path)
    calendar = calendar_of(feed)
    trips = feed.tables["trips"]
    services = pd.Index(calendar.services)
    routes = pd.Index(feed.tables["routes"].route_id)
    if not routes.is_unique or not pd.Index(trips.trip_id).is_unique:
        table = f"{file.path}, routes.txt and trips.txt"
        raise TableError(table, ["an identifier occurs more than once"])
    trips = trips.assign(
        service=services.get_indexer(pd.Index(trips.service_id)),
        route=routes.get_indexer(pd.Index(trips.route_id)),
    )
    lost = (trips.service < 0) | (trips.route < 0)
    why = "trips whose route or service is not in the feed, dropped"
    feed.findings.append(
        finding(
            "transit", "trips lost", lost.sum(), why, examples_of(trips.trip_id[lost])
        )
    )
    in_blocks = int((trips.block_id != "").sum())
    why = "trips with a block_id: going on in the same vehicle counts as a change"
    feed.findings.append(finding("transit", "blocks ignored", in_blocks, why))
    return _Known(feed, calendar, trips[~lost].reset_index(drop=True), prefix)


def _day(files: Sequence[SourceFile], known: Sequence[_Known]) -> tuple[dt.date, bool]:
    """Return the day asked for, or the one chosen by rule."""
    feeds = [(one.feed.name, one.calendar, one.n_trips) for one in known]
    asked = {str(file.options[DATE]) for file in files if DATE in file.options}
    if len(asked) > 1:
        message = f"the feeds are asked for different days: {', '.join(sorted(asked))}"
        raise DataError(message)
    if not asked:
        year = max(school_year_start(file.date) for file in files)
        return choose_day(feeds, year), True
    text = asked.pop()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        message = f"options.date: {text!r} is not a day such as 2019-10-01"
        raise DataError(message) from None
    check_day(feeds, day)
    return day, False


def _part(known: _Known, day: dt.date, without_school: bool) -> _Part:  # noqa: FBT001 - of one caller
    """Read what one feed runs on the day and past the midnight before it."""
    calendar, trips = known.calendar, known.trips
    today = calendar.active(day)
    before = calendar.active(day - dt.timedelta(days=1))
    only = _school_only(known)
    if without_school:
        trips = trips[~only[trips.route]]
    trips = trips[(today | before)[trips.service]].reset_index(drop=True)
    ids = trips.trip_id.to_numpy(dtype=np.str_)
    x_m, y_m, has_place = _places(known.feed)
    done = cleaned(known.feed.calls(ids), has_place, ids)
    known.feed.findings.extend(done.findings)
    repeats, lines = repeats_of(known.feed.tables["frequencies"], pd.Index(ids))
    known.feed.findings.extend(lines)
    made = trips_of_day(
        done,
        repeats,
        trips.route.to_numpy(np.int64),
        today[trips.service],
        before[trips.service],
    )
    used, stop = np.unique(made.stop, return_inverse=True)
    routes, line = np.unique(made.line, return_inverse=True)
    numbered = made._replace(stop=stop.astype(np.int32), line=line.astype(np.int32))
    rows = _rows(known.feed.tables["stops"], used)
    transfers, change_s = _transfers(known.feed, rows, len(used))
    stops = _stops(known, used, (x_m, y_m), change_s)
    return _Part(stops, _lines(known, routes, only), transfers, numbered)


def _school_only(known: _Known) -> NDArray[np.bool_]:
    trips = known.trips
    return school_only(
        known.calendar,
        trips.route.to_numpy(np.int64),
        trips.service.to_numpy(np.int64),
        len(known.feed.tables["routes"]),
    )


def _places(
    feed: Feed,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the stops in EPSG:28992 and which have a place in the country.

    A stop without coordinates has those of its station.
    """
    stops = feed.tables["stops"]
    lon, lat = (
        pd.to_numeric(stops[name], errors="coerce").to_numpy(np.float64).copy()
        for name in ("stop_lon", "stop_lat")
    )
    parent = pd.Index(stops.stop_id).get_indexer(pd.Index(stops.parent_station))
    bare = (np.isnan(lon) | np.isnan(lat)) & (parent >= 0)
    lon[bare], lat[bare] = lon[parent[bare]], lat[parent[bare]]
    known = np.isfinite(lon) & np.isfinite(lat)
    x_m, y_m = np.full(len(lon), np.nan), np.full(len(lon), np.nan)
    x_m[known], y_m[known] = metric_places(lon[known], lat[known], RD_NEW)
    inside = (x_m >= RD_X_M[0]) & (x_m <= RD_X_M[1])
    inside &= (y_m >= RD_Y_M[0]) & (y_m <= RD_Y_M[1])
    for what, why, rows in (
        ("stops without a place", "neither they nor their station has one", ~known),
        ("stops abroad", "outside the European Netherlands, left out", known & ~inside),
    ):
        examples = examples_of(stops.stop_id[rows])
        feed.findings.append(finding("transit", what, rows.sum(), why, examples))
    return x_m, y_m, inside


def _rows(stops: pd.DataFrame, used: NDArray[np.int32]) -> pd.DataFrame:
    """Return which used stops an identifier stands for: itself, or its platforms."""
    some = stops.iloc[used]
    row = np.arange(len(used))
    own = pd.DataFrame({"id": some.stop_id.to_numpy(), "row": row, "own": 1})
    parents = some.parent_station.to_numpy()
    platforms = pd.DataFrame({"id": parents, "row": row, "own": 0})
    return pd.concat([own, platforms[platforms.id != ""]], ignore_index=True)


def _stops(
    known: _Known,
    used: NDArray[np.int32],
    places: tuple[NDArray[np.float64], NDArray[np.float64]],
    change_s: NDArray[np.int32],
) -> Stops:
    some = known.feed.tables["stops"].iloc[used]
    station, _ = pd.factorize(some.parent_station.replace("", None))
    return Stops(
        _named(known.prefix, some.stop_id),
        some.stop_name.to_numpy(dtype=np.str_),
        places[0][used],
        places[1][used],
        station.astype(np.int32),
        change_s,
    )


def _named(prefix: str, ids: pd.Series) -> NDArray[np.str_]:
    named: NDArray[np.str_] = (prefix + ids.astype("str")).to_numpy(dtype=np.str_)
    return named


def _lines(known: _Known, routes: NDArray[np.int32], only: NDArray[np.bool_]) -> Lines:
    some = known.feed.tables["routes"].iloc[routes]
    names = some.route_short_name.where(
        some.route_short_name != "", some.route_long_name
    )
    types = pd.to_numeric(some.route_type, errors="coerce").fillna(3).to_numpy(int)
    return Lines(
        _named(known.prefix, some.route_id),
        names.to_numpy(dtype=np.str_),
        np.array([_plain_kind(one) for one in types.tolist()], np.int32),
        only[routes],
    )


def _plain_kind(route_type: int) -> int:
    """Return the plain route type that an extended one is like.

    Examples
    --------
    >>> _plain_kind(3), _plain_kind(109), _plain_kind(714), _plain_kind(1200)
    (3, 2, 3, 4)
    """
    if route_type <= _LAST_PLAIN:
        return route_type
    like = [plain for first, plain in _KINDS if first <= route_type]
    return 4 if route_type // 100 == 12 else like[-1]  # noqa: PLR2004 - ferries are 10 and 12


def _transfers(
    feed: Feed, rows: pd.DataFrame, n_stops: int
) -> tuple[Transfers, NDArray[np.int32]]:
    """Return what the feed says of changes between stops, and at each stop."""
    told = feed.tables["transfers"]
    narrow = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"]
    is_narrow = (told[narrow] != "").any(axis=1)
    is_plain = told.transfer_type.isin(["", "0", "1", "2", "3"])
    ids = pd.Index(feed.tables["stops"].stop_id)
    lost = ~(told.from_stop_id.isin(ids) & told.to_stop_id.isin(ids))
    why = "rows of transfers.txt for single lines or trips, or of stops not in the feed"
    out = is_narrow | ~is_plain | lost
    feed.findings.append(finding("transit", "transfers left out", out.sum(), why))
    told = told[~out]
    given = pd.to_numeric(told.min_transfer_time, errors="coerce")
    seconds = np.where(told.transfer_type == _TIMED, 0, given.fillna(UNSAID))
    seconds = np.where(told.transfer_type == _NOT_POSSIBLE, FORBIDDEN, seconds)
    told = told.assign(seconds=seconds.astype(np.int64))
    told = told[told.seconds != UNSAID]
    pairs = told.merge(rows, left_on="from_stop_id", right_on="id").merge(
        rows, left_on="to_stop_id", right_on="id", suffixes=("", "_to")
    )
    # What is said of a platform counts before what is said of its station.
    order = np.argsort(-(pairs.own + pairs.own_to).to_numpy(), kind="stable")
    pairs = pairs.iloc[order].drop_duplicates(["row", "row_to"])
    same = pairs.row == pairs.row_to
    change_s = np.full(n_stops, UNSAID, np.int32)
    change_s[pairs.row[same]] = pairs.seconds[same]
    between = pairs[~same & (pairs.from_stop_id != pairs.to_stop_id)]
    start, end, takes = (
        between[name].to_numpy(np.int32) for name in ("row", "row_to", "seconds")
    )
    return Transfers(start, end, takes), change_s


def _joined(parts: Sequence[_Part], day: dt.date) -> TransitDay:
    """Put feeds one after the other; only walks join them."""
    n_stops = np.cumsum([0, *(len(part.stops.ids) for part in parts)])
    n_lines = np.cumsum([0, *(len(part.lines.ids) for part in parts)])
    n_calls = np.cumsum([0, *(len(part.trips.stop) for part in parts)])
    station = 0
    stops, transfers, trips = [], [], []
    for i, part in enumerate(parts):
        own = part.stops.station
        stops.append(part.stops._replace(station=np.where(own < 0, -1, own + station)))
        station += int(own.max(initial=-1)) + 1
        first = np.int32(n_stops[i])
        moved = part.transfers
        transfers.append(
            moved._replace(start=moved.start + first, end=moved.end + first)
        )
        trips.append(
            part.trips._replace(
                ptr=part.trips.ptr[i > 0 :] + n_calls[i],
                stop=part.trips.stop + first,
                line=part.trips.line + np.int32(n_lines[i]),
            )
        )
    timetable = timetable_of(Trips(*_stacked(trips)), int(n_stops[-1]))
    return TransitDay(
        day.isoformat(),
        Stops(*_stacked(stops)),
        Lines(*_stacked([part.lines for part in parts])),
        Transfers(*_stacked(transfers)),
        timetable,
    )


def _stacked(some: Sequence[Any]) -> list[NDArray[Any]]:
    """Put the arrays of named tuples one after the other, field by field."""
    return [np.concatenate(parts) for parts in zip(*some, strict=True)]


def _told(day: TransitDay) -> list[Finding]:
    """Return what a day holds, for the report."""
    n_trips = int(day.timetable.n_trips.sum())
    only = day.lines.school_only
    return [
        finding("transit", "read", n_trips, "trips of the day"),
        finding("transit", "stops", len(day.stops.ids), "stops where something stops"),
        finding("transit", "lines", len(day.lines.ids), "lines that run"),
        finding(
            "transit",
            "school-only lines",
            only.sum(),
            "lines that rest in a week in which schools may have holidays",
            examples_of(day.lines.names[only]),
        ),
    ]
