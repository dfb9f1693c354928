"""Everything a report shows: of a scenario, and of one region."""

from accessibility.reports.impact import SWEEP_M, SWEEP_S, Impact, impact_of
from accessibility.reports.one_region import RegionView, region_view, region_views

__all__ = [
    "SWEEP_M",
    "SWEEP_S",
    "Impact",
    "RegionView",
    "impact_of",
    "region_view",
    "region_views",
]
