"""The effects of a scenario on access, choice, distance, groups and neighbours."""

from accessibility.effects.base import EffectBase, effect_base
from accessibility.effects.changed_areas import access_changes
from accessibility.effects.changed_choice import choice_changes
from accessibility.effects.changed_distances import distance_changes
from accessibility.effects.changed_parts import GROUPS
from accessibility.effects.changed_postcodes import UNCHANGED, postcode_changes
from accessibility.effects.closures import CLOSURES, closure_tables, usual_region
from accessibility.effects.fragile import (
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)
from accessibility.effects.groups import (
    FEW_PER_REGION,
    MOST_HARD_TO_ORGANISE,
    UNSURE,
    Robust,
    at_most,
    below,
    combined_sizes,
    group_sizes,
    region_sizes,
)
from accessibility.effects.increment import (
    Effect,
    effect_between,
    effect_of,
)
from accessibility.effects.losses import scenario_losses
from accessibility.effects.scenario_reach import ScenarioReach

__all__ = [
    "CLOSURES",
    "FEW_PER_REGION",
    "GROUPS",
    "MOST_HARD_TO_ORGANISE",
    "UNCHANGED",
    "UNSURE",
    "Effect",
    "EffectBase",
    "Robust",
    "ScenarioReach",
    "access_changes",
    "at_most",
    "below",
    "choice_changes",
    "closure_tables",
    "combined_sizes",
    "distance_changes",
    "effect_base",
    "effect_between",
    "effect_of",
    "group_sizes",
    "offer_closures",
    "offer_pair_closures",
    "pair_closures",
    "postcode_changes",
    "region_sizes",
    "scenario_losses",
    "usual_region",
    "vestiging_closures",
]
