"""School days: no weekends, public holidays or days off; Wednesday has a morning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accessibility.errors import InfeasibleError, UsageError
from accessibility.tours.free_periods import FreePeriod
from accessibility.tours.holiday_calendar import HolidayRegion
from accessibility.tours.term_days import Term, school_days

SPRING = FreePeriod(date(2026, 4, 25), date(2026, 5, 3), "meivakantie")
TERM = Term(date(2026, 4, 1), date(2026, 5, 29), free=(SPRING,))


def test_free_days_are_left_out() -> None:
    days = {d.day for d in school_days(TERM)}
    easter_monday, ascension, whit_monday = (
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
    )
    assert not days & {easter_monday, ascension, whit_monday, date(2026, 4, 27)}
    assert all(d.weekday() < 5 for d in days)
    assert not {SPRING.first + timedelta(n) for n in range(9)} & days
    assert date(2026, 4, 24) in days
    assert date(2026, 5, 4) in days


def test_wednesdays_have_a_morning_only() -> None:
    for day in school_days(TERM):
        assert day.half_days == ((0,) if day.day.weekday() == 2 else (0, 1))


def test_a_term_of_holidays_has_no_plan() -> None:
    with pytest.raises(InfeasibleError, match="no plan possible because no school day"):
        school_days(Term(date(2026, 4, 25), date(2026, 5, 3), free=(SPRING,)))


def test_a_term_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="before it begins"):
        Term(date(2026, 5, 1), date(2026, 4, 1))


def test_a_day_is_open_in_regions_without_holiday() -> None:
    # In 2026 spring begins in midden and zuid, and a week later in noord.
    noord, zuid = frozenset({HolidayRegion.NOORD}), frozenset({HolidayRegion.ZUID})
    term = Term(date(2026, 2, 9), date(2026, 3, 6))
    south = {d.day for d in school_days(term, [zuid])}
    assert len(south) == 15
    assert not {date(2026, 2, 14) + timedelta(n) for n in range(9)} & south
    days = {d.day: d for d in school_days(term, [noord, zuid])}
    assert len(days) == 20
    assert not zuid <= days[date(2026, 2, 16)].open_in
    assert noord <= days[date(2026, 2, 16)].open_in
    assert not noord <= days[date(2026, 2, 23)].open_in


def test_liberation_day_is_free() -> None:
    assert date(2026, 5, 5) not in {d.day for d in school_days(TERM)}
