"""Corners of ways as routing engines send them: encoded polylines of six decimals."""

from __future__ import annotations

from typing import Final

MICRO: Final = 1_000_000


def decoded(shape: str) -> list[tuple[float, float]]:
    """Return the corners of an encoded polyline, lon and lat.

    Examples
    --------
    >>> decoded("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI")
    [(-120.2, 38.5), (-120.95, 40.7), (-126.453, 43.252)]
    """
    numbers, value, shift = [], 0, 0
    for letter in shape:
        code = ord(letter) - 63
        value |= (code & 31) << shift
        shift += 5
        if code < 32:  # noqa: PLR2004 - the sixth bit says that more follows
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    corners, lat, lon = [], 0, 0
    for step_lat, step_lon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        corners.append((lon / MICRO, lat / MICRO))
    return corners
