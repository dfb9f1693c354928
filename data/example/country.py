"""The example country as a snapshot, with the truth that no open file tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from accessibility.counting import COUNT_COLUMNS
from accessibility.places import RD_NEW
from accessibility.snapshot import Manifest, Snapshot, Source
from accessibility.tables import SCHEMAS, check_table
from data.example.divisions import area_polygons
from data.example.gazetteer import LICENCE
from data.example.schooling import Schooling, example_schooling, third_year_rows
from data.example.surroundings import (
    example_basisscholen,
    example_facilities,
    example_inhabitants,
    example_licences,
)
from data.example.terrain import Terrain, example_terrain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Progress = Callable[[str, int, int], None]

NAME: Final = "voorbeeldland"
SEED: Final = 20_231_001
_DATES: Final = {
    "students": "2023-10-01",
    "offers": "2023/2024",
    "vestigingen": "2023-10-01",
    "areas": "2023-10-01",
    "pupils": "2023-10-01",
    "herkomst": "2023-10-01",
    "own_students": "2023-10-01",
    "inhabitants": "2023-10-01",
    "sto_regios": "2023-10-01",
    "basisscholen": "2023-10-01",
    "facilities": "2023-10-01",
}
_VALID_FROM: Final = "2020-01-01"
_VALID_UNTIL: Final = "2024-12-31"


@dataclass(frozen=True)
class ExampleCountry:
    """The example country and what is true of it.

    Parameters
    ----------
    snapshot
        Every table, as a real country's files would give them.
    truth
        Third-years of the three leerwegen by `brin6`, `pc4`, `leerweg`, `profiel`
        and `sex`, with their number `students`: the joint table that must be
        estimated wherever it is not known.
    """

    snapshot: Snapshot
    truth: pd.DataFrame


def example_country(progress: Progress | None = None) -> Snapshot:
    """Return the example country: the same bytes every time.

    Parameters
    ----------
    progress
        Called with what is being done, the steps done and the number of steps.

    Returns
    -------
    Snapshot
        4 000 postcode areas, 562 vestigingen of which 272 technical, third-years as
        in table B3.1 of 2023/2024. The manifest says that it is an example.
    """
    tell = progress or _silent
    tell("building the example country", 0, 1)
    snapshot = _built().snapshot
    tell("built the example country", 1, 1)
    return snapshot


def example_truth() -> pd.DataFrame:
    """Return who goes where: third-years by vestiging, postcode, leerweg and profiel.

    Returns
    -------
    pandas.DataFrame
        Columns `brin6`, `pc4`, `leerweg`, `profiel`, `sex`, `students`.
    """
    return _built().truth.copy()


def _silent(text: str, done: int, total: int) -> None:
    """Tell nobody."""


@lru_cache(maxsize=1)
def _built() -> ExampleCountry:
    return build_country(SEED)


def build_country(seed: int) -> ExampleCountry:
    """Build an example country from the places and one number.

    Parameters
    ----------
    seed
        Decides all chance; another number gives another country.
    """
    rng = np.random.default_rng(seed)
    terrain = example_terrain(rng)
    schooling = example_schooling(terrain, rng)
    postcodes = _postcodes(terrain, schooling)
    tables: dict[str, pd.DataFrame] = {
        "vestigingen": _vestigingen(schooling, postcodes),
        "offers": _offers(schooling),
        "pupils": _pupils(schooling),
        "licences": example_licences(schooling, rng),
        "herkomst": _herkomst(terrain, schooling),
        "own_students": _own_students(terrain, schooling),
        "inhabitants": example_inhabitants(terrain, schooling, rng),
        "postcodes": postcodes,
        "pc4_areas": terrain.cells,
        "areas": area_polygons(
            pd.concat([terrain.areas, schooling.regios]), postcodes, terrain.cells
        ),
        "sto_regios": _sto_regios(schooling),
        "basisscholen": example_basisscholen(terrain, rng),
        "facilities": example_facilities(schooling, rng),
    }
    tables = {
        name: check_table(name, table)[list(SCHEMAS[name].column_names)]
        for name, table in tables.items()
    }
    manifest = Manifest(
        name=NAME,
        example=True,
        dates=_DATES,
        sources=(_source(terrain),),
        rows={name: len(table) for name, table in tables.items()},
    )
    return ExampleCountry(Snapshot(manifest, tables), _truth(terrain, schooling))


def _source(terrain: Terrain) -> Source:
    """Name the only outside source, with the fingerprint of what was used of it."""
    used = terrain.places.to_csv(index=False, lineterminator="\n")
    digest = sha256(used.encode()).hexdigest()
    return Source(
        "places",
        "GeoNames: cities500",
        "2024",
        digest,
        LICENCE,
        title="plaatsen en inwoners",
    )


def _postcodes(terrain: Terrain, schooling: Schooling) -> gpd.GeoDataFrame:
    """Postcodes with their divisions; the STO-regio is that of the nearest site."""
    seeds, sites = terrain.seeds, schooling.sites
    inside = sites[sites.sto_regio.notna()]
    _, nearest = cKDTree(inside[["x_m", "y_m"]]).query(seeds[["x_m", "y_m"]])
    codes = terrain.codes[["gemeente", "provincie", "corop", "rmc"]]
    return gpd.GeoDataFrame(
        codes.assign(
            pc4=seeds.pc4,
            plaats=terrain.places.plaats.to_numpy()[seeds.place],
            sto_regio=inside.sto_regio.to_numpy()[nearest],
            sto_regio_how="nearest",
        )[["pc4", "plaats", *codes.columns, "sto_regio", "sto_regio_how"]],
        geometry=gpd.points_from_xy(seeds.x_m, seeds.y_m),
        crs=RD_NEW,
    )


def _vestigingen(schooling: Schooling, postcodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    sites = schooling.sites
    home = postcodes.iloc[sites.postcode_row]
    own = ["brin6", "naam", "plaats", "sto_regio", "bestuur", "denominatie"]
    areas = {name: home[name].to_numpy() for name in ("gemeente", "provincie")}
    areas |= {name: home[name].to_numpy() for name in ("corop", "rmc", "pc4")}
    frame = sites[own].assign(
        **areas,
        postcode=home.pc4.to_numpy() + " XX",
        structuur=_structure(schooling),
        placed="address",
    )
    points = gpd.points_from_xy(sites.x_m, sites.y_m)
    return gpd.GeoDataFrame(frame, geometry=points, crs=RD_NEW)


def _structure(schooling: Schooling) -> list[str]:
    """Name the school types of every site, as DUO's column does."""
    marks = {"VMBO": "VMBO", "HAVO": "HAVO", "VWO lj": "VWO", "Prak": "PRO"}
    per_site = schooling.pupils.groupby("site").soort.unique()
    return [
        "/".join(
            label
            for mark, label in marks.items()
            if any(soort.startswith(mark) for soort in per_site[site])
        )
        for site in range(len(schooling.sites))
    ]


def _offers(schooling: Schooling) -> pd.DataFrame:
    keys = ["site", "profiel", "leerweg"]
    third = (
        third_year_rows(schooling.pupils).groupby(keys, as_index=False).students.sum()
    )
    offers = schooling.offers.merge(third, on=keys, how="left", validate="1:1")
    frame = _with_brin6(offers, schooling).assign(evidence="pupils")
    return _counted(frame, ["brin6", "profiel", "leerweg", "evidence"])


def _pupils(schooling: Schooling) -> pd.DataFrame:
    keys = ["brin6", "soort", "leerweg", "profiel", "leerjaar", "sex"]
    return _counted(_with_brin6(schooling.pupils, schooling), keys)


def _herkomst(terrain: Terrain, schooling: Schooling) -> pd.DataFrame:
    keys = ["brin6", "pc4", "leerjaar"]
    return _counted(_with_pc4(_with_brin6(schooling.lived, schooling), terrain), keys)


def _own_students(terrain: Terrain, schooling: Schooling) -> pd.DataFrame:
    third = third_year_rows(schooling.lived)
    return _counted(_with_pc4(third, terrain), ["pc4", "leerweg", "profiel", "sex"])


def _truth(terrain: Terrain, schooling: Schooling) -> pd.DataFrame:
    third = _with_pc4(_with_brin6(third_year_rows(schooling.lived), schooling), terrain)
    keys = ["brin6", "pc4", "leerweg", "profiel", "sex"]
    return _summed(third, keys)


def _sto_regios(schooling: Schooling) -> pd.DataFrame:
    inside = schooling.sites[schooling.sites.sto_regio.notna()]
    names = schooling.regios.set_index("area_code").area_name
    return pd.DataFrame(
        {
            "brin6": inside.brin6.to_numpy(),
            "regio_code": inside.sto_regio.to_numpy(),
            "regio_name": names[inside.sto_regio].to_numpy(),
            "valid_from": _VALID_FROM,
            "valid_until": _VALID_UNTIL,
        }
    )


def _with_brin6(frame: pd.DataFrame, schooling: Schooling) -> pd.DataFrame:
    return frame.assign(brin6=schooling.sites.brin6.to_numpy()[frame.site])


def _with_pc4(frame: pd.DataFrame, terrain: Terrain) -> pd.DataFrame:
    return frame.assign(pc4=terrain.seeds.pc4.to_numpy()[frame.postcode_row])


def _counted(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Sum exact counts per key, as intervals of no width."""
    total = _summed(frame, keys)
    exact = total.students.astype(np.float64)
    counts = total[list(keys)].copy()
    for column in COUNT_COLUMNS:
        counts[column] = exact
    return counts


def _summed(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    total: pd.DataFrame = frame.groupby(list(keys))[["students"]].sum().reset_index()
    return total
