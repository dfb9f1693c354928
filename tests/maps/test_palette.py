"""Colours that stay apart in grey, and words that can be read."""

from __future__ import annotations

import colorsys
from itertools import pairwise

from maps.palette import ACCENT, CHOICE_FILL, CLASS_FILL, INK, SOFT, style_variables
from maps.postcodes import CLASSES, CUT_OFF, EMPTY


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_far_is_darker_than_near_and_stays_apart_in_grey() -> None:
    steps = [_luminance(CLASS_FILL[name]) for name in (*CLASSES, CUT_OFF)]
    assert all(near - far > 0.1 for near, far in pairwise(steps))


def _hue(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hsv(*parts)[0] * 360


def test_no_number_of_profiles_reads_as_a_distance() -> None:
    assert all(
        abs(_hue(few) - _hue(far)) > 30
        for few in CHOICE_FILL[:3]
        for far in (CLASS_FILL[name] for name in CLASSES[1:])
    )


def test_land_without_students_is_no_water() -> None:
    """The ground of the map is white: what is white within the land reads as a lake."""
    assert _luminance(CLASS_FILL[EMPTY]) < 0.9


def test_text_has_contrast_on_white() -> None:
    for colour in (INK, SOFT, ACCENT):
        assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def test_the_style_sheet_gets_every_class() -> None:
    style = style_variables()
    assert all(f"--{name}:{fill};" in style for name, fill in CLASS_FILL.items())
