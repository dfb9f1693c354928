"""What a scenario changes: access, choice, distance and group sizes."""

from accessibility.effects.areas import CHANGE_COLUMNS, GROUPS, access_changes
from accessibility.effects.base import EffectBase, effect_base
from accessibility.effects.choice import choice_changes
from accessibility.effects.distances import distance_changes
from accessibility.effects.groups import (
    combined_sizes,
    group_sizes,
    pupil_flows,
    region_sizes,
)
from accessibility.effects.increment import Effect, effect_between, effect_of
from accessibility.effects.postcodes import postcode_changes

__all__ = [
    "CHANGE_COLUMNS",
    "GROUPS",
    "Effect",
    "EffectBase",
    "access_changes",
    "choice_changes",
    "combined_sizes",
    "distance_changes",
    "effect_base",
    "effect_between",
    "effect_of",
    "group_sizes",
    "postcode_changes",
    "pupil_flows",
    "region_sizes",
]
