"""School holidays by region: the ministry's dates, and which school is where."""

from __future__ import annotations

from datetime import date

import pytest

from accessibility.errors import UsageError
from accessibility.tours.free_periods import FreePeriod
from accessibility.tours.holiday_calendar import (
    EVERYWHERE,
    KNOWN_UNTIL,
    HolidayRegion,
    holiday_regions,
    school_holidays,
)

NOORD, MIDDEN, ZUID = HolidayRegion

# As rijksoverheid.nl prints them for the school year.
PRINTED = {
    (2019, NOORD): "10-19/10-27 12-21/01-05 02-15/02-23 04-25/05-03 07-04/08-16",
    (2019, MIDDEN): "10-19/10-27 12-21/01-05 02-22/03-01 04-25/05-03 07-18/08-30",
    (2019, ZUID): "10-12/10-20 12-21/01-05 02-22/03-01 04-25/05-03 07-11/08-23",
    (2027, NOORD): "10-16/10-24 12-25/01-09 02-19/02-27 04-29/05-07 07-15/08-27",
    (2027, MIDDEN): "10-16/10-24 12-25/01-09 02-26/03-05 04-29/05-07 07-08/08-20",
    (2027, ZUID): "10-23/10-31 12-25/01-09 02-26/03-05 04-29/05-07 07-22/09-03",
    (2028, NOORD): "10-14/10-22 12-23/01-07 02-17/02-25 04-28/05-06 07-21/09-02",
    (2028, MIDDEN): "10-21/10-29 12-23/01-07 02-17/02-25 04-28/05-06 07-07/08-19",
    (2028, ZUID): "10-21/10-29 12-23/01-07 02-10/02-18 04-28/05-06 07-14/08-26",
}


@pytest.mark.parametrize(("year", "region"), PRINTED)
def test_the_dates_are_those_of_the_ministry(year: int, region: HolidayRegion) -> None:
    first, last = date(year, 9, 15), date(year + 1, 8, 1)
    found = school_holidays(region, first, last)
    said = [
        f"{period.first:%m-%d}/{period.last:%m-%d}"
        for period in found
        if not period.name.startswith("adviesweek")
    ]
    assert said == PRINTED[year, region].split()
    names = ["herfst", "kerst", "voorjaars", "mei", "zomer"]
    kinds = [p.name for p in found if not p.name.startswith("adviesweek")]
    assert kinds == [f"{name}vakantie" for name in names]


def test_the_week_advised_beside_the_may_holiday_counts() -> None:
    advised = FreePeriod(date(2028, 4, 22), date(2028, 4, 30), "adviesweek meivakantie")
    assert advised in school_holidays(ZUID, date(2028, 4, 1), date(2028, 5, 1))


@pytest.mark.parametrize(
    ("gemeente", "provincie", "regions"),
    [
        ("Middelburg", "Zeeland", {ZUID}),
        ("Zwolle", "Overijssel", {NOORD}),
        ("Leeuwarden", "Fryslân", {NOORD}),
        ("Zeewolde", "Flevoland", {MIDDEN}),
        ("Hattem", "Gelderland", {NOORD}),
        ("Apeldoorn", "Gelderland", {MIDDEN}),
        ("Nijmegen", "Gelderland", {ZUID}),
        ("Eemnes", "Utrecht", {NOORD}),
        ("Utrecht", "Utrecht (PV)", {MIDDEN}),
        ("Altena", "Noord-Brabant", {MIDDEN, ZUID}),
        ("De Ronde Venen", "Utrecht", {NOORD, MIDDEN}),
        ("onbekend", "onbekend", set(EVERYWHERE)),
    ],
)
def test_a_gemeente_lies_in_its_region(
    gemeente: str, provincie: str, regions: set[HolidayRegion]
) -> None:
    assert holiday_regions(gemeente, provincie) == regions


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2010, 1, 4), date(2010, 2, 1)),
        (date(2030, 8, 1), date(2030, 10, 1)),
    ],
)
def test_days_beyond_what_is_known_are_refused(first: date, last: date) -> None:
    with pytest.raises(UsageError, match=f"known from 2014-08-01 to {KNOWN_UNTIL}"):
        school_holidays(NOORD, first, last)
