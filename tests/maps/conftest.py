"""A small land for drawing: sixteen square postcodes and four schools.

rows of four postcodes, 4 km wide; the nearest offer lies in the west, so that the
distance grows eastward: 2, 6, 11 and 16 km. The last row has two odd ones: N016 is
cut off by water, and in N015 the count is suppressed. In N001 nobody lives.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from accessibility.codes import Leerweg
from accessibility.places import RD_NEW
from accessibility.snapshot import Manifest, Source
from maps.subject import Subject

SIDE_M = 4_000.0
WEST_M = 120_000.0
SOUTH_M = 480_000.0
DISTANCES_M = (2_000.0, 6_000.0, 11_000.0, 16_000.0)


def _square(column: int, row: int) -> shapely.Polygon:
    west, south = WEST_M + column * SIDE_M, SOUTH_M + row * SIDE_M
    return shapely.box(west, south, west + SIDE_M, south + SIDE_M)


@pytest.fixture
def postcodes() -> gpd.GeoDataFrame:
    """Sixteen postcodes with ten to twenty-five students each."""
    cells = [(column, row) for row in range(4) for column in range(4)]
    frame = gpd.GeoDataFrame(
        {
            "pc4": [f"N{i + 1:03d}" for i in range(16)],
            "plaats": [f"Plaats {i + 1}" for i in range(16)],
            "distance_m": [DISTANCES_M[column] for column, _ in cells],
            "is_unreachable": False,
            "suppressed": False,
        },
        geometry=[_square(*cell) for cell in cells],
        crs=RD_NEW,
    )
    frame["students"] = np.arange(10.0, 26.0)
    frame.loc[0, "students"] = 0.0
    frame.loc[14, ["students", "suppressed"]] = [3.0, True]
    frame.loc[15, ["distance_m", "is_unreachable"]] = [np.nan, True]
    for end in ("_low", "", "_high"):
        frame[f"students{end}"] = frame.students
        frame[f"reached{end}"] = frame.students.where(frame.distance_m <= 10_000.0, 0.0)
    return frame


@pytest.fixture
def vestigingen() -> gpd.GeoDataFrame:
    """Three schools in the land and one far away."""
    x = [WEST_M + 500, WEST_M + 9_000, WEST_M + 15_000, WEST_M + 150_000]
    return gpd.GeoDataFrame(
        {
            "brin6": ["X00A00", "X00B00", "X00C00", "X00D00"],
            "naam": ["Westschool", "Tom & <script>Co</script>", "Oostschool", "Verre"],
            "plaats": ["West", "Midden", None, "Ver"],
            "offers": ["pair", "profiel", "none", "pair"],
        },
        geometry=gpd.points_from_xy(x, [SOUTH_M + 7_000] * 4),
        crs=RD_NEW,
    )


@pytest.fixture
def subject() -> Subject:
    """PIE in the gl within ten kilometres, as the crow flies."""
    return Subject("PIE", Leerweg.GL, "Voorbeeldland")


@pytest.fixture
def manifest() -> Manifest:
    """Dates and one source; not an example."""
    return Manifest(
        name="test",
        example=False,
        dates={"students": "2019-10-01", "offers": "2019/20"},
        sources=(
            Source(
                "pc4-areas",
                "a.gpkg",
                "2021",
                "",
                "CBS, CC BY 4.0",
                title="postcodegebieden",
            ),
        ),
    )
