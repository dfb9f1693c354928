"""What if the offer changes: edits, their document, and the snapshot after them."""

from accessibility.scenario.applied import Applied, apply, home_postcode
from accessibility.scenario.columns import edited, fresh_columns
from accessibility.scenario.document import (
    Scenario,
    facts_of,
    parse_scenario,
    scenario_document,
)
from accessibility.scenario.draft import Start, start_of
from accessibility.scenario.edits import (
    NETWORK_EDITS,
    STUDENT_EDITS,
    TRANSIT_EDITS,
    WAY_EDITS,
    AddLine,
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Edit,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    Place,
    PlannedOffer,
    RemoveLine,
    RemoveStop,
    changes_ways,
)
from accessibility.scenario.facts import NO_FACTS, Interest, LicenceFacts, Overlap
from accessibility.scenario.faults import Fault, FaultKind
from accessibility.scenario.forecast import forecast_students
from accessibility.scenario.judging import Judgement, judged
from accessibility.scenario.road_edits import Closing

__all__ = [
    "NETWORK_EDITS",
    "NO_FACTS",
    "STUDENT_EDITS",
    "TRANSIT_EDITS",
    "WAY_EDITS",
    "AddLine",
    "AddLink",
    "Applied",
    "CloseLink",
    "CloseOffer",
    "CloseVestiging",
    "Closing",
    "Edit",
    "Fault",
    "FaultKind",
    "Forecast",
    "FoundVestiging",
    "Interest",
    "Judgement",
    "LapseLicences",
    "LicenceFacts",
    "LineHeadway",
    "MergeVestiging",
    "MoveVestiging",
    "OpenOffer",
    "Overlap",
    "OwnCount",
    "Place",
    "PlannedOffer",
    "RemoveLine",
    "RemoveStop",
    "Scenario",
    "Start",
    "apply",
    "changes_ways",
    "edited",
    "facts_of",
    "forecast_students",
    "fresh_columns",
    "home_postcode",
    "judged",
    "parse_scenario",
    "scenario_document",
    "start_of",
]
