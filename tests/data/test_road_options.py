"""Choices about roads: what they may be, and the rules they make."""

from __future__ import annotations

from datetime import datetime

import pytest

from accessibility.codes import Mode
from data.access import NL, RULE_SETS
from data.kinds import KINDS
from data.osm import netherlands
from data.road_options import (
    AREA_OPTIONS,
    RULE_OPTIONS,
    option_faults,
    rules_of,
    strip_of,
)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"pushing": "yes"}, "options.pushing must be true or false, not 'yes'"),
        ({"bike_kmh": 0}, "options.bike_kmh must be a number above 0, not 0"),
        ({"walk_kmh": True}, "options.walk_kmh must be a number above 0"),
        ({"signal_s": -1}, "options.signal_s must be a number from 0, not -1"),
        ({"ferry_wait_min": "ten"}, "options.ferry_wait_min must be a number from 0"),
        ({"strip_km": -5}, "options.strip_km must be a number from 0"),
        ({"rules": "german"}, "options.rules must be one of nl, osrm, valhalla"),
        ({"cut_to": "belgium"}, "options.cut_to must be netherlands or nothing"),
        ({"at": "08:30"}, "options.at must be a day and a time"),
        ({"at": "2026-11-17"}, "options.at must be a day and a time"),
        ({"at": 830}, "options.at must be a day and a time"),
    ],
)
def test_values_that_cannot_be(options: dict[str, object], words: str) -> None:
    (fault,) = option_faults(options)
    assert fault.startswith(words)


def test_options_that_can_be() -> None:
    options = {
        "rules": "osrm",
        "pushing": False,
        "at": "2026-06-13 14:00",
        "signal_s": 2,
        "bike_kmh": 18,
        "ferries": False,
        "strip_km": 0,
        "cut_to": "nothing",
    }
    assert not list(option_faults(options))
    rules = rules_of(options, Mode.BIKE)
    assert (rules.name, rules.pushing, rules.ferries) == ("osrm", False, False)
    assert (rules.kmh, rules.signal_s) == (18.0, 2.0)
    assert rules.private == RULE_SETS["osrm"].private
    # The speed of one mode is not that of another.
    assert rules_of(options, Mode.WALK).kmh == Mode.WALK.record.kmh


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("never", None),
        ("2026-06-13 14:00", "2026-06-13T14:00"),
        (datetime.fromisoformat("2026-06-13T14:00"), "2026-06-13T14:00"),
        (datetime.fromisoformat("2026-06-13T14:00+02:00"), "2026-06-13T14:00"),
    ],
)
def test_the_moment_is_local(value: object, moment: str | None) -> None:
    expected = None if moment is None else datetime.fromisoformat(moment)
    assert rules_of({"at": value}, Mode.CAR).at == expected


def test_nothing_chosen_is_what_a_dutch_pupil_may_do() -> None:
    assert rules_of({}, Mode.CAR) == NL


def test_a_snapshot_reads_the_netherlands_and_a_strip() -> None:
    usual, wide = strip_of({}), strip_of({"strip_km": 100})
    assert usual is not None
    assert wide is not None
    assert strip_of({"cut_to": "nothing"}) is None
    assert usual.x.min() == netherlands(25.0).x.min() > wide.x.min()


def test_every_option_is_told_with_the_kind() -> None:
    assert set(KINDS["osm"].options) == {"modes", *RULE_OPTIONS, *AREA_OPTIONS}
