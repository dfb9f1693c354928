"""Planning questions on a snapshot, each answered as a table."""

from accessibility.planning.budget import (
    BudgetAsked,
    BudgetQuestion,
    BudgetView,
    budget_answer,
    budget_asked,
)
from accessibility.planning.facilities import (
    FacilityAnswer,
    FacilityQuestion,
    FacilityView,
    Origins,
    facility_answer,
)
from accessibility.planning.legs import tour_legs
from accessibility.planning.participants import (
    ALWAYS,
    KINDS,
    NEVER,
    SOMETIMES,
    far_but_came,
    near_but_never,
)
from accessibility.planning.participation import (
    Participation,
    ParticipationQuestion,
    ParticipationView,
    participation_answer,
    participation_of,
)
from accessibility.planning.points import TECHLABS, Places, existing_places
from accessibility.planning.register import register_schema
from accessibility.planning.sharing import SharingQuestion, SharingView, sharing_answer
from accessibility.planning.site_words import headline
from accessibility.planning.sites import (
    Objective,
    SitesAsked,
    SitesQuestion,
    SitesView,
    Trial,
    best_sites,
    sites_answer,
    sites_asked,
    sites_trial,
)
from accessibility.planning.tour import Tour, TourQuestion, clock, tour_of, visits_table
from accessibility.planning.way import TravelMeasure

__all__ = [
    "ALWAYS",
    "KINDS",
    "NEVER",
    "SOMETIMES",
    "TECHLABS",
    "BudgetAsked",
    "BudgetQuestion",
    "BudgetView",
    "FacilityAnswer",
    "FacilityQuestion",
    "FacilityView",
    "Objective",
    "Origins",
    "Participation",
    "ParticipationQuestion",
    "ParticipationView",
    "Places",
    "SharingQuestion",
    "SharingView",
    "SitesAsked",
    "SitesQuestion",
    "SitesView",
    "Tour",
    "TourQuestion",
    "TravelMeasure",
    "Trial",
    "best_sites",
    "budget_answer",
    "budget_asked",
    "clock",
    "existing_places",
    "facility_answer",
    "far_but_came",
    "headline",
    "near_but_never",
    "participation_answer",
    "participation_of",
    "register_schema",
    "sharing_answer",
    "sites_answer",
    "sites_asked",
    "sites_trial",
    "tour_legs",
    "tour_of",
    "visits_table",
]
