"""What surrounds the schools: inhabitants, basisscholen, facilities and licences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.places import RD_NEW

if TYPE_CHECKING:
    from data.example.schooling import Schooling
    from data.example.terrain import Terrain

_AGE_SHARES: Final = np.array(
    [
        *(4.7, 5.0, 5.2, 5.9, 6.6, 6.7, 6.6, 6.3, 6.0, 5.8),
        *(6.6, 7.2, 7.0, 6.3, 5.5, 4.7, 3.1, 1.8, 0.8, 0.2),
    ]
)
"""Inhabitants by five years of age from 0, the last 95 and over, in hundredths."""

_OLDEST: Final = 120
_AGE_SPREAD: Final = 0.08
# Of every age there are more children than pupils of vestigingen with a profiel.
_MORE_THAN_PUPILS: Final = 1.25
_N_PRIMARY: Final = 1_200
_N_HOTSPOTS: Final = 24
_N_TECHLABS: Final = 12
_N_MBO: Final = 6
_SLEEPING_SHARE: Final = 0.04
_RPO_SHARE: Final = 0.05
_RPO_END: Final = "2027-07-31"


def example_inhabitants(
    terrain: Terrain, schooling: Schooling, rng: np.random.Generator
) -> pd.DataFrame:
    """Return inhabitants by postcode and five years of age, never fewer than pupils."""
    people = terrain.seeds.inhabitants.to_numpy(np.float64)[:, None]
    shares = _AGE_SHARES / _AGE_SHARES.sum()
    spread = rng.normal(1, _AGE_SPREAD, (len(people), len(shares))).clip(0.7, 1.3)
    number = np.round(people * shares * spread)
    lived = schooling.lived
    for column, years in ((2, (1, 2, 3)), (3, (3, 4, 5, 6))):
        rows = lived[lived.leerjaar.isin(years)]
        pupils = np.bincount(rows.postcode_row, rows.students, minlength=len(people))
        least = np.ceil(_MORE_THAN_PUPILS * pupils)
        number[:, column] = np.maximum(number[:, column], least)
    age_from = np.arange(len(shares)) * 5
    age_to = np.append(age_from[1:] - 1, _OLDEST)
    return pd.DataFrame(
        {
            "pc4": np.repeat(terrain.seeds.pc4.to_numpy(), len(shares)),
            "age_from": np.tile(age_from, len(people)),
            "age_to": np.tile(age_to, len(people)),
            "inhabitants": number.ravel(),
        }
    )


def example_basisscholen(
    terrain: Terrain, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return primary schools, spread as the children are."""
    seeds = terrain.seeds
    row = np.sort(
        rng.choice(len(seeds), _N_PRIMARY, replace=False, p=terrain.home_share)
    )
    x_m, y_m = (
        seeds[["x_m", "y_m"]].to_numpy()[row] + rng.normal(0, 60, (_N_PRIMARY, 2))
    ).T
    plaats = terrain.places.plaats.to_numpy()[seeds.place.to_numpy()[row]]
    nth = pd.Series(plaats).groupby(plaats).cumcount() + 1
    return gpd.GeoDataFrame(
        {
            "brin6": [f"Y{chr(65 + i // 100)}{i % 100:02d}00" for i in range(len(row))],
            "naam": [
                f"Voorbeeldschool {p} {n}" for p, n in zip(plaats, nth, strict=True)
            ],
            "plaats": plaats,
            "pc4": seeds.pc4.to_numpy()[row],
            "pupils": np.round(220 * rng.gamma(4, 0.25, len(row))),
        },
        geometry=gpd.points_from_xy(x_m.round(2), y_m.round(2)),
        crs=RD_NEW,
    )


def example_facilities(
    schooling: Schooling, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return hotspots, techlabs and mbo sites, each near a vestiging."""
    kinds = ["hotspot"] * _N_HOTSPOTS + ["techlab"] * _N_TECHLABS + ["mbo"] * _N_MBO
    names = {"hotspot": "Hotspot techniek", "techlab": "Techlab", "mbo": "Mbo-locatie"}
    row = np.sort(rng.choice(len(schooling.sites), len(kinds), replace=False))
    near = schooling.sites.iloc[rng.permutation(row)]
    owner = near.sto_regio.to_numpy()
    return gpd.GeoDataFrame(
        {
            "facility_id": [f"VB-FA{i + 1:02d}" for i in range(len(kinds))],
            "naam": [
                f"{names[kind]} {plaats} (voorbeeld)"
                for kind, plaats in zip(kinds, near.plaats, strict=True)
            ],
            "kind": kinds,
            "owner": owner,
            "date": None,
        },
        geometry=gpd.points_from_xy(near.x_m + 75.0, near.y_m + 40.0),
        crs=RD_NEW,
    )


def example_licences(schooling: Schooling, rng: np.random.Generator) -> pd.DataFrame:
    """Return a licence for every offer, some sleeping ones, some that will end."""
    offers = schooling.offers
    brin6 = schooling.sites.brin6.to_numpy()
    held = offers.assign(brin6=brin6[offers.site])
    asleep = held.sample(frac=_SLEEPING_SHARE, random_state=rng)
    moved = asleep.assign(brin6=rng.choice(brin6, len(asleep)))
    keys = ["brin6", "profiel", "leerweg"]
    licences = pd.concat([held, moved])[keys].drop_duplicates(ignore_index=True)
    ends = rng.random(len(licences)) < _RPO_SHARE
    return licences.assign(
        leerjaar=3,
        code=None,
        valid_until=pd.Series(_RPO_END, licences.index).where(ends),
    )
