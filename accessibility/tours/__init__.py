"""Tours: when the mobile techlab visits which school."""

from accessibility.tours.term_days import HOUR_S, FreePeriod, Term, school_days
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
    "HOUR_S",
    "NO_ROAD",
    "SPEED_M_PER_S",
    "Bus",
    "Drives",
    "FreePeriod",
    "Term",
    "TourPlan",
    "TourProblem",
    "WorkRules",
    "plan_tour",
    "school_days",
    "straight_drives",
]
