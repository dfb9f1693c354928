"""Small groups: strict and combined, judged by what may be told, with alternatives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from accessibility.reports.small_groups import (
    count_words,
    vestiging_groups,
    with_likely,
)
from accessibility.snapshot import Snapshot
from data.snapshots import read_snapshot
from tests.small_country import whole_country


def with_sizes(*rows: tuple[str, str, str, float]) -> Snapshot:
    columns = ["brin6", "profiel", "leerweg", "students"]
    offers = pd.DataFrame(rows, columns=columns).assign(evidence="exams")
    offers = offers.assign(students_low=offers.students, students_high=offers.students)
    return whole_country().edited(offers=offers)


def test_ten_is_small_and_eleven_is_not() -> None:
    land = with_sizes(("X00000", "PIE", "kl", 10.0), ("X00001", "PIE", "kl", 11.0))
    table = vestiging_groups(land).set_index("brin6")
    assert table.small.to_dict() == {"X00000": "ja", "X00001": "nee"}
    assert table.alternative["X00000"] == "X00001"
    sites = land.vestigingen.set_index("brin6").geometry
    way = sites["X00000"].distance(sites["X00001"])
    assert table.alternative_m["X00000"] == pytest.approx(way)


def test_leerwegen_together_are_large_enough() -> None:
    land = with_sizes(("X00000", "PIE", "kl", 8.0), ("X00000", "PIE", "gl", 5.0))
    assert (vestiging_groups(land).small == "ja").all()
    assert vestiging_groups(land, combined=True).small.tolist() == ["nee"]


def test_no_more_is_told_of_a_few_than_that_there_are_a_few() -> None:
    sizes = [("X00000", "PIE", "kl", 9.0), ("X00000", "PIE", "gl", 3.0)]
    land = with_sizes(*sizes)
    few = vestiging_groups(land).set_index("leerweg").loc["gl"]
    assert (few.students_low, few.students, few.students_high) == (1.0, 2.5, 4.0)
    both = vestiging_groups(land, combined=True).iloc[0]
    assert both.small == "niet te zeggen"


def test_of_several_masked_groups_less_is_likely_than_can_be() -> None:
    sizes = [("X00000", "PIE", leerweg, 3.0) for leerweg in ("bl", "kl", "gl")]
    both = vestiging_groups(with_sizes(*sizes), combined=True, most=11).iloc[0]
    ends = ["students_low", "students_likely_low", "students"]
    ends += ["students_likely_high", "students_high"]
    assert both[ends].tolist() == pytest.approx(
        [3.0, 7.5 - 1.96 * 3.75**0.5, 7.5, 7.5 + 1.96 * 3.75**0.5, 12.0]
    )
    # Twelve they are once in sixty-four times.
    land = with_sizes(*sizes, *(("X00001", "PIE", w, 3.0) for w in ("bl", "kl", "gl")))
    assert both.small == "niet te zeggen"
    likely = with_likely(vestiging_groups(land), ["profiel"]).iloc[0]
    assert (likely.students_low, likely.students_high) == (6.0, 24.0)
    assert likely.students_likely_high == pytest.approx(15 + 1.96 * 7.5**0.5)


def test_only_the_groups_that_are_asked() -> None:
    land = with_sizes(*((f"X0000{k}", "PIE", "kl", 3.0) for k in range(3)))
    assert vestiging_groups(land, leerwegen=()).empty
    other = with_sizes(("X00000", "Z&W", "kl", 5.0), ("X00000", "PIE", "kl", 5.0))
    told = vestiging_groups(other, profielen=("Z&W",))
    assert told.profiel.tolist() == ["Z&W"]
    assert count_words(told, 10).startswith("1 of 1 groups")


def test_a_group_of_unknown_size_is_not_nobody() -> None:
    land = with_sizes(("X00000", "PIE", "kl", np.nan), ("X00000", "PIE", "gl", 12.0))
    alone = vestiging_groups(land).set_index("leerweg").loc["kl"]
    assert alone[["students_low", "students", "students_high"]].isna().all()
    both = vestiging_groups(land, combined=True).iloc[0]
    assert (both.students_low, both.small) == (12.0, "nee")
    assert np.isnan(both.students_high)


def test_one_of_its_kind_has_no_alternative() -> None:
    table = vestiging_groups(with_sizes(("X00000", "PIE", "kl", 10.0)))
    assert table.alternative.isna().all()
    assert np.isnan(table.alternative_m).all()


def test_groups_without_technique_are_no_rows() -> None:
    table = vestiging_groups(with_sizes(("X00000", "Z&W", "kl", 5.0)))
    assert table.empty


@pytest.mark.realdata
def test_those_of_2019_as_counted_apart(nl_2019: Path) -> None:
    words = count_words(vestiging_groups(read_snapshot(nl_2019)), 10)
    assert words == (
        "710 of 1128 technical groups have at most 10 third-years "
        "(bl 360, kl 241, gl 109)"
    )
