"""Divisions of the example country: provincies, COROP, gemeenten, RMC, STO-regio's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.cluster.vq import kmeans2
from scipy.spatial import cKDTree

from accessibility.codes import AreaKind
from accessibility.places import RD_NEW
from data.example.targets import N_STO_REGIOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_N_GEMEENTEN: Final = 342
_N_COROP: Final = 40
_N_RMC: Final = 39
_GEMEENTE_APART_M: Final = 2_200.0
_COROP_APART_M: Final = 9_000.0
_RMC_APART_M: Final = 20_000.0
_TOWN_DENSITY_PER_M2: Final = 2_500 / 1e6
_LETTERS: Final = {
    AreaKind.PROVINCIE: "PV",
    AreaKind.COROP: "CR",
    AreaKind.GEMEENTE: "GM",
    AreaKind.RMC: "RM",
    AreaKind.STO_REGIO: "ST",
}


def area_code(kind: AreaKind, number: NDArray[np.int64]) -> NDArray[np.str_]:
    """Return codes that say they are examples, such as `VB-GM001`."""
    digits = 3 if kind is AreaKind.GEMEENTE else 2
    return np.array([f"VB-{_LETTERS[kind]}{n + 1:0{digits}d}" for n in number])


def divided(
    seeds: pd.DataFrame, places: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place every postcode in a provincie, COROP area, gemeente and RMC region.

    Gemeenten and COROP areas keep within one provincie and COROP areas are whole
    gemeenten, as in the real country; RMC regions cross borders.

    Returns
    -------
    tuple
        Codes per postcode (columns `gemeente`, `provincie`, `corop`, `rmc`); and
        one row per area: `area_kind`, `area_code`, `area_name`.
    """
    provincie = places.provincie.to_numpy()
    home_provincie = provincie[seeds.place.to_numpy()]
    towns = _centres(places, _N_GEMEENTEN, _GEMEENTE_APART_M, per_provincie=True)
    gemeente = _nearest_town(seeds, places, towns, home_provincie)
    heads = _centres(places, _N_COROP, _COROP_APART_M, per_provincie=True)
    corop_of_town = _nearest_town(places.iloc[towns], places, heads, provincie[towns])
    hubs = _centres(places, _N_RMC, _RMC_APART_M, per_provincie=False)
    _, rmc = cKDTree(places[["x_m", "y_m"]].to_numpy()[hubs]).query(
        places[["x_m", "y_m"]].to_numpy()[towns]
    )
    names = sorted(set(provincie))
    numbers = {
        AreaKind.PROVINCIE: np.searchsorted(names, home_provincie),
        AreaKind.COROP: corop_of_town[gemeente],
        AreaKind.GEMEENTE: gemeente,
        AreaKind.RMC: rmc[gemeente],
    }
    plaats = places.plaats.to_numpy()
    titles: dict[AreaKind, Sequence[str]] = {
        AreaKind.PROVINCIE: names,
        AreaKind.COROP: [f"{name} en omgeving" for name in plaats[heads]],
        AreaKind.GEMEENTE: list(_told_apart(plaats[towns], provincie[towns])),
        AreaKind.RMC: [f"Regio {name}" for name in plaats[hubs]],
    }
    codes = pd.DataFrame({k.value: area_code(k, n) for k, n in numbers.items()})
    areas = pd.concat([_listed(k, t) for k, t in titles.items()])
    # A small town whose every postcode lies nearer to a neighbour is no gemeente.
    return codes, areas[areas.area_code.isin(np.unique(codes))]


def sto_regios(
    sites: pd.DataFrame, plaats: NDArray[np.str_], rng: np.random.Generator
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """Gather vestigingen into STO-regio's of neighbours.

    Returns
    -------
    tuple
        Number of the region per site; and one row per region as in `divided`.
    """
    xy = sites[["x_m", "y_m"]].to_numpy()
    _, found = kmeans2(xy, N_STO_REGIOS, iter=40, minit="++", seed=rng)
    _, number = np.unique(found, return_inverse=True)
    first = pd.Series(plaats).groupby(number).agg(lambda names: names.mode().iloc[0])
    nth = first.groupby(first).cumcount() + 1
    mark = np.where(first.duplicated(keep=False), " " + nth.astype("str"), "")
    names = [f"Techniek {a}{b}" for a, b in zip(first, mark, strict=True)]
    return number, _listed(AreaKind.STO_REGIO, names)


def area_polygons(
    areas: pd.DataFrame, postcodes: pd.DataFrame, cells: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Give every area the union of its postcode areas.

    Parameters
    ----------
    areas
        Columns `area_kind`, `area_code`, `area_name`.
    postcodes
        One code per postcode and division, in the order of `cells`.
    cells
        Areas of the postcodes.
    """
    shapes = []
    for kind in _LETTERS:
        code = postcodes[kind.column].to_numpy()
        frame = gpd.GeoDataFrame({"area_code": code}, geometry=cells.geometry.array)
        shapes.append(frame.dissolve("area_code", method="coverage"))
    joined = pd.concat(shapes)
    geometry = joined.geometry.reindex(areas.area_code).to_numpy()
    return gpd.GeoDataFrame(areas.reset_index(drop=True), geometry=geometry, crs=RD_NEW)


def _listed(kind: AreaKind, names: Sequence[str]) -> pd.DataFrame:
    codes = area_code(kind, np.arange(len(names)))
    return pd.DataFrame(
        {"area_kind": kind.value, "area_code": codes, "area_name": list(names)}
    )


def _told_apart(
    names: NDArray[np.str_], provincies: NDArray[np.str_]
) -> NDArray[np.str_]:
    """Add the provincie to a name that more than one area bears."""
    frame = pd.DataFrame({"name": names, "provincie": provincies})
    twice = frame.name.duplicated(keep=False)
    return np.where(twice, frame.name + " (" + frame.provincie + ")", frame.name)


def _centres(
    places: pd.DataFrame, n: int, apart_m: float, *, per_provincie: bool
) -> NDArray[np.int64]:
    """Return rows of the largest places that lie apart from each other."""
    away_m = _from_edge_m(places, places)
    quota = _quota(places, n) if per_provincie else None
    provincie = places.provincie.to_numpy()
    chosen: list[int] = []
    for i in range(len(places)):
        full = quota is not None and quota[provincie[i]] == 0
        if full or (away_m[i, chosen] < apart_m).any():
            continue
        chosen.append(i)
        if len(chosen) == n:
            break
        if quota is not None:
            quota[provincie[i]] -= 1
    return np.array(chosen)


def _quota(places: pd.DataFrame, n: int) -> dict[str, int]:
    """Share out n centres over the provincies; thinly peopled ones get more a head."""
    weight = places.groupby("provincie").inhabitants.sum() ** 0.75
    exact = n * weight / weight.sum()
    quota = exact.astype(int).clip(lower=1)
    rest = (exact - quota).sort_values(ascending=False).index[: n - quota.sum()]
    quota.loc[rest] += 1
    return {str(name): int(count) for name, count in quota.items()}


def _nearest_town(
    points: pd.DataFrame,
    places: pd.DataFrame,
    towns: NDArray[np.int64],
    provincie: NDArray[np.str_],
) -> NDArray[np.int64]:
    """Return the town of the same provincie whose edge is nearest to each point."""
    town = places.iloc[towns]
    away_m = _from_edge_m(points, town)
    foreign = provincie[:, None] != town.provincie.to_numpy()
    nearest: NDArray[np.int64] = (away_m + 1e9 * foreign).argmin(axis=1)
    return nearest


def _from_edge_m(points: pd.DataFrame, towns: pd.DataFrame) -> NDArray[np.float64]:
    """Distance from points to the edge of towns, shape `(n_points, n_towns)`."""
    radius_m = np.sqrt(towns.inhabitants / (_TOWN_DENSITY_PER_M2 * np.pi)).to_numpy()
    from_edge_m: NDArray[np.float64] = -radius_m + np.hypot(
        points.x_m.to_numpy()[:, None] - towns.x_m.to_numpy(),
        points.y_m.to_numpy()[:, None] - towns.y_m.to_numpy(),
    )
    return from_edge_m
