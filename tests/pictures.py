"""Compare what is drawn now with a stored picture, part by part and not too closely.

Each part of the page is cut out, made as large as in the stored picture, and both are
averaged over squares. Letters become grey stripes there, so that another version of a
font, or a line that is broken elsewhere, does not count; another colour, a pattern
that is gone, or a part that is missing does.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageFilter, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

Box = tuple[int, int, int, int]

SCALE: Final = 2
"""A stored picture is this much smaller than the screen."""

SQUARE: Final = 8
"""Side of the squares that are compared, in pixels of the stored picture."""

MOST_DIFFERENCE: Final = 40
"""How far the colour of a square may be off, of 255."""

MOST_SQUARES: Final = 0.06
"""Which part of the squares may be further off: text that wraps otherwise."""

MOST_STRETCH: Final = 1.25
_COLOURS: Final = 64


@dataclass(frozen=True)
class Picture:
    """A picture of the page with where its parts are, in its own pixels."""

    image: Image.Image
    parts: dict[str, Box]

    def save(self, path: Path) -> None:
        """Write a small picture with few colours."""
        about = PngImagePlugin.PngInfo()
        about.add_text("parts", json.dumps(self.parts))
        small = self.image.quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True, pnginfo=about)


def taken(png: bytes, boxes: Mapping[str, Mapping[str, float]]) -> Picture:
    """Return a picture of a screen, made smaller.

    Parameters
    ----------
    png
        The whole screen.
    boxes
        Bounding box of each part, as a browser tells it.
    """
    screen = Image.open(io.BytesIO(png)).convert("RGB")
    parts = {
        name: (
            round(box["x"] / SCALE),
            round(box["y"] / SCALE),
            round((box["x"] + box["width"]) / SCALE),
            round((box["y"] + box["height"]) / SCALE),
        )
        for name, box in boxes.items()
    }
    return Picture(screen.reduce(SCALE), parts)


def stored(path: Path) -> Picture:
    """Read a picture that was saved."""
    image = Image.open(path)
    parts = json.loads(image.info["parts"])
    return Picture(image.convert("RGB"), {k: tuple(v) for k, v in parts.items()})


def differences(now: Picture, before: Picture) -> dict[str, str]:
    """Return what is different, by part of the page; nothing if all is alike."""
    told = {}
    for name, box in before.parts.items():
        if name not in now.parts:
            told[name] = "is gone"
            continue
        sizes = [(b[2] - b[0], b[3] - b[1]) for b in (box, now.parts[name])]
        stretch = [new / old for old, new in zip(*sizes, strict=True)]
        if max(*stretch, *(1 / one for one in stretch)) > MOST_STRETCH:
            told[name] = f"was {sizes[0]} and is {sizes[1]}"
            continue
        part = float((_off(now, before, name) > MOST_DIFFERENCE).mean())
        if part > MOST_SQUARES:
            told[name] = f"{part:.0%} of it looks otherwise"
    return told


def side_by_side(now: Picture, before: Picture) -> Image.Image:
    """Return the stored picture, the one of now, and the parts that differ in red."""
    width, height = before.image.size
    marked = before.image.convert("L").convert("RGB")
    for name in set(before.parts) & set(now.parts):
        off = _off(now, before, name) > MOST_DIFFERENCE
        box = before.parts[name]
        size = (box[2] - box[0], box[3] - box[1])
        red = Image.fromarray((off * 160).astype(np.uint8)).resize(size, 0)
        marked.paste((220, 0, 0), box, red)
    sheet = Image.new("RGB", (3 * width + 20, height), "white")
    for k, image in enumerate((before.image, now.image, marked)):
        sheet.paste(image, (k * (width + 10), 0))
    return sheet


def _off(now: Picture, before: Picture, name: str) -> NDArray[np.int16]:
    """Return how far each square of a part is off, in its worst colour."""
    box = before.parts[name]
    size = (box[2] - box[0], box[3] - box[1])
    squares = (max(size[0] // SQUARE, 1), max(size[1] // SQUARE, 1))
    means = []
    for picture in (now, before):
        cut = picture.image.crop(picture.parts[name]).resize(size)
        soft = cut.filter(ImageFilter.GaussianBlur(SQUARE / 2))
        average = soft.resize(squares, Image.Resampling.BOX)
        means.append(np.asarray(average, np.int16))
    worst: NDArray[np.int16] = np.abs(means[0] - means[1]).max(axis=2)
    return worst
