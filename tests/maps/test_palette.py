"""Colours that stay apart in grey, and words that can be read."""

from __future__ import annotations

from itertools import pairwise

from maps.palette import ACCENT, CLASS_FILL, INK, SOFT, style_variables
from maps.postcodes import CLASSES, CUT_OFF


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


def test_text_has_contrast_on_white() -> None:
    for colour in (INK, SOFT, ACCENT):
        assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def test_the_style_sheet_gets_every_class() -> None:
    style = style_variables()
    assert all(f"--{name}:{fill};" in style for name, fill in CLASS_FILL.items())
