"""Which school years are provisional: counts of them still change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.headers import school_year_of
from accessibility.monitor import LAST_YEAR, PROVISIONAL_FROM

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest

_PROVISIONAL: Final = "voorlopig"


def is_provisional(manifest: Manifest) -> bool:
    """Tell whether the year of a snapshot is printed, or a file named, as provisional.

    Examples
    --------
    >>> from accessibility.snapshot import Manifest
    >>> is_provisional(Manifest("x", example=False, dates={"offers": "2024/2025"}))
    True
    """
    files = (source.file.lower() for source in manifest.sources)
    first = school_year_of(manifest.dates, default=LAST_YEAR)
    return first >= PROVISIONAL_FROM or any(_PROVISIONAL in file for file in files)
