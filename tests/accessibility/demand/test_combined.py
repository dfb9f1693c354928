"""Pupils of combined programmes: whole for each profile, once in a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from accessibility.codes import TECHNISCH
from accessibility.demand.combined import with_combined
from accessibility.snapshot import Snapshot
from tests.small_country import country

if TYPE_CHECKING:
    from collections.abc import Hashable

COUNTS = ["students_low", "students", "students_high"]
COMBINED = "BWI en PIE"
SITE = "X00000"


def snapshot_with(number: float) -> Snapshot:
    """Return a country where one vestiging has pupils of BWI en PIE, and 3 of PIE."""
    snapshot = country(5)
    row: dict[Hashable, object] = {"brin6": SITE, "leerweg": "bl"}
    third: dict[Hashable, object] = row | {"soort": "VMBO BL", "leerjaar": 3, "sex": ""}
    pupils = pd.DataFrame(
        [third | {"profiel": COMBINED} | dict.fromkeys(COUNTS, number)]
    )
    others = snapshot.offers
    others = others[(others.brin6 != SITE) | (others.leerweg != "bl")]
    own = pd.DataFrame(
        [
            row | {"profiel": "PIE", "evidence": "pupils"} | dict.fromkeys(COUNTS, 3.0),
            row | {"profiel": "BWI", "evidence": "combined"},
        ]
    )
    offers = pd.concat([others, own], ignore_index=True)
    return snapshot.edited(pupils=pupils, offers=offers)


def of_site(offers: pd.DataFrame) -> pd.Series:
    """Return third-years of the vestiging by profiel."""
    here = offers[(offers.brin6 == SITE) & (offers.leerweg == "bl")]
    return here.set_index("profiel").students


def test_each_profile_has_them_all_and_a_sum_has_them_once() -> None:
    snapshot = snapshot_with(10.0)
    assert of_site(with_combined(snapshot, once=False)).to_dict() == {
        "PIE": 13.0,
        "BWI": 10.0,
    }
    once = with_combined(snapshot, once=True)
    assert of_site(once).sum() == 13.0
    technical = [p.value for p in TECHNISCH]
    before = snapshot.offers[snapshot.offers.profiel.isin(technical)].students.sum()
    after = once[once.profiel.isin(technical)].students.sum()
    assert after - before == 10.0
    assert once.drop(columns=COUNTS).equals(snapshot.offers.drop(columns=COUNTS))


def test_an_offer_of_unknown_size_stays_so_without_pupils_of_its_year() -> None:
    snapshot = snapshot_with(10.0)
    none = snapshot.table("pupils").assign(brin6="X00001")
    assert of_site(with_combined(snapshot.edited(pupils=none), once=True)).isna()["BWI"]
    exams = snapshot.edited(offers=snapshot.offers.assign(evidence="exams"))
    assert with_combined(exams, once=True) is exams.offers
