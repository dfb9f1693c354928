"""Measures of reach: each one pure function of a reach table, offers and students."""

from accessibility.measures.comparison import detour_factors, detours_per_area, flips
from accessibility.measures.denominators import by_denominator
from accessibility.measures.gap_anatomy import GapReason, gaps
from accessibility.measures.inside import access_inside, inside_by_nearest
from accessibility.measures.measure import (
    Basis,
    Column,
    ColumnKind,
    Measure,
    graded_columns,
)
from accessibility.measures.near_schools import NEAR_KM, proximity
from accessibility.measures.nearest import (
    NO_OFFER,
    NearestOffers,
    Pair,
    all_pairs,
    at_postcode,
    nearest_offers,
    nearest_per_postcode,
    offering_rows,
)
from accessibility.measures.own_beside_nearest import beside_nearest
from accessibility.measures.own_vestiging import attendance
from accessibility.measures.postcode_reach import PLACE_FIGURES, postcode_table
from accessibility.measures.profile_choice import (
    CHOICE,
    choice,
    parts_by_number,
    profiles_per_postcode,
)
from accessibility.measures.sensitivity import point_sensitivity
from accessibility.measures.shares import (
    MOST_OUTSIDE,
    SHARES,
    access,
    access_by_nearest,
    is_close,
    known_grades,
    outside_note,
    unsure_in,
    with_area_names,
)
from accessibility.measures.straight_search import straight_nearest
from accessibility.measures.travel_burden import BURDEN
from accessibility.measures.two_way_postcodes import ByWay, either_postcodes
from accessibility.measures.two_ways import EITHER_WAY
from accessibility.measures.whereabouts import Whereabouts, part_between, reached_part

MEASURES = (SHARES, CHOICE, BURDEN)
"""Every measure that is asked with a question and told per area."""

__all__ = [
    "BURDEN",
    "CHOICE",
    "EITHER_WAY",
    "MEASURES",
    "MOST_OUTSIDE",
    "NEAR_KM",
    "NO_OFFER",
    "PLACE_FIGURES",
    "SHARES",
    "Basis",
    "ByWay",
    "Column",
    "ColumnKind",
    "GapReason",
    "Measure",
    "NearestOffers",
    "Pair",
    "Whereabouts",
    "access",
    "access_by_nearest",
    "access_inside",
    "all_pairs",
    "at_postcode",
    "attendance",
    "beside_nearest",
    "by_denominator",
    "choice",
    "detour_factors",
    "detours_per_area",
    "either_postcodes",
    "flips",
    "gaps",
    "graded_columns",
    "inside_by_nearest",
    "is_close",
    "known_grades",
    "nearest_offers",
    "nearest_per_postcode",
    "offering_rows",
    "outside_note",
    "part_between",
    "parts_by_number",
    "point_sensitivity",
    "postcode_table",
    "profiles_per_postcode",
    "proximity",
    "reached_part",
    "straight_nearest",
    "unsure_in",
    "with_area_names",
]
