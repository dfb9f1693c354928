"""A rule of bells refuses what no journey can be searched for, and orders its bells."""

from __future__ import annotations

from typing import Any

import pytest

from accessibility.codes import Mode
from accessibility.codes.bells import DEFAULT_BELLS, BellRule
from accessibility.errors import UsageError


def test_bells_are_in_order_and_each_once() -> None:
    rule = BellRule(bells_s=(900, 600, 900), ends_s=(54_000, 50_000))
    assert (rule.bells_s, rule.ends_s) == ((600, 900), (50_000, 54_000))


def test_the_usual_bells_are_seven_in_half_an_hour() -> None:
    bells = DEFAULT_BELLS.bells_s
    assert (len(bells), bells[0], bells[-1]) == (7, 29_700, 31_500)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"bells_s": ()}, "at least one"),
        ({"ends_s": (86_400,)}, "of one day"),
        ({"buffer_s": -1}, "buffer"),
        ({"rides": 0}, "1 to 20"),
        ({"rides": 21}, "1 to 20"),
        ({"limit_s": 0}, "above 0 and within a day"),
        ({"limit_s": 86_401}, "above 0 and within a day"),
        ({"walk_m": 0.0}, "caps must be above 0 m"),
        ({"park_s": -1}, "times must not be below 0 s"),
        ({"access": Mode.CAR}, "by walk or bike"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        BellRule(**wrong)
