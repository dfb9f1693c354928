"""Write timetables as GTFS: what readers and other engines are tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from tests.made_timetables import Feed

DAY = "20191001"
"""A Tuesday."""

HEADERS = {
    "agency": "agency_id,agency_name,agency_url,agency_timezone",
    "stops": "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station",
    "routes": "route_id,agency_id,route_short_name,route_long_name,route_type",
    "trips": "route_id,service_id,trip_id,trip_headsign",
    "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
    "pickup_type,drop_off_type",
    "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
    "start_date,end_date",
    "calendar_dates": "service_id,date,exception_type",
    "frequencies": "trip_id,start_time,end_time,headway_secs,exact_times",
    "transfers": "from_stop_id,to_stop_id,transfer_type,min_transfer_time",
}
AGENCY = "x,Example,https://example.org,Europe/Amsterdam"
EVERY_DAY = f"all,1,1,1,1,1,1,1,{DAY},20191231"


def clock_text(seconds: int) -> str:
    """Return a time as GTFS writes it; hours go beyond 24."""
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def write_files(folder: Path, files: Mapping[str, Iterable[str]]) -> Path:
    """Write files of a feed, each under its usual header unless it brings its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        text = "\n".join([HEADERS[name], *rows]) + "\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def write_feed(feed: Feed, folder: Path) -> Path:
    """Write a made timetable: stops 0, 1, ... as `s0`, `s1`, far from one another."""
    stops = [f"s{i},stop {i},{51 + i / 20:.4f},5.0,0," for i in range(feed.n_stops)]
    lines = sorted(set(feed.line))
    trips = [f"r{line},all,t{i}," for i, line in enumerate(feed.line)]
    times = [
        f"t{i},{clock_text(arrive)},{clock_text(depart)},s{stop},{x},{on},{off}"
        for i, calls in enumerate(feed.trips)
        for x, (stop, arrive, depart, on, off) in enumerate(_flags(calls))
    ]
    changes = [f"s{i},s{i},2,{seconds}" for i, seconds in enumerate(feed.change_s)]
    walks = [
        f"s{a},s{b},2,{max(seconds, feed.change_s[a], feed.change_s[b])}"
        for a, b, seconds in feed.walks
    ]
    return write_files(
        folder,
        {
            "agency": [AGENCY],
            "stops": stops,
            "routes": [f"r{line},x,{line},Line {line},3" for line in lines],
            "trips": trips,
            "stop_times": times,
            "calendar": [EVERY_DAY],
            "transfers": changes + walks,
        },
    )


def _flags(
    calls: Sequence[tuple[int, int, int, bool, bool]],
) -> list[tuple[int, int, int, int, int]]:
    """Return 0 where one may get on or off, and 1 where not, as GTFS does."""
    return [(s, a, d, int(not on), int(not off)) for s, a, d, on, off in calls]
