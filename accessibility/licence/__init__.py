"""The checks of the law: lapse, catchment, macro-efficiency, regional agreement."""

from accessibility.licence.check import STATUTE, Check, Outcome
from accessibility.licence.interest import Interest, Overlap
from accessibility.licence.neighbours import (
    METHODS,
    choice_shares,
    enrolment_of,
    loss_shares,
    loss_table,
    modelled_origins,
    postcode_costs,
)
from accessibility.licence.review import Case, Review, review

__all__ = [
    "METHODS",
    "STATUTE",
    "Case",
    "Check",
    "Interest",
    "Outcome",
    "Overlap",
    "Review",
    "choice_shares",
    "enrolment_of",
    "loss_shares",
    "loss_table",
    "modelled_origins",
    "postcode_costs",
    "review",
]
