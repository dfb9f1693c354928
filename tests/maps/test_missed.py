"""Those who are not reached: five numbers, and who lives not farther but unknown."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest

from accessibility.codes import Mode
from maps.missed import missed_of
from maps.postcodes import described
from maps.subject import Subject

ROW = {
    "profiel": "PIE",
    "leerweg": "gl",
    "students": 200.0,
    "reached": 50.0,
    "share_low": 0.1,
    "likely_low": 0.2,
    "share": 0.25,
    "likely_high": 0.3,
    "share_high": 0.4,
    "unreachable": 3.0,
    "unsnapped": 24.0,
    "outside": 0.0,
}


def shares(**changes: float) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **changes}])


def test_ends_turn_round_and_stay_in_order(subject: Subject) -> None:
    missed = missed_of(pd.DataFrame(), subject, shares())
    assert missed.share == pytest.approx((0.6, 0.7, 0.75, 0.8, 0.9))
    assert missed.people == 150.0
    assert missed.between == (
        "waarschijnlijk tussen 70,0 en 80,0%",
        "zeker is alleen: tussen 60,0 en 90,0%",
    )


def test_a_share_that_may_be_anything_is_not_called_certain(subject: Subject) -> None:
    missed = missed_of(pd.DataFrame(), subject, shares(share_low=0.0, share_high=1.0))
    assert missed.between[1].startswith("zeker is het niet: waar precies leerlingen")


def test_who_is_unknown_does_not_live_farther(subject: Subject) -> None:
    missed = missed_of(pd.DataFrame(), subject, shares(outside=1.0))
    assert missed.people == 149.0
    assert missed.apart(subject) == (
        "Bij 3 derdejaars van de gl is er geen weg naar een school.",
        "Van 24 derdejaars van de gl is de woonplaats niet op de kaart te vinden.",
        "Niet meegeteld in het deel: 1 derdejaars van de gl buiten de bekende wegen.",
    )


def test_by_public_transport_it_is_a_journey_that_there_is_not(
    subject: Subject,
) -> None:
    by_bus = replace(subject, mode=Mode.OV)
    told = missed_of(pd.DataFrame(), by_bus, shares(outside=2.0)).apart(by_bus)
    assert told[0] == "Bij 3 derdejaars van de gl is er geen reis naar een school."
    assert "2 derdejaars van de gl buiten de bekende dienstregeling" in told[2]


def test_without_the_regions_own_row_postcodes_are_added_up(
    postcodes: gpd.GeoDataFrame, subject: Subject
) -> None:
    missed = missed_of(described(postcodes, subject), subject, None)
    assert missed.share[2] == pytest.approx(0.51004, abs=1e-5)
    assert missed.between == ()
    assert missed.apart(subject) == ()


def test_nobody_and_no_roads_are_two_things(subject: Subject) -> None:
    nan = float("nan")
    ends = dict.fromkeys(("likely_low", "share", "likely_high"), nan)
    no_roads = missed_of(pd.DataFrame(), subject, shares(**ends))
    nobody = missed_of(
        pd.DataFrame(), subject, shares(**ends, share_low=nan, share_high=nan)
    )
    beyond = missed_of(pd.DataFrame(), subject, shares(**ends, outside=1.0))
    assert no_roads.is_unknown
    assert beyond.is_beyond_roads
    assert not no_roads.is_beyond_roads
    assert not no_roads.is_empty
    assert nobody.is_empty
