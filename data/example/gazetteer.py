"""The real places the example country stands on: names, positions, inhabitants."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd
from pyproj import Transformer

from accessibility.places import CRS84, RD_NEW

_LISTED: Final = Path(__file__).with_name("places.csv")
"""The country's part of GeoNames' file cities500 of 2024."""

LICENCE: Final = "CC BY 4.0, GeoNames (https://www.geonames.org)"

# GeoNames' first-order codes of the country, with the names its inhabitants use.
_PROVINCIES: Final = {
    "01": "Drenthe",
    "02": "Friesland",
    "03": "Gelderland",
    "04": "Groningen",
    "05": "Limburg",
    "06": "Noord-Brabant",
    "07": "Noord-Holland",
    "09": "Utrecht",
    "10": "Zeeland",
    "11": "Zuid-Holland",
    "15": "Overijssel",
    "16": "Flevoland",
}
_DUTCH_NAMES: Final = {"The Hague": "Den Haag"}
_SMALLEST_LISTED: Final = 500
# The shallow sea in front of the small islands: from here east, and north of a line
# that climbs a quarter of a metre a metre, EPSG:28992.
_SHALLOWS_M: Final = (130_000.0, 588_000.0)
_SHALLOWS_SLOPE: Final = 0.25


def places() -> pd.DataFrame:
    """Return the places of the example country.

    The small northern islands are left out: the country has one island.

    Returns
    -------
    pandas.DataFrame
        Columns `plaats`, `provincie`, `x_m`, `y_m` (EPSG:28992) and `inhabitants`,
        largest place first.
    """
    frame = pd.read_csv(_LISTED, dtype={"provincie": str})
    to_metres = Transformer.from_crs(CRS84, RD_NEW, always_xy=True)
    x_m, y_m = to_metres.transform(frame.lon.to_numpy(), frame.lat.to_numpy())
    frame = frame.assign(
        x_m=x_m.round(1),
        y_m=y_m.round(1),
        plaats=frame.plaats.replace(_DUTCH_NAMES),
        provincie=frame.provincie.map(_PROVINCIES),
        inhabitants=frame.inhabitants.clip(lower=_SMALLEST_LISTED),
    )
    order = ["inhabitants", "geonameid"]
    kept = frame[~_on_small_island(frame)].sort_values(order, ascending=[False, True])
    names = ["plaats", "provincie", "x_m", "y_m", "inhabitants"]
    return kept[names].reset_index(drop=True)


def _on_small_island(frame: pd.DataFrame) -> pd.Series:
    """North of a line through the shallow sea."""
    x_m, y_m = _SHALLOWS_M
    shore_m = y_m + _SHALLOWS_SLOPE * (frame.x_m - x_m)
    beyond: pd.Series = (frame.y_m > shore_m) & (frame.x_m > x_m)
    return beyond
