"""Small groups: strict and combined, judged by what may be told, with alternatives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from accessibility.reports.small_groups import count_words, vestiging_groups
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
