"""Guaranteed ends do not hang on the points; the estimate does."""

from __future__ import annotations

from dataclasses import replace

from accessibility.codes import AreaKind
from accessibility.questions import Question
from accessibility.study import Study
from tests.small_country import whole_country

ENDS = ["share_low", "likely_low", "share", "likely_high", "share_high"]


def test_ends_are_in_order_and_guaranteed_ones_the_same_for_all_points() -> None:
    study = Study(whole_country())
    question = Question(students="own", per=AreaKind.GEMEENTE, within=(4_000.0,))
    tables = [
        study.answer(replace(question, points=points)).table
        for points in ("centre", "area")
    ]
    for table in tables:
        shares = table[ENDS].dropna()
        assert (shares.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
        known = table.reached + table.missed - table.students
        assert (known.abs() < 1e-6).all()
    one, other = tables
    gap = (one.share_high - other.share_high).abs().max()
    assert gap < 1e-9
