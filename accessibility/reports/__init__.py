"""Everything a report shows: of changes, closures, a region or a postcode."""

from accessibility.reports.changes import Changes, changed_postcodes, changes_of
from accessibility.reports.impact import SWEEP_M, SWEEP_S, Impact, impact_of
from accessibility.reports.inside_polygon import DrawnArea, drawn_area
from accessibility.reports.judged import legal_checks
from accessibility.reports.monitor_tables import missing_for_tables, monitor_answer
from accessibility.reports.offered_by_region import region_offers
from accessibility.reports.one_journey import (
    JourneyCard,
    Step,
    StepKind,
    journey_card,
)
from accessibility.reports.one_postcode import (
    Count,
    NearestByMode,
    OfferAtPostcode,
    PostcodeCard,
    asked_by,
    postcode_card,
)
from accessibility.reports.one_region import RegionView, region_view, region_views
from accessibility.reports.provisional import is_provisional
from accessibility.reports.region_borders import border_matrix
from accessibility.reports.region_growth import region_clusters, region_totals
from accessibility.reports.single_closures import Closing, closures
from accessibility.reports.small_groups import count_words, vestiging_groups
from accessibility.reports.year_series import Change, over_years

__all__ = [
    "SWEEP_M",
    "SWEEP_S",
    "Change",
    "Changes",
    "Closing",
    "Count",
    "DrawnArea",
    "Impact",
    "JourneyCard",
    "NearestByMode",
    "OfferAtPostcode",
    "PostcodeCard",
    "RegionView",
    "Step",
    "StepKind",
    "asked_by",
    "border_matrix",
    "changed_postcodes",
    "changes_of",
    "closures",
    "count_words",
    "drawn_area",
    "impact_of",
    "is_provisional",
    "journey_card",
    "legal_checks",
    "missing_for_tables",
    "monitor_answer",
    "over_years",
    "postcode_card",
    "region_clusters",
    "region_offers",
    "region_totals",
    "region_view",
    "region_views",
    "vestiging_groups",
]
