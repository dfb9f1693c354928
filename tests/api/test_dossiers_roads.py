"""A dossier over real roads: a made-up country laid over those of Liechtenstein."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from api.cli import run
from data.snapshots import read_snapshot
from tests.osm_files import moved_osm
from tests.read_sheets import read_sheets

pytestmark = pytest.mark.realdata

SIDE_M: Final = 1_500.0
OFFERS: Final = {
    "X0AA00": ("PIE", "BWI"),
    "X0AB00": ("PIE", "M&T"),
    "X0AC00": ("BWI",),
    "X0AD00": ("PIE", "BWI"),
}


@pytest.fixture(scope="module")
def snapshot_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build postcodes, pupils and four vestigingen where the roads are."""
    folder = tmp_path_factory.mktemp("roads")
    real = Path(os.environ["BEREIK_REALDATA"]) / "osm" / "liechtenstein-latest.osm.pbf"
    moved_osm(real, folder / "wegen.osm.pbf", lon=5.5, lat=52.0)
    roads = gpd.read_file(folder / "wegen.osm.pbf", layer="lines").to_crs(28992)
    streets = roads[roads.highway.isin(["residential", "living_street"])]
    at = streets.geometry.interpolate(0.5, normalized=True)
    cells = _postcodes(at)
    cells[["postcode", "geometry"]].to_file(folder / "pc4.gpkg", driver="GPKG")
    _texts(folder, cells, _sites(cells, at))
    kinds = ("duo-vestigingen", "locations", "postcodes", "leerlingen", "aanbod")
    files = {kind: f"{kind}.csv" for kind in kinds}
    files |= {"pc4-areas": "pc4.gpkg", "osm": "wegen.osm.pbf"}
    entries = [
        f'[[source]]\nkind = "{kind}"\npath = "{path}"\ndate = 2024-10-01\n'
        + ('options = {modes = ["bike"]}\n' if kind == "osm" else "")
        for kind, path in files.items()
    ]
    sources = folder / "SOURCES.toml"
    sources.write_text('name = "verzonnen"\n' + "\n".join(entries), "utf-8")
    assert run(["build", str(sources), "-o", str(folder / "land"), "--quiet"]) == 0
    return folder / "land"


def _postcodes(at: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return squares with streets in them, and how many streets."""
    column, row = (at.x // SIDE_M).astype(int), (at.y // SIDE_M).astype(int)
    counted = pd.DataFrame({"column": column, "row": row}).value_counts().sort_index()
    squares = [
        box(c * SIDE_M, r * SIDE_M, (c + 1) * SIDE_M, (r + 1) * SIDE_M)
        for c, r in counted.index
    ]
    codes = [f"A{n:03d}" for n in range(len(counted))]
    columns = {"postcode": codes, "streets": counted.to_numpy()}
    return gpd.GeoDataFrame(columns, geometry=squares, crs=28992)


def _sites(cells: gpd.GeoDataFrame, at: gpd.GeoSeries) -> pd.DataFrame:
    """Put a vestiging on a street of each of the four busiest squares."""
    busiest = cells.sort_values(["streets", "postcode"], ascending=[False, True])
    rows = []
    for brin6, cell in zip(OFFERS, busiest.head(4).itertuples(), strict=True):
        point = at[at.within(cell.geometry)].iloc[0]
        rows.append((brin6, f"{cell.postcode} AA", point.x, point.y))
    return pd.DataFrame(rows, columns=["vestigingscode", "postcode", "x", "y"])


def _texts(folder: Path, cells: gpd.GeoDataFrame, sites: pd.DataFrame) -> None:
    rng = np.random.default_rng(7)
    pupils = [
        (pc4, leerweg, int(rng.integers(0, 2 + streets // 4)))
        for pc4, streets in zip(cells.postcode, cells.streets, strict=True)
        for leerweg in ("bl", "kl", "gl")
    ]
    offers = [
        (brin6, profiel, leerweg)
        for brin6, profielen in OFFERS.items()
        for profiel in profielen
        for leerweg in ("bl", "kl", "gl")
    ]
    north = cells.geometry.centroid.y > cells.geometry.centroid.y.median()
    areas = cells[["postcode"]].assign(
        plaats=["Dorp " + code for code in cells.postcode],
        gemeente=np.where(north, "Noord", "Zuid"),
        provincie="Land",
        nuts3="Land",
    )
    addresses = sites[["vestigingscode", "postcode"]].assign(
        vestigingsnaam=[f"De Brug {k}" for k in range(len(sites))],
        plaatsnaam=["Dorp " + text[:4] for text in sites.postcode],
    )
    columns: dict[str, tuple[list[Any], list[str]]] = {
        "leerlingen": (pupils, ["postcode", "leerweg", "aantal"]),
        "aanbod": (offers, ["vestigingscode", "profiel", "leerweg"]),
    }
    for kind, (rows, names) in columns.items():
        pd.DataFrame(rows, columns=names).to_csv(folder / f"{kind}.csv", index=False)
    frames = {"postcodes": areas, "locations": sites, "duo-vestigingen": addresses}
    for kind, frame in frames.items():
        frame.to_csv(folder / f"{kind}.csv", index=False)


def _middle(snapshot_path: Path, name: str) -> dict[str, float]:
    sites = read_snapshot(snapshot_path).vestigingen.set_index("brin6").geometry
    return {"x_m": float(sites[name].x), "y_m": float(sites[name].y)}


def _scenario(snapshot_path: Path) -> dict[str, Any]:
    """Close an offer, the street before a school and open a straight cycle link."""
    one, other = _middle(snapshot_path, "X0AA00"), _middle(snapshot_path, "X0AB00")
    edits = [
        {"edit": "close-offer", "brin6": "X0AA00", "profiel": "PIE", "leerweg": "gl"},
        {"edit": "close-link", "mode": "bike", "at": _middle(snapshot_path, "X0AC00")},
        {"edit": "add-link", "mode": "bike", "start": one, "end": other}
        | {"speed_mps": 4.5},
    ]
    document = {"format": 1, "title": "Een doorsteek", "snapshot": "verzonnen"}
    return {**document, "edits": edits}


def test_a_dossier_over_real_roads_replays(
    snapshot_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(_scenario(snapshot_path)))
    folder = tmp_path / "dossier"
    question = ["--mode", "bike", "--within", "4000", "-o", str(folder)]
    assert run(["what-if", str(snapshot_path), str(plan), *question]) == 0
    assert run(["replay", str(folder / "dossier.json")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "identical"
    sheets = read_sheets(folder / "dossier.xlsx")
    changed = sheets["landelijk"].set_index(["profiel", "leerweg"])
    # One school fewer, yet the new link brings every other school's pupils nearer.
    assert changed.lost_only["PIE", "gl"] + changed.lost_other["PIE", "gl"] > 0
    assert "over de fietsroute" in sheets["toelichting"].to_string()
    gained = changed[["gained_first", "gained_second"]].sum(axis=1)
    assert (gained.drop(("PIE", "gl")) >= 0).all()
    assert len(sheets["afstand"]) > 0
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-layout", str(folder / "dossier.pdf"), "-"],
            check=True,
            capture_output=True,
        ).stdout.decode()
        assert "4 km over de fietsroute" in text
        assert re.search(r"verbinding voor de fiets bij A\d{3} Dorp", text)
