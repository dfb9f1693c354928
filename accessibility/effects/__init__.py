"""What a scenario changes: access, choice, distance, group sizes, neighbours."""

from accessibility.effects.areas import GROUPS, access_changes
from accessibility.effects.base import EffectBase, effect_base
from accessibility.effects.choice import choice_changes
from accessibility.effects.fragile import (
    hanging,
    offer_closures,
    offer_pair_closures,
    pair_closures,
    vestiging_closures,
)
from accessibility.effects.impact import Impact, impact_of
from accessibility.effects.increment import Effect, effect_between, effect_of
from accessibility.effects.postcodes import UNCHANGED, postcode_changes
from accessibility.effects.scenario_reach import ScenarioReach, Way

__all__ = [
    "GROUPS",
    "UNCHANGED",
    "Effect",
    "EffectBase",
    "Impact",
    "ScenarioReach",
    "Way",
    "access_changes",
    "choice_changes",
    "effect_base",
    "effect_between",
    "effect_of",
    "hanging",
    "impact_of",
    "offer_closures",
    "offer_pair_closures",
    "pair_closures",
    "postcode_changes",
    "vestiging_closures",
]
