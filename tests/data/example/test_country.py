"""The whole example country: valid, the same every time, true to itself, calibrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.places import points_of
from accessibility.straight_line import straight_line_table
from accessibility.tables import SCHEMAS, check_table
from data.example.country import example_country
from data.example.targets import WITHIN_10_KM

if TYPE_CHECKING:
    from accessibility.codes import Leerweg, Profiel
    from accessibility.snapshot import Snapshot


def _bytes(table: pd.DataFrame) -> str:
    """Every value of a table as text, geometry as hexadecimal WKB."""
    if "geometry" in table:
        table = pd.DataFrame(table).assign(geometry=table.geometry.to_wkb(hex=True))
    return table.to_csv(index=False)


@pytest.fixture(scope="module")
def shares(country: Snapshot) -> pd.Series:
    """Share of all third-years within 10 km, per profiel and leerweg, naively."""
    reach = straight_line_table(
        points_of(country.postcodes, "pc4"),
        points_of(country.vestigingen, "brin6"),
        limit_m=10_000,
    )
    own = country.table("own_students").groupby("pc4").students.sum()
    weight = own.reindex(country.postcodes.pc4).fillna(0).to_numpy()
    column = {brin6: j for j, brin6 in enumerate(reach.destination_ids)}
    found = {}
    for pair, rows in country.offers.groupby(["profiel", "leerweg"]):
        entries = reach.entries(column[brin6] for brin6 in rows.brin6)
        found[pair] = weight[np.unique(reach.point[entries])].sum() / weight.sum()
    return pd.Series(found)


def test_every_table_is_valid(country: Snapshot) -> None:
    for name, table in country.tables.items():
        assert check_table(name, table) is table
        assert len(table) == country.manifest.rows[name] > 0
        assert list(table.columns) == list(SCHEMAS[name].column_names)


def test_the_manifest_says_that_it_is_an_example(country: Snapshot) -> None:
    manifest = country.manifest
    assert manifest.example
    assert manifest.name == "voorbeeldland"
    assert manifest.dates["students"] == "2023-10-01"
    assert manifest.dates["offers"] == "2023/2024"
    assert "CC BY" in manifest.sources[0].licence
    assert "GeoNames" in manifest.sources[0].licence


def test_two_builds_are_the_same(country: Snapshot) -> None:
    again = example_country()
    assert again.manifest == country.manifest
    for name, table in again.tables.items():
        assert _bytes(table) == _bytes(country.table(name)), name


def test_spatial_tables_are_in_rd(country: Snapshot) -> None:
    for name, schema in SCHEMAS.items():
        if name in country.tables and schema.is_spatial:
            assert country.table(name).crs.to_epsg() == 28992


@pytest.mark.parametrize("pair", list(WITHIN_10_KM), ids="-".join)
def test_reach_within_three_points_of_b3_6(
    shares: pd.Series, pair: tuple[Profiel, Leerweg]
) -> None:
    assert abs(shares[pair] - WITHIN_10_KM[pair]) < 0.03


def test_truth_adds_up_to_every_table(country: Snapshot, truth: pd.DataFrame) -> None:
    pupils = country.table("pupils")
    third = pupils[(pupils.leerjaar == 3) & pupils.leerweg.isin(["bl", "kl", "gl"])]
    for keys, table in (
        (["brin6", "leerweg", "profiel", "sex"], third),
        (["pc4", "leerweg", "profiel", "sex"], country.table("own_students")),
    ):
        ours = truth.groupby(keys).students.sum()
        theirs = table.groupby(keys).students.sum()
        pd.testing.assert_series_equal(ours, theirs, check_dtype=False)


def test_herkomst_holds_all_pupils(country: Snapshot) -> None:
    keys = ["brin6", "leerjaar"]
    homes = country.table("herkomst").groupby(keys).students.sum()
    pupils = country.table("pupils").groupby(keys).students.sum()
    pd.testing.assert_series_equal(homes, pupils)


def test_more_inhabitants_than_pupils(country: Snapshot) -> None:
    herkomst = country.table("herkomst")
    inhabitants = country.table("inhabitants")
    for age_from, years in ((10, (1, 2, 3)), (15, (3, 4, 5, 6))):
        here = herkomst[herkomst.leerjaar.isin(years)]
        pupils = here.groupby("pc4").students.sum()
        aged = inhabitants[inhabitants.age_from == age_from].set_index("pc4")
        assert (aged.inhabitants[pupils.index] >= pupils).all()


def test_travel_is_plausible(country: Snapshot, truth: pd.DataFrame) -> None:
    home = country.postcodes.set_index("pc4").geometry[truth.pc4]
    school = country.vestigingen.set_index("brin6").geometry[truth.brin6]
    away_m = np.hypot(
        home.x.to_numpy() - school.x.to_numpy(), home.y.to_numpy() - school.y.to_numpy()
    )
    weight = truth.students.to_numpy()
    assert 4_000 < np.average(away_m, weights=weight) < 8_000
    assert 0.7 < weight[away_m <= 10_000].sum() / weight.sum() < 0.95


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    example_country(lambda text, done, total: told.append((text, done, total)))
    assert [(done, total) for _, done, total in told] == [(0, 1), (1, 1)]
