"""A random small country for the properties of scenarios."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from accessibility.codes import Leerweg, Profiel
from accessibility.counting.students import Students
from accessibility.places import points_of
from accessibility.snapshot import Manifest, Snapshot

AREAS = ("gemeente", "provincie", "corop", "rmc", "sto_regio")


def country(seed: int = 1, *, n_sites: int = 8, n_postcodes: int = 30) -> Snapshot:
    """Return a square of 40 km with vestigingen, offers and postcodes."""
    rng = np.random.default_rng(seed)
    at = rng.integers(0, 40_000, (n_sites, 2)) + np.array([100_000, 400_000])
    codes = [f"X{j:05d}" for j in range(n_sites)]
    sites = gpd.GeoDataFrame(
        {"brin6": codes, "naam": codes, "plaats": "Dorp", "postcode": None},
        geometry=gpd.points_from_xy(at[:, 0], at[:, 1]),
        crs=28992,
    )
    for column in ("pc4", *AREAS, "bestuur", "denominatie", "structuur"):
        sites[column] = "A"
    sites["placed"] = "address"
    sites["bestuur"] = [f"B{j % 3}" for j in range(n_sites)]
    homes = rng.integers(0, 40_000, (n_postcodes, 2)) + np.array([100_000, 400_000])
    postcodes = gpd.GeoDataFrame(
        {"pc4": [f"A{j:03d}" for j in range(n_postcodes)], "plaats": "Dorp"},
        geometry=gpd.points_from_xy(homes[:, 0], homes[:, 1]),
        crs=28992,
    )
    for column in AREAS:
        postcodes[column] = [f"G{j % 3}" for j in range(n_postcodes)]
    postcodes["sto_regio_how"] = "table"
    return Snapshot(
        Manifest("small", example=True, dates={"students": "2019-10-01"}),
        {
            "vestigingen": sites,
            "postcodes": postcodes,
            "offers": _offers(rng, codes),
        },
    )


def _offers(rng: np.random.Generator, codes: list[str]) -> pd.DataFrame:
    rows = []
    for brin6 in codes:
        for profiel in (Profiel.PIE, Profiel.BWI, Profiel.ZW):
            for leerweg in Leerweg:
                if rng.random() < 0.5:
                    n = int(rng.integers(1, 30))
                    low, high = (1, 4) if n < 5 else (n, n)
                    count = (float(low), (low + high) / 2, float(high))
                    rows.append((brin6, profiel.value, leerweg.value, "pupils", *count))
    columns = ["brin6", "profiel", "leerweg", "evidence"]
    return pd.DataFrame(
        rows, columns=[*columns, "students_low", "students", "students_high"]
    )


def students(snapshot: Snapshot, seed: int = 2, *, points_per_pc4: int = 1) -> Students:
    """Return masked counts per leerweg, at one or more points per postcode."""
    rng = np.random.default_rng(seed)
    postcodes = snapshot.postcodes
    n = len(postcodes)
    home = np.repeat(np.arange(n), points_per_pc4)
    x = np.repeat(postcodes.geometry.x.to_numpy(), points_per_pc4)
    y = np.repeat(postcodes.geometry.y.to_numpy(), points_per_pc4)
    shift = rng.integers(-2_000, 2_000, (2, len(home))) * (points_per_pc4 > 1)
    frame = gpd.GeoDataFrame(
        {"point_id": [f"p{i}" for i in range(len(home))]},
        geometry=gpd.points_from_xy(x + shift[0], y + shift[1]),
        crs=28992,
    )
    counts = []
    for pc4 in postcodes.pc4:
        for leerweg in Leerweg:
            k = int(rng.integers(0, 12))
            low, high = (1, 4) if 0 < k < 5 else (k, k)
            middle = (low + high) / 2
            counts.append((pc4, leerweg.value, float(low), middle, float(high)))
    return Students(
        points=points_of(frame, "point_id"),
        point_pc4=home,
        point_weight=np.full(len(home), 1.0 / points_per_pc4),
        postcodes=pd.DataFrame(postcodes.drop(columns="geometry")),
        counts=pd.DataFrame(
            counts,
            columns=["pc4", "leerweg", "students_low", "students", "students_high"],
        ),
        method="own",
    )


def whole_country(seed: int = 1, *, example: bool = True) -> Snapshot:
    """Return the country with all that a dossier wants: pupils, polygons, homes."""
    snapshot = country(seed)
    people = students(snapshot, seed)
    pupils = snapshot.offers.drop(columns="evidence").assign(soort="VMBO", sex="")
    frames = [pupils.assign(leerjaar=year) for year in (3, 4)]
    polygons = snapshot.postcodes[["pc4", "geometry"]].copy()
    polygons["geometry"] = polygons.geometry.buffer(900)
    areas = gpd.GeoDataFrame(
        [
            (kind, f"G{j}", f"Gebied {j}", None)
            for kind in ("gemeente", "provincie", "sto-regio")
            for j in range(3)
        ],
        columns=["area_kind", "area_code", "area_name", "geometry"],
        geometry="geometry",
        crs=28992,
    )
    own = people.counts.assign(profiel="", sex="")
    half = {
        name: own[name] / 2 for name in ("students_low", "students", "students_high")
    }
    own = pd.concat([own.assign(sex=sex, **half) for sex in ("m", "v")])
    manifest = Manifest("small", example=example, dates=dict(snapshot.manifest.dates))
    tables = {
        **snapshot.tables,
        "pupils": pd.concat(frames, ignore_index=True),
        "pc4_areas": polygons,
        "areas": areas,
        "own_students": own.reset_index(drop=True),
    }
    return Snapshot(manifest, tables)
