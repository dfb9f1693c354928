"""A hand-made town: four postcodes on a line, two vestigingen, known margins."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest

from accessibility.snapshot import Manifest, Snapshot


def counted(frame: pd.DataFrame, number: str = "n") -> pd.DataFrame:
    """Turn a column of exact numbers into the three count columns."""
    exact = frame[number].astype(float)
    counts = {"students_low": exact, "students": exact, "students_high": exact}
    return frame.drop(columns=number).assign(**counts)


@pytest.fixture
def postcodes() -> gpd.GeoDataFrame:
    frame = pd.DataFrame(
        {
            "pc4": ["A001", "A002", "A003", "A004"],
            "plaats": "Dorp",
            "gemeente": ["G1", "G1", "G2", "G2"],
            "provincie": "P1",
            "sto_regio_how": "none",
        }
    )
    x_m = [100_000.0, 104_000.0, 120_000.0, None]
    points = gpd.points_from_xy([x or 0.0 for x in x_m], [450_000.0] * 4)
    geometry = gpd.GeoSeries(points, crs=28992)
    geometry[3] = None
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=28992)


@pytest.fixture
def town(postcodes: gpd.GeoDataFrame) -> Snapshot:
    sites = gpd.GeoDataFrame(
        {"brin6": ["XA0000", "XB0000"]},
        geometry=gpd.points_from_xy([100_000.0, 120_000.0], [450_000.0] * 2),
        crs=28992,
    )
    pupils = pd.DataFrame(
        [
            ("XA0000", "bl", "PIE", 3, 20),
            ("XA0000", "gl", "D&P", 3, 10),
            ("XA0000", "tl", "", 3, 10),
            ("XA0000", "gl", "D&P", 4, 99),
            ("XB0000", "gl", "PIE", 3, 12),
            ("XB0000", "bl", "route", 3, 8),
        ],
        columns=["brin6", "leerweg", "profiel", "leerjaar", "n"],
    ).assign(soort="vmbo", sex="")
    origin = pd.DataFrame(
        [
            ("XA0000", "A001", 3, 30),
            ("XA0000", "A002", 3, 10),
            ("XA0000", "A002", 1, 50),
            ("XB0000", "A002", 3, 5),
            ("XB0000", "A003", 3, 15),
        ],
        columns=["brin6", "pc4", "leerjaar", "n"],
    )
    people = pd.DataFrame(
        {
            "pc4": ["A001", "A002", "A003", "A001"],
            "age_from": [10, 10, 10, 15],
            "age_to": [14, 14, 14, 19],
            "inhabitants": [100, 50, 60, 500],
        }
    )
    own = counted(
        pd.DataFrame(
            {
                "pc4": ["A001", "A002", "B999"],
                "leerweg": ["gl", "gl", "bl"],
                "profiel": "",
                "sex": "",
                "n": [12, 3, 2],
            }
        )
    )
    tables = {
        "postcodes": postcodes,
        "vestigingen": sites,
        "pupils": counted(pupils),
        "herkomst": counted(origin),
        "inhabitants": people,
        "own_students": own,
    }
    return Snapshot(
        Manifest("town", example=True, dates={"students": "2025-10-01"}), tables
    )
