"""Vestigingen stand in their own postcode under codes that cannot be real."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_as_many_as_published_under_invented_codes(country: Snapshot) -> None:
    sites = country.vestigingen
    assert len(sites) == 562
    assert sites.brin6.is_unique
    assert sites.brin6.str.fullmatch(r"X[A-Z]\d{4}").all()
    assert sites.naam.str.startswith("Voorbeeldcollege ").all()


def test_every_site_stands_in_its_postcode(country: Snapshot) -> None:
    sites = country.vestigingen
    cells = country.table("pc4_areas").set_index("pc4").geometry[sites.pc4]
    assert shapely.contains(cells.to_numpy(), sites.geometry.to_numpy()).all()


def test_schools_keep_together(country: Snapshot) -> None:
    sites = country.vestigingen
    school = sites.brin6.str[:4]
    assert (sites.groupby(school).plaats.nunique() == 1).all()
    assert (sites.groupby(school).bestuur.nunique() == 1).all()
    assert 50 < sites.bestuur.nunique() < school.nunique()


def test_the_island_has_a_school(country: Snapshot) -> None:
    assert (country.vestigingen.plaats == "Den Burg").sum() == 1
