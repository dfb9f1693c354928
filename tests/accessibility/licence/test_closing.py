"""Norms below which a school closes, and when a profile lapses."""

from __future__ import annotations

import pytest

from accessibility.codes import same
from accessibility.errors import UsageError
from accessibility.licence.check import Check, Outcome
from accessibility.licence.closing import closure_check, closure_norm, lapse_check

SCHOOL, OFFER, MORE = same("S"), same("o"), same("r")
YES, NO, OPEN = Outcome.MET, Outcome.NOT_MET, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("n", "sg", "norm"),
    [
        (2, False, 195),
        (4, False, 240),
        (5, False, 360),
        (2, True, 130),
        (4, True, 160),
        (6, True, 240),
        (7, True, 360),
    ],
)
def test_closure_norms(n: int, *, sg: bool, norm: int) -> None:
    assert closure_norm(n, in_scholengemeenschap=sg) == norm


def test_closure_takes_three_years_running() -> None:
    def check(*years: tuple[float, float]) -> Outcome:
        found = closure_check(SCHOOL, years, n_profiles=2, in_scholengemeenschap=False)
        return found.outcome

    assert check((100, 100), (100, 100), (194, 194)) is NO
    assert check((100, 100), (100, 100), (195, 195)) is YES
    assert check((100, 100), (100, 100)) is OPEN
    assert check((190, 200), (100, 100), (100, 100)) is OPEN
    with pytest.raises(UsageError):
        closure_norm(0, in_scholengemeenschap=True)


def test_a_profile_lapses_after_three_empty_years() -> None:
    assert lapse_check(OFFER, [(0, 0)] * 3).outcome is NO
    assert lapse_check(OFFER, [(0, 0), (1, 4), (0, 0)]).outcome is YES
    assert lapse_check(OFFER, [(0, 0)] * 2).outcome is OPEN
    assert lapse_check(OFFER, []).outcome is OPEN


@pytest.mark.parametrize(
    ("years", "margin"),
    [
        ([(5, 5)], 3),
        ([(5, 5), (0, 0)], 2),
        ([(5, 5), (0, 4), (0, 0)], 1),
        ([(0, 0)] * 3, 0),
        ([(0, 0)], 0),
    ],
)
def test_the_margin_of_a_lapse_is_the_years_left(
    years: list[tuple[float, float]], margin: float
) -> None:
    assert lapse_check(OFFER, years).margin == margin


def test_a_small_group_is_not_written_out() -> None:
    check = lapse_check(OFFER, [(3, 3), (0, 0), (12, 12)])
    assert check.facts[0].value == "1 tot 4; 0; 12"


def test_the_margin_of_a_closure_is_what_is_certain() -> None:
    def check(*years: tuple[float, float], sg: bool | None = False) -> Check:
        return closure_check(SCHOOL, years, n_profiles=2, in_scholengemeenschap=sg)

    best = check((100, 100), (200, 210), (150, 150))
    assert (best.margin, best.outcome) == (5, YES)
    assert best.remark == ""
    assert [fact.value for fact in best.facts] == ["100; 200 tot 210; 150", "195"]
    # Only the latest three years count.
    assert check((500, 500), (1, 1), (1, 1), (2, 4)).outcome is NO
    # Alone the norm is 195, in a scholengemeenschap 130: 150 lies between.
    either = check((150, 150), (150, 150), (150, 150), sg=None)
    assert (either.outcome, either.margin) == (OPEN, -45)
    assert either.facts[1].value == "130 of 195"
    assert check((195, 195), sg=None).outcome is YES
    none = check()
    assert none.outcome is OPEN
    assert none.facts[0].value == "geen gegevens"
    few = check((100, 100))
    assert few.remark.startswith("1 van de 3 jaren bekend: vul")
    assert check((200, 200)).remark == "1 van de 3 jaren bekend"


@pytest.mark.parametrize(
    ("n", "sg", "norm"),
    [(99, False, 360), (99, True, 360), (3, False, 240), (1, False, 195)],
)
def test_the_norms_hold_from_one_profile_to_any_number(
    n: int, *, sg: bool, norm: int
) -> None:
    assert closure_norm(n, in_scholengemeenschap=sg) == norm


def test_a_lapse_says_what_is_missing_and_what_else() -> None:
    open_ = lapse_check(OFFER, [(0, 0)], remark=MORE)
    assert open_.remark.startswith("1 van de 3 jaren bekend: vul")
    assert open_.remark.endswith("; r")
    assert lapse_check(OFFER, [(5, 5), (5, 5), (0, 0)], remark=MORE).remark == "r"
    # Certainly somebody last year, whatever came before.
    assert lapse_check(OFFER, [(0, 0), (0, 0), (0, 4)]).outcome is OPEN
    assert lapse_check(OFFER, [(0, 0), (0, 0), (0, 0), (1, 1)]).margin == 3
