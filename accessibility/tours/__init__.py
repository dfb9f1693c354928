"""Tours: when the mobile techlab visits which school."""

from accessibility.tours.free_periods import FreePeriod
from accessibility.tours.holiday_calendar import (
    HOLIDAY_SOURCE,
    HolidayRegion,
    holiday_regions,
    school_holidays,
)
from accessibility.tours.term_days import HOUR_S, Term, school_days
from accessibility.tours.term_plan import TourPlan, plan_tour
from accessibility.tours.tour_problem import (
    DETOUR,
    NO_ROAD,
    SPEED_M_PER_S,
    Bus,
    Drives,
    TourProblem,
    WorkRules,
    straight_drives,
)

__all__ = [
    "DETOUR",
    "HOLIDAY_SOURCE",
    "HOUR_S",
    "NO_ROAD",
    "SPEED_M_PER_S",
    "Bus",
    "Drives",
    "FreePeriod",
    "HolidayRegion",
    "Term",
    "TourPlan",
    "TourProblem",
    "WorkRules",
    "holiday_regions",
    "plan_tour",
    "school_days",
    "school_holidays",
    "straight_drives",
]
