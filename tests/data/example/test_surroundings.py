"""Inhabitants, basisscholen, facilities and licences around the schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_ages_follow_each_other(country: Snapshot) -> None:
    ages = country.table("inhabitants")
    one = ages[ages.pc4 == ages.pc4.iloc[0]]
    assert one.age_from.iloc[0] == 0
    assert (one.age_from.to_numpy()[1:] == one.age_to.to_numpy()[:-1] + 1).all()
    assert 15e6 < ages.inhabitants.sum() < 20e6


def test_basisscholen_stand_in_known_postcodes(country: Snapshot) -> None:
    schools = country.table("basisscholen")
    assert len(schools) == 1_200
    assert schools.brin6.str.fullmatch(r"Y[A-Z]\d{4}").all()
    home = country.postcodes.set_index("pc4").geometry[schools.pc4]
    away_m = np.hypot(
        home.x.to_numpy() - schools.geometry.x.to_numpy(),
        home.y.to_numpy() - schools.geometry.y.to_numpy(),
    )
    assert away_m.max() < 500


def test_facilities_of_every_kind_but_events(country: Snapshot) -> None:
    facilities = country.table("facilities")
    assert facilities.kind.value_counts().to_dict() == {
        "hotspot": 24,
        "techlab": 12,
        "mbo": 6,
    }
    assert facilities.naam.str.contains("(voorbeeld)", regex=False).all()


def test_every_offer_is_licensed_and_some_licences_sleep(country: Snapshot) -> None:
    keys = ["brin6", "profiel", "leerweg"]
    licences = country.table("licences")
    held = set(licences[keys].itertuples(index=False, name=None))
    offered = set(country.offers[keys].itertuples(index=False, name=None))
    assert offered < held
    assert not licences.duplicated(keys).any()
    assert 0.01 < licences.valid_until.notna().mean() < 0.2
