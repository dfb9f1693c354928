"""Words that are told in two languages at once."""

from __future__ import annotations

import copy
import doctest
import json

from accessibility.codes import Told, same, told


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(told).failed == 0


def test_to_who_asks_no_more_it_is_the_dutch() -> None:
    words = Told("een brug", "a bridge")
    assert words == "een brug"
    assert hash(words) == hash("een brug")
    assert json.dumps({words: words}) == '{"een brug": "een brug"}'


def test_a_part_that_knows_both_fills_in_each() -> None:
    share = Told("62,5", "62.5")
    told_ = Told("{share}% van {who}", "{share}% of {who}", share=share, who="{A}")
    assert (told_, told_.english) == ("62,5% van {A}", "62.5% of {A}")


def test_braces_of_a_name_stay() -> None:
    assert same("{x}").english == "{x}"


def test_a_copy_knows_both() -> None:
    words = Told("een brug", "a bridge")
    for again in (copy.copy(words), copy.deepcopy(words)):
        assert (again, again.english) == ("een brug", "a bridge")
