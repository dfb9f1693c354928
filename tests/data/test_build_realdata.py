"""The build on the real open data files, against totals counted independently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.codes import TECHNISCH
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Snapshot

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def snapshot(nl_2019: Path) -> Snapshot:
    return read_snapshot(nl_2019)


def test_third_years_per_leerweg(snapshot: Snapshot) -> None:
    pupils = snapshot.table("pupils")
    third = pupils[pupils.leerjaar == 3]
    totals = third.groupby("leerweg").students.sum()
    assert (totals["bl"], totals["kl"], totals["gl"]) == (17_332, 28_434, 15_742)
    sites = third[third.leerweg.isin(["bl", "kl", "gl"])].brin6.nunique()
    assert sites == 563


def test_technical_offers(snapshot: Snapshot) -> None:
    offers = snapshot.offers
    technical = offers[offers.profiel.isin([p.value for p in TECHNISCH])]
    assert technical.students.sum() == 11_509
    assert technical.brin6.nunique() == 271
    assert technical.groupby("profiel").brin6.nunique().to_dict() == {
        "BWI": 171,
        "MaT": 6,
        "MVI": 49,
        "M&T": 94,
        "PIE": 213,
    }
    assert technical.groupby("profiel").students.sum().to_dict() == {
        "BWI": 3_395,
        "MaT": 272,
        "MVI": 1_515,
        "M&T": 1_511,
        "PIE": 4_816,
    }


def test_vestigingen_are_placed(snapshot: Snapshot) -> None:
    offers = snapshot.offers.brin6.unique()
    sites = snapshot.vestigingen
    placed = sites[sites.brin6.isin(offers)].placed.value_counts()
    assert placed["address"] >= 530
    assert placed["none"] <= 3


def test_every_inhabitant_of_ten_to_fourteen_has_a_postcode(snapshot: Snapshot) -> None:
    table = snapshot.table("inhabitants")
    children = table[table.age_from == 10]
    assert set(children.pc4) <= set(snapshot.postcodes.pc4)
    placed = snapshot.postcodes[snapshot.postcodes.geometry.notna()].pc4
    lost = children[~children.pc4.isin(placed)].inhabitants.sum()
    assert lost == 0


def test_areas_have_polygons_and_cover_the_postcodes(snapshot: Snapshot) -> None:
    areas = snapshot.table("areas")
    assert areas.geometry.notna().all()
    counted = areas.area_kind.value_counts().to_dict()
    assert counted.pop("sto-regio") == counted["corop"]
    assert counted == {"gemeente": 345, "provincie": 12, "corop": 40, "rmc": 39}
    gemeenten = set(areas[areas.area_kind == "gemeente"].area_code)
    assert set(snapshot.postcodes.gemeente.dropna()) <= gemeenten


def test_nothing_is_silent(snapshot: Snapshot) -> None:
    told = {(f.table, f.what): f for f in snapshot.manifest.findings}
    assert told["pc4_areas", "empty polygon"].examples == ("5028",)
    assert told["pupils", "read"].count == 24_243
    assert told["vestigingen", "duplicate location"].count > 0


def test_vestigingen_have_a_street(snapshot: Snapshot) -> None:
    site = snapshot.vestigingen.set_index("brin6").loc["00AH00"]
    assert site.adres == "Lyceumlaan 30"
    assert snapshot.vestigingen.adres.notna().mean() > 0.95
