"""Who may use which road, in which direction, and how fast: one table, and its rules.

The table is data: `answers` (what values mean), `keys` (which keys are asked, in which
order), `kinds` (what is usual), `nodes` (barriers) and `rules` (what one may choose).
`ways` and `nodes` read tags by it; `page` writes it out for people.
"""

from data.access.answers import Answer
from data.access.conditions import grammar
from data.access.keys import KINDS_OF_WAY, NODE_KEYS, STOPPING_KEYS, WAY_KEYS
from data.access.kinds import is_road, kind_of
from data.access.known import (
    is_known_barrier,
    is_known_kind,
    unknown_values,
    unread_conditions,
)
from data.access.nodes import blocks
from data.access.passages import Passage, is_address, passage, sails
from data.access.rules import NL, RULE_SETS, SCHOOL_DAY, RoadRules
from data.access.speeds import FERRY_KMH
from data.access.tidy import node_tags, way_tags
from data.access.turns import RELATION_KEYS, restricts, speaks_of_cars
from data.access.ways import BothWays, access

__all__ = [
    "FERRY_KMH",
    "KINDS_OF_WAY",
    "NL",
    "NODE_KEYS",
    "RELATION_KEYS",
    "RULE_SETS",
    "SCHOOL_DAY",
    "STOPPING_KEYS",
    "WAY_KEYS",
    "Answer",
    "BothWays",
    "Passage",
    "RoadRules",
    "access",
    "blocks",
    "grammar",
    "is_address",
    "is_known_barrier",
    "is_known_kind",
    "is_road",
    "kind_of",
    "node_tags",
    "passage",
    "restricts",
    "sails",
    "speaks_of_cars",
    "unknown_values",
    "unread_conditions",
    "way_tags",
]
