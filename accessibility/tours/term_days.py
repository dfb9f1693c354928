"""The days on which a school can be visited: weekdays without holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import holidays

from accessibility.errors import InfeasibleError, UsageError
from accessibility.tours.holiday_calendar import (
    EVERYWHERE,
    HolidayRegion,
    school_holidays,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from accessibility.tours.free_periods import FreePeriod
    from accessibility.tours.holiday_calendar import Regions

HOUR_S: Final = 3_600
_WEDNESDAY: Final = 2
_SATURDAY: Final = 5


@dataclass(frozen=True)
class HalfDay:
    """A part of the school day that one visit fills, in seconds since midnight."""

    name: str
    start_s: int
    end_s: int


MORNING: Final = HalfDay("ochtend", round(8.5 * HOUR_S), 12 * HOUR_S)
AFTERNOON: Final = HalfDay("middag", 13 * HOUR_S, 15 * HOUR_S)


@dataclass(frozen=True)
class SchoolDay:
    """A date with the half-days, numbered, on which schools are open.

    Parameters
    ----------
    day
        The date.
    half_days
        Numbers of the parts of the day.
    open_in
        Holiday regions whose schools are open.
    """

    day: date
    half_days: tuple[int, ...]
    open_in: Regions = EVERYWHERE


@dataclass(frozen=True)
class Term:
    """A stretch of school days.

    Parameters
    ----------
    first, last
        First and last date, both included.
    free
        Days off of all schools beside the public holidays and 5 May, which are known,
        and the school holidays, which depend on the region.
    free_afternoons
        Weekdays with only the first part of the day, Monday is 0; Wednesday if not
        told.
    n_parts
        Parts of a whole school day, as many as the work rules have.
    """

    first: date
    last: date
    free: tuple[FreePeriod, ...] = ()
    free_afternoons: tuple[int, ...] = (_WEDNESDAY,)
    n_parts: int = 2

    def __post_init__(self) -> None:
        """Refuse a term or a holiday that ends before it begins."""
        spans = [("the term", self.first, self.last)]
        spans += [(f"holiday {f.name!r}", f.first, f.last) for f in self.free]
        for name, first, last in spans:
            if last < first:
                message = f"{name} ends on {last}, before it begins on {first}"
                raise UsageError(message)


def school_days(term: Term, regions: Iterable[Regions] = ()) -> tuple[SchoolDay, ...]:
    """Return the days of a term on which schools can be visited, in order.

    Parameters
    ----------
    term
        First and last day, and days off.
    regions
        The holiday regions of the schools, each kind once; none leaves the school
        holidays out. A day stays if schools of one kind at least are open.

    Raises
    ------
    InfeasibleError
        If no day is left.
    UsageError
        If the school holidays of the term are not known.

    Examples
    --------
    >>> from datetime import date
    >>> week = Term(date(2026, 4, 6), date(2026, 4, 8))  # Monday is Easter Monday
    >>> [(str(d.day), d.half_days) for d in school_days(week)]
    [('2026-04-07', (0, 1)), ('2026-04-08', (0,))]
    """
    years = range(term.first.year, term.last.year + 1)
    whole = tuple(range(term.n_parts))
    public = holidays.country_holidays(
        "NL", years=years, categories=("public", "optional")
    )
    wanted = set(regions)
    closed = _closed(term, frozenset().union(*wanted))
    days = tuple(
        SchoolDay(
            day, (0,) if day.weekday() in term.free_afternoons else whole, open_in
        )
        for day in _dates(term)
        if day.weekday() < _SATURDAY
        and day not in public
        and not any(f.first <= day <= f.last for f in term.free)
        and _some_open(open_in := _open_in(closed, day), wanted)
    )
    if not days:
        message = (
            f"no plan possible because no school day lies between {term.first} and "
            f"{term.last}: all are weekends, holidays or days off"
        )
        raise InfeasibleError(message)
    return days


def _closed(
    term: Term, regions: Regions
) -> dict[HolidayRegion, tuple[FreePeriod, ...]]:
    return {r: school_holidays(r, term.first, term.last) for r in sorted(regions)}


def _open_in(closed: dict[HolidayRegion, tuple[FreePeriod, ...]], day: date) -> Regions:
    """Return the regions without holiday on a day; those not asked are among them."""
    return frozenset(
        region
        for region in EVERYWHERE
        if not any(f.first <= day <= f.last for f in closed.get(region, ()))
    )


def _some_open(open_in: Regions, wanted: set[Regions]) -> bool:
    return not wanted or any(regions <= open_in for regions in wanted)


def _dates(term: Term) -> Iterator[date]:
    for n in range((term.last - term.first).days + 1):
        yield term.first + timedelta(days=n)
