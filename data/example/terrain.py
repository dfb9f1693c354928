"""The geography of the example country: places, postcodes, cells and divisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.example.divisions import divided
from data.example.gazetteer import places
from data.example.land import land_of
from data.example.postcodes import postcode_cells, postcode_seeds

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Terrain:
    """The geography before any school is placed.

    Parameters
    ----------
    places
        As `gazetteer.places` gives them.
    seeds
        Postcodes with their point, as `postcodes.postcode_seeds` gives them.
    cells
        Areas of the postcodes.
    codes
        Codes of gemeente, provincie, COROP and RMC per postcode.
    areas
        Names of those areas.
    home_share
        Share of all pupils that lives in each postcode; sums to 1.
    """

    places: pd.DataFrame
    seeds: pd.DataFrame
    cells: gpd.GeoDataFrame
    codes: pd.DataFrame
    areas: pd.DataFrame
    home_share: NDArray[np.float64]


def example_terrain(rng: np.random.Generator) -> Terrain:
    """Lay out land, postcodes and divisions."""
    towns = places()
    pieces = land_of(towns)
    seeds = postcode_seeds(towns, pieces, rng)
    codes, areas = divided(seeds, towns)
    # Young families live unevenly: a fifth more or less than inhabitants tell.
    young = seeds.inhabitants.to_numpy(float) * rng.uniform(0.8, 1.2, len(seeds))
    return Terrain(
        towns,
        seeds,
        postcode_cells(seeds, pieces),
        codes,
        areas,
        young / young.sum(),
    )
