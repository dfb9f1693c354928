"""Regions by school: absent, one or several, and the nearest across the border."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.reports.offered_by_region import region_offers
from accessibility.snapshot import Snapshot
from tests.small_country import whole_country

REGIO = AreaKind.STO_REGIO


def land() -> Snapshot:
    """Return the small country with three regions of vestigingen."""
    country = whole_country()
    sites = country.vestigingen.copy()
    sites["sto_regio"] = [f"G{j % 3}" for j in range(len(sites))]
    return country.edited(vestigingen=sites)


def test_every_region_and_pair_is_told_once() -> None:
    table = region_offers(land(), REGIO)
    assert len(table) == 3 * 5 * 3
    assert not table.duplicated(["region", "profiel", "leerweg"]).any()
    assert table.region_name.notna().all()


def test_the_numbers_are_those_of_the_offers() -> None:
    country = land()
    region = country.vestigingen.set_index("brin6").sto_regio
    offers = country.offers.assign(region=country.offers.brin6.map(region))
    for row in region_offers(country, REGIO).itertuples():
        same = (offers.profiel == row.profiel) & (offers.leerweg == row.leerweg)
        here = offers[same & (offers.region == row.region)].brin6
        assert row.vestigingen == len(here)
        assert row.only == (here.iloc[0] if len(here) == 1 else "")


def test_the_nearest_outside_is_nearest_and_outside() -> None:
    country = land()
    sites = country.vestigingen.set_index("brin6")
    table = region_offers(country, REGIO)
    told = table[table.nearest_outside != ""]
    assert len(told)
    assert (told.vestigingen <= 1).all()
    assert (told.nearest_outside_region != told.region).all()
    row = told.iloc[0]
    held = sites[sites.sto_regio == row.region]
    held = held[held.index.isin(country.offers.brin6)]
    offers = country.offers
    same = (offers.profiel == row.profiel) & (offers.leerweg == row.leerweg)
    other = sites.loc[offers.brin6[same]]
    other = other[other.sto_regio != row.region]
    ways = [held.geometry.distance(point).min() for point in other.geometry]
    assert row.nearest_outside_m == pytest.approx(np.min(ways))


def test_a_division_that_no_vestiging_has() -> None:
    country = land()
    sites = country.vestigingen.assign(rmc=None)
    with pytest.raises(UsageError, match="does not tell the rmc"):
        region_offers(country.edited(vestigingen=sites), AreaKind.RMC)
