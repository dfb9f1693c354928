"""What if a bridge closes or is built: on a drawn dike, by every door.

Dike roads run east at y = 0 and y = 500 m, joined in the west at x = 0; on the first
lies a bridge from 4000 to 4200 m. Schools stand at 500 m and 6000 m on the first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pytest

from accessibility.projection import metric_places
from api.cli import run
from tests.drawn_roads import LAT, LON, drawn
from tests.osm_files import Tags, write_osm

DIKE: Final[Tags] = {"highway": "unclassified"}
PLACES: Final = {
    1: (0.0, 0.0),
    2: (4_000.0, 0.0),
    3: (4_200.0, 0.0),
    4: (6_500.0, 0.0),
    5: (0.0, 500.0),
    6: (6_500.0, 500.0),
}
HOMES: Final = {"3511": (1_000.0, 0.0), "3512": (5_500.0, 500.0)}
SCHOOLS: Final = {"01AA00": (500.0, 0.0), "02BB00": (6_000.0, 0.0)}


def rd(*places: tuple[float, float]) -> list[tuple[float, float]]:
    """Return places in metres of RD New."""
    lon, lat = np.array([*drawn(dict(enumerate(places))).values()]).T
    x_m, y_m = metric_places(lon, lat, 28992)
    return list(zip(x_m.tolist(), y_m.tolist(), strict=True))


def place(east_m: float, north_m: float) -> dict[str, float]:
    ((x_m, y_m),) = rd((east_m, north_m))
    return {"x_m": x_m, "y_m": y_m}


@pytest.fixture(scope="module")
def dike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the snapshot: 100 pupils at each home, one offer at each school."""
    assert (LON, LAT) == (5.0, 52.0)
    folder = tmp_path_factory.mktemp("dijk")
    bridge = {**DIKE, "bridge": "yes", "bridge:name": "Lange Brug"}
    ways = [([1, 2], DIKE), ([2, 3], bridge), ([3, 4], DIKE)]
    ways += [([1, 5], DIKE), ([5, 6], DIKE)]
    write_osm(folder / "wegen.osm", drawn(PLACES), ways)
    squares = [
        {
            "type": "Feature",
            "properties": {"postcode": code},
            "geometry": {"type": "Polygon", "coordinates": [_square(x, y)]},
        }
        for code, (x, y) in zip(HOMES, rd(*HOMES.values()), strict=True)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    shapes = {"type": "FeatureCollection", "crs": crs, "features": squares}
    (folder / "pc4.geojson").write_text(json.dumps(shapes), "utf-8")
    sites = zip(SCHOOLS, rd(*SCHOOLS.values()), strict=True)
    tables = {
        "leerlingen": pd.DataFrame({"postcode": [*HOMES], "leerweg": "BL"}).assign(
            aantal=100
        ),
        "aanbod": pd.DataFrame(
            {"vestigingscode": [*SCHOOLS], "profiel": ["PIE", "BWI"], "leerweg": "BL"}
        ),
        "postcodes": pd.DataFrame({"postcode": [*HOMES]}).assign(
            plaats="Dijk", gemeente="Dijk", provincie="Utrecht"
        ),
        "locations": pd.DataFrame(
            [(code, f"School {code}", "3511", x, y) for code, (x, y) in sites],
            columns=["vestigingscode", "naam", "postcode", "x", "y"],
        ),
    }
    for kind, table in tables.items():
        table.to_csv(folder / f"{kind}.csv", index=False, sep=";")
    files = {kind: f"{kind}.csv" for kind in tables}
    files |= {"pc4-areas": "pc4.geojson", "osm": "wegen.osm"}
    lines = [
        f'[[source]]\nkind = "{kind}"\npath = "{path}"\ndate = 2024-10-01\n'
        + ('options = {modes = ["bike"]}\n' if kind == "osm" else "")
        for kind, path in files.items()
    ]
    sources = folder / "SOURCES.toml"
    sources.write_text('name = "dijk"\n' + "\n".join(lines), "utf-8")
    assert run(["build", str(sources), "-o", str(folder / "land"), "--quiet"]) == 0
    return folder / "land"


def _square(x: float, y: float) -> list[tuple[float, float]]:
    steps = ((-9, -9), (9, -9), (9, 9), (-9, 9), (-9, -9))
    return [(x + east, y + north) for east, north in steps]


def outcome(
    snapshot: Path, folder: Path, within_m: int, *edits: dict[str, Any]
) -> tuple[dict[str, tuple[float, float]], str]:
    """Return the share before and after per profiel, and where the dossier is."""
    document = {"format": 1, "title": "Dijk", "snapshot": "dijk", "edits": list(edits)}
    plan = folder / "plan.json"
    plan.write_text(json.dumps(document), "utf-8")
    asked = ["--mode", "bike", "--within", str(within_m), "--smallest", "0"]
    target = folder / "dossier"
    code = run(["what-if", str(snapshot), str(plan), *asked, "-o", str(target)])
    assert code == 0
    table = pd.read_excel(target / "dossier.xlsx", sheet_name="landelijk")
    rows = table[table.leerweg == "bl"].set_index("profiel")
    return {
        str(profiel): (float(row["deel voor"]), float(row["deel na"]))
        for profiel, row in rows.iterrows()
    }, str(target)


def _bridge(**how: object) -> dict[str, Any]:
    return {"edit": "close-link", "mode": "bike", **how}


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"at": place(4_100, 0)}, "Doorgeknipt voor de fiets"),
        (
            {"at": place(4_100, 0), "what": "bridge"},
            "200 m weg in 1 stuk (Lange Brug).",
        ),
    ],
    ids=["at", "what"],
)
def test_who_lives_beside_the_school_loses_nothing_by_a_closed_bridge(
    dike: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    how: dict[str, Any],
    told: str,
) -> None:
    shares, folder = outcome(dike, tmp_path, 6_000, _bridge(**how))
    said = capsys.readouterr().out
    assert told in said
    # BWI lies 5000 m off over the bridge; PIE on this bank, as before.
    assert "100 derdejaars van de bl verliezen hun enige aanbod van BWI" in said
    assert shares["BWI"] == (0.5, 0.0)
    assert "PIE" not in shares
    if "what" in how:
        assert run(["replay", f"{folder}/dossier.json"]) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "identical"


def test_a_bridge_between_two_dikes_brings_the_school_near(
    dike: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # From (5500, 500): 5500 + 500 + 500 = 6500 m round, 1000 + 500 + 4000 across.
    new = {"edit": "add-link", "mode": "bike", "speed_mps": 4.0}
    ends = {"start": place(4_500, 500), "end": place(4_500, 0)}
    shares, _ = outcome(dike, tmp_path, 6_000, {**new, **ends})
    said = capsys.readouterr().out
    assert "100 derdejaars van de bl krijgen voor het eerst" in said
    assert shares["PIE"] == (0.5, 1.0)


def test_what_the_road_file_does_not_know_is_told(
    dike: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.json"
    edits = [_bridge(at=place(3_000, 0), what="tunnel"), _bridge()]
    document = {"format": 1, "title": "Dijk", "snapshot": "dijk", "edits": edits}
    plan.write_text(json.dumps(document), "utf-8")
    target = str(tmp_path / "dossier")
    code = run(["what-if", str(dike), str(plan), "--mode", "bike", "-o", target])
    assert code == 3
    said = " ".join(capsys.readouterr().err.split())
    assert "edit 1 (close-link): the road file knows no tunnel within 40 m" in said
    assert "edit 2 (close-link): says no place" in said
