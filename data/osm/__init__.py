"""OpenStreetMap files: read without losses, and made into the network of a mode."""

from data.osm.network import osm_network
from data.osm.reading import read_osm
from data.osm.report import RoadLine, road_lines
from data.osm.roads import PER_DEGREE, OsmRoads
from data.osm.strip import Strip, netherlands

__all__ = [
    "PER_DEGREE",
    "OsmRoads",
    "RoadLine",
    "Strip",
    "netherlands",
    "osm_network",
    "read_osm",
    "road_lines",
]
