"""`bereik map`: one file, named, with the finding as its title."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot


@pytest.fixture
def drawn_land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    points = line_snapshot.postcodes
    placed = points[points.geometry.notna()]
    squares = [
        shapely.box(p.x - 5_000, p.y - 5_000, p.x + 5_000, p.y + 5_000)
        for p in placed.geometry
    ]
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=points.crs)
    manifest = dataclasses.replace(line_snapshot.manifest, example=True)
    snapshot = Snapshot(manifest, {**line_snapshot.tables, "pc4_areas": areas})
    folder = tmp_path / "drawn"
    write_snapshot(snapshot, folder)
    return str(folder)


def test_a_map_is_written_and_named(
    drawn_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kaart.html"
    arguments = ["map", drawn_land, "--profiel", "PIE", "-o", str(path)]
    assert run([*arguments, "--within", "5000", "--denominator", "leerweg"]) == 0
    shown = capsys.readouterr().out
    assert str(path) in shown
    assert "niet volgen binnen 5 km hemelsbreed" in shown
    html = path.read_text(encoding="utf-8")
    assert "Voorbeeldgegevens" in html
    assert "https://cdn" not in html


def test_a_map_needs_a_place_to_go(
    drawn_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["map", drawn_land]) == 2
    assert "-o FILE.html" in capsys.readouterr().err


def test_an_unknown_area_is_refused(
    drawn_land: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kaart.html"
    assert run(["map", drawn_land, "--gebied", "Atlantis", "-o", str(path)]) == 2
    assert "'Atlantis' is unknown" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("ending", ["pdf", "png", "svg"])
def test_a_map_for_a_report(drawn_land: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"kaart.{ending}"
    assert run(["map", drawn_land, "--profiel", "PIE", "-o", str(path)]) == 0
    assert path.stat().st_size > 1_000


def test_every_area_has_a_map_and_the_list_links_them(
    drawn_land: str, tmp_path: Path
) -> None:
    folder = tmp_path / "kaarten"
    arguments = ["--all", "--area", "gemeente", "--profiel", "PIE"]
    assert run(["map", drawn_land, *arguments, "-o", str(folder)]) == 0
    written = {path.name for path in folder.iterdir()}
    assert written == {"index.html", "west.html", "oost.html"}
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="west.html"' in index


def test_a_map_is_no_geopackage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["map", "nergens", "-o", str(tmp_path / "kaart.gpkg")]) == 2
    assert "the map is written as .html, .pdf, .png, .svg" in capsys.readouterr().err
