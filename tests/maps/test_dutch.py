"""Numbers, dates and words as Dutch readers write them."""

import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.codes import Denominator, Leerweg, Unit
from accessibility.counting import WRITTEN_DECIMALS, people_of
from maps import dutch


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(dutch).failed == 0


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(0, 3))
def test_numbers_read_back_as_the_rounded_number(value: float, decimals: int) -> None:
    text = dutch.number(value, decimals)
    back = float(text.replace(".", "").replace(",", "."))
    # Half a unit, and what is not written of a file's own decimals.
    assert abs(back - value) <= 10**-decimals / 2 + 10**-WRITTEN_DECIMALS
    assert not text.startswith("-0") or back != 0


@pytest.mark.parametrize("write", [dutch.number, dutch.percentage, dutch.distance])
@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_unknown_is_called_so(write: object, value: float) -> None:
    assert callable(write)
    assert write(value) == "geen gegevens"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-01", "1 oktober 2019"),
        ("2026-12", "december 2026"),
        ("2021", "2021"),
        ("2019-13-01", "2019-13-01"),
        ("najaar 2020", "najaar 2020"),
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert dutch.date(text) == expected


def test_thresholds_have_no_needless_decimals() -> None:
    assert dutch.threshold(10_000, Unit.METRES) == "10 km"
    assert dutch.threshold(12_500, Unit.METRES) == "12,5 km"
    assert dutch.threshold(1_800, Unit.SECONDS) == "30 minuten"
    assert dutch.threshold(60, Unit.SECONDS) == "1 minuut"


def test_an_interval_without_width_is_not_written() -> None:
    assert dutch.between(0.55, 0.55) == ""
    assert dutch.between(math.nan, 0.5) == ""
    assert dutch.between(0.549, 0.562) == "tussen 54,9 en 56,2%"


def test_people_are_whole_and_one_of_them_is_one() -> None:
    who = people_of("inhabitants:10-14", Denominator.COMMON).nl
    assert dutch.people(0.6, who) == "1 kind van 10-14"
    assert dutch.people(7586.67, who) == "7.587 kinderen van 10-14"
    assert dutch.people(math.nan, who) == "geen gegevens"


def test_what_is_not_all_is_never_written_as_all() -> None:
    assert dutch.percentage(0.99996) == "99,9%"
    assert dutch.percentage(0.0000001) == "0,1%"
    assert dutch.percentage(1.0) == "100,0%"


def test_a_likely_interval_and_a_certain_one_are_told_apart() -> None:
    words = dutch.between(0.5, 0.6)
    assert dutch.likely(words) == "waarschijnlijk tussen 50,0 en 60,0%"
    assert dutch.certain(words) == "zeker is alleen: tussen 50,0 en 60,0%"
    assert dutch.likely("") == dutch.certain("") == ""
    assert dutch.between_people(2.5, 4.4) == "tussen 3 en 4"
    assert dutch.between_people(math.nan, 4.4) == dutch.between_people(1, 1.2) == ""


def test_technical_offer_in_words() -> None:
    assert dutch.offer_words("techniek", Leerweg.BL) == (
        "een technisch profiel in de bl"
    )
