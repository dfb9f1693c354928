"""Tables that follow the years: the printed sums, and clusters counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from accessibility.monitor.figures import b3_1, b3_5
from accessibility.monitor.published_years import (
    B3_12,
    B3_12_ROUTE,
    B3_12_TECHNICAL,
    LAST_YEAR,
    nearest_year,
)
from accessibility.monitor.yearly import b3_2, b3_13, b3_15, b3_16

_TOTALS = {2018: 63457, 2019: 60511, 2020: 57664, 2021: 58259, 2022: 61961, 2023: 60418}


def _pupils(*rows: tuple[str, str, str, str, float]) -> pd.DataFrame:
    """Third-years: vestiging, leerweg, profiel, sex and how many."""
    columns = ["brin6", "leerweg", "profiel", "sex", "students"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        leerjaar=3, students_low=frame.students, students_high=frame.students
    )


@pytest.mark.parametrize("year", B3_12)
def test_printed_years_add_up(year: int) -> None:
    total = sum(sum(B3_12[year][leerweg].values()) for leerweg in Leerweg)
    technical = sum(B3_12[year][w][p] for w in Leerweg for p in TECHNISCH)
    share = 100 * technical / (total + B3_12_ROUTE[year])
    assert total == _TOTALS[year]
    assert round(share, 1) == B3_12_TECHNICAL[year]


def test_the_nearest_printed_year_is_the_later_of_two() -> None:
    assert nearest_year(2019, B3_12) == 2019
    assert nearest_year(2030, B3_12) == LAST_YEAR
    assert nearest_year(2020, (2018, 2022)) == 2022


def test_every_year_stands_beside_its_own_column() -> None:
    pupils = _pupils(("00AA00", "gl", "PIE", "m", 575.0))
    table = b3_1(pupils, 2019)
    row = table[(table.leerweg == "gl") & (table.profiel == "PIE")].iloc[0]
    assert (row.difference, row.published_year) == (0, "2019/2020")
    sites = b3_5(pd.DataFrame({"brin6": [], "profiel": [], "leerweg": []}), 2019)
    assert sites[sites.profiel == "PIE"].published.iloc[0] == 214


def test_a_combined_programme_counts_once() -> None:
    pupils = _pupils(
        ("00AA00", "kl", "PIE", "m", 10.0), ("00AA00", "kl", "BWI en PIE", "m", 6.0)
    )
    table = b3_1(pupils)
    kl = table[table.leerweg == "kl"].set_index("profiel").value
    assert (kl["PIE"], kl["BWI"], kl["BWI en PIE"]) == (10, 0, 6)
    assert (kl["techniek"], kl["totaal"]) == (16, 16)


def test_regions_fall_into_clusters_of_growth() -> None:
    region_of = {"00AA00": "R1", "00BB00": "R2"}
    then = _pupils(
        ("00AA00", "bl", "PIE", "m", 10.0),
        ("00AA00", "kl", "Groen", "m", 10.0),
        ("00BB00", "bl", "PIE", "m", 20.0),
        ("00BB00", "gl", "Groen", "m", 99.0),
    )
    now = then.assign(students=[12.0, 10.0, 15.0, 1.0])
    table = b3_2(now, then, region_of).set_index(["profiel", "item"]).value
    assert table["cluster A", "regions"] == 1
    assert table["cluster A", "% change technical"] == pytest.approx(20)
    # Nobody else is there in bl and kl: no change, which counts as growth.
    assert table["cluster D", "technical third-years"] == 15
    assert table["cluster B", "regions"] == 0


def test_girls_regions_and_several_vestigingen() -> None:
    pupils = _pupils(
        ("00AA00", "bl", "PIE", "v", 1.0),
        ("00AA00", "bl", "PIE", "m", 3.0),
        ("00CC00", "bl", "PIE", "m", 4.0),
        ("00BB00", "bl", "Groen", "m", 5.0),
    )
    girls = b3_13(pupils).set_index(["leerweg", "profiel"]).value
    assert girls["bl", Profiel.PIE.value] == pytest.approx(12.5)
    region_of = {"00AA00": "R1", "00CC00": "R1", "00BB00": "R2"}
    assert b3_15(pupils, region_of).value.item() == pytest.approx(50)
    several = b3_16(pupils, region_of).set_index(["leerweg", "profiel"]).value
    assert several["bl", "PIE"] == 100
