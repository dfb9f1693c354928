"""Everything a report shows: of changes, closures, a region or a postcode."""

from accessibility.reports.changed_sites import turned, with_changed_sites
from accessibility.reports.changes import Changes, changed_postcodes, changes_of
from accessibility.reports.explained import Explanation, explanation
from accessibility.reports.groups_told import GroupsQuestion, groups_answer
from accessibility.reports.impact import SWEEP_M, SWEEP_S, Impact, impact_of
from accessibility.reports.inside_polygon import DrawnArea, drawn_area
from accessibility.reports.joined_leerweg import Case
from accessibility.reports.judged import legal_checks
from accessibility.reports.monitor_tables import missing_for_tables, monitor_answer
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
from accessibility.reports.perceived_coverage import Perceived, perceived
from accessibility.reports.provisional import is_provisional
from accessibility.reports.regions_told import (
    RegionsQuestion,
    RegionTable,
    regions_answer,
)
from accessibility.reports.single_closures import (
    Closing,
    closing_base,
    closing_notes,
    closures,
)
from accessibility.reports.year_series import Change, over_years

__all__ = [
    "SWEEP_M",
    "SWEEP_S",
    "Case",
    "Change",
    "Changes",
    "Closing",
    "Count",
    "DrawnArea",
    "Explanation",
    "GroupsQuestion",
    "Impact",
    "JourneyCard",
    "NearestByMode",
    "OfferAtPostcode",
    "Perceived",
    "PostcodeCard",
    "RegionTable",
    "RegionView",
    "RegionsQuestion",
    "Step",
    "StepKind",
    "asked_by",
    "changed_postcodes",
    "changes_of",
    "closing_base",
    "closing_notes",
    "closures",
    "drawn_area",
    "explanation",
    "groups_answer",
    "impact_of",
    "is_provisional",
    "journey_card",
    "legal_checks",
    "missing_for_tables",
    "monitor_answer",
    "over_years",
    "perceived",
    "postcode_card",
    "region_view",
    "region_views",
    "regions_answer",
    "turned",
    "with_changed_sites",
]
