"""How long a ferry takes, as it is written."""

from __future__ import annotations

import re
from typing import Final

from data.access.answers import members

_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
_MINUTES: Final = re.compile(r"(\d{1,4})(?:\s*m(?:in(?:utes)?)?)?")
_HOURS: Final = re.compile(r"(\d{1,2})\s*h(?:ours?)?(?:\s*(\d{1,2})\s*(?:m(?:in)?)?)?")
_ISO: Final = re.compile(
    r"P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_DAY_S, _HOUR_S, _MINUTE_S = 86_400.0, 3_600.0, 60.0


def duration_s(text: str) -> float | None:
    """Return a duration in seconds, None if it says nothing usable.

    Two durations that differ say nothing: which of them is meant is not known.

    Examples
    --------
    >>> [duration_s(text) for text in ("00:20", "1:30:15", "20", "PT2H5M", "soon")]
    [1200.0, 5415.0, 1200.0, 7500.0, None]
    >>> [duration_s(text) for text in ("20;25", "20;00:20", "P0DT1H", "1 h 30", "0")]
    [None, 1200.0, 3600.0, 5400.0, None]
    """
    found = {_one_s(part) for part in members(text)}
    return found.pop() or None if len(found) == 1 else None


def _one_s(text: str) -> float:
    """Return one duration in seconds, nought if it cannot be read."""
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = found.groups(default="0")
        return _HOUR_S * int(hours) + _MINUTE_S * int(minutes) + int(seconds)
    if found := _MINUTES.fullmatch(text):
        return _MINUTE_S * int(found[1])
    if found := _HOURS.fullmatch(text):
        return _HOUR_S * int(found[1]) + _MINUTE_S * int(found[2] or 0)
    found = _ISO.fullmatch(text.upper())
    parts = (float(part) for part in found.groups(default="0")) if found else ()
    each = (_DAY_S, _HOUR_S, _MINUTE_S, 1.0)
    return sum(n * unit_s for n, unit_s in zip(parts, each, strict=False))
