"""The calendar file holds every visit, at the hour of the wall clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from icalendar import Calendar

from accessibility.codes import AreaKind
from accessibility.places import Points
from accessibility.planning import Tour
from accessibility.regions import Region
from maps.tour_calendar import tour_calendar

FIRST = date(2026, 3, 23)
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


def _tour(visits: pd.DataFrame = VISITS) -> Tour:
    table = pd.DataFrame(
        {
            "brin6": ["X1", "X2"],
            "naam": ["De Regenboog", "De Brug"],
            "plaats": ["Ons Dorp", None],
            "postcode": ["1234AB", None],
        }
    )
    stops = Points(np.array(["X1", "X2"]), *np.full((2, 2), [155_000.0, 463_000.0]).T)
    parts: dict[str, Any] = {
        "schools": SimpleNamespace(table=table),
        "plan": SimpleNamespace(visits=visits),
        "stops": replace(stops, x_m=np.full(2, 155_000.0), y_m=np.full(2, 463_000.0)),
    }
    region = Region(AreaKind.NL, "NL", "Ons land")
    blank = dict.fromkeys(("mode", "problem", "notes"))
    return Tour(region=region, **parts, **blank)  # type: ignore[arg-type] # what a calendar does not read


def _events(tour: Tour, *, example: bool = False) -> list[Any]:
    raw = tour_calendar(tour, term_from=FIRST, example=example)
    return Calendar.from_ical(raw).walk("VEVENT")


def test_every_visit_is_an_event_across_summer_time() -> None:
    events = _events(_tour(), example=True)
    zone = ZoneInfo("Europe/Amsterdam")
    assert [e.decoded("dtstart") for e in events] == [
        datetime(2026, 3, 27, 8, 30, tzinfo=zone),
        datetime(2026, 3, 30, 13, 0, tzinfo=zone),
    ]
    assert str(events[0]["summary"]) == "bus 1: De Regenboog"
    assert "2 groepen" in str(events[0]["description"])
    assert "Voorbeeldgegevens" in str(events[1]["description"])


def test_a_visit_says_where_it_is_and_what_it_belongs_to() -> None:
    first, second = _events(_tour())
    assert str(first["location"]) == "De Regenboog, 1234AB Ons Dorp"
    assert str(second["location"]) == "De Brug"
    assert first["geo"].to_ical() == "52.15517;5.3872"
    assert first["categories"].to_ical() == b"Mobiel techlab,Ons land,bus 1"


def test_a_visit_keeps_its_identifier_on_another_day_and_bus() -> None:
    moved = VISITS.assign(date=date(2026, 4, 2), half_day="middag", bus="bus 2")
    first, second = (
        [str(e["uid"]) for e in _events(_tour(v))] for v in (VISITS, moved)
    )
    assert first == second
    assert len(set(first)) == 2


def test_the_same_plan_is_the_same_file() -> None:
    made = [tour_calendar(_tour(), term_from=FIRST) for _ in range(2)]
    assert made[0] == made[1]


def test_a_visit_has_the_street_where_it_is_known() -> None:
    tour = _tour()
    table = tour.schools.table.assign(adres=["Dorpsstraat 1", None])
    schools: Any = SimpleNamespace(table=table)
    first, second = _events(replace(tour, schools=schools))
    assert str(first["location"]) == "De Regenboog, Dorpsstraat 1, 1234AB Ons Dorp"
    assert str(second["location"]) == "De Brug"
