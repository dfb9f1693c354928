"""School holidays: which of the three regions a school is in, and when it is closed.

The dates are those of the ministry (Regelingen vaststelling schoolvakanties), kept by
the package `holidays` for the school years 2014/15 to 2029/30. Christmas, May and
summer bind every school; autumn and spring are the ministry's advice.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import holidays

from accessibility.errors import UsageError
from accessibility.tours.free_periods import FreePeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOLIDAY_SOURCE: Final = (
    "dates of the ministry of education (Regelingen vaststelling schoolvakanties, "
    "school years 2014/15 to 2029/30); autumn and spring are its advice, from which a "
    "school may depart"
)
KNOWN_FROM: Final = date(2014, 8, 1)
KNOWN_UNTIL: Final = date(2030, 8, 31)
_ONE_DAY: Final = timedelta(days=1)

_ADVISED_MAY_WEEKS: Final = {2025: 17, 2026: 17, 2027: 18, 2028: 17, 2029: 17}
"""The ISO week by which the ministry advises to lengthen the May holiday."""


class HolidayRegion(StrEnum):
    """The regions over which the ministry spreads the holidays."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


Regions = frozenset[HolidayRegion]
"""The region of a school; several where the regulation divides its gemeente."""

EVERYWHERE: Final = frozenset(HolidayRegion)
_NOORD: Final = frozenset({HolidayRegion.NOORD})
_MIDDEN: Final = frozenset({HolidayRegion.MIDDEN})
_ZUID: Final = frozenset({HolidayRegion.ZUID})

_OF_PROVINCIE: Final[dict[str, Regions]] = {
    "groningen": _NOORD,
    "fryslân": _NOORD,
    "friesland": _NOORD,
    "drenthe": _NOORD,
    "overijssel": _NOORD,
    "flevoland": _NOORD,
    "noord-holland": _NOORD,
    "gelderland": _MIDDEN,
    "utrecht": _MIDDEN,
    "zuid-holland": _MIDDEN,
    "noord-brabant": _ZUID,
    "limburg": _ZUID,
    "zeeland": _ZUID,
}
_SOUTH_OF_GELDERLAND: Final = (
    "arnhem", "berg en dal", "beuningen", "doesburg", "druten", "duiven", "groesbeek",
    "heumen", "lingewaard", "maasdriel", "millingen aan de rijn", "nijmegen",
    "overbetuwe", "renkum", "rheden", "rijnwaarden", "rozendaal", "ubbergen",
    "west maas en waal", "westervoort", "wijchen", "zaltbommel", "zevenaar",
)  # fmt: skip
_OF_GEMEENTE: Final[dict[str, Regions]] = {
    "zeewolde": _MIDDEN,
    "hattem": _NOORD,
    "eemnes": _NOORD,
    "woudrichem": _MIDDEN,
    **dict.fromkeys(_SOUTH_OF_GELDERLAND, _ZUID),
    # The regulation parts these at borders of before a merger: both regions count.
    "altena": _MIDDEN | _ZUID,
    "werkendam": _MIDDEN | _ZUID,
    "de ronde venen": _NOORD | _MIDDEN,
    "montferland": _MIDDEN | _ZUID,
    "neder-betuwe": _MIDDEN | _ZUID,
}


def holiday_regions(gemeente: str, provincie: str) -> Regions:
    """Return the holiday region of a school by its gemeente and provincie.

    Of a gemeente that the regulation divides both regions are returned, and of an
    unknown place all three: its schools are taken as closed when either is.

    Examples
    --------
    >>> sorted(holiday_regions("Middelburg", "Zeeland"))
    [<HolidayRegion.ZUID: 'zuid'>]
    >>> sorted(holiday_regions("Hattem", "Gelderland"))
    [<HolidayRegion.NOORD: 'noord'>]
    """
    by_gemeente = _OF_GEMEENTE.get(_plain(gemeente))
    return by_gemeente or _OF_PROVINCIE.get(_plain(provincie), EVERYWHERE)


def _plain(name: str) -> str:
    """Return a name in lower case without what CBS puts behind it: Utrecht (PV)."""
    return name.partition(" (")[0].strip().casefold()


def school_holidays(
    region: HolidayRegion, first: date, last: date
) -> tuple[FreePeriod, ...]:
    """Return the school holidays of a region that touch some days, in order.

    The week by which the ministry advises to lengthen the May holiday is among them
    where it is known, from 2025 to 2029.

    Raises
    ------
    UsageError
        If the holidays of some of these days are not known.
    """
    if first < KNOWN_FROM or last > KNOWN_UNTIL:
        message = (
            f"the school holidays are known from {KNOWN_FROM} to {KNOWN_UNTIL}, not "
            f"for all days from {first} to {last}: give them as days off and switch "
            "the known ones off (--days-off FILE --no-school-holidays)"
        )
        raise UsageError(message)
    # A holiday may begin in the year before.
    years = range(first.year - 1, last.year + 1)
    known = holidays.country_holidays(
        "NL",
        subdiv=region.value.title(),
        years=years,
        categories=("school",),
        language="nl",
    )
    found = [*_periods(sorted(known.items())), *_advised(years)]
    touching = (p for p in found if p.first <= last and p.last >= first)
    return tuple(sorted(touching, key=lambda period: period.first))


def _periods(days: list[tuple[date, str]]) -> Iterator[FreePeriod]:
    """Join days in a row with one name."""
    start = 0
    gaps = [
        n
        for n, ((day, name), (after, next_name)) in enumerate(pairwise(days), start=1)
        if after - day > _ONE_DAY or name != next_name
    ]
    for end in (*gaps, len(days)):
        yield FreePeriod(days[start][0], days[end - 1][0], days[start][1].lower())
        start = end


def _advised(years: Iterable[int]) -> Iterator[FreePeriod]:
    for year in years:
        week = _ADVISED_MAY_WEEKS.get(year)
        if week is not None:
            saturday = date.fromisocalendar(year, week - 1, 6)
            sunday = saturday + 8 * _ONE_DAY
            yield FreePeriod(saturday, sunday, "adviesweek meivakantie")
