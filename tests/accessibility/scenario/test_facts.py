"""Facts that no open data tell: what a document may give, and whose count first."""

from __future__ import annotations

import pytest

from accessibility.codes import Profiel
from accessibility.errors import TableError
from accessibility.scenario.document import facts_of
from accessibility.scenario.facts import (
    NO_FACTS,
    LicenceFacts,
    Overlap,
    ProfielPupils,
    SchoolPupils,
)


def test_one_to_three_school_years_are_given() -> None:
    for years in ([0.0], [1, 2], [5, 4, 3]):
        found = facts_of({"school_pupils": [{"school": "X000", "years": years}]})
        assert found.school_pupils == (SchoolPupils("X000", tuple(years)),)
    for years in ([], [1, 2, 3, 4], [-1]):
        with pytest.raises(TableError):
            facts_of({"school_pupils": [{"school": "X000", "years": years}]})


def test_an_interest_asks_somebody_and_counts_nobody_below_nought() -> None:
    given = {
        "interested": 0,
        "asked": 1,
        "generation": 0,
        "verblijfsjaren": 0,
        "correction": None,
    }
    found = facts_of({"interest": given}).interest
    assert found is not None
    assert found.asked == 1
    for name, value in (("asked", 0), ("interested", -1), ("verblijfsjaren", -1)):
        with pytest.raises(TableError):
            facts_of({"interest": given | {name: value}})


def test_codes_are_those_of_duo() -> None:
    pupils = [{"brin6": "00AA01", "profiel": "PIE", "years": [3]}]
    found = facts_of({"profiel_pupils": pupils})
    assert found.profiel_pupils == (ProfielPupils("00AA01", Profiel.PIE, (3,)),)
    for school in ("X00", "X0000", "x000"):
        with pytest.raises(TableError):
            facts_of({"school_pupils": [{"school": school, "years": [1]}]})


def test_what_is_given_later_comes_first_and_silence_says_nothing() -> None:
    early = LicenceFacts(
        in_scholengemeenschap=True,
        overlap=Overlap(1.0, (), 9.0),
        rpo_gemeenten=("G1",),
        school_pupils=(SchoolPupils("X000", (1.0,)),),
    )
    late = LicenceFacts(
        in_scholengemeenschap=False, rpo_gemeenten=(), rpo_boards=("B1",)
    )
    both = late.over(early)
    assert both.in_scholengemeenschap is False
    assert both.rpo_gemeenten == ()
    assert both.rpo_boards == ("B1",)
    assert both.overlap == early.overlap
    assert both.school_pupils == early.school_pupils
    assert NO_FACTS.over(early) == early
    assert early.over(NO_FACTS) == early
