"""Siting: where the next hotspots and techlabs should go, with proof or gap."""

from accessibility.siting.alternatives import (
    marginal_gains,
    plans_side_by_side,
    pupils_within,
    threshold_sensitivity,
)
from accessibility.siting.balance import most_balanced, region_shares
from accessibility.siting.coverage import (
    DEFAULT_LIMITS,
    fewest_sites,
    most_within,
)
from accessibility.siting.distance import least_travel, smallest_worst
from accessibility.siting.gradual import most_expected, part_that_comes
from accessibility.siting.joint_plan import BusOffer, JointPlan, sites_and_buses
from accessibility.siting.siting_plan import SitingPlan, sites_table
from accessibility.siting.siting_problem import SitingProblem, candidates_of

__all__ = [
    "DEFAULT_LIMITS",
    "BusOffer",
    "JointPlan",
    "SitingPlan",
    "SitingProblem",
    "candidates_of",
    "fewest_sites",
    "least_travel",
    "marginal_gains",
    "most_balanced",
    "most_expected",
    "most_within",
    "part_that_comes",
    "plans_side_by_side",
    "pupils_within",
    "region_shares",
    "sites_and_buses",
    "sites_table",
    "smallest_worst",
    "threshold_sensitivity",
]
