"""Feeds to one day: places, stations, transfers, several feeds, and real ferries."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from accessibility.errors import DataError, TableError
from accessibility.snapshot import Finding
from accessibility.transit import FORBIDDEN, UNSAID, TransitDay
from data.sources import SourceFile
from data.transit import transit_of
from data.transit_store import read_transit, transit_digest, write_transit
from tests.gtfs_files import EVERY_DAY, write_feed, write_files
from tests.made_timetables import Feed, clock, feed_a, feed_c, random_feed, trip

FERRIES = Path(os.environ.get("BEREIK_REALDATA", "")) / "gtfs" / "ferries"
PLACES = [f"s{i},stop {i},{52 + i / 10:.4f},5.0,0," for i in range(4)]


def _read(*folders: Path, **options: str | bool) -> tuple[TransitDay, list[Finding]]:
    files = [SourceFile("gtfs", one, "2019-10-01", options=options) for one in folders]
    return transit_of(files)


def _told(findings: list[Finding]) -> dict[str, int]:
    return {one.what: one.count for one in findings}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_files(write_feed(feed_a(), tmp_path / "feed"), {"stops": PLACES})


@pytest.mark.parametrize("made", [feed_a(), feed_c(), random_feed(1)])
def test_a_feed_that_was_written_is_read_as_it_was(made: Feed, tmp_path: Path) -> None:
    day, _ = _read(write_feed(made, tmp_path / "feed"))
    row = {name: i for i, name in enumerate(day.stops.ids.tolist())}
    kept = sorted(int(name[1:]) for name in row)
    assert day.date == "2019-10-01"
    assert kept == sorted({call[0] for calls in made.trips for call in calls})
    ours, theirs = _board_times(day), _made_times(made)
    assert {(int(day.stops.ids[s][1:]), t) for s, t in ours} == theirs


def _board_times(day: TransitDay) -> set[tuple[int, int]]:
    timetable, out = day.timetable, set()
    for p in range(timetable.n_patterns):
        at = slice(*timetable.pattern_ptr[p : p + 2])
        some = slice(*timetable.time_ptr[p : p + 2])
        stop, on = timetable.stop[at], timetable.may_board[at]
        for departs in timetable.depart_s[some].reshape(-1, len(stop)):
            out |= set(zip(stop[on].tolist(), departs[on].tolist(), strict=True))
    return out


def _made_times(made: Feed) -> set[tuple[int, int]]:
    return {(s, t) for calls in made.trips for s, _, t, on, _ in calls if on}


def test_the_report_tells_day_trips_stops_and_lines(folder: Path) -> None:
    day, findings = _read(folder)
    told = _told(findings)
    assert (told["read"], told["stops"], told["lines"]) == (4, 4, 2)
    assert findings[0].why == "Tuesday 2019-10-01, chosen by rule"
    assert day.lines.names.tolist() == ["0", "1"]
    assert day.lines.kind.tolist() == [3, 3]


def test_the_day_can_be_asked_for(folder: Path) -> None:
    day, findings = _read(folder, date="2019-10-06")
    assert day.date == "2019-10-06"
    assert findings[0].why == "Sunday 2019-10-06, as asked"
    with pytest.raises(DataError, match=r"nothing runs on 2020-02-01.*to 2019-12-31"):
        _read(folder, date="2020-02-01")
    with pytest.raises(DataError, match="'soon' is not a day such as"):
        _read(folder, date="soon")


def test_a_feed_that_ended_last_year_is_refused(folder: Path) -> None:
    with pytest.raises(DataError, match="runs from 2019-10-01 to 2019-12-31"):
        transit_of([SourceFile("gtfs", folder, "2020-10-01")])


def test_two_feeds_with_the_same_identifiers_stay_apart(folder: Path) -> None:
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    day, _ = _read(folder, other)
    assert day.stops.ids.tolist() == [
        f"{feed}:s{i}" for feed in ("feed", "other") for i in range(4)
    ]
    assert day.lines.ids.tolist() == ["feed:r0", "feed:r1", "other:r0", "other:r1"]
    assert day.timetable.n_trips.sum() == 8
    mine = day.timetable.line < 2
    width = np.diff(day.timetable.pattern_ptr)
    assert (day.timetable.stop[np.repeat(mine, width)] < 4).all()
    assert (day.timetable.stop[np.repeat(~mine, width)] >= 4).all()


def test_what_is_said_of_a_station_holds_for_its_platforms(folder: Path) -> None:
    stops = [
        "st,Station,52.0,5.0,1,",
        "s0,platform 1,,,0,st",
        "s1,platform 2,52.0,5.0,0,st",
        *PLACES[2:],
    ]
    transfers = ["st,st,2,240", "s1,s1,1,", "s1,s2,3,", "s2,st,2,300", "s2,gone,2,60"]
    write_files(folder, {"stops": stops, "transfers": transfers})
    day, findings = _read(folder)
    assert day.stops.station.tolist() == [0, 0, -1, -1]
    assert day.stops.change_s.tolist() == [240, 0, UNSAID, UNSAID]
    assert np.allclose(day.stops.x_m[0], day.stops.x_m[1])
    said = zip(*(values.tolist() for values in day.transfers), strict=True)
    assert sorted(said) == [(1, 2, FORBIDDEN), (2, 0, 300), (2, 1, 300)]
    assert _told(findings)["transfers left out"] == 1


def test_stops_abroad_and_without_a_place_are_left_out_and_told(folder: Path) -> None:
    stops = [PLACES[0], "s1,Berlin,52.53,13.37,0,", "s2,nowhere,,,0,", PLACES[3]]
    write_files(folder, {"stops": stops})
    with pytest.raises(DataError, match="no trip on 2019-10-01 can be ridden"):
        _read(folder)
    write_files(folder, {"stops": [PLACES[0], stops[1], *PLACES[2:]]})
    day, findings = _read(folder)
    assert day.stops.names.tolist() == ["stop 0", "stop 2", "stop 3"]
    told = _told(findings)
    assert (told["stops abroad"], told["stop times nowhere"]) == (1, 2)


def test_lost_trips_and_blocks_are_told(folder: Path) -> None:
    header = "route_id,service_id,trip_id,block_id"
    rows = ["r0,all,t0,b", "r0,all,t1,b", "gone,all,t2,", "r1,gone,t3,", "r1,all,t4,"]
    (folder / "trips.txt").write_text("\n".join([header, *rows]) + "\n")
    _, findings = _read(folder)
    told = _told(findings)
    assert (told["trips lost"], told["blocks ignored"], told["read"]) == (2, 2, 2)


def test_an_identifier_that_occurs_twice_is_refused(folder: Path) -> None:
    path = folder / "trips.txt"
    path.write_text(path.read_text() + "r0,all,t0,\n")
    with pytest.raises(TableError, match="more than once"):
        _read(folder)


def test_school_lines_are_told_and_can_be_left_out(folder: Path) -> None:
    write_files(
        folder,
        {
            "calendar": [
                EVERY_DAY.replace("20191001", "20190901"),
                "term,1,1,1,1,1,0,0,20190901,20191011",
                "term2,1,1,1,1,1,0,0,20191028,20191231",
            ],
            "trips": [
                "r0,all,t0,", "r0,all,t1,", "r1,term,t2,", "r1,term2,t3,",
            ],
        },
    )  # fmt: skip
    day, findings = _read(folder)
    assert day.lines.school_only.tolist() == [False, True]
    assert _told(findings)["school-only lines"] == 1
    day, _ = _read(folder, without_school_lines=True)
    assert day.lines.ids.tolist() == ["r0"]


def test_a_trip_of_the_evening_before_runs_past_midnight(tmp_path: Path) -> None:
    late = trip((0, 1), "24:50 25:10")
    made = replace(feed_a(), trips=[late], line=[0])
    folder = write_feed(made, tmp_path / "feed")
    write_files(folder, {"calendar": [EVERY_DAY.replace("20191001", "20190901")]})
    day, _ = _read(folder)
    assert sorted(day.timetable.depart_s.tolist()) == [
        clock("00:50"), clock("01:10"), clock("24:50"), clock("25:10"),
    ]  # fmt: skip


def test_a_day_on_disk_is_the_day_that_was_written(
    folder: Path, tmp_path: Path
) -> None:
    day, _ = _read(folder)
    write_transit(day, tmp_path / "day")
    again = read_transit(tmp_path / "day")
    assert transit_digest(again) == transit_digest(day)
    assert again.date == day.date
    assert again.stops.names.tolist() == day.stops.names.tolist()
    other = day.with_timetable(
        day.timetable._replace(depart_s=day.timetable.depart_s + np.int32(1))
    )
    assert transit_digest(other) != transit_digest(day)


def test_a_day_of_another_version_is_refused(folder: Path, tmp_path: Path) -> None:
    day, _ = _read(folder)
    write_transit(day, tmp_path / "day")
    about = tmp_path / "day" / "about.json"
    about.write_text(about.read_text().replace('"format": 2', '"format": 1'))
    with pytest.raises(DataError, match="written by another version"):
        read_transit(tmp_path / "day")


@pytest.mark.realdata
def test_the_ferries_of_the_netherlands() -> None:
    day, findings = _read(FERRIES)
    told = _told(findings)
    assert day.date == "2019-10-01"
    assert (told["stops"], told["no fixed times"]) == (567, 551)
    # 25 departures of 550 trips, and those of the evening before still under way.
    assert told["read"] == 25 * 550 + 562
