"""The checks of the law: lapse, catchment, macro-efficiency, regional agreement."""

from accessibility.licence.check import STATUTE, Check, Outcome
from accessibility.licence.legal_review import Case, Review, review
from accessibility.licence.neighbours import (
    METHODS,
    choice_shares,
    loss_shares,
    loss_table,
    modelled_origins,
    postcode_costs,
    year_groups_of,
)

__all__ = [
    "METHODS",
    "STATUTE",
    "Case",
    "Check",
    "Outcome",
    "Review",
    "choice_shares",
    "loss_shares",
    "loss_table",
    "modelled_origins",
    "postcode_costs",
    "review",
    "year_groups_of",
]
