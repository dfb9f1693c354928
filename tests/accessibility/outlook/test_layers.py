"""The layers as figures: today's access where nothing changes, and never mixed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Leerweg
from accessibility.outlook.asked import OutlookQuestion
from accessibility.outlook.chances import USUAL_SIZES
from accessibility.outlook.layers import (
    areas_of_sites,
    expected_below,
    likely_access,
    norm_access,
)
from accessibility.outlook.norm import Norm
from accessibility.outlook.simulation import Draws
from tests.accessibility.outlook.made_ground import QUESTION, ground, study

PAIR = ("PIE", Leerweg.KL)


def shares_today() -> pd.Series:
    return study().answer(QUESTION).table.set_index(["profiel", "leerweg"]).share


def test_a_norm_of_nobody_is_access_today() -> None:
    table = norm_access(ground(), QUESTION, Norm(0), (2019,))
    access = table.set_index(["profiel", "leerweg"]).access
    today = shares_today().reindex(access.index)
    assert access.to_numpy() == pytest.approx(today.to_numpy(), abs=1e-12)
    assert (table.displaced == 0).all()


def test_a_higher_norm_never_helps() -> None:
    some = [
        norm_access(ground(), QUESTION, Norm(least), (2019, 2027, 2031)).access
        for least in (0, 6, 11, 30)
    ]
    for lower, higher in pairwise(some):
        assert lower.mean() >= higher.mean()


def test_quantiles_are_in_order_and_today_is_sure() -> None:
    asked = OutlookQuestion(2025, QUESTION, draws=Draws(40))
    table = likely_access(ground(), asked, (2019, 2025))
    assert (table.likely_p10 <= table.likely_p50).all()
    assert (table.likely_p50 <= table.likely_p90).all()
    now = table[table.year == 2019]
    assert np.array_equal(now.likely_p10, now.likely_p90)
    later = table[table.year == 2025]
    assert (later.likely_p10 < later.likely_p90).any()


def test_expected_small_groups_count_every_offer_once() -> None:
    there = ground()
    area_of = areas_of_sites(there, study().snapshot.vestigingen, QUESTION.per)
    table = expected_below(there, QUESTION, area_of, USUAL_SIZES, (2019, 2031))
    one = table[table.profiel != "techniek"]
    assert one[one.year == 2031].offers_now.sum() == len(there.offers)
    assert (table.expected_below_6 <= table.expected_below_11).all()
    assert (table.likely_below_11 <= table.offers_now).all()
