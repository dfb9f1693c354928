"""The build report about stops: who has one near, and which lie far from a street."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessibility.codes import Mode
from data.stop_coverage import stop_findings
from tests.bus_street import bus_snapshot


def test_students_near_a_stop_and_stops_far_from_a_road_are_told() -> None:
    snapshot = bus_snapshot()
    day = snapshot.timetable
    away = day.stops._replace(y_m=day.stops.y_m + np.array([0, 0, 300, 0]))
    snapshot = replace(snapshot, transit={Mode.OV: replace(day, stops=away)})
    far, near = stop_findings(snapshot)
    assert (far.what, far.count, far.examples) == ("stops far from a road", 1, ("Cee",))
    assert far.why.startswith("of 3 stops in use, more than 250 m")
    # h0 walks 1 000 m to s0, h1 lives at s1; h2 lies 60 km away.
    assert (near.what, near.count) == ("students near a stop", 30)
    assert "50.0 % of the 60 students" in near.why
    assert "within 1200 m over the streets" in near.why


def test_without_timetable_or_streets_nothing_is_told() -> None:
    snapshot = bus_snapshot()
    assert stop_findings(replace(snapshot, transit={})) == []
    assert stop_findings(replace(snapshot, roads={})) == []
