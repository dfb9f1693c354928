"""What if the offer changes: edits, their document, and the snapshot after them."""

from accessibility.scenario.apply import Applied, apply, check_scenario, scenario_faults
from accessibility.scenario.columns import edited, fresh_columns
from accessibility.scenario.document import (
    Scenario,
    facts_of,
    parse_scenario,
    scenario_document,
    scenario_schema,
)
from accessibility.scenario.draft import Start, start_of
from accessibility.scenario.forecast import forecast_students

__all__ = [
    "Applied",
    "Scenario",
    "Start",
    "apply",
    "check_scenario",
    "edited",
    "facts_of",
    "forecast_students",
    "fresh_columns",
    "parse_scenario",
    "scenario_document",
    "scenario_faults",
    "scenario_schema",
    "start_of",
]
