"""The day: a normal school Tuesday, calendars with exceptions, lines for schools."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from accessibility.errors import DataError
from data.gtfs import read_feed
from data.gtfs_days import Calendar, calendar_of, check_day, choose_day, school_only
from tests.gtfs_files import write_feed, write_files
from tests.made_timetables import feed_a

ALL = "1,1,1,1,1,1,1"


def _calendar(
    folder: Path, weekly: Iterable[str], exceptions: Iterable[str] = ()
) -> Calendar:
    write_feed(feed_a(), folder)
    write_files(folder, {"calendar": weekly, "calendar_dates": exceptions})
    return calendar_of(read_feed(folder))


def _chosen(calendar: Calendar, year: int = 2019) -> str:
    n_trips = np.full(len(calendar.services), 10)
    return choose_day([("feed", calendar, n_trips)], year).isoformat()


def test_the_weekly_pattern_counts_first_and_then_the_exceptions(
    tmp_path: Path,
) -> None:
    calendar = _calendar(
        tmp_path,
        ["a,1,1,1,1,1,0,0,20190901,20191001"],
        ["a,20191001,2", "a,20191005,1", "b,20191001,1"],
    )
    days = [dt.date(2019, 9, 30), dt.date(2019, 10, 1), dt.date(2019, 10, 5)]
    assert [calendar.active(day).tolist() for day in days] == [
        [True, False], [False, True], [True, False],
    ]  # fmt: skip
    assert not calendar.active(dt.date(2019, 10, 2)).any()


def test_a_feed_may_have_exceptions_only(tmp_path: Path) -> None:
    calendar = _calendar(tmp_path, [], ["a,20191001,1", "a,20191008,1"])
    assert calendar.span == (dt.date(2019, 10, 1), dt.date(2019, 10, 8))
    assert _chosen(calendar) == "2019-10-01"


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        ("20190801", "20200731", "2019-10-01"),
        ("20191002", "20200731", "2019-10-08"),
        ("20190801", "20190930", "2019-09-24"),
        # From 9 October on: three weeks that may be holidays in some region.
        ("20191009", "20200731", "2019-11-05"),
        # A Wednesday to a Thursday: no Tuesday at all.
        ("20191002", "20191003", "2019-10-03"),
    ],
)
def test_the_tuesday_nearest_to_the_first_of_october(
    first: str, last: str, day: str, tmp_path: Path
) -> None:
    assert _chosen(_calendar(tmp_path, [f"a,{ALL},{first},{last}"])) == day


def test_a_tuesday_on_which_less_runs_is_not_normal(tmp_path: Path) -> None:
    calendar = _calendar(
        tmp_path,
        [f"a,{ALL},20190801,20200731", f"b,{ALL},20190801,20200731"],
        ["b,20191001,2"],
    )
    assert _chosen(calendar) == "2019-09-24"


def test_a_feed_that_ended_is_refused_with_its_days(tmp_path: Path) -> None:
    calendar = _calendar(tmp_path, [f"a,{ALL},20180801,20190731"])
    with pytest.raises(DataError, match="feed runs from 2018-08-01 to 2019-07-31"):
        _chosen(calendar)
    assert _chosen(calendar, 2018) == "2018-10-02"


def test_every_feed_must_run_as_usual(tmp_path: Path) -> None:
    one = _calendar(tmp_path / "a", [f"a,{ALL},20190801,20191010"])
    two = _calendar(tmp_path / "b", [f"b,{ALL},20191003,20200731"])
    ten = np.array([10])
    day = choose_day([("one", one, ten), ("two", two, ten)], 2019)
    assert day == dt.date(2019, 10, 8)


def test_a_day_without_service_is_refused(tmp_path: Path) -> None:
    calendar = _calendar(tmp_path, ["a,1,1,1,1,1,0,0,20190801,20191231"])
    feeds = [("feed", calendar, np.array([10]))]
    check_day(feeds, dt.date(2019, 10, 1))
    with pytest.raises(DataError, match="nothing runs on 2019-10-06: feed runs from"):
        check_day(feeds, dt.date(2019, 10, 6))


def test_what_has_no_date_is_told_and_left_out(tmp_path: Path) -> None:
    write_feed(feed_a(), tmp_path)
    write_files(
        tmp_path,
        {
            "calendar": [f"all,{ALL},20190801,20191231", f"bad,{ALL},20190801,x"],
            "calendar_dates": ["all,20191301,1", "all,20191001,3"],
        },
    )
    feed = read_feed(tmp_path)
    assert calendar_of(feed).span == (dt.date(2019, 8, 1), dt.date(2019, 12, 31))
    assert [(one.what, one.count) for one in feed.findings] == [
        ("calendar left out", 3)
    ]


def test_a_line_that_rests_for_a_holiday_week_is_for_schools(tmp_path: Path) -> None:
    calendar = _calendar(
        tmp_path,
        [
            "always,1,1,1,1,1,0,0,20190902,20191220",
            "school,1,1,1,1,1,0,0,20190902,20191011",
            "school2,1,1,1,1,1,0,0,20191021,20191220",
            "ended,1,1,1,1,1,0,0,20190902,20191011",
        ],
    )
    route = np.array([0, 1, 1, 2])
    only = school_only(calendar, route, np.arange(4), 3)
    assert only.tolist() == [False, True, False]
