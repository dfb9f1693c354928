"""Roads: the network of a mode, points on it, and bounded searches over it."""

from accessibility.roads.compiler import compiled, inlined
from accessibility.roads.coverage import (
    Coverage,
    coverage_of,
    is_covered,
    to_edge_m,
)
from accessibility.roads.distance_lists import distance_matrix, distances
from accessibility.roads.door_to_door import route
from accessibility.roads.edit_places import (
    Span,
    links_at,
    spans_named,
    spans_near,
    spot_at,
    spot_on_any_road,
    stretches_around,
    stretches_between,
)
from accessibility.roads.edited import Join, Spot, Stretch, edited_network
from accessibility.roads.edited_reach import before_edit, columns_after
from accessibility.roads.fast_roads import main_roads
from accessibility.roads.network import Direction, RoadNetwork
from accessibility.roads.network_build import (
    CLOSED,
    KMH_PER_M_S,
    Corners,
    Segments,
    network_of,
    network_of_whole,
)
from accessibility.roads.network_edge import uncertain_pairs
from accessibility.roads.network_tables import network_from_tables
from accessibility.roads.road_reach import prepare_reach, road_reach_table
from accessibility.roads.service_areas import service_area
from accessibility.roads.snapping import DEFAULT_SNAP, SnapRule, check_region, snap
from accessibility.roads.street_ends import LandStreets, land_streets, streets_after
from accessibility.roads.tiles import (
    Block,
    Tile,
    block_of,
    joined,
    tile_network,
    tiles_of,
)
from accessibility.roads.touched_land import fastest_mps, touched_pieces
from accessibility.roads.travel_pairs import TravelPairs, pairs_of

__all__ = [
    "CLOSED",
    "DEFAULT_SNAP",
    "KMH_PER_M_S",
    "Block",
    "Corners",
    "Coverage",
    "Direction",
    "Join",
    "LandStreets",
    "RoadNetwork",
    "Segments",
    "SnapRule",
    "Span",
    "Spot",
    "Stretch",
    "Tile",
    "TravelPairs",
    "before_edit",
    "block_of",
    "check_region",
    "columns_after",
    "compiled",
    "coverage_of",
    "distance_matrix",
    "distances",
    "edited_network",
    "fastest_mps",
    "inlined",
    "is_covered",
    "joined",
    "land_streets",
    "links_at",
    "main_roads",
    "network_from_tables",
    "network_of",
    "network_of_whole",
    "pairs_of",
    "prepare_reach",
    "road_reach_table",
    "route",
    "service_area",
    "snap",
    "spans_named",
    "spans_near",
    "spot_at",
    "spot_on_any_road",
    "streets_after",
    "stretches_around",
    "stretches_between",
    "tile_network",
    "tiles_of",
    "to_edge_m",
    "touched_pieces",
    "uncertain_pairs",
]
