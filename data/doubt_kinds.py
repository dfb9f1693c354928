"""The kinds of doubt about a file, and the option that lets one through."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

ACCEPT_OPTION: Final = "accept"
"""The option of SOURCES.toml that lists the doubts to let through."""


class DoubtKind(StrEnum):
    """What may be wrong with a file; its value stands in SOURCES.toml."""

    EMPTY = "empty"
    REPEATED_ROWS = "repeated-rows"
    SEVERAL_YEARS = "several-years"
    OTHER_DATE = "other-date"
    BLANK_COUNTS = "blank-counts"
    UNKNOWN_TECHNICAL = "unknown-technical"


def accept_faults(given: object) -> list[str]:
    """Say what is wrong with an option `accept` as it was given."""
    known = ", ".join(kind.value for kind in DoubtKind)
    if not isinstance(given, list):
        return [f'{ACCEPT_OPTION} must be a list, as in {ACCEPT_OPTION} = ["empty"]']
    return [
        f"{ACCEPT_OPTION} {name!r} is unknown; known are: {known}"
        for name in given
        if name not in {kind.value for kind in DoubtKind}
    ]
