"""Heights, widths, lengths and weights as they are written on roads."""

from __future__ import annotations

import re
from typing import Final

_FEET: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:'|ft)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|in))?"
)
_NUMBER: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(m|t|kg|lbs|cm)?")
_PER_UNIT: Final = {
    None: 1.0, "m": 1.0, "t": 1.0, "cm": 0.01, "kg": 0.001, "lbs": 0.00045359237,
}  # fmt: skip
_FOOT_M: Final = 0.3048
_INCHES_PER_FOOT: Final = 12


def size_of(text: str) -> float | None:
    """Return metres, or tonnes, None if nothing usable is said.

    Examples
    --------
    >>> [size_of(text) for text in ("3", "2.1 m", "35000 kg", "7 ft", "default")]
    [3.0, 2.1, 35.0, 2.1336, None]
    """
    if found := _FEET.fullmatch(text):
        return (float(found[1]) + float(found[2] or 0) / _INCHES_PER_FOOT) * _FOOT_M
    if found := _NUMBER.fullmatch(text):
        return float(found[1].replace(",", ".")) * _PER_UNIT[found[2]]
    return None
