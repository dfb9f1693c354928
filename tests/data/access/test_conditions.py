"""Conditions of a value, judged around the first bell and at other moments."""

from __future__ import annotations

import pytest

from data.access import SCHOOL_DAY
from data.access.conditions import is_readable, value_at


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no @ (11:00-18:00)", None),
        ("no @ (08:00-09:00)", "no"),
        ("yes @ (18:00-11:00)", "yes"),
        ("yes @ (21:00-9:00)", "yes"),
        ("no @ (Mo-Fr 08:00-08:30)", None),
        ("no @ (Mo-Fr 08:00-08:31)", "no"),
        ("no @ (Sa,Su)", None),
        ("no @ (Tu)", "no"),
        ("no @ (May-Sep)", None),
        ("no @ (May - June)", None),
        ("no @ (October - March)", "no"),
        ("no @ (PH)", None),
        ("no @ (SH)", None),
        ("destination @ ( 8:00 - 10:00 )", "destination"),
        # The last that holds wins.
        ("no @ (07:00-19:00); destination @ (08:00-09:00)", "destination"),
        ("destination @ (08:00-09:00); no @ (07:00-19:00)", "no"),
        ("no @ (Mo-Fr 07:00-09:00; Sa 10:00-12:00)", "no"),
        ("no @ Mo-Fr 07:00-09:00", "no"),
        # What is no time is not applied.
        ("no @ (weight>3.5)", None),
        ("no @ (wet)", None),
        ("no", None),
        ("", None),
        ("no @ (May - June", None),
        ("no @ (Nov - Dec", "no"),
    ],
)
def test_at_the_first_bell(text: str, value: str | None) -> None:
    assert value_at(text, SCHOOL_DAY) == value


def test_a_holiday_is_one() -> None:
    assert value_at("no @ (PH)", SCHOOL_DAY.replace(month=12, day=25)) == "no"


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("no @ (Mo)", True),
        ("no @ (wet)", False),
        ("no", False),
        ("a @ (Mo); b @ (x y)", False),
    ],
)
def test_what_can_be_read(text: str, *, readable: bool) -> None:
    assert is_readable(text) == readable
