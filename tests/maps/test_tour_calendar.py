"""The calendar file holds every visit, at the hour of the wall clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Calendar

from maps.tour_calendar import tour_calendar

VISITS = pd.DataFrame(
    {
        "date": [date(2026, 3, 27), date(2026, 3, 30)],
        "bus": ["bus 1", "bus 1"],
        "half_day": ["ochtend", "middag"],
        "start_s": [30_600, 46_800],
        "end_s": [43_200, 54_000],
        "school": ["X1", "X2"],
        "visit": [1, 2],
        "round": [1, 1],
        "groups": [2, 1],
        "pupils": [50.0, 20.0],
    }
)


def test_every_visit_is_an_event_across_summer_time() -> None:
    raw = tour_calendar(
        VISITS,
        names={"X1": "De Regenboog"},
        places={"X1": "Ons Dorp"},
        made_on=date(2026, 1, 2),
        example=True,
    )
    events = Calendar.from_ical(raw).walk("VEVENT")
    zone = ZoneInfo("Europe/Amsterdam")
    assert [e.decoded("dtstart") for e in events] == [
        datetime(2026, 3, 27, 8, 30, tzinfo=zone),
        datetime(2026, 3, 30, 13, 0, tzinfo=zone),
    ]
    assert str(events[0]["summary"]) == "bus 1: De Regenboog"
    assert str(events[0]["location"]) == "Ons Dorp"
    assert "2 groepen" in str(events[0]["description"])
    assert "Voorbeeldgegevens" in str(events[1]["description"])
    assert len({str(e["uid"]) for e in events}) == 2


def test_the_same_plan_is_the_same_file() -> None:
    made = [tour_calendar(VISITS, names={}, made_on=date(2026, 1, 2)) for _ in range(2)]
    assert made[0] == made[1]
