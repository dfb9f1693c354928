"""Reached by either way: what one does for certain, and no more than both may."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Unit
from accessibility.errors import UsageError
from accessibility.measures.two_ways import EITHER_WAY
from accessibility.questions import OtherWay, Question
from accessibility.study import Study
from tests.small_country import whole_country

NEAR, FAR = 4_000.0, 7_000.0
ASKED = Question(
    students="own",
    per=AreaKind.GEMEENTE,
    within=(NEAR,),
    profielen=("PIE", "BWI"),
    leerwegen=(Leerweg.GL,),
)
SHARE = ["share_low", "likely_low", "share", "likely_high", "share_high"]


@pytest.mark.parametrize("points", ["centre", "area"])
def test_the_longer_of_two_straight_lines_is_all_there_is(points: str) -> None:
    study = Study(whole_country())
    question = replace(ASKED, points=points)
    other = OtherWay(Mode.STRAIGHT, FAR, Unit.METRES)
    either = study.answer(replace(question, or_else=other)).table
    alone = study.answer(replace(question, within=(FAR,))).table
    assert (either.only_first == 0).all()
    assert (either.both < either.reached).any()
    names = ["reached", "share_low", "share", "share_high", "missed"]
    for name in names:
        np.testing.assert_allclose(either[name], alone[name], atol=1e-9)
    shares = either[SHARE].dropna()
    assert (shares.diff(axis=1).iloc[:, 1:] >= -1e-9).all(axis=None)
    assert (shares.share_low < shares.share).any()
    whole = either.both + either.only_first + either.only_second
    np.testing.assert_allclose(whole, either.reached)
    rest = either.neither + either.unsnapped + either.outside
    np.testing.assert_allclose(rest, either.missed)


def test_two_thresholds_of_one_way_are_refused() -> None:
    other = OtherWay(Mode.STRAIGHT, FAR, Unit.METRES)
    with pytest.raises(UsageError, match="one threshold"):
        EITHER_WAY.check(replace(ASKED, within=(NEAR, FAR), or_else=other))
