"""Sharing keuzevakken by their name: what a common afternoon adds."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.errors import MissingDataError
from accessibility.planning import SharingQuestion, SharingView, sharing_answer
from tests.small_country import country

ASKED = SharingQuestion(SharingView.KEUZEVAKKEN, within=60_000.0)


def test_keuzevakken_of_near_vestigingen_are_added() -> None:
    land = country()
    first, second = sorted(set(land.offers.brin6))[:2]
    named = pd.DataFrame(
        {
            "brin6": [first, first, second],
            "keuzevak": ["Booglassen proces 111", "Tuin", "Tuin"],
            "profiel": None,
        }
    )
    found = sharing_answer(land.edited(keuzevakken=named), ASKED)
    rows = found.table.set_index("brin6")
    assert rows.own[first] == "Booglassen proces 111; Tuin"
    assert rows.extra[second] == "Booglassen proces 111"
    assert rows.n_reachable.eq(2).all()
    assert "keuzevakken" in found.used


def test_without_names_a_sentence_says_so() -> None:
    with pytest.raises(MissingDataError, match="keuzevakken"):
        sharing_answer(country(), ASKED)
