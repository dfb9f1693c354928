"""How much hangs on the denominator and on the point that stands for a postcode."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from accessibility.snapshot import Snapshot
from api.cli import run
from data.snapshots import write_snapshot


@pytest.fixture
def wide_land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line with postcodes of 8 by 8 km, so that thresholds cut them."""
    points = line_snapshot.postcodes
    placed = points[points.geometry.notna()]
    areas = gpd.GeoDataFrame(
        {"pc4": placed.pc4},
        geometry=[
            shapely.box(p.x - 4e3, p.y - 4e3, p.x + 4e3, p.y + 4e3)
            for p in placed.geometry
        ],
        crs=points.crs,
    )
    folder = tmp_path / "wide"
    write_snapshot(line_snapshot.edited(pc4_areas=areas), folder)
    return str(folder)


def _rows(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> dict[tuple[str, str], dict[str, str]]:
    assert run([*arguments, "--smallest", "0", "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    return {(row["profiel"], row["leerweg"]): row for row in rows}


def test_both_denominators_and_the_printed_share(
    snapshot_path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = _rows(["denominators", snapshot_path], capsys)
    assert len(rows) == 30
    pie = rows["PIE", "gl"]
    assert float(pie["common"]) == pytest.approx(30 / 65, abs=1e-6)
    assert float(pie["leerweg_share"]) == pytest.approx(3 / 6.5, abs=1e-6)
    assert float(pie["published"]) == 0.583
    figure = tmp_path / "dots.svg"
    assert (
        run(["denominators", snapshot_path, "--smallest", "0", "--figure", str(figure)])
        == 0
    )
    assert figure.read_text(encoding="utf-8").startswith("<?xml")
    assert "58.3" in capsys.readouterr().out


def test_many_points_cut_what_the_centre_takes_whole(
    wide_land: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = _rows(["sensitivity", wide_land, "--per-postcode", "16"], capsys)["PIE", "gl"]
    assert float(pie["share_centre"]) == pytest.approx(30 / 65, abs=1e-6)
    assert int(pie["n_cut"]) >= 1
    least, many, most = (
        float(pie[f"share_{name}"]) for name in ("least", "points", "most")
    )
    assert least < many < most


def test_an_unknown_format_is_refused(
    snapshot_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["denominators", snapshot_path, "--format", "pdf"]) == 2
    assert "'pdf' is unknown" in capsys.readouterr().err
