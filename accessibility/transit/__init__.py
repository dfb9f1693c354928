"""Public transport: one day's timetable, and who is at school before the bell."""

from accessibility.transit.bells import (
    Leads,
    Ways,
    deadlines_of,
    leads,
    leads_home,
)
from accessibility.transit.day import (
    FORBIDDEN,
    UNSAID,
    Lines,
    Stops,
    Transfers,
    TransitDay,
)
from accessibility.transit.edits import (
    Plan,
    concatenated,
    trips_there_and_back,
    with_headway,
    with_line,
    without_lines,
    without_stops,
)
from accessibility.transit.journeys import (
    Journey,
    MedianJourney,
    Ride,
    journey,
    median_journey,
)
from accessibility.transit.legs import (
    Walks,
    changes_for,
    is_near_street,
    walks_between,
    ways_of,
)
from accessibility.transit.search import NEVER, Legs
from accessibility.transit.timetable import (
    Changes,
    Service,
    Timetable,
    Trips,
    timetable_of,
)
from accessibility.transit.transit_reach import service_of, transit_reach_table

__all__ = [
    "FORBIDDEN",
    "NEVER",
    "UNSAID",
    "Changes",
    "Journey",
    "Leads",
    "Legs",
    "Lines",
    "MedianJourney",
    "Plan",
    "Ride",
    "Service",
    "Stops",
    "Timetable",
    "Transfers",
    "TransitDay",
    "Trips",
    "Walks",
    "Ways",
    "changes_for",
    "concatenated",
    "deadlines_of",
    "is_near_street",
    "journey",
    "leads",
    "leads_home",
    "median_journey",
    "service_of",
    "timetable_of",
    "transit_reach_table",
    "trips_there_and_back",
    "walks_between",
    "ways_of",
    "with_headway",
    "with_line",
    "without_lines",
    "without_stops",
]
