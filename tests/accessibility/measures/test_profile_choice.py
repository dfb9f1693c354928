"""Choice: profiles counted once, every number of them has a row."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import TECHNISCH, Denominator, Leerweg
from accessibility.counting.students import Students
from accessibility.measures.nearest import nearest_offers
from accessibility.measures.profile_choice import (
    CHOICE,
    choice,
    number_parts,
    profile_count,
)
from accessibility.measures.whereabouts import Whereabouts
from accessibility.position import Span
from accessibility.reach_table import ReachTable


def test_different_profiles_within_reach(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    counted = profile_count(line_reach, line_offers, leerweg=Leerweg.GL, within=10_000)
    assert counted.tolist() == [2, 2, 2, 0]


def test_a_profile_at_two_schools_counts_once(
    line_reach: ReachTable, line_offers: pd.DataFrame
) -> None:
    counted = profile_count(line_reach, line_offers, leerweg=Leerweg.BL, within=10_000)
    assert counted.tolist() == [1, 1, 1, 0]


def test_the_distribution_keeps_everyone(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    table = choice(line_reach, line_offers, line_students, leerwegen=[Leerweg.GL])
    assert table.n_profiles.tolist() == [0, 1, 2, 3, 4, 5]
    assert table.students.tolist() == [5, 0, 60, 0, 0, 0]
    assert table.share.sum() == 1


def test_masked_counts_give_an_interval_around_the_estimate(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    counts = line_students.counts.assign(
        students_low=line_students.counts.students / 2,
        students_high=line_students.counts.students * 2,
    )
    masked = dataclasses.replace(line_students, counts=counts)
    table = choice(line_reach, line_offers, masked, denominator=Denominator.LEERWEG)
    gl = table[table.leerweg == "gl"].set_index("n_profiles")
    # In gl everybody with a place has two profielen: 1, 2 and 3 students.
    assert gl.students[2] == pytest.approx(6)
    assert (gl.students_low[2], gl.students_high[2]) == pytest.approx((3, 12))
    assert gl.share[2] == pytest.approx(6 / 6.5)
    assert (table.students_low <= table.students).all()
    assert (table.students <= table.students_high).all()


def test_a_choice_is_of_all_technical_profielen_at_once() -> None:
    assert not CHOICE.asks_profiel
    assert CHOICE.one_threshold


def test_what_every_place_reaches_is_certain_and_what_some_reach_is_possible(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    """Of five profielen all places reach one, some reach two more, none the rest."""
    pairs = [(profiel.value, Leerweg.GL) for profiel in TECHNISCH]
    ends_cm = [(100, 200), (100, 9_000_000), (100, 9_000_000), *[(9_000_000,) * 2] * 2]
    n = line_students.n_postcodes
    spans = {
        pair: Span(np.full(n, least, np.int32), np.full(n, most, np.int32))
        for pair, (least, most) in zip(pairs, ends_cm, strict=True)
    }
    nearest = nearest_offers(line_reach, line_offers, pairs=pairs)
    parts = number_parts(nearest, line_students, Leerweg.GL, 10_000, Whereabouts(spans))
    assert [part.low[0] for part in parts] == [0] * 6
    assert [part.high[0] for part in parts] == [0, 1, 1, 1, 0, 0]
    known = {pair: Span(span.most, span.most) for pair, span in spans.items()}
    parts = number_parts(nearest, line_students, Leerweg.GL, 10_000, Whereabouts(known))
    assert [part.low[0] for part in parts] == [0, 1, 0, 0, 0, 0]
