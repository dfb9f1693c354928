"""The example country: an invented school landscape on real place names.

Places, positions and inhabitants come from GeoNames; everything else is made by
code, calibrated on the monitor's published totals, and carries codes that cannot be
real.
"""

from data.example.country import (
    ExampleCountry,
    build_country,
    example_country,
    example_truth,
)
from data.example.duo_files import write_duo_files
from data.example.roads import (
    ExampleRoads,
    example_network,
    example_roads,
    with_roads,
)
from data.example.transit import example_transit, with_transit

__all__ = [
    "ExampleCountry",
    "ExampleRoads",
    "build_country",
    "example_country",
    "example_network",
    "example_roads",
    "example_transit",
    "example_truth",
    "with_roads",
    "with_transit",
    "write_duo_files",
]
