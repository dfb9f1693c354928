"""The monitor's tables: counted by hand on the line, and true to what was printed."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from accessibility.monitor import figures as monitor
from accessibility.monitor import published
from accessibility.questions import Question
from accessibility.snapshot import Snapshot
from accessibility.study import Study

REGION_OF = {"00AA00": "R1", "00BB00": "R1", "00CC00": "R2"}


def _value(table: pd.DataFrame, leerweg: str, profiel: str, item: str) -> float:
    row = table[
        (table.leerweg == leerweg)
        & (table.profiel == profiel)
        & (table["item"] == item)
    ]
    return float(row.value.item())


def test_printed_totals_follow_from_the_printed_cells() -> None:
    total = {w: sum(published.B3_1[w].values()) for w in Leerweg}
    assert list(total.values()) == [16_139, 28_332, 15_947]
    assert sum(total.values()) == 60_418


def test_printed_means_of_kl_are_shifted_by_one_row() -> None:
    sites, share = published.B3_5_VESTIGINGEN, published.B3_5_SHARES[Leerweg.KL]
    mean = [
        published.B3_1[Leerweg.KL][p] / (sites[p] * share[p] / 100) for p in TECHNISCH
    ]
    printed = [published.B3_3_MEANS[Leerweg.KL][p] for p in TECHNISCH]
    assert [round(m) for m in mean[:-1]] == printed[1:]
    assert [round(m) for m in mean] != printed


def test_printed_regions_add_up() -> None:
    for leerweg in Leerweg:
        for row in published.B3_4[leerweg].values():
            assert row[0] == row[2] + row[4]
            assert row[1] == row[3] + row[5]


def test_third_years_by_hand(line_snapshot: Snapshot) -> None:
    table = monitor.b3_1(line_snapshot.table("pupils"))
    assert _value(table, "gl", "PIE", "third-years") == 6
    assert _value(table, "gl", "techniek", "third-years") == 17
    assert _value(table, "totaal", "totaal", "third-years") == 63


def test_the_share_of_techniek_is_told_with_and_without_the_route(
    line_snapshot: Snapshot,
) -> None:
    pupils = line_snapshot.table("pupils")
    route = pupils.iloc[:1].assign(profiel="route", leerweg="bl", students=37.0)
    table = monitor.b3_1(pd.concat([pupils, route]))
    technical = _value(table, "totaal", "techniek", "third-years")
    inside, without = (
        _value(table, "totaal", "techniek", item)
        for item in (
            "% of all third-years, route included",
            "% of third-years in a profiel",
        )
    )
    assert inside == pytest.approx(100 * technical / 100)
    assert without == pytest.approx(100 * technical / 63)


def test_the_route_stands_beside_the_total(line_snapshot: Snapshot) -> None:
    pupils = line_snapshot.table("pupils")
    route = pupils.iloc[:1].assign(profiel="route", leerweg="bl", students=7.0)
    table = monitor.b3_1(pd.concat([pupils, route]))
    assert _value(table, "bl", "route", "third-years") == 7
    assert _value(table, "bl", "totaal", "third-years") == 15
    assert _value(table, "bl", "techniek", "third-years") == 15


def test_group_sizes_by_hand(line_snapshot: Snapshot) -> None:
    table = monitor.b3_3(line_snapshot.table("pupils"))
    assert _value(table, "bl", "PIE", "% vestigingen 1-5") == 50
    assert _value(table, "bl", "PIE", "% vestigingen 11-20") == 50
    assert _value(table, "bl", "PIE", "mean third-years per vestiging") == 7.5
    assert _value(table, "kl", "PIE", "% vestigingen >30") == 100


def test_regions_by_hand(line_snapshot: Snapshot) -> None:
    table = monitor.b3_4(line_snapshot.table("pupils"), REGION_OF)
    assert _value(table, "bl", "PIE", "regions") == 1
    assert _value(table, "bl", "PIE", "regions_more_vestigingen") == 1
    assert _value(table, "bl", "PIE", "regions_mean_below_11") == 1
    assert _value(table, "kl", "PIE", "regions_mean_below_11") == 0


def test_vestigingen_by_hand(line_snapshot: Snapshot) -> None:
    table = monitor.b3_5(line_snapshot.offers)
    assert _value(table, "totaal", "PIE", "vestigingen") == 3
    assert _value(table, "bl", "PIE", "% of its vestigingen") == pytest.approx(200 / 3)
    assert _value(table, "totaal", "techniek", "vestigingen") == 3


def test_figures_by_hand(line_snapshot: Snapshot) -> None:
    offers = line_snapshot.offers
    table = monitor.figure_b3_6(offers, REGION_OF)
    assert _value(table, "gl", "PIE", "% of STO-regio's") == 50
    table = monitor.figure_b3_7(offers, REGION_OF)
    assert _value(table, "gl", "techniek", "% of STO-regio's with 2") == 50
    assert _value(table, "gl", "techniek", "% of STO-regio's with 1") == 50
    assert _value(table, "kl", "techniek", "% of STO-regio's with 0") == 50


def test_reach_stands_beside_the_printed_share(
    line_snapshot: Snapshot,
) -> None:
    question = Question(
        profielen=tuple(p.value for p in Profiel), students="own", smallest=0
    )
    shares = Study(line_snapshot).answer(question).table
    table = monitor.b3_6(shares)
    assert len(table) == 30
    assert _value(table, "gl", "PIE", "% within 10 km") == pytest.approx(3000 / 65)
    row = table[(table.leerweg == "gl") & (table.profiel == "PIE")].iloc[0]
    assert row.difference == pytest.approx(3000 / 65 - 58.3)


def test_a_combined_programme_is_an_offer_of_both_in_regions(
    line_snapshot: Snapshot,
) -> None:
    pupils = line_snapshot.table("pupils")
    few = pupils.iloc[:1].assign(profiel="BWI en PIE", leerweg="bl", brin6="00CC00")
    third = few.assign(leerjaar=3, students_low=7.0, students=7.0, students_high=7.0)
    none = pupils[~((pupils.brin6 == "00CC00") & (pupils.leerweg == "bl"))]
    sides = [
        monitor.b3_4(table, REGION_OF) for table in (none, pd.concat([none, third]))
    ]
    for profiel in ("BWI", "PIE"):
        before, after = (_value(one, "bl", profiel, "regions") for one in sides)
        assert after == before + 1
