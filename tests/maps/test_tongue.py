"""How a language writes: one set of functions, whichever words it has."""

from __future__ import annotations

import doctest
import math

import pytest

from accessibility.codes import Leerweg, Mode, Told, Unit
from maps import tongue
from maps.dutch import DUTCH
from maps.english import ENGLISH


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(tongue).failed == 0


def test_both_languages_have_the_same_words() -> None:
    assert DUTCH.words.keys() == ENGLISH.words.keys()


def test_english_marks_are_the_other_way_round() -> None:
    assert ENGLISH.number(1234.5, 1) == "1,234.5"
    assert ENGLISH.percentage(0.381) == "38.1%"
    assert ENGLISH.threshold(12_500, Unit.METRES) == "12.5 km"
    assert ENGLISH.between(0.549, 0.562) == "between 54.9 and 56.2%"
    assert ENGLISH.number(math.nan) == "no data"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-10-01", "1 October 2019"),
        ("2026-06", "June 2026"),
        ("2019/20", "2019/20"),
    ],
)
def test_english_dates(text: str, expected: str) -> None:
    assert ENGLISH.date(text) == expected


def test_what_knows_both_is_told_in_each() -> None:
    words = Told("een brug", "a bridge")
    assert (DUTCH.of(words), ENGLISH.of(words)) == ("een brug", "a bridge")
    assert ENGLISH.of("brug") == "brug"
    assert ENGLISH.mode(Mode.BIKE).along == "by bicycle"
    assert ENGLISH.offer_words("techniek", Leerweg.GL) == "a technical profiel in gl"
    assert ENGLISH.joined(["bl", "kl", "gl"]) == "bl, kl and gl"
    assert (DUTCH.few(5), ENGLISH.few(5)) == ("vijf", "five")


def test_more_words_are_added_to_a_language() -> None:
    more = DUTCH.with_words({"hello": "dag {who}"})
    assert more("hello", who="A") == "dag A"
    assert more("and") == " en "
    assert "hello" not in DUTCH.words
