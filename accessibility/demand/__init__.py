"""Demand models: who lives where, each a named method from a snapshot to students."""

from accessibility.demand.attending import ASSUMPTION, pupil_flows, smallest_shown
from accessibility.demand.combined import with_combined
from accessibility.demand.gravity import LITERATURE_DECAY_PER_KM
from accessibility.demand.inhabitants import inhabitants_of_age
from accessibility.demand.kept_fillings import Fillings, KeptFillings, made_anew
from accessibility.demand.layouts import (
    INHABITED,
    LAYOUT_TABLES,
    LAYOUTS,
    SPREAD,
    laid_out,
    usual_layout,
)
from accessibility.demand.models import (
    METHODS,
    default_choice,
    students_of,
    usual_denominator,
)
from accessibility.demand.own import counts_of_pupils

__all__ = [
    "ASSUMPTION",
    "INHABITED",
    "LAYOUTS",
    "LAYOUT_TABLES",
    "LITERATURE_DECAY_PER_KM",
    "METHODS",
    "SPREAD",
    "Fillings",
    "KeptFillings",
    "counts_of_pupils",
    "default_choice",
    "inhabitants_of_age",
    "laid_out",
    "made_anew",
    "pupil_flows",
    "smallest_shown",
    "students_of",
    "usual_denominator",
    "usual_layout",
    "with_combined",
]
