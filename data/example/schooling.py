"""The schools of the example country: sites, offers, pupils and where those live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import THIRD_YEAR
from data.example.calibration import Ground
from data.example.divisions import sto_regios
from data.example.homes import (
    catchments,
    drawing_power,
    felt_distance_m,
    likings,
    pupil_homes,
    straight_m,
)
from data.example.offers import example_offers, offers_table, outside_sto
from data.example.pupils import VMBO, example_pupils
from data.example.vestigingen import school_sites

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from data.example.terrain import Terrain

_REACH_M: Final = 10_000.0


@dataclass(frozen=True)
class Schooling:
    """The sites, offers and pupils of the example country.

    Parameters
    ----------
    sites
        Vestigingen with their place, names and `sto_regio` (empty for none).
    regios
        STO-regio's by code and name.
    offers
        Rows `site`, `profiel`, `leerweg`.
    pupils
        Enrolment per site, as `pupils.example_pupils` gives it.
    lived
        The same pupils by home postcode, as `pupil_homes` gives it.
    """

    sites: pd.DataFrame
    regios: pd.DataFrame
    offers: pd.DataFrame
    pupils: pd.DataFrame
    lived: pd.DataFrame


def example_schooling(terrain: Terrain, rng: np.random.Generator) -> Schooling:
    """Place the schools, choose their offers and fill them with pupils."""
    seeds = terrain.seeds
    sites = school_sites(seeds, terrain.places, rng)
    plaats = terrain.places.plaats.to_numpy()[sites.place]
    region, regios = sto_regios(sites, plaats, rng)
    away_m = straight_m(sites, seeds)
    ground = Ground(away_m <= _REACH_M, terrain.home_share, region)
    chosen = example_offers(ground, rng)
    felt_m = felt_distance_m(away_m, sites, seeds)
    power = drawing_power(felt_m, terrain.home_share)
    pupils = example_pupils(chosen, power, rng)
    catchment = catchments(
        felt_m,
        _third_years_at_sites(pupils, len(sites)),
        terrain.home_share,
        likings(len(sites), len(seeds), rng),
    )
    lived = pupil_homes(pupils, catchment, rng)
    inside = ~np.isin(np.arange(len(sites)), outside_sto(chosen, ground))
    code = regios.area_code.iloc[region].reset_index(drop=True)
    named = sites.assign(plaats=plaats, sto_regio=code.where(inside))
    return Schooling(named, regios, offers_table(chosen), pupils, lived)


def third_year_rows(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of third-years in the three beroepsgerichte leerwegen."""
    return pupils[(pupils.leerjaar == THIRD_YEAR) & pupils.leerweg.isin(list(VMBO))]


def _third_years_at_sites(pupils: pd.DataFrame, n_sites: int) -> NDArray[np.float64]:
    third = third_year_rows(pupils)
    return np.bincount(third.site, third.students, minlength=n_sites).astype(float)
