"""The background map that a service may let the page draw, from one other host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]{1,5})?")
_PLACES: Final = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class Background:
    """Tiles in Web Mercator, and who made them.

    Parameters
    ----------
    address
        With `{z}`, `{x}` and `{y}`.
    credit
        What their licence asks to say.
    """

    address: str
    credit: str

    @property
    def origin(self) -> str:
        """The one host that the page may ask, as a Content-Security-Policy names it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"


PDOK: Final = Background(
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
    "BRT Achtergrondkaart: Kadaster, via PDOK (CC BY 4.0)",
)
_KNOWN: Final = {"pdok": PDOK}


def background_of(text: str) -> Background | None:
    """Return the background that a setting names; empty is none.

    Raises
    ------
    ValueError
        If it is neither a known name nor the address of tiles.
    """
    if not text:
        return None
    if text in _KNOWN:
        return _KNOWN[text]
    parts = urlsplit(text)
    is_address = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
    if not is_address or not all(place in parts.path for place in _PLACES):
        message = "expected pdok, or an address of tiles with {z}, {x} and {y}"
        raise ValueError(message)
    return Background(text, parts.netloc)
