"""Regions by school: below 75, the empty one too, and clusters of growth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.counting import COUNT_COLUMNS
from accessibility.reports.region_growth import region_clusters, region_totals
from accessibility.snapshot import Snapshot
from tests.accessibility.reports.test_offered_by_region import land

REGIO = AreaKind.STO_REGIO


def with_pupils(*rows: tuple[str, str, float]) -> Snapshot:
    """Return the country with third-years of kl: vestiging, profiel, number."""
    table = pd.DataFrame(rows, columns=["brin6", "profiel", "students"])
    table = table.assign(
        soort="VMBO",
        leerweg="kl",
        leerjaar=3,
        sex="",
        students_low=table.students,
        students_high=table.students,
    )
    return land().edited(pupils=table)


def test_a_region_without_technique_is_below_75_too() -> None:
    country = land()
    region = country.vestigingen.set_index("brin6").sto_regio
    kept = (country.offers.profiel == "Z&W") | (
        country.offers.brin6.map(region) != "G1"
    )
    table = region_totals(country.edited(offers=country.offers[kept]), REGIO)
    row = table.set_index("region").loc["G1"]
    assert (row.students, row.below_75) == (0.0, "ja")
    assert len(table) == 3


def test_a_region_without_vmbo_is_below_75_as_in_a_dossier() -> None:
    country = land()
    region = country.vestigingen.set_index("brin6").sto_regio
    elsewhere = country.offers.brin6.map(region) != "G1"
    table = region_totals(country.edited(offers=country.offers[elsewhere]), REGIO)
    row = table.set_index("region").loc["G1"]
    assert (row.students, row.below_75) == (0.0, "ja")
    assert len(table) == 3


def test_a_factor_makes_fewer_of_them() -> None:
    country = land()
    half = pd.Series(0.5, index=country.vestigingen.brin6)
    table = region_totals(country, REGIO, half)
    assert table.expected_students.to_numpy() == pytest.approx(
        0.5 * table.students.to_numpy()
    )
    # Of years to come nothing is guaranteed.
    assert table.expected_students_low.isna().all()
    assert table.expected_students_high.isna().all()


def test_third_years_of_unknown_number_are_not_nobody() -> None:
    country = land()
    first = country.offers.index[country.offers.profiel == "PIE"][0]
    counts = list(COUNT_COLUMNS)
    offers = country.offers.astype(dict.fromkeys(counts, "float64"))
    offers.loc[first, counts] = np.nan
    region = country.vestigingen.set_index("brin6").sto_regio[offers.brin6[first]]
    known = region_totals(country, REGIO).set_index("region").loc[region]
    row = region_totals(country.edited(offers=offers), REGIO).set_index("region")
    told = row.loc[region]
    assert told.students_low < known.students_low
    assert told[["students", "students_high"]].isna().all()


def test_clusters_by_growth_and_who_drops_out() -> None:
    old = with_pupils(
        *(("X00000", "PIE", 20.0), ("X00000", "Z&W", 20.0), ("X00001", "PIE", 20.0)),
        *(("X00001", "Z&W", 20.0), ("X00002", "PIE", 9.0)),
    )
    new = with_pupils(
        *(("X00000", "PIE", 20.0), ("X00000", "Z&W", 21.0), ("X00001", "PIE", 10.0)),
        ("X00001", "Z&W", 30.0),
    )
    table, lost = region_clusters(old, new, REGIO)
    assert table.set_index("region").cluster.to_dict() == {"G0": "A", "G1": "D"}
    assert lost == ["G2"]
    assert table.technical_change_percent.tolist() == [0.0, -50.0]
