"""The comparison of pictures sees what matters and nothing else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from tests.pictures import Picture, differences, side_by_side, stored, taken

if TYPE_CHECKING:
    from pathlib import Path

PARTS = {
    "map": {"x": 0, "y": 0, "width": 400, "height": 300},
    "legend": {"x": 0, "y": 300, "width": 400, "height": 100},
}


def drawn(*, fill: str = "#3a78b2", shift: int = 0, text: str = "Groningen") -> Picture:
    """Return a picture with an area, a pattern and words."""
    screen = Image.new("RGB", (400, 400), "white")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((40 + shift, 40, 240 + shift, 240), fill=fill)
    for x in range(0, 100, 8):
        pen.line((260 + x, 240, 300 + x, 40), fill="#0b1d33", width=3)
    pen.text((60, 100), text, fill="black")
    pen.rectangle((20, 320, 60, 340), fill=fill)
    target = io.BytesIO()
    screen.save(target, "PNG")
    return taken(target.getvalue(), PARTS)


@pytest.mark.parametrize(
    "now", [drawn(), drawn(shift=1), drawn(text="Grmnnqem ilj"), drawn(fill="#3d7ab0")]
)
def test_what_looks_alike_is_alike(now: Picture) -> None:
    assert differences(now, drawn()) == {}


@pytest.mark.parametrize("now", [drawn(fill="#c3daee"), drawn(shift=30)])
def test_another_colour_or_place_is_seen(now: Picture) -> None:
    assert "looks otherwise" in differences(now, drawn())["map"]


def test_a_part_that_is_gone_or_of_another_size_is_seen() -> None:
    whole = drawn()
    less = Picture(whole.image, {"map": (0, 0, 200, 80)})
    told = differences(less, whole)
    assert told["legend"] == "is gone"
    assert told["map"] == "was (200, 150) and is (200, 80)"


def test_a_stored_picture_is_small_and_the_same(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    drawn().save(path)
    assert differences(drawn(), stored(path)) == {}
    assert path.stat().st_size < 5_000
    assert side_by_side(drawn(shift=30), stored(path)).size == (620, 200)
