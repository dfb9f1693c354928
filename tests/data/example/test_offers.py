"""Offers are those of tables B3.4 and B3.5, number by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from data.example.targets import OFFERING, OUTSIDE_STO, REGIONS, VESTIGINGEN

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot

_B3_5 = {
    Profiel.BWI: (181, 168, 165, 52),
    Profiel.MAT: (5, 5, 5, 4),
    Profiel.MVI: (53, 39, 48, 22),
    Profiel.MT: (82, 80, 79, 22),
    Profiel.PIE: (213, 194, 200, 68),
}


def _technical(country: Snapshot) -> pd.DataFrame:
    regio = country.vestigingen.set_index("brin6").sto_regio
    offers = country.offers[country.offers.profiel.isin(TECHNISCH)]
    return offers.assign(regio=regio[offers.brin6].to_numpy())


@pytest.mark.parametrize("profiel", TECHNISCH)
def test_vestigingen_per_profiel_as_b3_5(country: Snapshot, profiel: Profiel) -> None:
    offers = country.offers[country.offers.profiel == profiel]
    per_leerweg = [int((offers.leerweg == w).sum()) for w in ("bl", "kl", "gl")]
    assert (offers.brin6.nunique(), *per_leerweg) == _B3_5[profiel]


@pytest.mark.parametrize("pair", list(OFFERING), ids="-".join)
def test_every_pair_is_offered_as_often_as_set(
    country: Snapshot, pair: tuple[Profiel, Leerweg]
) -> None:
    offers = country.offers
    hit = (offers.profiel == pair[0]) & (offers.leerweg == pair[1])
    assert hit.sum() == OFFERING[pair]
    assert offers[offers.profiel == pair[0]].brin6.nunique() == VESTIGINGEN[pair[0]]


def test_technical_vestigingen_as_published(country: Snapshot) -> None:
    assert country.offers.brin6.nunique() == 562
    assert _technical(country).brin6.nunique() == 272


def test_vestigingen_outside_sto(country: Snapshot) -> None:
    technical = _technical(country)
    outside = technical[technical.regio.isna()].groupby("profiel").brin6.nunique()
    assert outside.to_dict() == {p.value: n for p, n in OUTSIDE_STO.items() if n}
    listed = country.table("sto_regios").brin6
    assert set(listed).isdisjoint(technical.brin6[technical.regio.isna()])


def test_regions_that_offer_a_pair_near_b3_4(country: Snapshot) -> None:
    found = _technical(country).groupby(["profiel", "leerweg"]).regio.nunique()
    missed = [abs(int(found[pair]) - regions) for pair, regions in REGIONS.items()]
    assert max(missed) <= 3
    assert sum(missed) <= 8


def test_28_regions_without_technical_gl(country: Snapshot) -> None:
    technical = _technical(country)
    with_gl = technical[technical.leerweg == "gl"].regio.nunique()
    assert 78 - with_gl == 28
